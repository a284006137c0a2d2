import JSON
import Scripting
import Testing

/// After RFC 8259: what must be read, what must be refused and where.
@Suite struct ScriptJSONTests {
  struct Accepted: Sendable, CustomTestStringConvertible {
    var json: String
    var value: ScriptValue
    init(_ json: String, _ value: ScriptValue) { (self.json, self.value) = (json, value) }
    var testDescription: String { json }
  }

  static let accepted: [Accepted] = [
    Accepted("0", .int(0)), Accepted("-0", .int(0)), Accepted("1", .int(1)),
    Accepted("-1", .int(-1)),
    Accepted("9223372036854775807", .int(.max)), Accepted("-9223372036854775808", .int(.min)),
    Accepted("9223372036854775808", .number(0x1p63)),
    Accepted("-9223372036854775809", .number(-0x1p63)),
    Accepted("18446744073709551616", .number(0x1p64)),
    Accepted("10000000000000000000000", .number(1e22)),
    Accepted("1.0", .number(1)), Accepted("0.5", .number(0.5)), Accepted("-0.0", .number(-0.0)),
    Accepted("1e2", .number(100)), Accepted("1E+2", .number(100)), Accepted("1e-2", .number(0.01)),
    Accepted("0e0", .number(0)), Accepted("0E+1", .number(0)), Accepted("123.456e-789", .number(0)),
    Accepted("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
    Accepted("5e-324", .number(.leastNonzeroMagnitude)),
    Accepted("0." + String(repeating: "0", count: 400) + "1", .number(0)),
    Accepted("0.1" + String(repeating: "0", count: 100), .number(0.1)),
    Accepted("true", .bool(true)), Accepted("false", .bool(false)), Accepted("null", .none),
    Accepted(" \t\r\n null \t\r\n", .none), Accepted(" [ ] ", .list([])),
    Accepted(" { } ", .table([])),
    Accepted("[1]", .list([.int(1)])), Accepted("[null]", .list([.null])),
    Accepted("[ 1 , null ]", .list([.int(1), .null])),
    Accepted("[[],[[]],{}]", .list([.list([]), .list([.list([])]), .table([])])),
    Accepted(#"{"a":null}"#, .table([])),
    Accepted(#"{"a":{"b":null}}"#, .table([ScriptField("a", .table([]))])),
    Accepted(
      #"{"a":1,"b":null,"c":2}"#, .table([ScriptField("a", .int(1)), ScriptField("c", .int(2))])),
    Accepted(
      #"{"a":[null,{"b":[]}]}"#,
      .table([ScriptField("a", .list([.null, .table([ScriptField("b", .list([]))])]))])),
    Accepted(#"{"":0}"#, .table([ScriptField("", .int(0))])),
    Accepted(#"{"1":"x"}"#, .table([ScriptField("1", .text("x"))])),
    Accepted(#"{"a":1,"A":2}"#, .table([ScriptField("A", .int(2)), ScriptField("a", .int(1))])),
    Accepted(
      "{\"\u{E9}\":1,\"e\u{301}\":2}",
      .table([ScriptField("e\u{301}", .int(2)), ScriptField("\u{E9}", .int(1))])),
    Accepted(#""""#, .text("")), Accepted(#""a""#, .text("a")),
    Accepted(#""\"\\\/\b\f\n\r\t""#, .text("\"\\/\u{8}\u{C}\n\r\t")),
    Accepted(#""\u0041\u00e9\u20AC""#, .text("Aé€")),
    Accepted(#""\uD83D\uDE00""#, .text("\u{1F600}")),
    Accepted(#""\u0000""#, .text("\0")), Accepted(#""a\u0000b""#, .text("a\0b")),
    Accepted("\"\u{7F}\u{80}\"", .text("\u{7F}\u{80}")),
    Accepted("\"é€\u{1F600}\u{2028}\u{FEFF}\"", .text("é€\u{1F600}\u{2028}\u{FEFF}")),
    Accepted(#""\uE000\uFFFD""#, .text("\u{E000}\u{FFFD}")),
    Accepted(#""x\\""#, .text("x\\")),
    Accepted(#"["\\","\""]"#, .list([.text("\\"), .text("\"")])),
    Accepted(#""\uDBFF\uDFFF""#, .text("\u{10FFFF}")),
    Accepted(#"{"\u0061":1}"#, .table([ScriptField("a", .int(1))])),
    Accepted(#""http:\/\/x\/y""#, .text("http://x/y")), Accepted(#""null""#, .text("null")),
  ]

  @Test(arguments: accepted) func `is read`(_ example: Accepted) throws {
    #expect(
      try ScriptBench().run("return ...", [.json(Array(example.json.utf8))]) == [example.value])
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var json: [UInt8]
    var offset: Int
    init(_ json: String, _ offset: Int) { (self.json, self.offset) = (Array(json.utf8), offset) }
    init(bytes: [UInt8], _ offset: Int) { (json, self.offset) = (bytes, offset) }
    var testDescription: String { String(decoding: json, as: UTF8.self) }
  }

  static let refused: [Refused] = [
    Refused("", 0), Refused("  ", 2), Refused("nul", 0), Refused("nulll", 4), Refused("True", 0),
    Refused("NaN", 0),
    Refused("Infinity", 0), Refused("-Infinity", 0), Refused("undefined", 0), Refused("'a'", 0),
    Refused("\u{FEFF}1", 0),
    Refused("01", 0), Refused("-01", 1), Refused("00", 0), Refused("+1", 0), Refused("-", 0),
    Refused("--1", 0),
    Refused(".5", 0), Refused("1.", 2), Refused("1.e1", 2), Refused("1e", 2), Refused("1e+", 3),
    Refused("1.5.5", 3),
    Refused("0x10", 1), Refused("1_000", 1), Refused("1 2", 2), Refused("1e999", 0),
    Refused("-1e999", 0), Refused("1a", 1),
    Refused("[", 1), Refused("]", 0), Refused("[1", 2), Refused("[1,", 3), Refused("[1,]", 3),
    Refused("[,1]", 1),
    Refused("[1,,2]", 3), Refused("[1 2]", 3), Refused("[1}", 2), Refused("[1]]", 3),
    Refused("[1],", 3),
    Refused("{", 1), Refused("}", 0), Refused("{\"a\"}", 4), Refused("{\"a\":}", 5),
    Refused("{\"a\":1", 6), Refused("{\"a\":1,}", 7),
    Refused("{\"a\" 1}", 5), Refused("{\"a\"::1}", 5), Refused("{a:1}", 1), Refused("{1:1}", 1),
    Refused("{'a':1}", 1),
    Refused("{null:1}", 1), Refused("{\"a\":1 \"b\":2}", 7), Refused("{\"a\":1,,}", 7),
    Refused("{\"a\":1]", 6), Refused("{,}", 1),
    Refused(#"{"a":1,"a":2}"#, 7), Refused(#"{"a":null,"a":1}"#, 10),
    Refused(#"{"a":1,"a":null}"#, 7), Refused(#"{"a":1,"\u0061":2}"#, 7),
    Refused(#"{"x":{"b":1,"b":1}}"#, 12), Refused("\"", 1), Refused("\"a", 2), Refused("\"a\\", 3),
    Refused(#""\""#, 3),
    Refused(#""\x""#, 1), Refused(#""\a""#, 1), Refused(#""\'""#, 1), Refused(#""\u""#, 3),
    Refused(#""\u12""#, 5), Refused(#""\u00G0""#, 5),
    Refused(#""\uD800""#, 1), Refused(#""\uDC00""#, 1), Refused(#""\uD800x""#, 1),
    Refused(#""\uD800\n""#, 1), Refused(#""\uD800\uD800""#, 1),
    Refused(#""\uD800\u0041""#, 1), Refused(#""ok\uDFFF""#, 3), Refused("\"a\nb\"", 2),
    Refused("\"a\tb\"", 2), Refused("\"\0\"", 1), Refused("\"\u{1F}\"", 1),
    Refused("1 // c", 2), Refused("/* c */ 1", 0), Refused("[1]\0", 3), Refused("\0", 0),
    Refused("\u{B}1", 0), Refused("\u{A0}1", 0), Refused("\u{2028}1", 0),
    Refused("<html>", 0), Refused(")]}',\n{}", 0), Refused("\"a\"b", 3), Refused("\"a\" \"b\"", 4),
    Refused("[\"a\"", 4), Refused("true false", 5),
    Refused(bytes: [0x22, 0xFF, 0x22], 1), Refused(bytes: [0x22, 0x80, 0x22], 1),
    Refused(bytes: [0x22, 0xC3, 0x22], 1),
    Refused(bytes: [0x22, 0xC0, 0xAF, 0x22], 1), Refused(bytes: [0x22, 0xE0, 0x80, 0x80, 0x22], 1),
    Refused(bytes: [0x22, 0xED, 0xA0, 0x80, 0x22], 1),
    Refused(bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
    Refused(bytes: [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22], 1),
    Refused(bytes: [0x22, 0xE2, 0x82], 1),
    Refused(bytes: [0x22, 0x61, 0xE9, 0x22], 2), Refused(bytes: [0x22, 0x5C, 0x6E, 0xE9, 0x22], 3),
    Refused(bytes: [0xFF], 0),
    Refused(bytes: [0xFE, 0xFF, 0x00, 0x31], 0), Refused(bytes: [0x31, 0x00], 1),
    Refused(bytes: [0x22, 0x5C, 0xC3, 0xA9, 0x22], 1),
  ]

  @Test(arguments: refused) func `is refused at its place`(_ example: Refused) throws {
    let fault = try ScriptBench().fault("return ...", [.json(example.json)])
    #expect(fault.kind == .notJSON)
    #expect(fault.offset == example.offset, "\(fault.message)")
    #expect(!fault.message.isEmpty)
  }

  @Test func `enough examples are tried`() {
    print("JSON: \(Self.accepted.count) read, \(Self.refused.count) refused")
    #expect(Self.accepted.count + Self.refused.count > 150)
  }

  @Test(arguments: [2, 24, 25, 26, 60]) func `a key that stands twice is refused, however many there are`(
    _ count: Int
  ) throws {
    let members = (0..<count).map { "\"key \($0)\":\($0)" }
    #expect(try JSONValue(parsing: "{" + members.joined(separator: ",") + "}").members?.count == count)
    for repeated in [0, count / 2, count - 1] {
      let text = "{" + members.joined(separator: ",") + ",\"key \(repeated)\":0}"
      #expect(throws: JSONProblem.self) { try JSONValue(parsing: text) }
    }
  }

  @Test func `every text cut short is refused and none reads past its end`() throws {
    let bench = try ScriptBench()
    let whole = Array(
      #"{"a":[1,-2.5e3,true,null,"x\u00e9\uD83D\uDE00\n"],"b":{"c":"é","d":{}},"e":false}"#.utf8)
    for count in 0..<whole.count {
      #expect(
        try bench.fault("return ...", [.json(Array(whole.prefix(count)))]).kind == .notJSON,
        "\(count) bytes")
    }
    #expect(try bench.run("return (...).b.c", [.json(whole)]) == [.text("é")])
  }

  @Test func `changed texts are judged as our other reader judges them`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = RandomValues(seed: seed)
    let bench = try ScriptBench()
    let texts = [
      #"{"a":[1,-2.5e3,true,null],"b":{"c":"é","d":{}}}"#, #"["\u00e9\uD83D\uDE00\n\"",-0,1E+2,[],""]"#,
      #" { "x" : [ false , { "y" : 0.5 } ] , "z" : "\\" } "#,
    ]
    let replacements = Array(#"{}[]",:\u0aD8-+.eE1 \#u{9}"#.utf8) + [0x00, 0xC3, 0xA9, 0xFF]
    var counts = (read: 0, refused: 0)
    for round in 0..<20_000 {
      var text = Array(texts[random.below(texts.count)].utf8)
      for _ in 0...random.below(2) {
        let place = random.below(text.count)
        switch random.below(3) {
        case 0: text.remove(at: place)
        case 1: text.insert(replacements[random.below(replacements.count)], at: place)
        default: text[place] = replacements[random.below(replacements.count)]
        }
      }
      // A number that no Double holds is JSON, and nothing that a script can be given.
      let isJSON = (try? JSONValue(parsing: text)).map(Self.fits) ?? false
      let isRead: Bool
      do {
        _ = try bench.run("return ...", [.json(text)])
        isRead = true
      } catch let fault as ScriptFault {
        #expect(fault.kind == .notJSON)
        isRead = false
      }
      #expect(isRead == isJSON, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
      if isRead { counts.read += 1 } else { counts.refused += 1 }
    }
    print("changed JSON: seed \(seed), \(counts.read) read, \(counts.refused) refused")
    #expect(counts.read > 1000 && counts.refused > 1000)
  }

  private static func fits(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let text): Double(text)?.isFinite ?? false
    case .array(let values): values.allSatisfy(fits)
    case .object(let members): members.allSatisfy { fits($0.value) }
    case .string, .bool, .null: true
    }
  }

  @Test func `a repeated key is named`() throws {
    let fault = try ScriptBench().fault("return ...", [.json(Array(#"{"id":1,"id":2}"#.utf8))])
    #expect(fault.message == #"the key "id" stands twice"#)
  }

  @Test(arguments: [
    (ScriptValue.none, "null"), (.null, "null"), (.bool(true), "true"), (.int(-5), "-5"),
    (.number(3), "3"), (.number(-3), "-3"),
    (.number(0.1), "0.1"), (.number(1e300), "1e+300"), (.number(0x1p53), "9007199254740992"),
    (.number(0x1p63), "9.223372036854776e+18"),
    (.number(1e-7), "1e-07"), (.list([]), "[]"), (.table([]), "{}"),
    (.text("a\"\\\n\r\t\0\u{1F}/é\u{7F}"), #""a\"\\\n\r\t\u0000\u001f/é"# + "\u{7F}\""),
    (.list([.int(1), .list([.null]), .none]), "[1,[null],null]"),
    (
      .table([
        ScriptField("b", .int(1)), ScriptField("a", .table([])), ScriptField("B", .text("x")),
      ]), #"{"B":"x","a":{},"b":1}"#
    ),
  ])
  func `is written as JSON`(value: ScriptValue, json: String) throws {
    #expect(try String(decoding: value.jsonBytes(), as: UTF8.self) == json)
  }

  @Test func `what JSON cannot say is refused`() throws {
    let function = try #require(ScriptBench().run("return pairs").first)
    let wrong: [ScriptValue] = [
      .number(.nan), .number(.infinity), .list([.number(-.infinity)]), .bytes([0xFF]), function,
      .json([0x31]),
      .table([ScriptField("a", .int(1)), ScriptField("a", .int(2))]),
    ]
    for value in wrong {
      #expect(throws: ScriptFault.self) { try value.jsonBytes() }
    }
  }
}
