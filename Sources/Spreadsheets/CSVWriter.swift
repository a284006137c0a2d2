/// Writes rows as CSV bytes, CRLF after each row.
package struct CSVWriter: Sendable {
  package struct Dialect: Sendable, Hashable {
    package var separator: UInt8
    package var hasMark: Bool
    /// Puts `'` before what a spreadsheet would take for a formula.
    package var guardsFormulas: Bool

    package init(separator: UInt8, hasMark: Bool, guardsFormulas: Bool) {
      self.separator = separator
      self.hasMark = hasMark
      self.guardsFormulas = guardsFormulas
    }

    /// For spreadsheet programs: byte order mark, the separator that Excel expects in that language, formulas guarded.
    package static func people(language: String) -> Dialect {
      let isEnglish = language == "en" || language.hasPrefix("en-")
      return Dialect(
        separator: isEnglish ? UInt8(ascii: ",") : UInt8(ascii: ";"), hasMark: true, guardsFormulas: true)
    }

    /// For programs: UTF-8, comma, no mark, texts as they are.
    package static let programs = Dialect(separator: UInt8(ascii: ","), hasMark: false, guardsFormulas: false)
  }

  package private(set) var bytes: [UInt8]
  private let dialect: Dialect

  package init(_ dialect: Dialect) {
    self.dialect = dialect
    bytes = dialect.hasMark ? [0xEF, 0xBB, 0xBF] : []
  }

  package mutating func row(_ fields: [String]) {
    append(fields, isWhole: true)
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  /// A row whose ends are the same as those of other rows.
  ///
  /// - Parameters:
  ///   - head, tail: what `part` gave of the fields before and after.
  package mutating func row(_ head: [UInt8], _ fields: [String], _ tail: [UInt8]) {
    bytes.append(contentsOf: head)
    bytes.append(dialect.separator)
    append(fields, isWhole: false)
    bytes.append(dialect.separator)
    bytes.append(contentsOf: tail)
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  /// Some fields of a row, at least one, as they are written.
  package static func part(_ fields: [String], _ dialect: Dialect) -> [UInt8] {
    var writer = CSVWriter(dialect)
    writer.bytes = []
    writer.append(fields, isWhole: false)
    return writer.bytes
  }

  private mutating func append(_ fields: [String], isWhole: Bool) {
    let isAlone = isWhole && fields.count == 1
    for (place, field) in fields.enumerated() {
      if place > 0 { bytes.append(dialect.separator) }
      append(dialect.guardsFormulas ? guardedFormula(field) : field, isAlone: isAlone)
    }
  }

  /// A row of one empty field is quoted, or it would read back as no row.
  private mutating func append(_ field: String, isAlone: Bool) {
    if field.isEmpty, !isAlone { return }
    if field.utf8.withContiguousStorageIfAvailable({ append($0, isAlone: isAlone) }) != nil { return }
    var field = field
    field.withUTF8 { append($0, isAlone: isAlone) }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, isAlone: Bool) {
    let separator = dialect.separator
    let isPlain = text.allSatisfy { $0 != separator && $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
    let hasEdgeSpace = text.first == 0x20 || text.last == 0x20
    // Some programs trim spaces that stand without quotes.
    if isPlain, !hasEdgeSpace, !(text.isEmpty && isAlone) {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}

/// The text with `'` in front when a spreadsheet program could take it for a formula.
///
/// That is a text beginning with `=`, `+`, `-`, `@`, tab or CR (CWE-1236), also after spaces and in full-width form.
package func guardedFormula(_ text: String) -> String {
  for scalar in text.unicodeScalars {
    switch scalar {
    case " ", "\u{A0}", "\u{3000}", "\n", "\u{FEFF}", "\u{200B}": continue
    case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{2212}", "\0":
      return "'" + text
    default: return text
    }
  }
  return text
}
