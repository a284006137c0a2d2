/// Looks through the bytes of a part before libxml2 gets them.
final class XMLInput {
  private let source: ZIPPart
  /// Until it is given out.
  private var first: ArraySlice<UInt8>?
  private var attributes = XMLAttributeCount()

  /// Refuses a part with a DOCTYPE near its beginning, or that is not UTF-8, before any parser has seen it.
  init(_ source: ZIPPart) throws(XLSXProblem) {
    self.source = source
    let chunk = try source.next() ?? []
    first = chunk
    try attributes.read(chunk, part: source.name)
    guard Self.isUTF8(chunk) else {
      throw XLSXProblem(
        .malformed, part: source.name, "is not written in UTF-8, as every spreadsheet program writes",
        hint: "save it again with a spreadsheet program, as Excel Workbook (.xlsx)")
    }
    if Self.find(Array("<!DOCTYPE".utf8), in: Array(chunk.prefix(4_096))) { throw .doctype(source.name) }
  }

  /// By the first bytes and the XML declaration: in another encoding nothing that is counted here could be trusted.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let head = Array(bytes.dropFirst(isMarked ? 3 : 0).prefix(1_024))
    // Zeros are those of UTF-16 and UCS-4; 0x4C is how EBCDIC begins.
    guard let first = head.first else { return true }
    guard first == UInt8(ascii: "<") || (!isMarked && [0x09, 0x0A, 0x0D, 0x20].contains(first)),
      !head.prefix(4).contains(0)
    else { return false }
    guard head.starts(with: "<?xml".utf8) else { return true }
    guard let end = head.firstIndex(of: UInt8(ascii: ">")) else { return false }
    let declaration = String(decoding: head[..<end], as: UTF8.self)
    guard let name = declaration.firstRange(of: "encoding") else { return true }
    let words = declaration[name.upperBound...].split { " \t\r\n=\"'".contains($0) }
    return ["utf-8", "utf8", "us-ascii", "ascii"].contains(words.first?.lowercased() ?? "")
  }

  /// The next piece; nil at the end, where the checksum has been compared. It is gone when the next one is asked for.
  func next() throws(XLSXProblem) -> ArraySlice<UInt8>? {
    if let first {
      self.first = nil
      return first
    }
    let piece = try source.next()
    if let piece { try attributes.read(piece, part: source.name) }
    return piece
  }

  private static func find(_ word: [UInt8], in bytes: [UInt8]) -> Bool {
    guard bytes.count >= word.count else { return false }
    return (0...bytes.count - word.count).contains { bytes[$0..<$0 + word.count].elementsEqual(word) }
  }
}

extension XLSXProblem {
  static func doctype(_ part: String) -> XLSXProblem {
    XLSXProblem(
      .doctype, part: part, "declares a DOCTYPE or uses an entity, which no workbook needs",
      hint: "the file was not saved by a spreadsheet program; do not open it, ask its sender")
  }
}
