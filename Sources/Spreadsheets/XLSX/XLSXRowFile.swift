import Foundation

/// Prints rows of cells as the XML of a sheet, into a file.
///
/// libxlsxwriter calls `fprintf` five times for a cell; a sheet of 20,000 rows has 380,000 cells.
///
///     <row r="4" ht="32" customHeight="1"><c r="A4" s="12" t="inlineStr"><is><t>R-7K2QXBM</t></is></c><c r="B4" s="7"/></row>
///
/// Texts stand in their cells: a table of shared ones would have to be in memory as a whole.
final class XLSXRowFile {
  private let file: Int32
  private let room: UnsafeMutablePointer<UInt8>
  private var count = 0
  /// What the system said when writing failed; told at the end of the row.
  private var failure: Int32?
  /// Digits of the current row.
  private var row: [UInt8] = []
  /// Letters of each column so far.
  private var letters: [[UInt8]] = []

  private static let capacity = 262_144
  /// Bytes that stay free before the rows, for what a sheet begins with; that is known when the last row is.
  static let headRoom = 65_536

  /// - Parameter path: of a file that is not there yet.
  init(_ path: String) throws(XLSXProblem) {
    file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    room = .allocate(capacity: Self.capacity)
    if file < 0 || lseek(file, off_t(Self.headRoom), SEEK_SET) < 0 { throw Self.problem(errno) }
  }

  deinit {
    room.deallocate()
    if file >= 0 { Foundation.close(file) }
  }

  /// - Parameter number: from 1, higher than the one before.
  func beginRow(_ number: Int, height: Double?) {
    row = Array(String(number).utf8)
    append("<row r=\"")
    append(row)
    if let height {
      append("\" ht=\"")
      append(Array(Self.digits(height).utf8))
      append("\" customHeight=\"1")
    }
    append("\">")
  }

  func endRow() throws(XLSXProblem) {
    append("</row>")
    if let failure { throw Self.problem(failure) }
  }

  /// - Parameter column: from 0.
  func blank(_ column: Int, _ style: Int32) {
    beginCell(column, style)
    append("\"/>")
  }

  func number(_ value: Double, _ column: Int, _ style: Int32) {
    beginCell(column, style)
    append("\"><v>")
    append(Array(Self.digits(value).utf8))
    append("</v></c>")
  }

  /// A text of ASCII in which nothing needs an escape, and which is short enough for every program.
  ///
  /// - Returns: false, and nothing is written, for every other one.
  func plainText(_ text: String, _ column: Int, _ style: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count <= 32_767 else { return false }
      var signs: UInt8 = 0
      for byte in bytes { signs |= Self.signs[Int(byte)] }
      guard signs == 0 else { return false }
      if bytes.isEmpty {
        blank(column, style)
        return true
      }
      textCell(bytes, column, style)
      return true
    }
  }

  /// A text that a cell can hold, its escapes of the format in it.
  func text(_ text: String, _ column: Int, _ style: Int32) {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      default: escaped.append(byte)
      }
    }
    escaped.withUnsafeBufferPointer { textCell($0, column, style) }
  }

  func close() throws(XLSXProblem) {
    flush()
    if let failure { throw Self.problem(failure) }
  }

  private func textCell(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, _ style: Int32) {
    beginCell(column, style)
    append("\" t=\"inlineStr\"><is><t")
    // Excel leaves white space at the ends out unless it is told to keep it.
    if let first = bytes.first, let last = bytes.last, first <= 0x20 || last <= 0x20 {
      append(" xml:space=\"preserve\"")
    }
    append(">")
    append(bytes)
    append("</t></is></c>")
  }

  /// Up to the quote behind the style.
  private func beginCell(_ column: Int, _ style: Int32) {
    while letters.count <= column { letters.append(Array(XLSXAddress.letters(letters.count + 1).utf8)) }
    append("<c r=\"")
    append(letters[column])
    append(row)
    append("\" s=\"")
    if style < 10 {
      append(UInt8(ascii: "0") + UInt8(style))
    } else if style < 100 {
      append(UInt8(ascii: "0") + UInt8(style / 10))
      append(UInt8(ascii: "0") + UInt8(style % 10))
    } else {
      append(Array(String(style).utf8))
    }
  }

  /// Not 0 for what needs an escape, a look whether a workbook can hold it, or both.
  private static let signs: [UInt8] = (0...0xFF).map { byte in
    let isPlain = (0x20..<0x7F).contains(byte) || byte == 0x0A
    return isPlain && !"&<>_".utf8.contains(UInt8(byte)) ? 0 : 1
  }

  /// As short as it can be, without a fraction where there is none.
  private static func digits(_ number: Double) -> String {
    let text = String(number)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func problem(_ code: Int32) -> XLSXProblem {
    XLSXProblem(
      .notWritable, "the rows cannot be written: \(String(cString: strerror(code)))",
      hint: "look at TMPDIR and the space on it")
  }

  // MARK: Bytes

  private func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  private func append(_ byte: UInt8) {
    if count == Self.capacity { flush() }
    room[count] = byte
    count += 1
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      if count == Self.capacity { flush() }
      let part = min(rest.count, Self.capacity - count)
      if let start = rest.baseAddress { (room + count).update(from: start, count: part) }
      count += part
      rest = UnsafeBufferPointer(rebasing: rest[part...])
    }
  }

  private func flush() {
    var written = 0
    while written < count, failure == nil {
      let result = Foundation.write(file, room + written, count - written)
      if result >= 0 {
        written += result
      } else if errno != EINTR {
        failure = errno
      }
    }
    count = 0
  }
}
