import RunModel
import Scripting

/// Turns what a script came to into a step's result, by the rules of section 1a of `docs/language.md`.
struct ResultReader {
  let masker: Masker
  /// A Given: whatever fails there is set-up, never a fault of the LMS.
  let isSetUp: Bool
  /// In the scenario's language: what a person reads on the row of a step that is not automated or does not apply.
  let texts: Texts

  /// `true, checks` for a step of which nothing is to be said; else `false` and a table.
  func result(_ values: [ScriptValue]) -> StepResult {
    if values.at(0) == .bool(true) { return StepResult(.passed, checks: Int(values.at(1).int ?? 0)) }
    let table = values.at(1)
    var result = table["failure"].map(failure) ?? StepResult(.passed)
    result.checks = Int(table["checks"]?.int ?? 0)
    result.notes = (table["notes"]?.list ?? []).compactMap { Reason($0) }.map { masker.text($0(texts)) }
    result.attempt = table["attempt"]?.text
    result.attachments = (table["attachments"]?.list ?? []).map(attachment)
    return result
  }

  private func attachment(_ value: ScriptValue) -> Attachment {
    Attachment(
      name: masker.text(value["name"]?.text ?? ""), mediaType: value["type"]?.text ?? "text/plain",
      body: masker.body(value["body"]?.data ?? []))
  }

  /// A failure of the prelude: class, message, place, cause; `said` holds the message in all languages when there are more.
  func failure(_ value: ScriptValue) -> StepResult {
    let failureClass = value["class"]?.text ?? "script"
    let said = value["said"].flatMap { Reason($0) }
    let message = masker.text(said.map { $0(texts) } ?? value["message"]?.text ?? "?")
    var result = StepResult(outcome(of: failureClass), sentence(failureClass, message))
    result.expected = (value["expected"]?.text).map(masker.text)
    result.actual = (value["actual"]?.text).map(masker.text)
    result.place = value["where"]?.text
    result.exchange = value["exchange"]?.int.map(Int.init)
    result.cause = value["cause"]?.text ?? (failureClass == "wrong" ? "expectation" : failureClass)
    result.endsRun = value["ends_run"] == .bool(true)
    return result
  }

  private func outcome(of failureClass: String) -> Outcome {
    switch failureClass {
    case "not-applicable": .notApplicable
    case "unproven", "not-seen": .awaiting
    case "refused", "conflict", "not-found", "wrong": isSetUp ? .broken : .failed
    default: .broken
    }
  }

  private func sentence(_ failureClass: String, _ message: String) -> String {
    switch failureClass {
    case "not-applicable", "not-seen": return message
    case "unproven": return texts("not automated: ", "niet geautomatiseerd: ") + message
    case "refused", "conflict", "not-found", "invalid":
      return (isSetUp ? "set-up: " : "") + "\(failureClass): \(message)"
    default: return (isSetUp ? "set-up: " : "") + message
    }
  }

  /// A script that could not even say why.
  func fault(_ fault: ScriptFault) -> StepResult {
    let cause = fault.kind == .runtime ? "script" : fault.kind.rawValue
    return StepResult(
      .broken, (isSetUp ? "set-up: " : "") + masker.text(fault.message), place: place(of: fault), cause: cause)
  }

  /// The step body's line first, then the innermost.
  private func place(of fault: ScriptFault) -> String? {
    guard let outer = fault.trace.first, let inner = fault.trace.last, outer != inner else {
      return fault.trace.first ?? fault.place
    }
    return "\(outer) > \(inner)"
  }

  static let interrupted = StepResult(.broken, "interrupted", cause: "interrupted")
}
