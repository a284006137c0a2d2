import Campaign
import RunModel

/// What was tested, against what, when and by whom.
extension AcceptancePage {
  mutating func writeAdvice() {
    heading("advice")
    guard let advice = inputs.advice else {
      nothing(texts("No advice was given yet.", "Er is nog geen advies gegeven."))
      return
    }
    page.element("p", class: "lead", texts.name(advice.value))
    page.element("p", "\(advice.by), \(moment(advice.at))")
    if let later = acceptance.laterThanAdvice { page.element("p", later) }
    if !advice.reasons.isEmpty { list(advice.reasons) }
    if advice.conditions.isEmpty { return }
    page.element("h3", texts("Conditions", "Voorwaarden"))
    table(
      [
        "Nr", texts("Condition", "Voorwaarde"), texts("Owner", "Eigenaar"), texts("Due", "Uiterlijk"),
        texts("Proof", "Bewijs"), texts("If missed", "Anders"), texts("About", "Over"),
      ],
      advice.conditions.map {
        [$0.id, $0.text, $0.owner, $0.due.description, $0.proof, $0.consequence, $0.about.joined(separator: ", ")]
      })
  }

  mutating func writeObject() {
    heading("object")
    var lines: [(String, String)] = [
      (texts("System", "Systeem"), "\(header.target): \(header.base) (\(header.adapter))")
    ]
    if let site = inputs.round.site {
      let place = texts("details below", "details verderop")
      lines.append((texts("Fingerprint", "Vingerafdruk"), "\(site.code) (\(place))"))
    } else {
      lines.append(
        (
          texts("Fingerprint", "Vingerafdruk"),
          texts(
            "could not be read: nobody can tell whether the site changed",
            "niet te lezen: niemand weet of de site veranderde")
        ))
    }
    lines += [
      (texts("Accepting", "Accepteert"), facts.organisation), (texts("Supplier", "Leverancier"), facts.supplier),
      (texts("Decides", "Beslist"), facts.authority), (texts("Contract", "Contract"), facts.contract),
      (texts("Place", "Plaats"), facts.place),
      (texts("First productive use", "Eerste productief gebruik"), facts.firstUse?.description),
      (texts("Back-out possible until", "Terugval mogelijk tot en met"), facts.backOut?.description),
    ].compactMap { name, value in value.map { (name, $0) } }
    for (target, runs) in inputs.otherRuns.sorted(by: { $0.key < $1.key }) {
      lines.append(
        (
          texts("Not in this report", "Niet in dit rapport"),
          "\(target): " + texts.count(runs, ("run", "runs"), ("run", "runs")) + others(target)
        ))
    }
    if !inputs.otherRuns.isEmpty {
      lines.append(
        (
          texts("Findings here", "Bevindingen hier"),
          texts(
            "what the machine found on this target, and what people found in scenarios that were run on it, or outside any",
            "wat de machine op dit systeem vond, en wat mensen vonden in scenario's die erop gedraaid zijn, of erbuiten"
          )
        ))
    }
    if report.unclearWords > 0 {
      lines.append(
        (
          texts("Not counted", "Niet geteld"),
          texts.count(
            report.unclearWords, ("good verdict", "good verdicts"), ("goed oordeel", "goede oordelen"))
            + texts(
              ": the scenario was run on two targets in one round before, and a worksheet does not say on which",
              ": het scenario was in één ronde al op twee systemen gedraaid, en een werkblad zegt niet op welk")
        ))
    }
    page.facts(lines)
    writeParts()
  }

  private func others(_ target: String) -> String {
    guard let count = inputs.otherFindings[target] else { return "" }
    return ", " + texts.count(count, ("open finding", "open findings"), ("open bevinding", "open bevindingen"))
  }

  private mutating func writeParts() {
    if facts.parts.isEmpty { return }
    page.element("h3", texts("Parts, each accepted for itself", "Onderdelen, elk afzonderlijk te accepteren"))
    table(
      [
        texts("Part", "Onderdeel"), texts("What", "Wat"), texts("Requirements met", "Eisen: voldoet"),
        texts("Scenarios passed", "Scenario's geslaagd"), texts("Open findings", "Open bevindingen"),
      ],
      facts.parts.map { part in
        let requirements = acceptance.requirements.filter { $0.belongs(to: part) }
        let ids = Set(requirements.map(\.requirement.id))
        let proofs = report.results.filter { $0.scenario.scenario.belongs(to: part, requirements: ids) }
        let unrun = acceptance.unrun.count { $0.belongs(to: part, requirements: ids) }
        let titles = Set(proofs.map(\.scenario.scenario.title))
        let findings = acceptance.openFindings.filter { finding in
          titles.contains(finding[.title]) || finding.requirements.contains(where: ids.contains)
        }
        return [
          part.id, part.title, "\(requirements.count { $0.status == .met })/\(requirements.count)",
          "\(proofs.count { Standing($0) == .passed })/\(proofs.count + unrun)",
          findings.isEmpty ? "0" : "\(findings.count): " + findings.map(\.id).joined(separator: ", "),
        ]
      })
  }

  mutating func writeBasis() {
    heading("basis")
    let count = inputs.project.requirements.count
    page.facts([
      (
        texts("Requirements", "Eisen"),
        count == 0
          ? texts("no list was given", "er is geen lijst gegeven")
          : "\(count), SHA-256 \(acceptance.requirementsDigest)"
      ),
      (
        texts("Plan", "Plan"),
        inputs.project.digest.isEmpty
          ? texts("there is no project file", "er is geen projectbestand")
          : "lmsaccept.yaml, SHA-256 \(inputs.project.digest)"
      ),
      (texts("Scenarios", "Scenario's"), "\(acceptance.figures.planned), SHA-256 \(acceptance.scenariosDigest)"),
      (
        texts("Selection", "Selectie"),
        inputs.round.selection.isEmpty ? texts("everything", "alles") : inputs.round.selection
      ),
      (texts("Made with", "Gemaakt met"), "lmsaccept \(header.version)"),
    ])
  }

  mutating func writeRounds() {
    heading("rounds")
    let columns = [
      texts("Round", "Ronde"), texts("From", "Van"), texts("To", "Tot"), "Site", "Runs", texts("Verdicts", "Oordelen"),
      texts("Findings", "Bevindingen"), texts("Results in it", "Resultaten erin"), texts("Why", "Waarom"),
    ]
    let rows = inputs.rounds.enumerated().map { place, round -> [String] in
      let history = inputs.histories.indices.contains(place) ? inputs.histories[place] : RoundHistory(runs: [])
      let counts = acceptance.roundCounts(round.number).map { "\($0.count) \($0.standing.name(texts))" }
      let found = inputs.findings.count { $0[.round] == String(round.number) && $0.status != .duplicate }
      return [
        String(round.number), day(round.openedAt), round.closedAt.map(day) ?? texts("open", "open"),
        round.site?.code ?? texts("not read", "niet gelezen"), String(history.runs.count),
        String(history.verdicts.count), String(found), counts.joined(separator: ", "), round.reason,
      ]
    }
    table(columns, rows, identifiers: 4)
    if acceptance.trail.days.count > 1 {
      burnUp(BurnUpChart(acceptance.trail.days, planned: acceptance.figures.planned, texts))
    }
  }

  mutating func writeTesters() {
    heading("testers")
    let said = inputs.histories.flatMap(\.verdicts).map(\.verdict.tester)
    let counts = said.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    let named = inputs.project.testers
    var rows = named.map { tester in
      [
        tester.name, tester.roles.map(report.roleName).joined(separator: ", "), tester.organisation ?? "",
        String(counts[tester.name] ?? 0), "",
      ]
    }
    for name in counts.keys.sorted() where !named.contains(where: { $0.name == name }) {
      rows.append([
        name, "", "", String(counts[name] ?? 0),
        texts("not named in the project file", "niet genoemd in het projectbestand"),
      ])
    }
    if let lead = inputs.project.lead {
      page.facts([(texts("Test lead", "Testleider"), lead.name)])
    }
    if rows.isEmpty {
      nothing(
        texts(
          "No tester is named, and nobody handed in a worksheet.",
          "Er is geen tester genoemd en niemand leverde een werkblad in."))
      return
    }
    table(
      [
        texts("Tester", "Tester"), texts("Roles", "Rollen"), texts("Organisation", "Organisatie"),
        texts("Verdicts", "Oordelen"), texts("Remark", "Opmerking"),
      ], rows, identifiers: 0)
  }
}

extension RequirementResult {
  func belongs(to part: AcceptancePart) -> Bool {
    part.requirements.contains(requirement.id) || part.areas.contains(requirement.area)
  }
}

extension PlannedScenario {
  /// - Parameter ids: of the part's requirements.
  func belongs(to part: AcceptancePart, requirements ids: Set<String>) -> Bool {
    values(of: "area").contains(where: part.areas.contains) || values(of: "req").contains(where: ids.contains)
  }
}
