import Scripting
import Testing

@Suite struct CrossingTests {
  @Test func `a table is a list when its keys are one to n`() throws {
    let values = try ScriptBench().run(
      "return { 1, 2 }, { 1, nil, 3 }, { [2] = 1 }, { [0] = 1 }, { 1, x = 2 }, { [1.0] = 'a' }, { [-1] = 1, [1.5] = 2 }"
    )
    #expect(
      values == [
        .list([.int(1), .int(2)]), .table([ScriptField("1", .int(1)), ScriptField("3", .int(3))]),
        .table([ScriptField("2", .int(1))]), .table([ScriptField("0", .int(1))]),
        .table([ScriptField("1", .int(1)), ScriptField("x", .int(2))]), .list([.text("a")]),
        .table([ScriptField("-1", .int(1)), ScriptField("1.5", .int(2))]),
      ])
  }

  @Test(arguments: [
    (
      "local t = {} t.t = t return t",
      "a table is nested deeper than 64 levels, or it contains itself"
    ),
    (
      "local t = {} for i = 1, 65 do t = { t } end return t",
      "a table is nested deeper than 64 levels, or it contains itself"
    ),
    ("return { [true] = 1 }", "a table has a key that is neither text nor number but a boolean"),
    ("return { [{}] = 1 }", "a table has a key that is neither text nor number but a table"),
    ("return { ['\\xFF'] = 1 }", "a table has a key that is not UTF-8"),
    ("return { [2] = 1, ['2'] = 2 }", "a table has the key 2 twice, as text and as number"),
    ("local l = list {} l.x = 1 return l", "a list has a hole, or a key that is not a position"),
    ("local l = list {} l[2] = 1 return l", "a list has a hole, or a key that is not a position"),
  ])
  func `what cannot cross is told with the place`(text: String, message: String) throws {
    let fault = try ScriptBench().fault(text)
    #expect(fault.kind == .wrongUse)
    #expect(fault.message == message)
    let call = text.replacing("return ", with: "host.send(") + ")"
    let thread = try ScriptBench().start("\n" + call)
    guard case .failed(let sent) = thread.resume() else { throw ScriptStateTests.Missing() }
    #expect(sent.message == message)
    #expect(sent.place == "test.lua:2")
  }

  @Test func `64 levels cross, and so do 500 the other way`() throws {
    let bench = try ScriptBench()
    _ = try bench.run("local t = {} for i = 1, 63 do t = { t } end return t")
    var deep = ScriptValue.list([])
    for _ in 0..<500 { deep = .list([deep]) }
    let depth = "local n, t = 0, ... while t do t = t[1] n = n + 1 end return n"
    #expect(try bench.run(depth, [deep]) == [.int(501)])
    #expect(try bench.fault(depth, [.list([deep])]).kind == .wrongUse)
    let json =
      Array(String(repeating: "[", count: 500).utf8)
      + Array(String(repeating: "]", count: 500).utf8)
    #expect(try bench.run(depth, [.json(json)]) == [.int(500)])
    #expect(
      try bench.fault("return 1", [.json(Array("[[".utf8) + json + Array("]]".utf8))]).kind
        == .notJSON)
    #expect(
      try bench.fault("return 1", [.json(Array(repeating: UInt8(ascii: "["), count: 1_000_000))])
        .kind == .notJSON)
  }

  @Test func `huge texts cross whole`() throws {
    let text = String(repeating: "0123456789", count: 1_000_000)
    let bench = try ScriptBench()
    #expect(
      try bench.run("local a = ... return a, #a", [.text(text)]) == [.text(text), .int(10_000_000)])
  }

  @Test func `bytes that are no text stay bytes`() throws {
    let values = try ScriptBench().run(
      "local a = ... return a, a .. 'x', #a, '\\xC3\\xA9'", [.bytes([0xC3, 0, 0xFF])])
    #expect(
      values == [.bytes([0xC3, 0, 0xFF]), .bytes([0xC3, 0, 0xFF, 0x78]), .int(3), .text("é")])
  }

  @Test func `no value at all and many values cross`() throws {
    let bench = try ScriptBench()
    #expect(try bench.run("return select('#', ...)") == [.int(0)])
    #expect(try bench.run("return select('#', ...)", [.none, .none]) == [.int(2)])
    let many = (0..<5000).map { ScriptValue.int($0) }
    #expect(try bench.run("return ...", many) == many)
    #expect(try bench.fault("return 1", Array(repeating: .none, count: 100_001)).kind == .wrongUse)
  }

  @Test func `keys are sorted by their bytes`() throws {
    let values = try ScriptBench().run(
      "return { b = 1, a = { z = 1, y = 2 }, ['é'] = 3, Z = 4, [10] = 5, [9] = 6, ['a\\0'] = 7 }")
    #expect(values[0].fields?.map(\.key) == ["10", "9", "Z", "a", "a\0", "b", "é"])
    #expect(values[0]["a"] == .table([ScriptField("y", .int(2)), ScriptField("z", .int(1))]))
  }

  @Test func `random values come back as they went`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("random values: seed \(seed)")
    var random = RandomValues(seed: seed)
    let bench = try ScriptBench()
    let echo = try #require(
      bench.run("return function(...) return host.back(...) end").first?.reference)
    for round in 0..<2000 {
      let values = (0..<random.below(4)).map { _ in random.value(depth: 5) }
      let thread = bench.state.start(echo, values)
      guard case .call("back", let sent) = thread.resume() else { throw ScriptStateTests.Missing() }
      #expect(exact(sent) == exact(values), "seed \(seed), round \(round), sent")
      guard case .done(let returned) = thread.resume(sent) else { throw ScriptStateTests.Missing() }
      #expect(exact(returned) == exact(values), "seed \(seed), round \(round), returned")
    }
  }

  @Test func `random values written as JSON are read as they were`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("random values as JSON: seed \(seed)")
    var random = RandomValues(seed: seed, isJSON: true)
    let bench = try ScriptBench()
    for round in 0..<2000 {
      let value = random.value(depth: 5)
      let json = try value.jsonBytes()
      let read = try bench.run("return ...", [.json(json)])
      #expect(
        exact(read) == exact([value]),
        "seed \(seed), round \(round): \(String(decoding: json, as: UTF8.self))")
    }
  }
}

/// Swift finds texts equal that differ in their bytes, and a NaN unequal to itself.
private func exact(_ values: [ScriptValue]) -> String {
  values.map { value in
    switch value {
    case .text(let text): "text\(Array(text.utf8))"
    case .number(let number): "number \(number.bitPattern)"
    case .list(let values): "list(\(exact(values)))"
    case .table(let fields):
      "table(\(fields.map { "\(Array($0.key.utf8)): \(exact([$0.value]))" }.joined(separator: ",")))"
    default: "\(value)"
    }
  }.joined(separator: ",")
}

/// Values with much of what is rare: odd numbers, control characters, combining marks, bytes that are no text.
private struct RandomValues {
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
