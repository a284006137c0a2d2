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

  private static func lines(of text: String, width: Double) -> Int {
    // Most texts are one line of ASCII.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return max(1, Int((Double(text.utf8.count) * 1.1 / width).rounded(.up)))
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
      // Words do not fill a line to its end, and signs of East Asia are as wide as two letters.
      let wide = line.unicodeScalars.count { $0.value >= 0x1100 }
      return sum + max(1, Int((Double(line.count + wide) * 1.1 / width).rounded(.up)))
    }
  }
}
