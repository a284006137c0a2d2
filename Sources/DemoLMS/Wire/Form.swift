/// The fields of a form or query string, in the order they were sent.
struct Form: Sendable {
  var fields: [(name: String, value: String)] = []

  init() {}

  /// Reads `a=1&b[0][c]=2`: plus is a blank, `%41` is A, a broken escape stays as it is.
  init(encoded: some Collection<UInt8>) {
    for pair in encoded.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? Form.decode(parts[1]) : ""
      fields.append((Form.decode(parts[0]), value))
    }
  }

  /// The last value sent under a name, as PHP keeps it.
  subscript(name: String) -> String? { fields.last { $0.name == name }?.value }

  /// Whether a checkbox or flag is on. A hidden 0 before the checkbox loses to it.
  func isOn(_ name: String) -> Bool { self[name] == "1" }

  func int(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  /// All values of `name`, `name[]` and `name[3]`.
  func all(_ name: String) -> [String] {
    fields.filter { $0.name == name || $0.name.hasPrefix(name + "[") }.map(\.value)
  }

  mutating func append(_ other: Form) { fields += other.fields }

  /// The names with brackets unfolded: `users[0][id]=7` becomes `{users: {0: {id: "7"}}}`.
  ///
  /// PHP knows no difference between lists and objects here; `Shape.check` makes lists of what a function wants as lists.
  var tree: Value {
    let root = Branch()
    for field in fields { root.insert(Form.path(field.name), field.value) }
    return root.value
  }

  private static func path(_ name: String) -> [String] {
    guard let open = name.firstIndex(of: "["), open != name.startIndex, name.hasSuffix("]") else { return [name] }
    let inside = name[name.index(after: open)...].dropLast()
    return [String(name[..<open])] + inside.components(between: "][")
  }

  private static func decode(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let input = Array(bytes)
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    var index = 0
    while index < input.count {
      if input[index] == UInt8(ascii: "+") {
        output.append(0x20)
      } else if input[index] == UInt8(ascii: "%"), index + 2 < input.count,
        let high = hex(input[index + 1]), let low = hex(input[index + 2])
      {
        output.append(high << 4 | low)
        index += 2
      } else {
        output.append(input[index])
      }
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// One level of the tree while it is built.
  private final class Branch {
    private var text: String?
    private var order: [String] = []
    private var children: [String: Branch] = [:]

    func insert(_ path: [String], _ value: String) {
      var branch = self
      for step in path {
        let key = step.isEmpty ? String(branch.order.count) : step
        if let next = branch.children[key] {
          branch = next
        } else {
          let next = Branch()
          branch.children[key] = next
          branch.order.append(key)
          branch = next
        }
      }
      branch.text = value
    }

    var value: Value {
      if order.isEmpty { return text.map(Value.string) ?? .object([]) }
      return .object(order.map { Value.Member(key: $0, value: children[$0]?.value ?? .null) })
    }
  }
}

extension StringProtocol {
  /// The parts between each occurrence of a separator of several characters.
  func components(between separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}
