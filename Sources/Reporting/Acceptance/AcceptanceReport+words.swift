import Campaign
import RunModel

/// What several renditions say in the same words.
extension AcceptanceReport {
  package var name: String {
    facts.title ?? texts("Acceptance of ", "Acceptatie van ") + report.record.header.project
  }

  /// What every page must say, beside being a draft or a rehearsal.
  package var reservations: [String] {
    var all = report.record.header.reservations
    if inputs.planned == nil {
      let why = inputs.planTrouble.map { " (\($0.text(texts)))" } ?? ""
      all.append(
        texts(
          "The scenarios could not be read when this was written\(why): what was never run is not known.",
          "De scenario's waren niet te lezen toen dit werd gemaakt\(why): wat nooit is gedraaid, is niet bekend."))
    }
    return all
  }

  /// Over what is asked: another list has another one.
  var requirementsDigest: String {
    hex(sha256(Array(inputs.project.requirements.map(\.digest).joined(separator: "\n").utf8)))
  }

  /// Over the text of every scenario that has a result or is planned.
  var scenariosDigest: String {
    let all = report.results.map(\.scenario.scenario) + unrun
    let lines = all.map { "\($0.id)\0\($0.exampleKey)\0\($0.revision)" }.sorted()
    return hex(sha256(Array(lines.joined(separator: "\n").utf8)))
  }

  /// How many scenarios ended how in a round, by their last result there; worst first.
  package func roundCounts(_ round: Int) -> [(standing: Standing, count: Int)] {
    var counts: [Standing: Int] = [:]
    for standings in trail.standings.values { if let standing = standings[round] { counts[standing, default: 0] += 1 } }
    return Standing.allCases.compactMap { standing in counts[standing].map { (standing, $0) } }
  }

  // MARK: The seal

  /// `DRAFT`, or the code of a frozen report.
  package var sealWord: String {
    switch seal.state {
    case .draft: texts("DRAFT", "CONCEPT")
    case .frozen: seal.code
    case .rehearsal: texts("REHEARSAL ", "OEFENING ") + seal.code
    }
  }

  var sealSentence: String {
    let moment = ClockText.moment(seal.at, utcOffsetMinutes: inputs.utcOffsetMinutes)
    switch seal.state {
    case .draft:
      return texts(
        "Draft, written \(moment). Nothing is frozen: figures change with every result.",
        "Concept, gemaakt \(moment). Er ligt niets vast: cijfers veranderen met elk resultaat.")
    case .frozen, .rehearsal:
      var text = texts(
        "Frozen \(moment) as report code \(seal.code), revision \(seal.revision)",
        "Bevroren \(moment) onder rapportcode \(seal.code), revisie \(seal.revision)")
      if let replaces = seal.replaces { text += texts(", in place of ", ", in plaats van ") + replaces }
      if seal.state == .rehearsal {
        text += texts(
          ". A rehearsal: nothing real was tested, and this accepts nothing",
          ". Een oefening: er is niets echts getest, en dit accepteert niets")
      }
      return text + "."
    }
  }

  /// Who issues the document, who may decide on it, what it is about and what it refers to: with the seal, what every
  /// document of a test says of itself on its first page.
  package var documentSentence: String {
    let issuer = facts.organisation ?? report.record.header.project
    let lead = inputs.project.lead.map { " (\($0.name))" } ?? ""
    let authority = facts.authority ?? texts("not named", "niet genoemd")
    let parts = facts.parts.map(\.title)
    let scope = parts.isEmpty ? texts("the whole", "het geheel") : parts.joined(separator: ", ")
    let references =
      [facts.contract, inputs.project.digest.isEmpty ? nil : "lmsaccept.yaml"].compactMap(\.self)
      + (inputs.project.requirements.isEmpty
        ? [] : [texts.count(inputs.project.requirements.count, ("requirement", "requirements"), ("eis", "eisen"))])
    return texts("Issued by ", "Uitgegeven door ") + issuer + lead + texts("; decides: ", "; beslist: ") + authority
      + texts("; scope: ", "; reikwijdte: ") + scope
      + (references.isEmpty ? "" : texts("; refers to: ", "; verwijst naar: ") + references.joined(separator: ", "))
      + texts("; terms: at the end.", "; begrippen: achteraan.")
  }

  // MARK: The verdict

  /// What the results say of the criteria for ending, in one sentence.
  package var verdictSentence: String {
    let exit = criteria.filter { $0.kind == .exit && $0.standing != .notApplicable }
    let met = exit.count { !$0.isOpen }
    let notMet = exit.filter { $0.standing == .notMet }.map(\.id)
    let unknown = exit.filter { $0.standing == .notMeasured }.map(\.id)
    if notMet.isEmpty, unknown.isEmpty, !exit.isEmpty {
      return texts("All \(exit.count) exit criteria are met.", "Aan alle \(exit.count) eindcriteria is voldaan.")
    }
    var text = texts(
      "\(met) of \(exit.count) exit criteria are met", "Aan \(met) van \(exit.count) eindcriteria is voldaan")
    if !notMet.isEmpty { text += texts("; not met: ", "; niet aan: ") + notMet.joined(separator: ", ") }
    if !unknown.isEmpty { text += texts("; not measured: ", "; niet gemeten: ") + unknown.joined(separator: ", ") }
    return text + "."
  }

  /// What was tested, with everything that is not simply passed counted by its own name.
  package var figuresSentence: String {
    let lines = totals.lines.reversed().filter { $0.standing != .notRun }
    let words = lines.map { "\($0.total) \($0.standing.name(texts))" }
    let unrunCount = totals.count(.notRun)
    let rest = unrunCount == 0 ? "" : texts("; \(unrunCount) never run", "; \(unrunCount) nooit gedraaid")
    let carried =
      figures.carried == 0
      ? ""
      : " "
        + texts.count(
          figures.carried,
          (
            "of the results is of an earlier round and still holds.",
            "of the results are of an earlier round and still hold."
          ),
          (
            "van de resultaten is uit een eerdere ronde en geldt nog.",
            "van de resultaten zijn uit een eerdere ronde en gelden nog."
          ))
    let planned = texts.scenarios(figures.planned)
    let came = figures.executed == 1 ? "kwam" : "kwamen"
    return texts(
      "\(figures.executed) of \(planned) came to a verdict on this site: ",
      "\(figures.executed) van \(planned) \(came) op deze site tot een oordeel: ")
      + words.joined(separator: ", ") + rest + "." + carried
  }

  /// What came in after the advice, which it cannot know of; nil for nothing.
  var laterThanAdvice: String? {
    guard let advice = inputs.advice else { return nil }
    let runs = inputs.histories.flatMap(\.runs).count { $0.header.startedAt > advice.at }
    let verdicts = inputs.histories.flatMap(\.verdicts).count { $0.at > advice.at }
    let findings = inputs.findings.count { $0.foundAt > advice.at }
    var parts: [String] = []
    if runs > 0 { parts.append(texts.count(runs, ("run", "runs"), ("run", "runs"))) }
    if verdicts > 0 { parts.append(texts.count(verdicts, ("verdict", "verdicts"), ("oordeel", "oordelen"))) }
    if findings > 0 { parts.append(texts.count(findings, ("finding", "findings"), ("bevinding", "bevindingen"))) }
    if parts.isEmpty { return nil }
    return texts("Given before what came in since: ", "Gegeven voordat er meer binnenkwam: ")
      + parts.joined(separator: ", ") + "."
  }

  /// By which priority scenarios count in the criteria.
  var priorityRule: String {
    texts(
      """
      Priority: a scenario counts with the strictest that the features of today give it or that any run of this round, or \
      the run of its result, was planned with; so do areas, packs and requirements. Lowering it, or taking a tag away, takes \
      effect in the next round; what was lowered is named. A scenario that is no longer in the features counts in no criterion, and is named where it would have counted.
      """,
      """
      Prioriteit: een scenario telt met de strengste die de features van vandaag eraan geven of waarmee een run van deze \
      ronde, of de run van zijn resultaat, was gepland; gebieden, selecties en eisen ook. Verlagen, of een tag weghalen, werkt \
      pas in de volgende ronde; wat is verlaagd, staat erbij. Een scenario dat niet meer in de features staat telt in geen criterium en wordt genoemd waar het had geteld.
      """)
  }

  /// The rule by which rows become scenarios and scenarios become requirements.
  var rollUpRule: String {
    texts(
      """
      How results are rolled up: what counts of a scenario is its last result on this target, of the newest round in which \
      it was run; a result that was cut off never counts. A result of an earlier round counts only while the site says it \
      is the same and the text of the scenario, its role and its requirements have not changed; otherwise it is stale and \
      counts as nothing. Machine and people are joined by the worse, in this order: failed, broken (a person's blocked), \
      undefined or ambiguous, unexpected pass, awaiting a verdict, skipped, known, passed with remark, flaky, not \
      applicable, passed. Of several testers the worse counts, too, until the lead decides with a reason; both stay visible. \
      A scenario that compared nothing has not passed. A requirement is not met when one of its scenarios failed; not proven \
      while one is open, broken, stale, known to fail, never run, without a check or in dispute; met with remarks when one \
      passed with a remark or only after a repeat; met when all passed, those that do not apply left out; not covered when \
      there is none. Nothing but "passed" is counted as passed.
      """,
      """
      Hoe resultaten worden opgeteld: van een scenario telt het laatste resultaat op dit systeem, uit de nieuwste ronde \
      waarin het is gedraaid; een afgebroken resultaat telt nooit. Een resultaat uit een eerdere ronde telt alleen zolang de \
      site zegt dezelfde te zijn en tekst, rol en eisen van het scenario gelijk zijn; anders is het verouderd en telt het \
      niet. Van machine en mens telt het slechtste, in deze volgorde: gefaald, niet te bepalen (bij mensen: geblokkeerd), \
      onbekende of dubbelzinnige stap, onverwacht geslaagd, wacht op oordeel, overgeslagen, bekend, geslaagd met opmerking, \
      wisselvallig, niet van toepassing, geslaagd. Ook van meer testers telt het slechtste, tot de leider met een reden \
      beslist; beide blijven zichtbaar. Een scenario dat niets vergeleek is niet geslaagd. Een eis voldoet niet als een van \
      haar scenario's faalde; is niet aangetoond zolang er een openstaat, niet te bepalen, verouderd, bekend gefaald, nooit \
      gedraaid, zonder controle of in geschil is; voldoet met opmerkingen als een scenario met opmerking of pas na herhaling \
      slaagde; voldoet als alle slaagden, wat niet van toepassing is niet meegeteld; en is niet gedekt als er geen is. \
      Alleen "geslaagd" telt als geslaagd.
      """)
  }
}

extension Texts {
  func name(_ standing: Criterion.Standing) -> String {
    switch standing {
    case .met: self("met", "voldaan")
    case .metByStatement: self("stated", "verklaard")
    case .notMet: self("not met", "niet voldaan")
    case .notMeasured: self("not measured", "niet gemeten")
    case .notApplicable: self("not applicable", "niet van toepassing")
    }
  }

  func name(_ kind: Criterion.Kind) -> String {
    switch kind {
    case .entry: self("Entry", "Toegang")
    case .suspension: self("Suspension", "Opschorting")
    case .exit: self("Exit", "Einde")
    }
  }

  func name(_ advice: Advice.Value) -> String {
    switch advice {
    case .go: self("Release", "Vrijgeven")
    case .goWithConditions: self("Release with conditions", "Vrijgeven onder voorwaarden")
    case .noGo: self("Do not release", "Niet vrijgeven")
    }
  }
}
