import Diagnostics

extension String {
  /// This text broken at spaces into lines of at most `width` columns; a longer word stands on its own line.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in visible.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var columns = 0
      var isFirst = true
      // Runs of spaces are kept: in an expected or actual value each of them may be what is wrong.
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        let size = String(word).displayWidth
        if !isFirst, columns + 1 + size > width {
          lines.append(line)
          (line, columns) = ("", 0)
          isFirst = true
        }
        defer { isFirst = false }
        if !isFirst {
          line += " "
          columns += 1
        }
        line += word
        columns += size
      }
      lines.append(line)
    }
    return lines
  }

  /// At most `width` columns, the end cut with `…`.
  func cut(to width: Int) -> String {
    let line = visibleLine
    if line.displayWidth <= width { return line }
    var text = ""
    var columns = 0
    for scalar in line.unicodeScalars {
      if columns + scalar.displayWidth > width - 1 { break }
      columns += scalar.displayWidth
      text.unicodeScalars.append(scalar)
    }
    return text + "…"
  }

  /// Filled with spaces in front to `width` columns.
  package func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth)) + self
  }

  /// Filled with spaces to `width` columns.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }
}
