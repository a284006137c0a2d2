/// Why HTML cannot be read or asked as wanted.
package enum HTMLProblem: Error, Sendable, Hashable, CustomStringConvertible {
  case tooLarge(bytes: Int, limit: Int)
  /// libxml2 gave up before the end.
  case unreadable
  /// The offset counts UTF-8 bytes from 0 in the selector.
  case badSelector(String, offset: Int, message: String)
  /// No element matches.
  case noElement(selector: String)
  /// The element is neither a form nor in one.
  case noForm(selector: String)
  /// The names that there are, sorted.
  case unknownField(String, existing: [String])
  /// The field is there, but a person could not fill it in.
  case disabledField(String)
  /// The names of submit buttons that there are, sorted.
  case unknownButton(String, existing: [String])
  /// Several buttons share the name; `name=value` tells them apart.
  case ambiguousButton(String, values: [String])

  package var description: String {
    switch self {
    case .tooLarge(let bytes, let limit): "the page has \(bytes) bytes, more than \(limit)"
    case .unreadable: "the page cannot be read"
    case .badSelector(let selector, let offset, let message):
      "bad selector \"\(selector)\" at byte \(offset): \(message)"
    case .noElement(let selector): "no element matches \"\(selector)\""
    case .noForm(let selector): "\"\(selector)\" is neither a form nor in one"
    case .unknownField(let name, let existing):
      "the form has no field \"\(name)\"; it has \(Self.list(existing))"
    case .disabledField(let name): "the field \"\(name)\" is disabled"
    case .unknownButton(let name, let existing):
      "the form has no submit button \"\(name)\"; it has \(Self.list(existing))"
    case .ambiguousButton(let name, let values):
      "several buttons are named \"\(name)\"; say which: \(Self.list(values.map { name + "=" + $0 }))"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
