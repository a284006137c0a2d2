/// What one web service function takes and gives.
struct Signature: Sendable {
  var name: String
  var parameters: Shape
  var answer: Shape?
  var isMobile: Bool
  var isAjax: Bool

  static let all: [String: Signature] = {
    var all: [String: Signature] = [:]
    for line in declarations.split(separator: "\n") {
      guard let signature = Signature(line) else { preconditionFailure("unreadable signature: \(line)") }
      all[signature.name] = signature
    }
    return all
  }()

  init?(_ line: Substring) {
    var reader = ShapeReader(line.utf8)
    guard let name = reader.word(until: "("), let parameters = reader.fields(until: ")") else { return nil }
    self.name = name
    self.parameters = .object(parameters)
    guard reader.skip(" -> ") else { return nil }
    let answer = reader.shape()
    self.answer = answer.isNullAnswer ? nil : answer
    let rest = String(reader.rest) ?? ""
    let flags = rest.firstIndex(of: "|").map { rest[$0...] } ?? ""
    isMobile = flags.contains("M")
    isAjax = flags.contains("A")
  }
}

/// The shape of a parameter or an answer.
indirect enum Shape: Sendable {
  case scalar(String)
  case list(Shape)
  case object([Field])

  struct Field: Sendable {
    var key: String
    var shape: Shape
    var isOptional: Bool
    /// What a missing parameter counts as.
    var fallback: Value?
  }

  static let warnings = Shape.list(
    .object(
      ["item", "itemid", "warningcode", "message"].map {
        Field(key: $0, shape: .scalar($0 == "itemid" ? "int" : "raw"), isOptional: true, fallback: nil)
      }))

  fileprivate var isNullAnswer: Bool {
    if case .scalar("null") = self { true } else { false }
  }
}

/// Reads the notation of `Signature.declarations`.
private struct ShapeReader {
  var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) { rest = text.drop { $0 == 0x20 } }

  mutating func skip(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  mutating func word(until end: Character) -> String? {
    guard let byte = end.asciiValue, let index = rest.firstIndex(of: byte) else { return nil }
    let word = String(rest[..<index])
    rest = rest[rest.index(after: index)...]
    return word
  }

  mutating func fields(until end: String) -> [Shape.Field]? {
    var fields: [Shape.Field] = []
    while !skip(end) {
      if skip("warnings?") {
        fields.append(Shape.Field(key: "warnings", shape: .warnings, isOptional: true, fallback: nil))
      } else {
        guard let key = word(until: ":") else { return nil }
        let shape = shape()
        var field = Shape.Field(key: key, shape: shape, isOptional: skip("?"), fallback: nil)
        if skip("=") { field.fallback = fallback() }
        fields.append(field)
      }
      _ = skip(", ")
    }
    return fields
  }

  mutating func shape() -> Shape {
    if skip("warnings?") { return .warnings }
    if skip("[") {
      let item = shape()
      // Some declarations give the items of a list a default, which means nothing.
      if !skip("?"), skip("=") { _ = fallback() }
      _ = skip("]")
      return .list(item)
    }
    if skip("{") { return .object(fields(until: "}") ?? []) }
    let name = rest.prefix { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x5F }
    rest = rest[name.endIndex...]
    return .scalar(String(name) ?? "")
  }

  private mutating func fallback() -> Value {
    if skip("[]") { return .list([]) }
    if skip("\"") { return .string(word(until: "\"") ?? "") }
    let word = rest.prefix { ![0x2C, 0x5D, 0x7D, 0x29, 0x20].contains($0) }
    rest = rest[word.endIndex...]
    switch String(word) ?? "" {
    case "null": return .null
    case "false": return .int(0)
    case "true": return .int(1)
    case let number: return Int(number).map(Value.int) ?? .string(number)
    }
  }
}
