extension XLSXDraft.Row {
  /// Points that the wrapped texts of the row need, as far as can be told without the font.
  ///
  /// Excel works heights out when it opens a file, but only of rows that have none; LibreOffice never does, and prints
  /// texts over each other. A row that gets a height keeps it when somebody types more into it.
  ///
  /// - Parameter columns: of the sheet, for their widths.
  /// - Returns: nil for a row of one line, which every program shows well; at most the 409 points that Excel allows.
  package func fittingHeight(_ columns: [XLSXDraft.Column]) -> Double? {
    var lines = 1
    for (place, cell) in cells.enumerated() where cell.format.isWrapped {
      guard case .text(let text) = cell.content else { continue }
      let width = columns.indices.contains(place) && columns[place].width >= 1 ? columns[place].width : 8
      lines = max(lines, Self.lines(of: text, width: width))
    }
    return lines == 1 ? nil : min(409, Double(lines) * 15)
  }

  /// Lines that a text takes in a column of a width in characters, as far as can be told without the font.
  package static func lines(of text: String, width: Double) -> Int {
    func needed(_ characters: Int) -> Int { max(1, Int((Double(characters) * 1.1 / width).rounded(.up))) }
    // Most texts are ASCII, where each byte is as wide as a character.
    var (lines, count) = (0, 0)
    var isPlain = true
    for byte in text.utf8 {
      if (0x20..<0x7F).contains(byte) {
        count += 1
      } else if byte == 0x0A {
        lines += needed(count)
        count = 0
      } else {
        isPlain = false
        break
      }
    }
    if isPlain { return lines + needed(count) }
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
      // Words do not fill a line to its end, and signs of East Asia are as wide as two letters.
      sum + needed(line.count + line.unicodeScalars.count { $0.value >= 0x1100 })
    }
  }
}
