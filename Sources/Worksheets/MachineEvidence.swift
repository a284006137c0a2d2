import Campaign
import RunModel

/// What a machine compared in a step that it leaves to a person: the evidence that the person judges by.
struct MachineEvidence: Sendable, Hashable {
  var step: String
  var expected: String
  var found: String
  var message: String
  /// The run, for whoever looks further: `lmsaccept show 3 USR-03`.
  var run: Int

  /// nil for a row of which the machine knows nothing.
  init?(of row: PersonRow, run: Int) {
    guard row.kind == .failed || row.kind == .open, row.expected != nil || row.actual != nil || !row.remark.isEmpty
    else { return nil }
    step = row.expectation ?? ""
    expected = row.expected ?? ""
    found = row.actual ?? ""
    message = row.remark
    self.run = run
  }
}
