/// Hands the bytes of a part to libxml2 and keeps the problem that a C function cannot throw.
final class XMLInput {
  private let source: ZIPPart
  private var chunk: ArraySlice<UInt8>
  private(set) var problem: XLSXProblem?
  private var attributes = XMLAttributeCount()

  /// Refuses a part that begins with a DOCTYPE, before any parser has seen it.
  init(_ source: ZIPPart) throws(XLSXProblem) {
    self.source = source
    chunk = try source.next() ?? []
    try attributes.read(chunk, part: source.name)
    // Without the zero bytes UTF-16 reads like ASCII.
    let head = chunk.prefix(4_096).filter { $0 != 0 }
    if Self.find(Array("<!DOCTYPE".utf8), in: head) { throw .doctype(source.name) }
  }

  /// Copies at most `capacity` bytes; 0 at the end, -1 after a problem.
  private func copy(to buffer: UnsafeMutablePointer<CChar>, capacity: Int) -> Int32 {
    if problem != nil { return -1 }
    if chunk.isEmpty {
      do throws(XLSXProblem) {
        chunk = try source.next() ?? []
        try attributes.read(chunk, part: source.name)
      } catch {
        problem = error
        return -1
      }
    }
    let count = min(capacity, chunk.count)
    UnsafeMutableRawBufferPointer(start: buffer, count: count).copyBytes(from: chunk.prefix(count))
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
