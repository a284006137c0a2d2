import Campaign
package import RunModel

/// What each scenario came to on one LMS, for a page beside the source: no answers, no addresses, no values that the LMS
/// gave, so that nothing of the people on that LMS gets into a repository.
///
/// It is computed from a campaign once and stored beside its page, so that a test can tell whether the page was edited.
package struct ScenarioTable: Sendable, Hashable {
  /// A scenario with all its examples.
  package struct Row: Sendable, Hashable {
    package var id: String
    package var name: String
    /// Raw outcomes of the examples, worst first, with their numbers.
    package var outcomes: [Count]
    /// Comparisons that the machine made.
    package var checks: Int
    /// Rows that a person judges.
    package var people: Int
    /// Sentences that a person takes over because no code does them on this LMS, with the reason.
    package var manual: [Sentence]
    /// Sentences that failed or could not be told, with the example.
    package var wrong: [Sentence]
  }

  package struct Count: Sendable, Hashable {
    package var outcome: Outcome
    package var number: Int
  }

  package struct Sentence: Sendable, Hashable {
    package var text: String
    package var remark: String
  }

  /// Something wrong with the LMS, as the findings of the campaign say it.
  package struct Defect: Sendable, Hashable {
    package var id: String
    package var scenario: String
    /// What a person said is wrong; of what the machine found, only the sentence that did not hold.
    package var summary: String
    package var severity: String
    package var status: String
    /// How to live with it.
    package var workaround: String
  }

  package var language: String
  package var target: String
  /// What the site says it is: release, version and whatever else its adapter reads.
  package var site: [Sentence]
  package var siteCode: String
  package var day: String
  package var tool: String
  package var command: String
  package var reservations: [String]
  package var rows: [Row]
  package var defects: [Defect]

  package init(_ report: AcceptanceReport) {
    let header = report.report.record.header
    language = report.texts.language
    target = "\(header.target) (\(header.adapter))"
    let lines = report.inputs.round.site?.lines ?? []
    site = lines.filter { Self.isRelease($0.name) }.map { Sentence(text: $0.name, remark: $0.text) }
    siteCode = report.inputs.round.site?.code ?? ""
    day = header.startDay
    tool = "lmsaccept \(header.version)"
    let runs = report.inputs.histories.last?.runs.map(\.header.selection) ?? []
    command = Self.commands(runs.isEmpty ? [header.selection] : runs)
    reservations = report.reservations
    rows = Self.rows(report.report.results)
    defects = report.openFindings.map { finding in
      Defect(
        id: finding.id, scenario: finding[.title].isEmpty ? finding[.scenario] : finding[.title],
        summary: finding.isByMachine ? finding[.step] : finding[.summary], severity: finding[.severity],
        status: finding.status.rawValue, workaround: finding[.workaround])
    }
  }

  init(
    language: String, target: String, site: [Sentence], siteCode: String, day: String, tool: String, command: String,
    reservations: [String], rows: [Row], defects: [Defect]
  ) {
    self.language = language
    self.target = target
    self.site = site
    self.siteCode = siteCode
    self.day = day
    self.tool = tool
    self.command = command
    self.reservations = reservations
    self.rows = rows
    self.defects = defects
  }

  /// What was typed for the runs of the round, each once, without the folders that lead to the scenarios: they are the
  /// machine's.
  private static func commands(_ selections: [String]) -> String {
    var all: [String] = []
    for selection in selections {
      let words = selection.split(separator: " ").map { word in
        word.hasPrefix("/") ? String(word.split(separator: "/").last ?? "") : String(word)
      }
      let command = (["lmsaccept", "run"] + words).joined(separator: " ")
      if !all.contains(command) { all.append(command) }
    }
    return all.joined(separator: "; ")
  }

  /// Settings and addresses of a site stay where they are; its version is everybody's.
  private static func isRelease(_ name: String) -> Bool {
    name.hasSuffix("release") || name.hasSuffix("version")
  }

  /// In plan order, the examples of a scenario together.
  private static func rows(_ results: [JoinedResult]) -> [Row] {
    var order: [String] = []
    var examples: [String: [JoinedResult]] = [:]
    for result in results {
      let id = result.scenario.scenario.id
      if examples[id] == nil { order.append(id) }
      examples[id, default: []].append(result)
    }
    return order.map { row(of: $0, examples[$0] ?? []) }
  }

  private static func row(of id: String, _ results: [JoinedResult]) -> Row {
    let counts = results.reduce(into: [Outcome: Int]()) { $0[$1.outcome, default: 0] += 1 }
    var row = Row(
      id: id, name: results.first?.scenario.scenario.name ?? "",
      outcomes: Outcome.allCases.compactMap { outcome in counts[outcome].map { Count(outcome: outcome, number: $0) } },
      checks: 0, people: 0, manual: [], wrong: [])
    for result in results {
      row.people += result.rows.count { $0.row.kind != .failed }
      for step in result.scenario.steps {
        row.checks += step.result.checks
        let sentence = Sentence(text: step.step.text, remark: step.result.message)
        if step.result.cause == "not-automated", !row.manual.contains(sentence) { row.manual.append(sentence) }
      }
      row.wrong += wrong(result)
    }
    return row
  }

  /// Only the sentence: what was there instead can be somebody's.
  private static func wrong(_ result: JoinedResult) -> [Sentence] {
    result.scenario.steps.filter { $0.result.outcome <= .ambiguous }.map {
      Sentence(text: $0.step.text, remark: result.scenario.scenario.exampleText)
    }
  }
}

extension ScenarioTable.Row {
  /// The machine does all that a machine can, and compared something.
  package var isAutomated: Bool { manual.isEmpty && checks > 0 }
  /// A person takes something over, and the machine compared something all the same.
  package var isPartlyAutomated: Bool { !manual.isEmpty && checks > 0 }
}
