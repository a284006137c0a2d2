import RunModel

/// Something stored that a finding may come from, or that tests one again: a result of the machine, a tester's word, a
/// remark that no scenario asked for.
struct FindingSighting: Sendable {
  enum Kind: Sendable {
    /// The machine found a step wrong (or wrong as a finding says).
    case machineFailed(revision: String)
    /// A later run came past the step, by text and by place.
    case machinePassed(steps: [Int: String], revision: String)
    case personFailed, personRemarked, personPassed
    case extra
    /// A picture or file that came with a tester's words: of a row, or of the remark that another source names.
    case evidence(remark: String?)
  }

  /// Names what is stored; no finding takes one source twice.
  var source: String
  /// Seconds since 1970: sightings are taken in the order in which they came in.
  var at: Double
  var kind: Kind
  /// What a new finding would say.
  var values: [Finding.Field: String]
  /// Of a run's result, else 0.
  var run = 0
  /// Of a verdict, else 0.
  var verdict = 0
  var round: Int
  /// Of the run that it was seen in; nil for what people saw.
  var target: String?
  /// By the sheet's own words, when the tester looked; nil when they do not say.
  var testedOn: CalendarDay?

  func value(_ field: Finding.Field) -> String { values[field] ?? "" }
}

extension FindingSighting {
  /// True when it speaks of the same thing: scenario, example and cause; the step by its place, or by its words when the
  /// scenario was rewritten since.
  func matches(_ finding: Finding) -> Bool {
    if case .evidence(let remark) = kind { return isEvidence(of: finding, remark) }
    guard finding[.scenario] == value(.scenario), finding[.exampleKey] == value(.exampleKey), !value(.scenario).isEmpty
    else { return false }
    switch kind {
    case .machineFailed(let revision):
      guard finding.isByMachine, isOnTarget(of: finding), finding[.cause] == value(.cause) else { return false }
      return finding[.revision] == revision
        ? finding[.ordinal] == value(.ordinal) : finding[.step] == value(.step)
    case .machinePassed: return finding.isByMachine && isOnTarget(of: finding)
    case .personFailed: return finding[.row] == value(.row) && ["machine", "person"].contains(finding[.origin])
    case .personRemarked: return finding[.row] == value(.row) && ["machine", "remark"].contains(finding[.origin])
    case .personPassed: return finding[.row] == value(.row) && ["person", "remark"].contains(finding[.origin])
    case .extra, .evidence: return false
    }
  }

  /// Another system fails, and is mended, for itself.
  private func isOnTarget(of finding: Finding) -> Bool { target.map { finding.isAbout(target: $0) } ?? true }

  /// What a tester shows belongs to what the same tester said.
  private func isEvidence(of finding: Finding, _ remark: String?) -> Bool {
    if let remark { return finding.changes.contains { $0.source == remark } }
    let isAboutRow = finding[.row] == value(.row) && !value(.row).isEmpty
    return isAboutRow
      && finding.changes.contains { [$0.values[.reporter], $0.values[.alsoBy]].contains(value(.reporter)) }
  }

  /// True when what it saw can be what was delivered as fixed, not what was there before.
  ///
  /// A worksheet can lie on a desk while the fix is delivered. In a later round it is a retest; in the same round only
  /// when it says itself that it was tested on a later day.
  func isAfterFix(of finding: Finding) -> Bool {
    if finding.isByMachine { return run > (Int(finding[.fixedAfterRun]) ?? .max) }
    guard verdict > (Int(finding[.fixedAfterVerdict]) ?? .max) else { return false }
    if round > (Int(finding[.fixedInRound]) ?? .max) { return true }
    guard let fixed = finding.changes.last(where: { $0.values[.status] == FindingStatus.fixed.rawValue })?.at else {
      return false
    }
    return testedOn.map { $0 > CalendarDay(secondsSince1970: fixed) } ?? false
  }
}
