/// Draws a diagnostic the way people know it from compilers:
///
///     error[gherkin.unknown-keyword]: expected a step
///       --> enrol.feature:12:5
///        |
///     12 |     Givne the learner is signed in
///        |     ^^^^^ not a step keyword
///        = hint: did you mean "Given"?
///
/// Everything that came from outside is made `visible` first.
package struct DiagnosticRenderer: Sendable {
  package var colour: Bool

  package init(colour: Bool = false) {
    self.colour = colour
  }

  /// The drawing, ending with a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let style: TextStyle = diagnostic.severity == .error ? .red : .yellow
    var lines: [String] = []
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    lines.append(style.apply(head, colour: colour) + ": " + diagnostic.message.visible)
    var gutter = 0
    if let file = diagnostic.file {
      gutter = drawPlace(of: diagnostic.label, in: file, style: style, onto: &lines)
    }
    let indent = String(repeating: " ", count: gutter + 1)
    for note in diagnostic.notes { lines.append("\(indent)= note: \(note.visible)") }
    if let hint = diagnostic.hint { lines.append("\(indent)= hint: \(hint.visible)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Draws arrow, source line and carets; returns the width of the line number.
  private func drawPlace(of label: Label?, in file: SourceFile, style: TextStyle, onto lines: inout [String]) -> Int {
    guard let label else {
      lines.append("  --> \(file.path.visibleLine)")
      return 2
    }
    let start = file.position(at: label.range.lower)
    let number = String(start.line)
    let gutter = max(2, number.count)
    let blank = String(repeating: " ", count: gutter)
    let text = file.line(start.line)
    let scalars = Array(text.unicodeScalars)
    let from = min(start.column - 1, scalars.count)
    let end = file.position(at: label.range.upper)
    let to = end.line == start.line ? min(max(end.column - 1, from), scalars.count) : scalars.count
    let width = { (part: ArraySlice<Unicode.Scalar>) in
      String(String.UnicodeScalarView(part)).visibleLine.displayWidth
    }
    let padding = String(repeating: " ", count: width(scalars[..<from]))
    let carets = String(repeating: "^", count: max(1, width(scalars[from..<to])))
    lines.append("  --> \(file.path.visibleLine):\(start.line):\(start.column)")
    lines.append("\(blank) |")
    let padded = String(repeating: " ", count: gutter - number.count) + number
    lines.append("\(padded) | \(text.visibleLine)")
    let marked = style.apply(carets + (label.text.isEmpty ? "" : " " + label.text.visible), colour: colour)
    lines.append("\(blank) | \(padding)\(marked)")
    return gutter
  }
}
