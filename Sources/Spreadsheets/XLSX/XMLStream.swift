import CLibXML2

/// The elements of one XML part, in the order in which they stand.
///
/// No DTD, no entities but the five of XML, no network. Elements are told apart by namespace and local name, so any
/// prefix will do. Pull style: `eachChild` calls its body at the start of each child, and what the body leaves unread is
/// skipped.
final class XMLStream {
  /// The namespaces that a root may have: the one that every program writes, and that of strict files.
  enum Vocabulary {
    case spreadsheet, contentTypes, relationships, customProperties, drawing

    var namespaces: [StaticString] {
      switch self {
      case .spreadsheet:
        [
          "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ]
      case .contentTypes: ["http://schemas.openxmlformats.org/package/2006/content-types"]
      case .relationships: ["http://schemas.openxmlformats.org/package/2006/relationships"]
      case .customProperties:
        [
          "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
          "http://purl.oclc.org/ooxml/officeDocument/customProperties",
        ]
      case .drawing:
        [
          "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
          "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        ]
      }
    }
  }

  private enum Event { case start, end, text }

  let part: String
  private let input: XMLInput
  private let reader: xmlTextReaderPtr
  private let depthLimit: Int
  /// Open elements, the current one included.
  private var level = 0
  private var isEndDue = false
  /// What the reader stands at; it may be gone after the next step. Reading its fields costs a tenth of asking for them.
  private var node: xmlNodePtr?
  /// `XML_READER_TYPE_…` of what the reader stands at.
  private var type: Int32 = 0
  /// That of the root, as the reader's dictionary has it.
  private var namespace: UnsafePointer<xmlChar>?
  /// The root's own, which lives as long as the root does: what has the same one needs no comparing.
  private var rootNamespace: xmlNsPtr?

  /// Opens a part and stands at its root.
  ///
  /// - Parameter root: the local names it may have.
  init(_ source: ZIPPart, root names: [StaticString], of vocabulary: Vocabulary, limits: XLSXLimits)
    throws(XLSXProblem)
  {
    _ = Self.isLibraryReady
    part = source.name
    depthLimit = limits.depth
    input = try XMLInput(source)
    guard
      let reader = xmlReaderForIO(
        XMLInput.read, { _ in 0 }, Unmanaged.passUnretained(input).toOpaque(), nil, nil, Self.options)
    else { throw XLSXProblem(.malformed, part: source.name, "no XML reader could be made") }
    self.reader = reader
    // Errors of code pages go to standard error whatever the options say. The handler belongs to this thread.
    xmlSetStructuredErrorFunc(nil, { _, _ in })
    xmlResetLastError()
    while try next() != .start {}
    let uri = xmlTextReaderConstNamespaceUri(reader)
    guard vocabulary.namespaces.contains(where: { Self.isEqual(uri, $0) }), names.contains(where: { isLocally($0) })
    else {
      throw problem(
        .malformed, "begins with an element that does not belong here",
        hint: "save it again with a spreadsheet program, as Excel Workbook (.xlsx)")
    }
    namespace = uri
    rootNamespace = node?.pointee.ns
  }

  deinit {
    xmlFreeTextReader(reader)
  }

  /// Calls the body at each child of the current element, and ends behind it.
  func eachChild(_ body: () throws(XLSXProblem) -> Void) throws(XLSXProblem) {
    let base = level
    while true {
      switch try next() {
      case .start:
        try body()
        while level > base { _ = try next() }
      case .end: return
      case .text: break
      }
    }
  }

  /// Calls the body at each element below the current one, however deep, and ends behind it; the body reads nothing.
  func eachDescendant(_ body: () throws(XLSXProblem) -> Void) throws(XLSXProblem) {
    let base = level
    while level >= base {
      if try next() == .start { try body() }
    }
  }

  /// Appends the text of the current element and all below it, and ends behind it.
  func appendText(to bytes: inout [UInt8]) throws(XLSXProblem) {
    let base = level
    while level >= base {
      guard try next() == .text, let value = node?.pointee.content else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
    }
  }

  func text() throws(XLSXProblem) -> String {
    var bytes: [UInt8] = []
    try appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads on to the end of the part, which compares its checksum and refuses what stands behind the root.
  func finish() throws(XLSXProblem) {
    while try step() {}
    try input.drain()
  }

  /// The current element has this name, in the namespace of the root.
  func isAt(_ name: StaticString) -> Bool {
    isLocally(name) && isOurs
  }

  /// The current element is in the namespace of the root.
  var isOurs: Bool {
    guard let own = node?.pointee.ns, let uri = own.pointee.href else { return false }
    return own == rootNamespace || namespace.map { xmlStrcmp(uri, $0) == 0 } ?? false
  }

  /// The current element has this name, in whatever namespace.
  func isLocally(_ name: StaticString) -> Bool {
    Self.isEqual(node?.pointee.name, name)
  }

  var localName: String { Self.string(xmlTextReaderConstLocalName(reader)) }

  /// Calls the body with name and value of each attribute without a prefix; both are gone after the call.
  func eachAttribute(_ body: (_ name: UnsafePointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
    var next = node?.pointee.properties
    while let attribute = next {
      next = attribute.pointee.next
      guard attribute.pointee.ns == nil, let name = attribute.pointee.name else { continue }
      let content = attribute.pointee.children
      guard let content, content.pointee.next != nil || content.pointee.type != XML_TEXT_NODE else {
        // One text, or nothing at all.
        let value = content?.pointee.content
        body(name, UnsafeBufferPointer(start: value, count: value.map { Int(xmlStrlen($0)) } ?? 0))
        continue
      }
      guard let value = xmlNodeListGetString(node?.pointee.doc, content, 1) else { continue }
      body(name, UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
      clibxml2_free(value)
    }
  }

  /// An attribute without a prefix; nil when it is not there.
  func attribute(_ name: StaticString) -> String? {
    var found: String?
    eachAttribute { key, value in
      if Self.isEqual(key, name) { found = String(decoding: value, as: UTF8.self) }
    }
    return found
  }

  /// `1`, `true` and `on` are true; nil when the attribute is not there.
  func flag(_ name: StaticString) -> Bool? {
    attribute(name).map { ["1", "true", "on"].contains($0) }
  }

  /// An attribute of the namespace that names relationships, usually written `r:`.
  func relationship(_ name: StaticString) -> String? {
    guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
    defer { xmlTextReaderMoveToElement(reader) }
    repeat {
      let uri = xmlTextReaderConstNamespaceUri(reader)
      if Self.isEqual(xmlTextReaderConstLocalName(reader), name),
        Self.relationshipNamespaces.contains(where: { Self.isEqual(uri, $0) })
      {
        return Self.string(xmlTextReaderConstValue(reader))
      }
    } while xmlTextReaderMoveToNextAttribute(reader) == 1
    return nil
  }

  func problem(_ kind: XLSXProblem.Kind, _ message: String, hint: String? = nil) -> XLSXProblem {
    XLSXProblem(kind, part: part, "\(message) (line \(xmlTextReaderGetParserLineNumber(reader)))", hint: hint)
  }

  static func isEqual(_ text: UnsafePointer<UInt8>?, _ other: StaticString) -> Bool {
    guard let text else { return false }
    return xmlStrcmp(text, other.utf8Start) == 0
  }
}

// MARK: - Reading on

extension XMLStream {
  /// The next event; the end of an element without content is made up.
  private func next() throws(XLSXProblem) -> Event {
    if isEndDue {
      isEndDue = false
      level -= 1
      return .end
    }
    while true {
      guard try step() else { throw problem(.malformed, "ends too early") }
      switch type {
      case Int32(XML_READER_TYPE_ELEMENT.rawValue):
        level += 1
        if level > depthLimit {
          throw problem(
            .tooDeep, "elements lie more than \(depthLimit) deep",
            hint: "the file was not saved by a spreadsheet program; do not open it, ask its sender")
        }
        // Namespaces are among them, and each element below would look through all that are declared.
        if xmlTextReaderAttributeCount(reader) > Self.attributeLimit { throw .manyAttributes(part) }
        isEndDue = xmlTextReaderIsEmptyElement(reader) == 1
        return .start
      case Int32(XML_READER_TYPE_END_ELEMENT.rawValue):
        level -= 1
        return .end
      case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
        Int32(XML_READER_TYPE_WHITESPACE.rawValue), Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue):
        return .text
      default: continue
      }
    }
  }

  /// One node on; false at the end.
  private func step() throws(XLSXProblem) -> Bool {
    let result = xmlTextReaderRead(reader)
    if let problem = input.problem { throw problem }
    guard result >= 0 else {
      let message = xmlGetLastError().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
      let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      throw problem(
        .malformed, words.isEmpty ? "the XML is damaged" : "the XML is damaged: \(words)",
        hint: "save it again with a spreadsheet program, as Excel Workbook (.xlsx)")
    }
    type = xmlTextReaderNodeType(reader)
    node = result == 1 ? xmlTextReaderCurrentNode(reader) : nil
    if result == 1,
      type == Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue) || type == Int32(XML_READER_TYPE_ENTITY_REFERENCE.rawValue)
    {
      throw .doctype(part)
    }
    return result == 1
  }

  private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }

  /// The root of a sheet has about thirty.
  private static let attributeLimit: Int32 = 256

  private static let relationshipNamespaces: [StaticString] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
  ]

  /// Without `XML_PARSE_NOENT` nothing is put in for entities, and without `XML_PARSE_HUGE` libxml2 keeps its own limits.
  private static let options = Int32(
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)

  private static let isLibraryReady: Bool = {
    xmlInitParser()
    return true
  }()
}
