import Scripting

/// Values with much of what is rare: odd numbers, control characters, combining marks, bytes that are no text.
struct RandomValues {
  var state: UInt64
  var isJSON: Bool

  init(seed: UInt64, isJSON: Bool = false) {
    state = seed
    self.isJSON = isJSON
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func value(depth: Int) -> ScriptValue {
    switch below(depth > 0 ? 10 : 7) {
    case 0: .bool(below(2) == 0)
    case 1: .int([0, 1, -1, .max, .min, 1 << 53, Int64(bitPattern: next())][below(7)])
    case 2: number()
    case 3: isJSON ? .text(text()) : .null
    case 4: isJSON ? .bool(true) : .bytes([0x41, 0xFF, UInt8(below(256))])
    case 5, 6: .text(text())
    case 7, 8: list(depth: depth)
    default: table(depth: depth)
    }
  }

  private mutating func list(depth: Int) -> ScriptValue {
    .list((0..<below(5)).map { _ in below(8) == 0 ? .null : value(depth: depth - 1) })
  }

  private mutating func number() -> ScriptValue {
    let odd: [Double] = [0.5, -2.25, 0x1p-1060, .leastNonzeroMagnitude, 1e300, 3.141592653589793]
    if isJSON {
      // Whole numbers lose their fraction in JSON, and NaN has no place there.
      let any = Double(bitPattern: next())
      return .number(below(2) == 0 && any.isFinite && any != any.rounded() ? any : odd[below(6)])
    }
    return .number(
      (odd + [0, -0.0, 3, .infinity, -.infinity, .nan, Double(bitPattern: next())])[below(13)])
  }

  private mutating func text() -> String {
    let parts = [
      "", "a", "Sanne", "é", "e\u{301}", "\u{1F600}", "\0", "\n", "\"", "\\", "\u{7F}", "\u{2028}",
      "\u{1F}", "10",
    ]
    return (0..<below(4)).map { _ in parts[below(parts.count)] }.joined()
  }

  private mutating func table(depth: Int) -> ScriptValue {
    var keys: [[UInt8]] = []
    for _ in 0..<below(6) {
      let key = Array(text().utf8)
      if !keys.contains(key) { keys.append(key) }
    }
    keys.sort { $0.lexicographicallyPrecedes($1) }
    return .table(
      keys.map { ScriptField(String(decoding: $0, as: UTF8.self), value(depth: depth - 1)) })
  }
}
