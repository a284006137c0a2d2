import CLibXML2

/// One element of a document; keeps the document alive.
///
/// Unchecked for the same reason as `HTMLDocument`: nothing ever changes the tree.
package struct HTMLNode: @unchecked Sendable, Hashable {
  private let owner: HTMLDocument
  let pointer: UnsafeMutablePointer<xmlNode>

  init(_ owner: HTMLDocument, _ pointer: UnsafeMutablePointer<xmlNode>) {
    self.owner = owner
    self.pointer = pointer
  }

  /// Lower case.
  package var name: String { String(xml: pointer.pointee.name) }

  /// What a person reads: entities decoded, white space (no-break spaces too) collapsed to single spaces and cut at the
  /// ends, `script`, `style` and `template` left out, blocks and line breaks kept apart by a space.
  package var text: String { HTMLText.collapsed(of: pointer) }

  /// Every character of the text nodes below, as it stands.
  var rawText: String {
    guard let content = xmlNodeGetContent(pointer) else { return "" }
    defer { clibxml2_free(content) }
    return String(xml: content)
  }

  /// The value; nil when the attribute is absent. ASCII case of the name does not count.
  ///
  /// A Boolean attribute without value has its own name as value (`checked` is `checked="checked"`), others have none.
  package func attribute(_ name: String) -> String? {
    guard let value = xmlGetProp(pointer, name.lowercased()) else { return nil }
    defer { clibxml2_free(value) }
    return String(xml: value)
  }

  /// Every element below this one that matches, in document order; the whole selector is matched below this element.
  package func select(_ css: String) throws(HTMLProblem) -> [HTMLNode] {
    xpath(try SelectorReader.xpath(css))
  }

  /// The first element below that matches; nil when none does.
  package func one(_ css: String) throws(HTMLProblem) -> HTMLNode? {
    try select(css).first
  }

  /// The element around this one; nil for the outermost.
  package var parent: HTMLNode? {
    guard let parent = pointer.pointee.parent, parent.pointee.type == XML_ELEMENT_NODE else {
      return nil
    }
    return HTMLNode(owner, parent)
  }

  /// The document's outermost node, from which everything can be selected.
  var root: HTMLNode {
    HTMLNode(owner, UnsafeMutableRawPointer(owner.document).assumingMemoryBound(to: xmlNode.self))
  }

  /// - Precondition: an expression that we wrote, hence a correct one.
  func xpath(_ expression: String) -> [HTMLNode] {
    guard let context = xmlXPathNewContext(owner.document) else { return [] }
    defer { xmlXPathFreeContext(context) }
    guard let result = xmlXPathNodeEval(pointer, expression, context) else {
      preconditionFailure("a selector became an XPath that libxml2 cannot evaluate: \(expression)")
    }
    defer { xmlXPathFreeObject(result) }
    guard let set = result.pointee.nodesetval, let table = set.pointee.nodeTab else { return [] }
    xmlXPathNodeSetSort(set)
    return (0..<Int(set.pointee.nodeNr)).compactMap { index in
      table[index].map { HTMLNode(owner, $0) }
    }
  }

  package static func == (left: HTMLNode, right: HTMLNode) -> Bool {
    left.pointer == right.pointer
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(pointer)
  }
}

extension String {
  /// Copies a text of libxml2's, which is UTF-8.
  init(xml text: UnsafePointer<xmlChar>?) {
    self = text.map { String(cString: $0) } ?? ""
  }
}
