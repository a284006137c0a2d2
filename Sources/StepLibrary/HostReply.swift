import RunModel
import Scripting

/// What a host call gives back to the script: `true` and values, or `false` and a failure.
enum HostReply {
  static let done: [ScriptValue] = [.bool(true)]

  static func value(_ value: ScriptValue) -> [ScriptValue] { [.bool(true), value] }

  /// - Parameter more: further fields of the failure: cause, exchange, `ends_run`.
  static func failure(_ failureClass: String, _ message: String, _ more: [ScriptField] = []) -> [ScriptValue] {
    let fields = [ScriptField("class", .text(failureClass)), ScriptField("message", .text(message))]
    return [.bool(false), .table(fields + more)]
  }

  /// A person has to do it: why, in the languages that people read.
  static func unproven(_ reason: Reason) -> [ScriptValue] {
    let said = [ScriptField("en", .text(reason.english)), ScriptField("nl", .text(reason.dutch ?? reason.english))]
    return failure("unproven", reason.english, [ScriptField("said", .table(said))])
  }
}

extension ScriptValue {
  /// A number of either kind.
  var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// A text as bytes, whatever it holds.
  var data: [UInt8]? {
    switch self {
    case .text(let text): Array(text.utf8)
    case .bytes(let bytes): bytes
    default: nil
    }
  }

  /// How a value stands in a form or an address: booleans as 1 and 0, whole numbers without a fraction. nil for tables.
  var formText: String? {
    switch self {
    case .text(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .int(let number): String(number)
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .bool(let flag): flag ? "1" : "0"
    default: nil
    }
  }
}

extension [ScriptValue] {
  /// The value at a place; `none` beyond the end.
  func at(_ index: Int) -> ScriptValue { index < count ? self[index] : .none }
}
