import JSON
import Testing

struct CanonicalJSONTests {
  private func text(_ value: JSONValue) -> String { String(decoding: value.canonicalBytes, as: UTF8.self) }

  private func read(_ text: String) throws -> JSONValue { try JSONValue(canonical: Array(text.utf8)) }

  @Test func `a value has one text, whatever order it was made in`() throws {
    let value: JSONValue = ["b": [1, -2, true, nil], "a": ["ä": "x", "z": "\u{1}\n\"\\\u{7F}/é"], "": ""]
    let written = #"{"":"","a":{"z":"\u0001\n\"\\"# + "\u{7F}/é\"" + #","ä":"x"},"b":[1,-2,true,null]}"# + "\n"
    #expect(text(value) == written)
    #expect(text(try read(written)) == written)
  }

  @Test func `accents are composed, and a text that is not is refused`() throws {
    let value: JSONValue = .object([JSONMember("e\u{301}", "o\u{308}")])
    #expect(Array(text(value).utf8) == Array("{\"\u{E9}\":\"\u{F6}\"}\n".utf8))
    #expect(throws: JSONProblem.self) { try read("{\"a\":\"o\u{308}\"}\n") }
    #expect(throws: JSONProblem.self) { try read("{\"e\u{301}\":1}\n") }
    // Two marks in the wrong order look the same and are other bytes.
    #expect(throws: JSONProblem.self) { try read("[\"q\u{307}\u{323}\"]\n") }
    #expect(throws: Never.self) { try read("[\"q\u{323}\u{307}\"]\n") }
  }

  @Test(arguments: [
    "{}", "{}\n\n", "{} \n", " {}\n", "\u{FEFF}{}\n", "{}\n{}\n", "{\"a\": 1}\n", "[1, 2]\n", "[1.0]\n", "[1e3]\n",
    "[-0]\n", "[01]\n", "[9223372036854775808]\n", "{\"b\":1,\"a\":2}\n", "{\"a\":1,\"a\":1}\n", #"["\u0041"]"# + "\n",
    #"["\/"]"# + "\n", #"["\b"]"# + "\n", #"["\u001F"]"# + "\n", #"["\u000a"]"# + "\n", "[\"\t\"]\n", "{}\r\n", "\n",
    "",
    #"["\ud83d\ude00"]"# + "\n", "[" + String(repeating: "[", count: 40) + String(repeating: "]", count: 41) + "\n",
    "nul\n", "[1,]\n", "{\"a\"}\n",
  ])
  func `what is nearly canonical is refused`(_ text: String) {
    #expect(throws: JSONProblem.self) { try read(text) }
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] {
      let bytes = Array("[\"".utf8) + bad + Array("\"]\n".utf8)
      #expect(throws: JSONProblem.self) { try JSONValue(canonical: bytes) }
    }
  }

  @Test func `no changed byte gives another text of the same value`() throws {
    let value: JSONValue = ["at": "2026-11-23T10:00:00+01:00", "files": [["path": "a/b.csv", "size": 12]], "ok": true]
    let bytes = value.canonicalBytes
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        if let other = try? JSONValue(canonical: changed) { #expect(other != value) }
      }
    }
  }
}
