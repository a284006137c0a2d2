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
  init?(of row: PersonRow, in result: JoinedResult) {
    guard row.kind == .failed || row.kind == .open,
      let record = result.scenario.steps.first(where: { $0.step.ordinal == row.ordinal })
    else { return nil }
    let compared = record.result
    guard compared.expected != nil || compared.actual != nil || !compared.message.isEmpty else { return nil }
    step = record.step.text
    expected = compared.expected ?? ""
    found = compared.actual ?? ""
    message = compared.message
    run = result.origin?.run ?? result.scenario.begunIn
  }
}
