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

  let part: String
  private let source: XMLEvents
  private let depthLimit: Int
  /// Open elements, the current one included.
  private var level = 0
  /// Of the current event, among those at hand.
  private var place = -1
  private var event = XMLEvents.Event(kind: .text, line: 1, name: nil, namespace: nil, range: 0..<0)
  /// That of the root. The dictionary has each name once, so what has the same address needs no comparing.
  private var namespace: UnsafePointer<xmlChar>?

  /// Opens a part and stands at its root.
  ///
  /// - Parameter root: the local names it may have.
  init(_ source: ZIPPart, root names: [StaticString], of vocabulary: Vocabulary, limits: XLSXLimits)
    throws(XLSXProblem)
  {
    part = source.name
    depthLimit = limits.depth
    self.source = try XMLEvents(source)
    while try next() != .start {}
    let uri = event.namespace
    guard vocabulary.namespaces.contains(where: { Self.isEqual(uri, $0) }), names.contains(where: { isLocally($0) })
    else {
      throw problem(
        .malformed, "begins with an element that does not belong here",
        hint: "save it again with a spreadsheet program, as Excel Workbook (.xlsx)")
    }
    namespace = uri
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
      guard try next() == .text else { continue }
      bytes.append(contentsOf: source.bytes[Int(event.range.lowerBound)..<Int(event.range.upperBound)])
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
  }

  /// The current element has this name, in the namespace of the root.
  func isAt(_ name: StaticString) -> Bool {
    isLocally(name) && isOurs
  }

  /// The current element is in the namespace of the root.
  var isOurs: Bool {
    guard let uri = event.namespace else { return false }
    return uri == namespace
  }

  /// The current element has this name, in whatever namespace.
  func isLocally(_ name: StaticString) -> Bool {
    Self.isEqual(event.name, name)
  }

  var localName: String { event.name.map { String(cString: $0) } ?? "" }

  /// Calls the body with name and value of each attribute without a prefix; both are gone after the call.
  func eachAttribute(_ body: (_ name: UnsafePointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
    if event.range.isEmpty { return }
    source.bytes.withUnsafeBufferPointer { bytes in
      for place in event.range {
        let attribute = source.attributes[Int(place)]
        if attribute.isPrefixed { continue }
        body(
          attribute.name,
          UnsafeBufferPointer(rebasing: bytes[Int(attribute.range.lowerBound)..<Int(attribute.range.upperBound)]))
      }
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
    for place in event.range {
      let attribute = source.attributes[Int(place)]
      guard Self.isEqual(attribute.name, name),
        Self.relationshipNamespaces.contains(where: { Self.isEqual(attribute.namespace, $0) })
      else { continue }
      let range = Int(attribute.range.lowerBound)..<Int(attribute.range.upperBound)
      return String(decoding: source.bytes[range], as: UTF8.self)
    }
    return nil
  }

  func problem(_ kind: XLSXProblem.Kind, _ message: String, hint: String? = nil) -> XLSXProblem {
    XLSXProblem(kind, part: part, "\(message) (line \(event.line))", hint: hint)
  }

  static func isEqual(_ text: UnsafePointer<UInt8>?, _ other: StaticString) -> Bool {
    guard let text else { return false }
    return xmlStrcmp(text, other.utf8Start) == 0
  }
}

// MARK: - Reading on

extension XMLStream {
  /// The next event; there is always one before the root is closed.
  private func next() throws(XLSXProblem) -> XMLEvents.Event.Kind {
    guard try step() else { throw problem(.malformed, "ends too early") }
    switch event.kind {
    case .start:
      level += 1
      if level > depthLimit {
        throw problem(
          .tooDeep, "elements lie more than \(depthLimit) deep",
          hint: "the file was not saved by a spreadsheet program; do not open it, ask its sender")
      }
      // Namespaces are among them, and each element below would look through all that are declared.
      if event.declared > Self.attributeLimit { throw .manyAttributes(part) }
    case .end: level -= 1
    case .text: break
    }
    return event.kind
  }

  /// One event on; false at the end.
  private func step() throws(XLSXProblem) -> Bool {
    place += 1
    if place >= source.events.count {
      guard try source.readOn() else { return false }
      place = 0
    }
    event = source.events[place]
    return true
  }

  /// The root of a sheet has about thirty.
  private static let attributeLimit: Int32 = 256

  private static let relationshipNamespaces: [StaticString] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
  ]
}
