/// A page of headings, facts, lists and tables in the style of all pages, for who writes no markup.
package struct PlainPage {
  private var page = HTMLWriter()

  /// - Parameters:
  ///   - reservations: stand at the foot of every printed page.
  ///   - style: a further style sheet.
  package init(title: String, language: String, reservations: [String] = [], style: StaticString = "") {
    page.beginPage(title: title, language: language, reservations: reservations, style: style)
  }

  package mutating func kicker(_ text: String) { page.element("p", class: "kicker", text) }
  package mutating func title(_ text: String) { page.element("h1", text) }
  package mutating func lead(_ text: String) { page.element("p", class: "lead", text) }
  package mutating func heading(_ text: String) { page.element("h2", text) }
  package mutating func paragraph(_ text: String) { page.element("p", text) }
  package mutating func soft(_ text: String) { page.element("p", class: "soft", text) }
  package mutating func facts(_ facts: [(String, String)]) { page.facts(facts) }

  /// A box that nobody overlooks.
  package mutating func banner(_ lines: [String], isBad: Bool = false) {
    page.raw(isBad ? "<div class=\"banner bad\" role=\"note\">" : "<div class=\"banner\" role=\"note\">")
    for line in lines { page.element("p", line) }
    page.raw("</div>\n")
  }

  package mutating func list(_ items: [String]) {
    page.raw("<ul>\n")
    for item in items { page.element("li", item) }
    page.raw("</ul>\n")
  }

  /// - Parameter identifiers: how many columns from the left hold ids.
  package mutating func table(_ columns: [String], _ rows: [[String]], identifiers: Int = 1) {
    page.table(columns: columns)
    for row in rows { page.cells(Array(zip(columns, row)).map { (label: $0, text: $1) }, identifiers: identifiers) }
    page.endTable()
  }

  /// What the page weighs, with its end.
  package consuming func bytes(footer: String) -> [UInt8] {
    page.endPage(footer: footer)
    return page.bytes
  }
}
