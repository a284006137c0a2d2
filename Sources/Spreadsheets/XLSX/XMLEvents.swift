import CLibXML2

/// What libxml2 says of one part, a piece of the file at a time: where elements begin and end, and texts.
///
/// libxml2's own reader makes a node of every element and attribute and takes it down again, which was more than half
/// of what reading a sheet cost. Names and namespaces are those of the parser's dictionary and live as long as this
/// does; values and texts are copied, and gone when the next piece is read.
final class XMLEvents {
  struct Event {
    enum Kind { case start, end, text }

    var kind: Kind
    /// Of an element: its attributes and what it declares as namespaces, together.
    var declared: Int32 = 0
    var line: Int32
    /// Of an element without its prefix; nil for a text.
    var name: UnsafePointer<xmlChar>?
    var namespace: UnsafePointer<xmlChar>?
    /// Of an element's beginning: places in `attributes`. Of a text: places in `bytes`.
    var range: Range<Int32>
  }

  struct Attribute {
    var name: UnsafePointer<xmlChar>
    var isPrefixed: Bool
    var namespace: UnsafePointer<xmlChar>?
    /// Places in `bytes`.
    var range: Range<Int32>
  }

  private(set) var events: [Event] = []
  private(set) var attributes: [Attribute] = []
  private(set) var bytes: [UInt8] = []
  private let input: XMLInput
  private let part: String
  private var parser: xmlParserCtxtPtr?
  private var hasDoctype = false
  private var isAtEnd = false
  /// What came after the events at hand: they are still good, and told first.
  private var problem: XLSXProblem?

  init(_ source: ZIPPart) throws(XLSXProblem) {
    _ = Self.isLibraryReady
    part = source.name
    input = try XMLInput(source)
    // Errors of code pages go to standard error whatever the options say. The handler belongs to this thread.
    xmlSetStructuredErrorFunc(nil, { _, _ in })
    xmlResetLastError()
    var handler = Self.handler
    parser = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    guard let parser else { throw XLSXProblem(.malformed, part: part, "no XML reader could be made") }
    xmlCtxtUseOptions(parser, Self.options)
  }

  deinit {
    xmlFreeParserCtxt(parser)
  }

  /// Takes in the next piece in place of the events at hand.
  ///
  /// - Returns: false behind the last one, where the checksum of the part has been compared.
  func readOn() throws(XLSXProblem) -> Bool {
    repeat {
      events.removeAll(keepingCapacity: true)
      attributes.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
      if let problem { throw problem }
      if isAtEnd { return false }
      do throws(XLSXProblem) {
        try parse(try input.next())
      } catch {
        problem = error
      }
    } while events.isEmpty
    return true
  }

  private func parse(_ piece: ArraySlice<UInt8>?) throws(XLSXProblem) {
    if let piece {
      piece.withUnsafeBytes { bytes in
        _ = xmlParseChunk(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
      }
    } else {
      isAtEnd = true
      _ = xmlParseChunk(parser, nil, 0, 1)
    }
    if hasDoctype { throw .doctype(part) }
    if parser?.pointee.wellFormed == 1 { return }
    let error = xmlCtxtGetLastError(parser)
    let message = error?.pointee.message.map { String(cString: $0) } ?? ""
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    throw XLSXProblem(
      .malformed, part: part,
      "the XML is damaged\(words.isEmpty ? "" : ": " + words) (line \(error.map { Int($0.pointee.line) } ?? 1))",
      hint: "save it again with a spreadsheet program, as Excel Workbook (.xlsx)")
  }

  private static let isLibraryReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Without `XML_PARSE_NOENT` nothing is put in for entities, and without `XML_PARSE_HUGE` libxml2 keeps its own limits.
  private static let options = Int32(
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)
}

// MARK: - What libxml2 calls

extension XMLEvents {
  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, namespace, namespaces, _, count, _, attributes in
      XMLEvents.of(context)?.begin(name, namespace, declared: namespaces, count, attributes)
    }
    handler.endElementNs = { context, name, _, namespace in
      guard let events = XMLEvents.of(context) else { return }
      events.add(Event(kind: .end, line: events.line, name: name, namespace: namespace, range: 0..<0))
    }
    // The same function for both: else libxml2 looks in a tree that is not made which spaces are of no account.
    handler.characters = { context, text, count in XMLEvents.of(context)?.write(text, count) }
    handler.ignorableWhitespace = handler.characters
    handler.internalSubset = { context, _, _, _ in XMLEvents.of(context)?.refuse() }
    handler.reference = { context, _ in XMLEvents.of(context)?.refuse() }
    handler.serror = { _, _ in }
    return handler
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLEvents? {
    context.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  private var line: Int32 { parser?.pointee.input?.pointee.line ?? 0 }

  private func add(_ event: Event) { events.append(event) }

  /// - Parameter written: five pointers for each attribute: name, prefix, namespace, begin and end of its value.
  private func begin(
    _ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?, declared: Int32, _ count: Int32,
    _ written: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    let first = Int32(attributes.count)
    if let written {
      for place in 0..<Int(count) {
        let parts = written + place * 5
        guard let name = parts[0], let begin = parts[3], let end = parts[4] else { continue }
        let start = Int32(bytes.count)
        append(UnsafeBufferPointer(start: begin, count: end - begin))
        attributes.append(
          Attribute(
            name: name, isPrefixed: parts[1] != nil, namespace: parts[2], range: start..<Int32(bytes.count)))
      }
    }
    add(
      Event(
        kind: .start, declared: declared + count, line: line, name: name, namespace: namespace,
        range: first..<Int32(attributes.count)))
  }

  /// In values, and only there, libxml2 leaves `&#38;` for whoever makes nodes of them.
  private func append(_ value: UnsafeBufferPointer<UInt8>) {
    guard value.contains(UInt8(ascii: "&")) else { return bytes.append(contentsOf: value) }
    let mark = Array("&#38;".utf8)
    var place = 0
    while place < value.count {
      bytes.append(value[place])
      place += value[place...].starts(with: mark) ? mark.count : 1
    }
  }

  private func write(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: Int(count)))
    add(Event(kind: .text, line: line, name: nil, namespace: nil, range: start..<start + count))
  }

  private func refuse() {
    hasDoctype = true
    xmlStopParser(parser)
  }
}
