import GRDB
import RunModel

/// What reading the stored results anew changed about findings, by id.
package struct FindingUpdate: Sendable, Hashable {
  package var opened: [String] = []
  /// Seen again while open.
  package var seenAgain: [String] = []
  /// Called fixed, and wrong again.
  package var retestFailed: [String] = []
  package var retestPassed: [String] = []
  /// Rejected, and seen again: open once more, for whoever rejected them knew nothing of this.
  package var reopened: [String] = []

  package var isEmpty: Bool {
    opened.isEmpty && retestFailed.isEmpty && retestPassed.isEmpty && seenAgain.isEmpty && reopened.isEmpty
  }
}

/// Takes sightings into the findings; used inside one transaction.
struct FindingUpdater {
  private let db: Database
  private let now: Double
  private let actor: String
  private var findings: [Int: Finding]
  private var known: Set<String>
  private(set) var update = FindingUpdate()

  init(_ db: Database, now: Double, actor: String) throws {
    self.db = db
    self.now = now
    self.actor = actor
    findings = try FindingLog.fold(db)
    known = Set(findings.values.flatMap(\.changes).compactMap(\.source))
  }

  mutating func take(_ sightings: [FindingSighting]) throws {
    for sighting in sightings where !known.contains(sighting.source) { try take(sighting) }
  }

  private mutating func take(_ sighting: FindingSighting) throws {
    // The machine's finding before a person's: a verdict on a row that the machine failed joins it.
    let matching = findings.values.filter(sighting.matches)
      .sorted { ($0.isByMachine ? 0 : 1, $0.number) < ($1.isByMachine ? 0 : 1, $1.number) }
    switch sighting.kind {
    case .machinePassed(let steps, let revision):
      for finding in matching where finding.status == .fixed && sighting.isAfterFix(of: finding) {
        guard Self.cameThrough(finding, steps: steps, revision: revision) else { continue }
        try retest(finding, passed: true, by: "lmsaccept", in: "run \(sighting.run)", sighting)
      }
    case .personPassed:
      for finding in matching where finding.status == .fixed && sighting.isAfterFix(of: finding) {
        try retest(finding, passed: true, by: sighting.value(.reporter), in: sighting.value(.row), sighting)
      }
    case .machineFailed, .personFailed, .personRemarked, .extra:
      if let finding = matching.first { try seeAgain(main(of: finding), sighting) } else { try open(sighting) }
      // A pass with a remark is a pass of what failed before.
      if case .personRemarked = sighting.kind { try passWithRemark(sighting) }
    case .evidence:
      // Of a row that is no finding (yet) it stays with the row.
      guard let finding = matching.first else { return }
      let values = sighting.values.filter { [.evidence, .alsoBy].contains($0.key) }
      try append(values, to: main(of: finding).number, sighting.source)
    }
  }

  /// The step that was wrong was there and passed: the same place of the same text, or the same words.
  private static func cameThrough(_ finding: Finding, steps: [Int: String], revision: String) -> Bool {
    if finding[.revision] == revision { return finding.ordinal.map { steps[$0] != nil } ?? false }
    return steps.values.contains(finding[.step])
  }

  private mutating func passWithRemark(_ sighting: FindingSighting) throws {
    let failed = findings.values.filter {
      $0[.origin] == "person" && $0[.row] == sighting.value(.row) && $0[.scenario] == sighting.value(.scenario)
        && $0[.exampleKey] == sighting.value(.exampleKey)
    }
    for finding in failed where finding.status == .fixed && sighting.isAfterFix(of: finding) {
      var pass = sighting
      // The remark's own finding has the plain name.
      pass.source += " as retest"
      try retest(finding, passed: true, by: sighting.value(.reporter), in: sighting.value(.row), pass)
    }
  }

  /// Where a merged finding went; a merge never makes a circle.
  private func main(of finding: Finding) -> Finding {
    var finding = finding
    while finding.status == .duplicate, let number = Finding.number(finding[.duplicateOf]),
      let next = findings[number], next.number != finding.number
    {
      finding = next
    }
    return finding
  }

  private mutating func open(_ sighting: FindingSighting) throws {
    let number = (findings.keys.max() ?? 0) + 1
    var values = sighting.values
    values[.status] = FindingStatus.new.rawValue
    try append(values, to: number, sighting.source, on: sighting.target)
    update.opened.append(Finding.id(number))
  }

  private mutating func seeAgain(_ finding: Finding, _ sighting: FindingSighting) throws {
    var values: [Finding.Field: String] = [:]
    if let severity = worse(sighting, than: finding) { values[.severity] = severity }
    addWords(of: sighting, to: finding, &values)
    let isRetest = [.fixed, .retestPassed].contains(finding.status) && sighting.isAfterFix(of: finding)
    // What a person says of a row that the machine failed was said of the run before the fix.
    let isSameKind = sighting.run > 0 || !finding.isByMachine
    if finding.status == .rejected {
      values[.status] = FindingStatus.new.rawValue
      if finding.disposition == .rejected { values[.disposition] = "" }
      try append(values, to: finding.number, sighting.source, reason: "seen again after it was rejected")
      update.reopened.append(finding.id)
      return
    }
    guard isRetest, isSameKind else {
      try append(values, to: finding.number, sighting.source)
      update.seenAgain.append(finding.id)
      return
    }
    try retest(
      finding, passed: false, by: sighting.value(.reporter),
      in: sighting.run > 0 ? "run \(sighting.run)" : sighting.value(.row), sighting, more: values)
  }

  /// What one more person says stands beside what was said before: a second fault on the same row would be lost.
  private func addWords(
    of sighting: FindingSighting, to finding: Finding, _ values: inout [Finding.Field: String]
  ) {
    guard sighting.run == 0 else { return }
    let words = [sighting.value(.observed), sighting.value(.evidence)].filter { !$0.isEmpty }.joined(separator: "\n")
    let before = finding.changes.compactMap { $0.values[.also] } + [finding.changes.first?.values[.observed] ?? ""]
    if words.isEmpty || before.contains(words) || before.contains(sighting.value(.observed)) { return }
    values[.alsoBy] = sighting.value(.reporter)
    values[.also] = words
    // The severest words are what a list shows.
    if values[.severity] != nil, !finding.isByMachine { values[.summary] = sighting.value(.summary) }
  }

  /// A tester's severity counts until the lead rates the finding, and the worst of them.
  private func worse(_ sighting: FindingSighting, than finding: Finding) -> String? {
    guard let said = Severity(rawValue: sighting.value(.severity)), finding.status == .new else { return nil }
    if finding.changes.contains(where: { $0.source == nil && $0.values[.severity] != nil }) { return nil }
    let order = Severity.allCases
    let rank = { (severity: Severity?) in severity.flatMap { order.firstIndex(of: $0) } ?? order.count }
    return rank(said) < rank(finding.severity) ? said.rawValue : nil
  }

  private mutating func retest(
    _ finding: Finding, passed: Bool, by tester: String, in place: String, _ sighting: FindingSighting,
    more: [Finding.Field: String] = [:]
  ) throws {
    var values = more
    values[.status] = (passed ? FindingStatus.retestPassed : .retestFailed).rawValue
    values[.retest] = passed ? "passed" : "failed"
    values[.retestedBy] = tester
    values[.retestedIn] = place
    // One passed run may close several findings of a scenario.
    let source = passed ? "\(sighting.source) closes \(finding.id)" : sighting.source
    try append(values, to: finding.number, source)
    if passed { update.retestPassed.append(finding.id) } else { update.retestFailed.append(finding.id) }
  }

  /// - Parameter target: on which the machine saw it.
  private mutating func append(
    _ values: [Finding.Field: String], to number: Int, _ source: String, reason: String = "", on target: String? = nil
  ) throws {
    try FindingLog.append(values, to: number, reason: reason, source: source, now: now, actor: actor, in: db)
    known.insert(source)
    var finding = findings[number] ?? Finding(number: number, values: [:], foundAt: now)
    finding.take(FindingChange(at: now, actor: actor, values: values, reason: reason, source: source))
    if let target { finding.targets = (finding.targets ?? []).union([target]) }
    findings[number] = finding
  }
}
