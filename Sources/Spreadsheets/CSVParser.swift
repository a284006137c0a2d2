/// One pass over the bytes of a CSV text.
struct CSVParser {
  private let bytes: [UInt8]
  private let separator: UInt8
  private let limits: CSVLimits
  private var at = 0
  private var line: Int
  private var lineStart = 0
  private var rows: [CSVTable.Row] = []

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  init(bytes: [UInt8], separator: UInt8, limits: CSVLimits, line: Int) {
    self.bytes = bytes
    self.separator = separator
    self.limits = limits
    self.line = line
  }

  mutating func parse() throws(CSVProblem) -> [CSVTable.Row] {
    while at < bytes.count {
      if skipLineEnd() { continue }
      if rows.count == limits.rows {
        throw problem(
          .tooManyRows, "more than \(limits.rows) rows",
          hint: "delete what stands below the table; was something filled down to the end of the sheet?")
      }
      let start = line
      rows.append(CSVTable.Row(line: start, fields: try row()))
    }
    return rows
  }

  /// One row, its line end included.
  private mutating func row() throws(CSVProblem) -> [String] {
    var fields: [String] = []
    while true {
      if fields.count == limits.columns {
        throw problem(
          .tooManyColumns, "more than \(limits.columns) columns",
          hint: "delete what stands far to the right of the table")
      }
      fields.append(try field())
      if at < bytes.count, bytes[at] == separator {
        at += 1
        continue
      }
      _ = skipLineEnd()
      return fields
    }
  }

  private mutating func field() throws(CSVProblem) -> String {
    if at < bytes.count, bytes[at] == Self.quote { return try quotedField() }
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      if byte == Self.quote {
        throw problem(
          .quoteInField, "a quote inside a field that does not begin with one",
          hint: "put the whole field in quotes and double the quotes inside it")
      }
      at += 1
    }
    return try text(Array(bytes[start..<at]))
  }

  private mutating func quotedField() throws(CSVProblem) -> String {
    let opening = problem(
      .unclosedQuote, "the quote that begins here is never closed", hint: "double a quote that belongs to the text")
    at += 1
    var content: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      if byte == Self.quote {
        at += 1
        guard at < bytes.count, bytes[at] == Self.quote else {
          try expectEndOfField()
          return try text(content)
        }
        content.append(byte)
        at += 1
      } else if skipLineEnd() {
        content.append(Self.lineFeed)
      } else {
        content.append(byte)
        at += 1
      }
    }
    throw opening
  }

  private func expectEndOfField() throws(CSVProblem) {
    guard at < bytes.count else { return }
    let byte = bytes[at]
    if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { return }
    throw problem(
      .textAfterQuote, "text after the closing quote of a field", hint: "double a quote that belongs to the text")
  }

  private func text(_ content: [UInt8]) throws(CSVProblem) -> String {
    if content.count > limits.fieldBytes {
      throw problem(
        .fieldTooLong, "a field of \(content.count) bytes, at most \(limits.fieldBytes) are read",
        hint: "shorten it, or hand it in as a file of evidence; a quote that is closed too late does this, too")
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// CRLF, LF or a lone CR.
  private mutating func skipLineEnd() -> Bool {
    guard at < bytes.count else { return false }
    switch bytes[at] {
    case Self.carriageReturn: at += at + 1 < bytes.count && bytes[at + 1] == Self.lineFeed ? 2 : 1
    case Self.lineFeed: at += 1
    default: return false
    }
    line += 1
    lineStart = at
    return true
  }

  private func problem(_ kind: CSVProblem.Kind, _ message: String, hint: String? = nil) -> CSVProblem {
    let column = bytes[lineStart..<at].count { $0 & 0xC0 != 0x80 } + 1
    return CSVProblem(kind, line: line, column: column, message, hint: hint)
  }
}
