import RunModel

/// What the words of the report mean: they are read years later, and by people who were not there.
extension AcceptancePage {
  mutating func writeTerms() {
    heading("terms")
    page.facts(terms)
  }

  private var terms: [(String, String)] {
    func name(_ standing: Standing) -> String { standing.name(texts) }
    let results: [(String, String)] = [
      (
        name(.passed),
        texts(
          "every comparison came out as expected, and there was one at least",
          "elke vergelijking kwam uit als verwacht, en er was er minstens één")
      ),
      (name(.passedWithRemark), texts("good, and somebody noted something", "goed, en iemand merkte iets op")),
      (
        name(.failed),
        texts("the LMS does something else than the scenario says", "het LMS doet iets anders dan het scenario zegt")
      ),
      (
        name(.broken),
        texts(
          "nobody could tell: no answer, no access, or a person who was blocked",
          "niet te zeggen: geen antwoord, geen toegang, of een mens die niet verder kon")
      ),
      (name(.known), texts("failed exactly as an open finding says", "gefaald precies zoals een open bevinding zegt")),
      (
        name(.unexpectedPass),
        texts("passed although an open finding says it fails", "geslaagd hoewel een open bevinding zegt dat het faalt")
      ),
      (name(.flaky), texts("passed only after a repeat", "pas na herhaling geslaagd")),
      (name(.awaiting), texts("a person has not judged yet", "een mens heeft nog niet geoordeeld")),
      (
        name(.stale),
        texts(
          "a result of another site or another text: counts for nothing",
          "een resultaat van een andere site of tekst: telt niet")
      ),
      (
        name(.unchecked),
        texts("ran, and compared nothing: no pass", "gedraaid, en niets vergeleken: telt niet als geslaagd")
      ),
      (
        name(.skipped),
        texts(
          "not begun, or not ended, because something before it went wrong",
          "niet begonnen of afgemaakt, omdat er iets voor misging")
      ),
    ]
    return results + documents
  }

  private var documents: [(String, String)] {
    [
      (
        texts("Finding", "Bevinding"),
        texts(
          "something that was found; whether it is a defect is decided later",
          "iets dat is gevonden; of het een gebrek is, blijkt later")
      ),
      (
        Severity.allCases.map { texts.name($0) }.joined(separator: ", "),
        texts(
          "no way to do the work, data lost or exposed; only with a costly workaround, or wrong results; a limited or easy workaround; text, layout, comfort",
          "werk kan niet, gegevens kwijt of op straat; alleen met een dure omweg, of foute uitkomsten; beperkte of eenvoudige omweg; tekst, vormgeving, gemak"
        )
      ),
      (
        texts("must, should, could", "moet, zou moeten, zou kunnen"),
        texts(
          "how important a scenario is to the acceptance, agreed before the tests",
          "hoe zwaar een scenario weegt bij de acceptatie, vooraf afgesproken")
      ),
      (
        texts("Release advice", "Vrijgaveadvies"),
        texts("of the test lead; advice, no decision", "van de testleider; een advies, geen besluit")
      ),
      (
        texts("Acceptance decision", "Acceptatiebesluit"),
        texts("of the customer, in a record of its own", "van de opdrachtgever, in een eigen proces-verbaal")
      ),
      (
        texts("Reservation", "Voorbehoud"),
        texts(
          "a condition of an acceptance, with owner, date, proof and consequence; of a test, what it did not really test",
          "voorwaarde bij een acceptatie, met eigenaar, datum, bewijs en gevolg; bij een test: wat niet echt is getest")
      ),
      (
        texts("Fingerprint, site", "Vingerafdruk, site"),
        texts(
          "what the LMS says of its own version and settings, and a short code of it",
          "wat het LMS over eigen versie en instellingen zegt, en een korte code daarvan")
      ),
      (
        texts("Report code", "Rapportcode"),
        texts(
          "twenty letters made from everything the report rests on; a change anywhere gives another",
          "twintig letters uit alles waarop het rapport rust; elke wijziging geeft een andere")
      ),
      (
        texts("Round", "Ronde"),
        texts(
          "tests of one delivery; a new delivery begins a new round",
          "tests van één oplevering; een nieuwe oplevering begint een nieuwe ronde")
      ),
    ]
  }
}
