import CLua

/// Makes a fault of the record that CLua leaves.
struct FaultReader {
  /// The chunks of the state, by the name that stands in Lua's messages.
  let chunkNames: [String: String]

  private struct Frame {
    var isPrivileged: Bool
    var place: String
  }

  func fault(_ code: clua_code, _ record: ValueDecoder) -> ScriptFault {
    var record = record
    let said = record.text()
    let offset = record.integer(Int64.self)
    let value = record.value()
    var frames: [Frame] = []
    for _ in 0..<record.integer(UInt32.self) {
      let isPrivileged = record.integer(UInt8.self) != 0
      let line = record.integer(Int64.self)
      frames.append(Frame(isPrivileged: isPrivileged, place: "\(record.text()):\(line)"))
    }
    let kind = Self.kind(code)
    let named = splitPlace(of: said.isEmpty ? Self.message(of: value, kind) : said)
    let script = frames.filter { !$0.isPrivileged }.map(\.place)
    return ScriptFault(
      kind, named.message, value: value, place: named.place ?? script.first ?? frames.first?.place,
      trace: script.reversed(), offset: offset < 0 ? nil : Int(offset))
  }

  private static func kind(_ code: clua_code) -> ScriptFault.Kind {
    switch code {
    case CLUA_SYNTAX: .syntax
    case CLUA_BUDGET: .budget
    case CLUA_MEMORY: .memory
    case CLUA_NOT_JSON: .notJSON
    case CLUA_WRONG_USE: .wrongUse
    default: .runtime
    }
  }

  private static func message(of value: ScriptValue, _ kind: ScriptFault.Kind) -> String {
    switch (kind, value) {
    case (.budget, _): return "the script ran too long: its instruction budget is spent"
    case (.memory, _): return "the script needs more memory than it may have"
    case (_, .text(let text)): return text
    case (_, .bytes(let bytes)): return String(decoding: bytes, as: UTF8.self)
    case (_, .int(let number)): return String(number)
    case (_, .number(let number)): return "\(number)"
    case (_, .table):
      guard let message = value["message"]?.text else { return "the script raised a table without a message" }
      return message
    case (_, .none): return "the script raised nil"
    default: return "the script raised a value that is no message"
    }
  }

  /// Lua writes `file:line: ` before a message, the file cut to 59 bytes.
  private func splitPlace(of text: String) -> (place: String?, message: String) {
    for (short, name) in chunkNames where text.hasPrefix(short + ":") {
      let rest = text.dropFirst(short.count + 1)
      let digits = rest.prefix(while: \.isNumber)
      guard !digits.isEmpty, rest.dropFirst(digits.count).hasPrefix(": ") else { continue }
      let message = String(rest.dropFirst(digits.count + 2))
      // A line of a privileged chunk tells a script's author nothing.
      return (name.isEmpty ? nil : "\(name):\(digits)", message)
    }
    return (nil, text)
  }
}
