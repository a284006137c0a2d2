package import RunModel

/// What a person reads who wants to check a bundle without lmsaccept.
package struct CheckingText: Sendable {
  package var code: String
  package var isRehearsal: Bool

  package init(code: String, isRehearsal: Bool) {
    self.code = code
    self.isRehearsal = isRehearsal
  }

  private var namespace: String { SealNamespace.name(isRehearsal: isRehearsal) }

  /// The same in short, for the report itself.
  package func paragraphs(_ texts: Texts) -> [String] {
    [
      texts(
        "This report belongs to the code \(code), which stands on every page. Its bundle holds everything it was made from; README.txt in it says in full how to check it with sha256sum and ssh-keygen.",
        "Dit rapport hoort bij de code \(code), die op elke pagina staat. De bundel bevat alles waaruit het is gemaakt; README.txt daarin zegt volledig hoe u dat met sha256sum en ssh-keygen controleert."
      ),
      texts(
        "In the folder of the bundle: sha256sum -c SHA256SUMS; then, for each signature, ssh-keygen -Y verify -f allowed_signers -n \(namespace) -I ADDRESS -s decisions/NN-signature.json.sig < decisions/NN-signature.json",
        "In de map van de bundel: sha256sum -c SHA256SUMS; daarna voor elke handtekening ssh-keygen -Y verify -f allowed_signers -n \(namespace) -I ADRES -s decisions/NN-signature.json.sig < decisions/NN-signature.json"
      ),
      texts(
        "lmsaccept verify FOLDER does all of it.", "lmsaccept verify MAP doet dit alles."),
    ]
  }

  /// `README.txt` of the bundle, Dutch and English.
  package var text: String {
    """
    \(isRehearsal ? "OEFENING / REHEARSAL: " : "")Acceptatierapport / acceptance report \(code)

    NEDERLANDS

    Deze map bevat een bevroren acceptatierapport (report.html), alles waaruit het is gemaakt, en in decisions/ het advies,
    het besluit en de handtekeningen. Er is niets anders nodig om het te controleren dan sha256sum en ssh-keygen
    (OpenSSH 8.9 of nieuwer), uitgevoerd in deze map:

    1. Zijn de bestanden zoals ze waren?
         sha256sum -c SHA256SUMS
         sha256sum SHA256SUMS content.json
       De twee laatste sommen moeten in manifest.json staan.
    2. Is dit het rapport waarover is besloten?
         sha256sum manifest.json
       Deze som moet achter "manifest" staan in elk bestand decisions/*.json.
    3. Is er niets tussenuit gehaald? De bestanden decisions/01-..., 02-... hebben opeenvolgende nummers, en achter
       "before" staat de som van het bestand ervoor:
         sha256sum decisions/*.json
    4. Heeft diegene getekend? Voor elke handtekening, met het mailadres dat erin staat en het moment ("at") in UTC:
         TZ=UTC ssh-keygen -Y verify -f allowed_signers -n \(namespace) -I NAAM@VOORBEELD.NL \\
           -O verify-time=JJJJMMDDUUMMSS -s decisions/03-signature.json.sig < decisions/03-signature.json
       "Good signature" betekent: de houder van die sleutel heeft precies deze tekst getekend. Wie welke sleutel heeft,
       staat in signers.json; vergelijk die met de lijst van uw eigen organisatie.

    Dat een laatste handtekening is weggehaald, kan aan deze map niet worden gezien: vergelijk het aantal met het verslag
    dat u kreeg. De code \(code) op elke pagina wordt uit content.json berekend: de SHA-256 als breuk, met 29 cijfers
    (23456789BCDFGHJKLMNPQRSTVWXYZ) geschreven, 20 letters.

    ENGLISH

    This folder holds a frozen acceptance report (report.html), everything it was made from, and in decisions/ the advice,
    the decision and the signatures. Nothing else is needed to check it than sha256sum and ssh-keygen (OpenSSH 8.9 or
    newer), run in this folder:

    1. Are the files what they were?
         sha256sum -c SHA256SUMS
         sha256sum SHA256SUMS content.json
       The last two sums must stand in manifest.json.
    2. Is this the report that was decided on?
         sha256sum manifest.json
       This sum must stand behind "manifest" in each file decisions/*.json.
    3. Was nothing taken out? The files decisions/01-..., 02-... have numbers without a gap, and behind "before" stands the
       sum of the file before:
         sha256sum decisions/*.json
    4. Did that person sign? For each signature, with the mail address in it and its moment ("at") in UTC:
         TZ=UTC ssh-keygen -Y verify -f allowed_signers -n \(namespace) -I NAME@EXAMPLE.ORG \\
           -O verify-time=YYYYMMDDHHMMSS -s decisions/03-signature.json.sig < decisions/03-signature.json
       "Good signature" means: whoever holds that key signed exactly this text. Who holds which key stands in
       signers.json; compare it with your own organisation's list.

    That a last signature was taken away cannot be seen from this folder: compare their number with the record that you
    were given. The code \(code) on every page is computed from content.json: its SHA-256 as a fraction, written
    with 29 digits (23456789BCDFGHJKLMNPQRSTVWXYZ), 20 letters.

    """
  }
}
