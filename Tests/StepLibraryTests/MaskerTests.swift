import Foundation
import StepLibrary
import Testing

struct MaskerTests {
  private static let secret = "Pass/w\"rd é&<1>"

  private static func percent(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : String(format: "%%%02X", byte)
    }.joined()
  }

  static let spellings: [String] = [
    secret, percent(secret), percent(secret).lowercased().replacingOccurrences(of: "pass", with: "Pass"),
    percent(secret).replacingOccurrences(of: "%20", with: "+"), percent(percent(secret)),
    #"Pass/w\"rd é&<1>"#, #"Pass\/w\"rd é&<1>"#, #"Pass\/w\"rd \u00e9&<1>"#,
    "Pass/w&quot;rd é&amp;&lt;1&gt;", secret.utf8.map { String(format: "%02x", $0) }.joined(),
  ]

  @Test(arguments: spellings)
  func `a secret is masked in every spelling`(spelling: String) {
    let masker = Masker(secrets: [Self.secret])
    #expect(masker.text("before \(spelling) behind") == "before \(Masker.mark) behind")
  }

  @Test(arguments: 0..<6)
  func `a secret is masked in Base64 at every alignment`(offset: Int) {
    let masker = Masker(secrets: ["Tr0ub4dor&3xyz"])
    let prefix = String("user:x".prefix(offset))
    for suffix in ["", "a", "ab", "abc"] {
      let encoded = Data((prefix + "Tr0ub4dor&3xyz" + suffix).utf8).base64EncodedString()
      let masked = masker.text("Basic \(encoded)")
      #expect(masked.contains(Masker.mark), "\(masked)")
      // What is left decodes to no more than a byte or two of the secret at each end.
      #expect(!masked.contains("b4dor") && masked.utf8.count < 40)
    }
  }

  @Test func `short values are masked by place only`() {
    let masker = Masker(secrets: ["abc"])
    #expect(masker.text("abc") == "abc")
    #expect(masker.address("http://h/x?wstoken=abc&id=7") == "http://h/x?wstoken=\(Masker.mark)&id=7")
  }

  @Test func `fields are masked by their names in forms, JSON and pages`() {
    let masker = Masker(personal: ["email"])
    let body = { (text: String) in String(decoding: masker.body(Array(text.utf8)), as: UTF8.self) }
    let mark = Masker.mark
    #expect(body("username=a&password=b%20c&x=1") == "username=a&password=\(mark)&x=1")
    #expect(
      body("users[0][password]=b&users%5B1%5D%5Bpassword%5D=c")
        == "users[0][password]=\(mark)&users%5B1%5D%5Bpassword%5D=\(mark)")
    #expect(
      body(#"{"token" : "a\"b", "tokens": 3, "email":"x@y.z"}"#)
        == #"{"token" : "\#(mark)", "tokens": 3, "email":"\#(mark)"}"#)
    #expect(
      body(#"<input type="hidden" name="sesskey" value="s3">"#)
        == #"<input type="hidden" name="sesskey" value="\#(mark)">"#)
    #expect(body("errorcode=nopermissions&code=4") == "errorcode=nopermissions&code=\(mark)")
    #expect(body(#"{"code":"nopermissions"}"#) == #"{"code":"nopermissions"}"#)
  }

  @Test(arguments: ["Authorization", "cookie", "Set-Cookie", "X-CSRFToken", "x-api-key", "X-Auth-Token"])
  func `headers that hold secrets are masked whole`(name: String) {
    #expect(Masker().header(name, "whatever") == Masker.mark)
    #expect(Masker().header("Accept", "text/html") == "text/html")
  }

  @Test func `overlapping secrets leave nothing of the longer one`() {
    let masker = Masker(secrets: ["secret-1", "secret-1-and-more"])
    #expect(masker.text("x secret-1-and-more y secret-1 z") == "x \(Masker.mark) y \(Masker.mark) z")
  }
}
