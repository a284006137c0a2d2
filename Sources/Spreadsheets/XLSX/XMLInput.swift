/// Hands the bytes of a part to libxml2 and keeps the problem that a C function cannot throw.
final class XMLInput {
  private let source: ZIPPart
  private var chunk: ArraySlice<UInt8>
  private(set) var problem: XLSXProblem?
  private var attributes = XMLAttributeCount()

  /// Refuses a part with a DOCTYPE near its beginning, or that is not UTF-8, before any parser has seen it.
  init(_ source: ZIPPart) throws(XLSXProblem) {
    self.source = source
    chunk = try source.next() ?? []
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

  /// Copies at most `capacity` bytes; 0 at the end, -1 after a problem.
  private func copy(to buffer: UnsafeMutablePointer<CChar>, capacity: Int) -> Int32 {
    if problem != nil { return -1 }
    if chunk.isEmpty {
      // Given back first: the source would copy its room for somebody who still looks at it.
      chunk = []
      do throws(XLSXProblem) {
        chunk = try source.next() ?? []
        try attributes.read(chunk, part: source.name)
      } catch {
        problem = error
        return -1
      }
    }
    let count = min(capacity, chunk.count)
    chunk.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
    chunk = chunk.dropFirst(count)
    return Int32(count)
  }

  /// Reads what libxml2 has not asked for, so that the checksum is compared.
  func drain() throws(XLSXProblem) {
    while try source.next() != nil {}
    if let problem { throw problem }
  }

  /// For `xmlReaderForIO`; the context is the input, which its stream keeps alive.
  static let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32 = {
    context, buffer, capacity in
    guard let context, let buffer else { return -1 }
    return Unmanaged<XMLInput>.fromOpaque(context).takeUnretainedValue().copy(to: buffer, capacity: Int(capacity))
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
