import HTML
import Testing

struct SelectorTests {
  private static let page = """
    <!DOCTYPE html><html lang="nl"><body id="top" class="page  path-login
    other">
    <ul id="list"><li class="a first" data-x="one two">1</li><li class="b">2</li><li class="a b" data-x="two">3</li>
    <li data-x="en-GB" id="4th">4</li><li data-x="">5</li></ul>
    <div class="box"><p>6 <span class="a">7</span></p><div><span title='say "hi" it&#39;s'>8</span></div></div>
    <p id="x:y">9</p><form><input name="users[0][id]"></form>
    </body></html>
    """

  @Test(arguments: [
    ("li", "1,2,3,4,5"), ("LI.a", "1,3"), (".a", "1,3,7"), ("#list > li:first-child", "1"),
    ("li:last-child", "5"),
    ("li:nth-child(2)", "2"), ("li:nth-child(odd)", "1,3,5"), ("li:nth-child( even )", "2,4"),
    ("li:nth-child(2n + 1)", "1,3,5"), ("li:nth-child(-n+2)", "1,2"), ("li:nth-child(n+4)", "4,5"),
    ("li:nth-child(0)", ""), ("li:not(.a)", "2,4,5"), ("li:not(.a, .b)", "4,5"),
    ("li:not(.a.b)", "1,2,4,5"),
    ("li.a:not(:first-child)", "3"), ("[data-x]", "1,3,4,5"), ("[data-x='two']", "3"),
    ("[data-x=two]", "3"),
    ("[ data-x ~= \"two\" ]", "1,3"), ("[data-x^=o]", "1"), ("[data-x$='o']", "1,3"),
    ("[data-x*=' t']", "1"),
    ("[data-x|=en]", "4"), ("[data-x='']", "5"), ("[data-x^='']", ""), ("[data-x$='']", ""),
    ("[data-x*='']", ""),
    ("[data-x~='']", ""), ("[DATA-X=two]", "3"), (".A", ""), ("div span", "7,8"),
    ("div.box > span", ""),
    ("div > p > span", "7"), ("body div div span", "8"), ("p, li.b", "2,3,6 7,9"),
    ("li.b,li:first-child , li", "1,2,3,4,5"),
    ("#\\34 th", "4"), ("#4th", "4"), ("#x\\:y", "9"), ("*[title='say \"hi\" it\\'s']", "8"),
    ("li.a + li", "2,4"),
    ("li.b ~ li", "3,4,5"), ("body.path-login.other p#x\\:y", "9"), ("span:not([title])", "7"),
    ("nothing", ""),
    ("  li.first  ", "1"), ("div>p>span", "7"), (":not(*)", ""),
    ("li:not(.a):not(.b):last-child", "5"),
  ])
  func `selectors find what CSS says`(css: String, expected: String) throws {
    let document = try HTMLDocument(Self.page)
    #expect(try document.select(css).map(\.text).joined(separator: ",") == expected)
  }

  @Test(arguments: [
    ("", 0), ("li >", 4), ("> li", 0), ("li,,p", 3), ("li,", 3), ("#", 1), ("li.", 3),
    ("li:hover", 2), ("li::before", 2),
    ("[", 1), ("[a", 2), ("[a=", 3), ("[a='x]", 3), ("[a='x' i]", 7), ("[a!=x]", 2),
    ("li:nth-child()", 13),
    ("li:nth-child(x)", 13), ("li:nth-child(2", 14), (":not()", 5), (":not(a b)", 7),
    (":not(.a", 7), ("li)", 2), ("é !", 3),
    ("li$", 2), ("li\\", 2), ("a > > b", 4), ("1", 0), ("li:nth-child(99999999999999999999)", 13),
    ("'] | //x['", 0),
  ])
  func `a bad selector is pointed at`(css: String, offset: Int) throws {
    let document = try HTMLDocument(Self.page)
    #expect {
      try document.select(css)
    } throws: { error in
      guard case .badSelector(css, let found, _) = error as? HTMLProblem else { return false }
      return found == offset
    }
  }

  @Test func `a message says what was expected and found`() throws {
    let document = try HTMLDocument(Self.page)
    #expect {
      try document.select("li:hover")
    } throws: {
      "\($0)"
        == "bad selector \"li:hover\" at byte 2: expected :first-child, :last-child, :nth-child(…) or :not(…); "
        + "no other pseudo-class is known, found \":\""
    }
  }

  @Test func `names with brackets and values that look like XPath stay text`() throws {
    let document = try HTMLDocument(Self.page)
    #expect(try document.select("input[name='users[0][id]']").count == 1)
    #expect(try document.select("input[name=\"' or '1'='1\"]").count == 0)
  }

  @Test func `a node searches below itself only`() throws {
    let document = try HTMLDocument(Self.page)
    let box = try #require(try document.one("div.box"))
    #expect(try box.select("span").map(\.text) == ["7", "8"])
    #expect(try box.select("div").count == 1)
    #expect(try box.one("li") == nil)
    #expect(box.parent?.attribute("ID") == "top")
    #expect(try document.one("html")?.parent == nil)
  }
}
