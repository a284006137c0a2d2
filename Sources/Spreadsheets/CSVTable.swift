/// Rows of fields, each row with the line it begins on.
package struct CSVTable: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    /// 1-based line of the file.
    package var line: Int
    package var fields: [String]

    package init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// Rows may differ in length.
  package var rows: [Row]
  package var separator: Character
  package var encoding: CSVEncoding

  package init(rows: [Row], separator: Character, encoding: CSVEncoding) {
    self.rows = rows
    self.separator = separator
    self.encoding = encoding
  }
}

/// What a file may hold before it is refused.
package struct CSVLimits: Sendable, Hashable {
  package var bytes: Int
  package var rows: Int
  package var columns: Int
  /// UTF-8 bytes of one field.
  package var fieldBytes: Int

  package init(bytes: Int = 20_000_000, rows: Int = 20_000, columns: Int = 100, fieldBytes: Int = 131_072) {
    self.bytes = bytes
    self.rows = rows
    self.columns = columns
    self.fieldBytes = fieldBytes
  }
}
