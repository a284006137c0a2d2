import JSON
import Testing

struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Every byte that needs an escape, at every place of a text that is read eight bytes at a time.
  @Test func `a text comes back as it went in, wherever an escape stands`() throws {
    for byte in UInt8(0)..<0x80 {
      for place in 0..<20 {
        var bytes = Array("zé~\u{7F}~éz0123456789".utf8)
        bytes.insert(byte, at: bytes[..<place].last == 0xC3 ? place + 1 : place)
        let text = String(decoding: bytes, as: UTF8.self)
        let line = written { $0.string(text) }
        #expect(try JSONValue(parsing: line) == .string(text))
        #expect(!line.utf8.contains { $0 < 0x20 })
      }
    }
  }

  @Test func `escapes are the short ones where JSON has them`() {
    #expect(written { $0.string("\"\\\n\r\t\u{1}\u{1F}\u{0}") } == #""\"\\\n\r\t\u0001\u001f\u0000""#)
  }

  /// Bytes from 0x80 on are told apart from control characters and quotes.
  @Test func `text beyond ASCII stands as it is`() {
    let text = "李雷 zegt “hé” – ÿ😀 ¢¢¢¢¢¢¢¢"
    #expect(written { $0.string(text) } == "\"\(text)\"")
  }

  @Test func `texts longer than the room are whole, with and without escapes`() throws {
    for count in [4090, 4093, 4094, 4095, 4096, 4097, 9000] {
      for unit in ["a", "\"", "\u{1}"] {
        let text = String(repeating: unit, count: count)
        let line = written { writer in
          writer.beginArray()
          writer.string(text)
          writer.string(text)
          writer.endArray()
        }
        #expect(try JSONValue(parsing: line) == .strings([text, text]))
      }
    }
  }

  @Test func `numbers have all their digits`() {
    let numbers = [0, 9, 10, 99, 100, 12345, -1, -10, .max, .min]
    let line = written { writer in
      writer.beginArray()
      for number in numbers { writer.int(number) }
      writer.quoted(-120)
      writer.endArray()
    }
    #expect(line == "[" + numbers.map(String.init).joined(separator: ",") + ",\"-120\"]")
  }

  @Test func `a piece takes a comma unless something just opened or it closes`() {
    let line = written { writer in
      writer.piece("{\"a\":")
      writer.int(1)
      writer.piece("\"b\":[")
      writer.beginObject()
      writer.endObject()
      writer.piece("{\"c\":true}")
      writer.null()
      writer.piece("]}")
      writer.endLine()
      writer.piece("[]")
      writer.endLine()
    }
    #expect(line == "{\"a\":1,\"b\":[{},{\"c\":true},null]}\n[]\n")
  }

  @Test func `what was handed on is not handed on again`() {
    var writer = JSONWriter()
    var pieces: [String] = []
    writer.string("a")
    writer.drain(atLeast: 4) { pieces.append(String(decoding: $0, as: UTF8.self)) }
    #expect(pieces.isEmpty)
    writer.drain { pieces.append(String(decoding: $0, as: UTF8.self)) }
    writer.drain { pieces.append(String(decoding: $0, as: UTF8.self)) }
    writer.endLine()
    writer.drain { pieces.append(String(decoding: $0, as: UTF8.self)) }
    #expect(pieces == ["\"a\"", "\n"])
  }
}
