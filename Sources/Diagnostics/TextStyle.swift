/// How a piece of terminal text looks; `plain` output has no escape sequences at all.
package enum TextStyle: Sendable {
  case plain, bold, dim, red, green, yellow, blue, cyan

  /// The text wrapped in this style's escape sequences, or unchanged when colour is off.
  package func apply(_ text: String, colour: Bool) -> String {
    guard colour, let code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private var code: String? {
    switch self {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .red: "31"
    case .green: "32"
    case .yellow: "33"
    case .blue: "34"
    case .cyan: "36"
    }
  }
}
