import Testing
import Transfer

struct WebAddressTests {
  /// RFC 3986, section 5.4, against this base.
  private static let base = "http://a/b/c/d;p?q"

  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"),
    ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
    ("#s", "http://a/b/c/d;p?q#s"),
    ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
    ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"),
    (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"),
    ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
    ("../../g", "http://a/g"),
    ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"),
    ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
    ("..g", "http://a/b/c/..g"),
    ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
    ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
    ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("g#s/./x", "http://a/b/c/g#s/./x"),
    ("g#s/../x", "http://a/b/c/g#s/../x"), (" \n/g\t ", "http://a/g"), ("/a\nb", "http://a/ab"),
    ("%2e%2E/x", "http://a/b/x"), ("/a b?c d", "http://a/a%20b?c%20d"),
    ("https://A.example:443/x", "https://a.example/x"),
    ("/\\evil.test/x", "http://a/%5Cevil.test/x"), ("/é?é", "http://a/%C3%A9?%C3%A9"),
    ("?", "http://a/b/c/d;p?"),
  ])
  func `references are resolved as the standard says`(reference: String, expected: String) throws {
    #expect(try WebAddress(Self.base).resolve(reference).description == expected)
  }

  @Test(arguments: [
    "g:h", "http:g", "file:///etc/passwd", "javascript:alert(1)", "//user@g/", "//g:99999/",
    "//g:0/", "//", "//[::1/",
    "//a%2eb/", "//a\\b/", "//a b/", "mailto:a@b",
  ])
  func `references that lead nowhere safe are refused`(reference: String) throws {
    let base = try WebAddress(Self.base)
    #expect(throws: AddressProblem.self) { try base.resolve(reference) }
  }

  @Test(arguments: [
    "", "/x", "example.org", "ftp://a/", "http://", "http:///x", "http://user:secret@a/",
    "http://a\r\nX: y/",
    "http://a/\r\nX: y", "http://a/\u{0}", "http://a:port/", "http://a:-1/", "http://[zz]/",
    "http://[12]/", " http://a/",
  ])
  func `texts that are no address are refused`(text: String) {
    #expect(throws: AddressProblem.self) { try WebAddress(text) }
  }

  @Test func `problems never repeat the address, which may hold a password`() {
    #expect {
      try WebAddress("http://user:secret@a/")
    } throws: {
      !"\($0)".contains("secret")
    }
  }

  @Test(arguments: [
    ("HTTP://LMS.Example.org:80", "http://lms.example.org/"), ("https://a:443/x", "https://a/x"),
    ("https://a:8443/x", "https://a:8443/x"), ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ("http://a?x", "http://a/?x"), ("http://a/x/../y", "http://a/y"),
    ("http://müller.example/", "http://müller.example/"),
    ("http://a/users[0][name]?b[0]=1", "http://a/users[0][name]?b[0]=1"),
    ("http://a/%zz", "http://a/%zz"),
    ("http://a:/x", "http://a/x"), ("http://a//x//y", "http://a//x//y"),
  ])
  func `an address has one way to be written`(text: String, expected: String) throws {
    #expect(try WebAddress(text).description == expected)
  }

  @Test func `origin is scheme, host and port`() throws {
    let origin = try WebOrigin(of: "https://LMS.example.org/x?y")
    #expect(origin == WebOrigin(.https, host: "lms.example.org", port: 443))
    #expect(try origin != WebOrigin(of: "http://lms.example.org/"))
    #expect(try origin != WebOrigin(of: "https://lms.example.org:8443/"))
    #expect(try origin != WebOrigin(of: "https://lms.example.org./"))
    #expect(origin.description == "https://lms.example.org")
  }

  @Test func `a shown address has no query and no fragment`() throws {
    #expect(try WebAddress("http://a/x?token=secret#secret").masked == "http://a/x?…")
    #expect(try WebAddress("http://a/x#secret").masked == "http://a/x")
    #expect(try WebAddress("http://a/x?y#z").requestText == "http://a/x?y")
  }

  @Test func `a query is written from pairs`() throws {
    let address = try WebAddress("http://a/x?old").with(query: [("a b", "1&2"), ("c", "é")])
    #expect(address.description == "http://a/x?a+b=1%262&c=%C3%A9")
    #expect(try WebAddress("http://a/x?old").with(query: []).description == "http://a/x")
  }

  @Test func `form pairs keep their order and come back unchanged`() {
    let pairs = [
      ("users[0][name]", "Anna & Co=1+1~*-._"), ("users[0][name]", "two\r\nlines"), ("é", ""),
      ("", "x"),
    ]
    let text = FormEncoding.text(pairs.map { (name: $0.0, value: $0.1) })
    #expect(
      text
        == "users%5B0%5D%5Bname%5D=Anna+%26+Co%3D1%2B1%7E*-._&users%5B0%5D%5Bname%5D=two%0D%0Alines&%C3%A9=&=x"
    )
    let back = FormEncoding.pairs(text)
    #expect(back.map(\.name) == pairs.map(\.0))
    #expect(back.map(\.value) == pairs.map(\.1))
    #expect(FormEncoding.pairs("a&&b=%zz%4").map(\.value) == ["", "%zz%4"])
  }

  @Test func `percent encoding leaves only unreserved characters`() {
    #expect(PercentEncoding.encode("a/b?c=d e~é") == "a%2Fb%3Fc%3Dd%20e~%C3%A9")
    #expect(PercentEncoding.decode("a%2Fb%3fc+%C3%A9%") == "a/b?c+é%")
    #expect(PercentEncoding.decode("%41") == "A")
  }
}
