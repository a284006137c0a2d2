import Scripting
import Testing

@Suite struct ScriptStateTests {
  @Test func `a chunk calls the host and goes on with its answer`() throws {
    let bench = try ScriptBench()
    let thread = try bench.start(
      "local a = ... local b = host.now({ x = a, 1 }) return b.y, null, list {}", [.int(5)])
    let sent = ScriptValue.table([ScriptField("1", .int(1)), ScriptField("x", .int(5))])
    #expect(thread.resume() == .call(name: "now", arguments: [sent]))
    let answer = ScriptValue.json(Array(#"{"y":[1,null,{"a":2.5}],"z":null}"#.utf8))
    let received = ScriptValue.list([.int(1), .null, .table([ScriptField("a", .number(2.5))])])
    #expect(thread.resume([answer]) == .done([received, .null, .list([])]))
  }

  @Test func `a thread that has ended does not go on`() throws {
    let bench = try ScriptBench()
    let thread = try bench.start("return 1")
    #expect(thread.resume() == .done([.int(1)]))
    #expect(
      thread.resume() == .failed(ScriptFault(.wrongUse, "a script that has ended cannot go on")))
  }

  @Test func `the first resume adds its values to the arguments`() throws {
    let bench = try ScriptBench()
    #expect(
      try bench.start("return ...", [.int(1)]).resume([.int(2)]) == .done([.int(1), .int(2)]))
  }

  @Test func `a host call can be made across metamethods, iterators, sort and pcall`() throws {
    let bench = try ScriptBench()
    let thread = try bench.start(
      """
      local lazy = setmetatable({}, {
        __index = function(_, key) return host.index(key) end,
        __add = function() return host.add() end,
        __lt = function() return host.less() end,
        __concat = function() return host.concat() end,
        __tostring = function() return host.text() end,
        __pairs = function() host.pairs() return pairs { a = 1 } end,
        __call = function() return host.call() end })
      local made = { lazy.x, lazy + 1, lazy < lazy, lazy .. "", tostring(lazy), lazy() }
      for key in pairs(lazy) do made[#made + 1] = key end
      for value in function(_, last) return host.step(last) end do made[#made + 1] = value end
      local sorted = { 2, 1 }
      table.sort(sorted, function(a, b) return host.compare(a, b) end)
      local _, value = attempt(function() return host.inside() end)
      made[#made + 1] = value
      return made, sorted
      """)
    var names: [String] = []
    var progress = thread.resume()
    while case .call(let name, let arguments) = progress {
      names.append(name)
      let answer: ScriptValue =
        switch name {
        case "less": .bool(true)
        case "step": arguments == [.none] ? .text("step") : .none
        case "compare": .bool((arguments[0].int ?? 0) < (arguments[1].int ?? 0))
        default: .text(name)
        }
      progress = thread.resume([answer])
    }
    #expect(
      names == [
        "index", "add", "less", "concat", "text", "call", "pairs", "step", "step", "compare",
        "inside",
      ])
    let made = ["index", "add", nil, "concat", "text", "call", "a", "step", "inside"]
    let values = made.map { $0.map(ScriptValue.text) ?? .bool(true) }
    #expect(progress == .done([.list(values), .list([.int(1), .int(2)])]))
  }

  @Test func `globals and fields are read without running code`() throws {
    let state = try ScriptState()
    let chunk = try state.load(
      "P = { a = 1, f = print, t = setmetatable({ x = 'y' }, { __index = error }) } Q = function() return 7 end",
      name: "prelude.lua")
    #expect(state.start(chunk).resume() == .done([]))
    #expect(state.global("missing") == .none)
    let table = try #require(state.global("P")["t"]?.reference)
    #expect(try state.field("x", of: table) == .text("y"))
    #expect(try state.field("nothing", of: table) == .none)
    let function = try #require(state.global("Q").reference)
    #expect(state.start(function).resume() == .done([.int(7)]))
    #expect(throws: ScriptFault(.wrongUse, "only a table has fields")) {
      try state.field("x", of: function)
    }
  }

  @Test func `a released reference is refused, and so is one of another state`() throws {
    let one = try ScriptBench()
    let other = try ScriptBench()
    let function = try #require(one.run("return function() return 1 end").first?.reference)
    guard case .failed(let foreign) = other.state.start(function).resume() else { throw Missing() }
    #expect(foreign.kind == .wrongUse)
    guard case .failed(let argument) = try other.start("", [.list([.reference(function)])]).resume()
    else {
      throw Missing()
    }
    #expect(argument.kind == .wrongUse)
    one.state.release(function)
    guard case .failed(let stale) = one.state.start(function).resume() else { throw Missing() }
    #expect(stale == ScriptFault(.wrongUse, "a script value was used after its release"))
  }

  @Test func `references are counted, also those inside values and of threads`() throws {
    let bench = try ScriptBench()
    let before = bench.state.referenceCount
    let values = try bench.run(
      "local f = function() end return { f, { a = f } }, setmetatable({}, {})")
    #expect(bench.state.referenceCount == before + 3)
    for value in values { bench.state.release(in: value) }
    for value in values { bench.state.release(in: value) }
    #expect(bench.state.referenceCount == before)
    do {
      let thread = try bench.start("host.wait()")
      #expect(thread.resume() == .call(name: "wait", arguments: []))
      #expect(bench.state.referenceCount == before + 1)
    }
    bench.state.collectGarbage()
    #expect(bench.state.referenceCount == before)
  }

  @Test func `a released closure gives its memory back`() throws {
    let bench = try ScriptBench()
    let before = bench.state.collectGarbage()
    let held = try bench.run(
      "local t = {} for i = 1, 100000 do t[i] = i end return function() return t end")
    #expect(bench.state.collectGarbage() > before + 1_000_000)
    bench.state.release(in: held[0])
    #expect(bench.state.collectGarbage() < before + 50_000)
  }

  @Test func `bytecode is not loaded`() throws {
    let bench = try ScriptBench()
    #expect(throws: ScriptFault.self) { try bench.run("\u{1B}Lua") }
    #expect(throws: ScriptFault.self) { try bench.state.load("\u{1B}Lua", name: "prelude.lua") }
  }

  @Test func `a hundred thousand host calls leave no memory behind`() throws {
    let bench = try ScriptBench()
    let thread = try bench.start(
      "for i = 1, 100000 do local t = host.get({ id = i, name = 'x' .. i }) if t.id ~= i then error('lost') end end"
    )
    var calls = 0
    var peak = 0
    var progress = thread.resume()
    while case .call("get", let arguments) = progress {
      calls += 1
      peak = max(peak, bench.state.memoryBytes)
      progress = thread.resume(arguments)
    }
    #expect(progress == .done([]))
    #expect(calls == 100_000)
    #expect(peak < 1_000_000)
    #expect(bench.state.collectGarbage() < 200_000)
  }

  @Test func `a thousand threads leave nothing behind`() throws {
    let bench = try ScriptBench()
    let function = try #require(
      bench.run("return function(...) local a = host.wait() return a end").first?.reference)
    let before = bench.state.collectGarbage()
    for index in 0..<1000 {
      let thread = bench.state.start(function, [.text("value \(index)")])
      #expect(thread.resume() == .call(name: "wait", arguments: []))
      if index.isMultiple(of: 2) { #expect(thread.resume([.int(1)]) == .done([.int(1)])) }
    }
    #expect(bench.state.collectGarbage() < before + 20_000)
  }

  struct Missing: Error {}
}
