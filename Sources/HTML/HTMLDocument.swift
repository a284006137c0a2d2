import CLibXML2

/// One HTML page as libxml2 reads it: forgiving, without network, without scripts.
///
/// Unchecked, because the tree is never changed after `init` and libxml2 lets several threads read one that nobody
/// changes; every selection has a context of its own.
package final class HTMLDocument: @unchecked Sendable {
  let document: UnsafeMutablePointer<xmlDoc>

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - contentType: the header's value; its charset wins over a `<meta>`, a byte order mark over both, and UTF-8 is
  ///     what remains. Ill-formed UTF-8 becomes U+FFFD.
  ///   - limit: bytes.
  package init(_ bytes: [UInt8], contentType: String? = nil, limit: Int = 32 << 20)
    throws(HTMLProblem)
  {
    guard bytes.count <= limit, bytes.count <= Int(Int32.max) / 4 else {
      throw .tooLarge(bytes: bytes.count, limit: limit)
    }
    _ = Self.isLibraryReady
    let (text, encoding) = HTMLEncoding.prepare(bytes, contentType: contentType)
    guard let parser = htmlNewParserCtxt() else { throw .unreadable }
    defer { htmlFreeParserCtxt(parser) }
    let read = text.withUnsafeBytes {
      htmlCtxtReadMemory(
        parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), nil, encoding,
        Self.options)
    }
    // Either of these ends the parse early, and a page that lacks its rest must not pass for a page.
    let code = parser.pointee.lastError.code
    if code == Int32(XML_ERR_INTERNAL_ERROR.rawValue) || code == Int32(XML_ERR_NO_MEMORY.rawValue) {
      xmlFreeDoc(read)
      throw .unreadable
    }
    // An empty page is no tree to libxml2, but a page to us.
    guard let document = read ?? htmlNewDocNoDtD(nil, nil) else { throw .unreadable }
    self.document = document
  }

  package convenience init(_ text: String) throws(HTMLProblem) {
    try self.init(Array(text.utf8), contentType: "text/html; charset=utf-8")
  }

  deinit {
    xmlFreeDoc(document)
  }

  /// Every element that matches, in document order.
  package func select(_ css: String) throws(HTMLProblem) -> [HTMLNode] {
    try HTMLNode(self, UnsafeMutableRawPointer(document).assumingMemoryBound(to: xmlNode.self))
      .select(css)
  }

  /// The first element that matches; nil when none does.
  package func one(_ css: String) throws(HTMLProblem) -> HTMLNode? {
    try select(css).first
  }

  /// The text of the whole page; see `HTMLNode.text`.
  package var text: String {
    HTMLText.collapsed(of: UnsafeMutableRawPointer(document).assumingMemoryBound(to: xmlNode.self))
  }

  /// The form that the selector matches first, or the form around the field that it matches.
  package func form(_ css: String) throws(HTMLProblem) -> HTMLForm {
    guard let node = try one(css) else { throw .noElement(selector: css) }
    guard let form = HTMLForm(around: node) else { throw .noForm(selector: css) }
    return form
  }

  /// Without `XML_PARSE_HUGE`, libxml2 would stop at the 256th level of nesting.
  private static let options = Int32(
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue)

  private static let isLibraryReady: Bool = {
    xmlInitParser()
    return true
  }()
}
