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
