import HTML
import Testing

struct DocumentTests {
  @Test(arguments: [
    ("<p> a\n\t b&nbsp;&nbsp;c </p>", "a b c"), ("<p>a</p><p>b</p>", "a b"), ("a<br>b", "a b"),
    ("<b>a</b>b", "ab"),
    ("<td>1</td><td>2</td>", "1 2"), ("a<script>x</script><style>y</style>b", "a b"),
    ("&lt;b&gt; &amp;amp; &#233;&eacute;", "<b> &amp; éé"),
    ("<div>a<!-- no --> b</div>", "a b"),
    ("<p>unclosed <i>and <b>wrong</i> order</b>", "unclosed and wrong order"),
    ("<title>T</title>x", "T x"), ("", ""), ("   ", ""), ("plain", "plain"),
    ("<unknown-tag>x</unknown-tag>", "x"),
    ("a\u{0}b", "a b"), ("<textarea>a &amp; b</textarea>", "a & b"), ("Ã\u{AD}", "Ã\u{AD}"),
    ("<ul><li>a<li>b</ul>c", "a b c"),
  ])
  func `text is what a person reads`(html: String, expected: String) throws {
    #expect(try HTMLDocument(html).text == expected)
  }

  @Test(
    arguments: [
      (nil, "<p>\u{E9}</p>".utf8.map { $0 }, "é"),
      (nil, [0x3C, 0x70, 0x3E, 0xE9, 0x61, 0x62], "\u{FFFD}ab"),
      ("text/html; charset=ISO-8859-1", [0x3C, 0x70, 0x3E, 0xE9, 0x80], "é€"),
      ("text/html; charset=\"windows-1251\"", [0x3C, 0x70, 0x3E, 0xE9], "й"),
      ("text/html;charset=UTF-8", Array("<meta charset=latin1><p>é".utf8), "é"),
      ("text/html", Array("<meta charset='iso-8859-1'><p>".utf8) + [0xE9], "é"),
      (
        "text/html",
        Array("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>".utf8)
          + [0x80], "€"
      ),
      (nil, Array("<meta name=a><form accept-charset=latin1><p>é".utf8), "é"),
      (nil, Array("<meta name=a><META Charset=iso-8859-1><p>".utf8) + [0xE9], "é"),
      ("text/html; charset=latin1", [0xEF, 0xBB, 0xBF] + Array("<p>é".utf8), "é"),
      (nil, [0xFF, 0xFE, 0x61, 0x00, 0xE9, 0x00], "aé"),
      ("text/html; charset=klingon", Array("<p>é".utf8), "é"),
      ("text/html; charset=utf-16", Array("<p>é".utf8), "é"),
    ] as [(String?, [UInt8], String)])
  func `bytes are read by mark, header, meta or as UTF-8`(
    type: String?, bytes: [UInt8], expected: String
  ) throws {
    #expect(try HTMLDocument(bytes, contentType: type).text == expected)
  }

  @Test func `attributes are decoded and found without regard to case`() throws {
    let document = try HTMLDocument("<A HREF='/x?a=1&amp;b=&quot;é' Disabled Data-Empty>x</A>")
    let link = try #require(try document.one("a"))
    #expect(link.name == "a")
    #expect(link.attribute("href") == "/x?a=1&b=\"é")
    #expect(link.attribute("HREF") == link.attribute("href"))
    #expect(link.attribute("disabled") == "disabled")
    #expect(link.attribute("data-empty") == "")
    #expect(link.attribute("title") == nil)
  }

  @Test func `a page over the limit is refused`() throws {
    #expect(throws: HTMLProblem.tooLarge(bytes: 11, limit: 10)) {
      try HTMLDocument(Array("<p>12345678".utf8), limit: 10)
    }
  }

  @Test func `a page may nest very deeply`() throws {
    let depth = 200_000
    let document = try HTMLDocument(String(repeating: "<div>", count: depth) + "deep<p>er")
    #expect(document.text == "deep er")
  }

  @Test func `no entity of a page is ever fetched or expanded without end`() throws {
    let document = try HTMLDocument(
      "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><p>&a;&x;</p>"
    )
    #expect(try document.one("p")?.text.contains("root") == false)
    #expect(try document.one("p")?.text.contains("aaaa") == false)
  }

  @Test func `pages are read by many tasks at once`() async throws {
    let document = try HTMLDocument(String(repeating: "<p class='a b'>x <b>y</b></p>", count: 300))
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { try document.select("p.b > b").filter { $0.text == "y" }.count }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 300, count: 8))
  }

  @Test(arguments: [
    ("a &amp; b", "a & b"), ("&#233;&#xe9;&#XE9;&eacute;", "éééé"),
    ("&lt;&gt;&quot;&apos;&#039;", "<>\"''"),
    ("&amp;amp;", "&amp;"), ("&unknown; & &;", "&unknown; & &;"), ("&amp", "&amp"),
    ("&#0;&#x110000;&#xD800;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("&#128;&#150;", "€–"), ("&#;&#x;&#+5;", "&#;&#x;&#+5;"), ("&&amp;", "&&"), ("plain", "plain"),
    ("&#99999999999;", "\u{FFFD}"),
    ("&Eacute;&euro;&nbsp;", "É€\u{A0}"),
  ])
  func `entities are decoded once`(text: String, expected: String) {
    #expect(HTMLText.decodingEntities(text) == expected)
  }

  @Test func `white space is collapsed in any text`() {
    #expect(HTMLText.collapsed(" a\u{A0}\n b\r\n") == "a b")
    #expect(HTMLText.collapsed("Â©") == "Â©")
  }
}
