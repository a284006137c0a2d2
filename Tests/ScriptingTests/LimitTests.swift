import Scripting
import Testing

/// What language.md measured about limits: each was seen to go wrong in a plain embedding of Lua.
@Suite struct LimitTests {
  static let few = ScriptLimits(instructions: 1_000_000, memoryBytes: 8 << 20)

  @Test(arguments: [
    "while true do end",
    "local function f() return f() end f()",
    "while true do attempt(function() while true do end end) end",
    "while true do attempt(error, 'x') end",
    "attempt(function() while true do end end) return 'went on'",
    "local ok = attempt(attempt, attempt, function() while true do end end) return ok",
    "local t = setmetatable({}, { __index = function(t, k) return t end }) while true do t = t.x end",
    "for _ in function() return 1 end do end",
    "table.sort({ 1, 2, 3, 4, 5, 6 }, function() while true do end end)",
    "while true do string.rep('x', 900000) end",
    "local s = string.rep('x', 900000) while true do s = s:upper() end",
    "local t = {} for i = 1, 100000 do t[i] = i end while true do table.insert(t, 1, table.remove(t, 1)) end",
    "local t = setmetatable({}, { __len = function() return 4999999 end }) while true do table.insert(t, 1, 1) end",
    "local t = {} for i = 1, 100000 do t[i] = '' end while true do table.concat(t) end",
    "local t = {} for i = 1, 50000 do t[i] = i end while true do next(t, 1) end",
    "local t = {} for i = 1, 50000 do t['k' .. i] = i end while true do pairs(t) end",
    "tostring(setmetatable({}, { __tostring = function() while true do end end }))",
    "string.format('%s', setmetatable({}, { __tostring = function() while true do end end }))",
  ])
  func `the budget ends a script that would not end`(text: String) throws {
    let bench = try ScriptBench(Self.few)
    let fault = try bench.fault(text)
    #expect(fault.kind == .budget)
    #expect(fault.place?.hasPrefix("test.lua:") == true)
  }

  @Test func `a script that swallowed the budget and came to its end has failed all the same`()
    throws
  {
    let bench = try ScriptBench(Self.few)
    // The closing value runs while the error passes through, and returns before the next look.
    let fault = try bench.fault(
      """
      local function swallow() local guard <close> = setmetatable({}, { __close = function() end }) while true do end end
      attempt(swallow)
      return "fine"
      """)
    #expect(fault.kind == .budget)
    guard case .failed(let again) = try bench.start("return 1").resume() else {
      throw ScriptStateTests.Missing()
    }
    #expect(again.kind == .budget)
    bench.state.resetBudget()
    #expect(try bench.run("return 1") == [.int(1)])
  }

  @Test func `the budget runs over host calls and is whole again after a reset`() throws {
    let bench = try ScriptBench(ScriptLimits(instructions: 100_000))
    let thread = try bench.start("while true do host.look() end")
    var progress = thread.resume()
    var calls = 0
    while case .call = progress, calls < 1_000_000 {
      calls += 1
      progress = thread.resume()
    }
    guard case .failed(let fault) = progress else { throw ScriptStateTests.Missing() }
    #expect(fault.kind == .budget)
    #expect(calls > 1000)
    let patient = try bench.start("while true do host.look() end")
    var left = 50_000
    bench.state.resetBudget()
    progress = patient.resume()
    while case .call = progress, left > 0 {
      left -= 1
      bench.state.resetBudget()
      progress = patient.resume()
    }
    #expect(progress == .call(name: "look", arguments: []))
  }

  @Test func `a prelude's own coroutine cannot outlive the budget`() throws {
    let bench = try ScriptBench(Self.few)
    let chunk = try bench.state.load(
      """
      while true do
        local inner = coroutine.create(function() while true do end end)
        coroutine.resume(inner)
      end
      """, name: "other.lua")
    guard case .failed(let fault) = bench.state.start(chunk).resume() else {
      throw ScriptStateTests.Missing()
    }
    #expect(fault.kind == .budget)
  }

  @Test(arguments: [
    "local t = {} for i = 1, 1e9 do t[i] = i end",
    "local s = 'x' while true do s = s .. s end",
    "local t = {} while true do t = { t } end",
    "local t = {} while true do t[#t + 1] = string.rep('x', 100000) .. #t end",
    "while true do attempt(function() local t = {} while true do t[#t + 1] = {} end end) end",
    "local keep = {} attempt(function() while true do keep[#keep + 1] = {} end end) while true do end",
    "local t = {} for i = 1, 200000 do t[i] = 'some text ' .. i end return table.concat(t, string.rep(' ', 1000))",
    "local t = {} while true do t[#t + 1] = function() return t end end",
    "local t = {} for i = 1, 300000 do t[i * 1.5] = i end for _ = 1, 10 do pairs(t) end return #t",
  ])
  func `memory runs out as a fault and the state goes on`(text: String) throws {
    let bench = try ScriptBench(ScriptLimits(memoryBytes: 8 << 20))
    let other = try ScriptBench()
    let waiting = try other.start("local a = host.wait() return a")
    #expect(waiting.resume() == .call(name: "wait", arguments: []))
    let fault = try bench.fault(text)
    #expect(fault.kind == .memory)
    #expect(fault.place?.hasPrefix("test.lua:") == true)
    bench.state.resetBudget()
    #expect(
      try bench.run("local t = {} for i = 1, 1000 do t[i] = {} end return #t") == [.int(1000)])
    #expect(bench.state.collectGarbage() < 1_000_000)
    #expect(waiting.resume([.int(3)]) == .done([.int(3)]))
  }

  @Test func `filling and dropping one size of object after the other holds no multiple of the memory`() throws {
    let bench = try ScriptBench(ScriptLimits(memoryBytes: 8 << 20))
    let fault = try bench.fault(
      """
      for size = 48, 480, 32 do
        local base, all = string.rep("x", size), {}
        for i = 1, 4000000 // (size + 48) do all[i] = base .. i end
      end
      """)
    #expect(fault.kind == .memory)
  }

  @Test func `a script that swallowed the end of its memory has failed all the same`() throws {
    let bench = try ScriptBench(ScriptLimits(memoryBytes: 8 << 20))
    let fault = try bench.fault(
      "local keep = {} attempt(function() while true do keep[#keep + 1] = {} end end) keep = nil return 'went on'"
    )
    #expect(fault.kind == .memory)
  }

  @Test func `values too large for the state end as a fault`() throws {
    let bench = try ScriptBench(ScriptLimits(memoryBytes: 4 << 20))
    let big = ScriptValue.text(String(repeating: "x", count: 5 << 20))
    #expect(try bench.fault("return 1", [big]).kind == .memory)
    let thread = try bench.start("return host.get()")
    #expect(thread.resume() == .call(name: "get", arguments: []))
    let json =
      Array("[".utf8) + Array(repeatElement(Array("{\"a\":1},".utf8), count: 200_000).joined())
      + Array("1]".utf8)
    guard case .failed(let fault) = thread.resume([.json(json)]) else {
      throw ScriptStateTests.Missing()
    }
    #expect(fault.kind == .memory)
    #expect(try bench.run("return 1") == [.int(1)])
  }

  @Test func `a table that multiplies itself on the way out is a fault`() throws {
    let bench = try ScriptBench(ScriptLimits(memoryBytes: 8 << 20))
    let fault = try bench.fault("local t = { 'x' } for _ = 1, 50 do t = { t, t } end return t")
    #expect(fault.kind == .memory)
  }

  @Test func `no memory limit crashes, wherever it strikes`() throws {
    let text = """
      local answer = host.get({ name = "x", list { 1, 2 }, null })
      local made = {}
      for key, value in pairs(answer) do made[#made + 1] = string.format("%s=%s", key, tostring(value)) end
      table.sort(made)
      local text = table.concat(made, string.rep(",", 50))
      local ok, why = attempt(function() error({ message = text:upper(), deep = { made } }) end)
      local f = function() return text, ok, why end
      return made, f, utf8.len(text), why
      """
    let answer = ScriptValue.json(
      Array(
        #"{"a":[1,2,{"b":"\u00e9\n"}],"c":null,"d":1e3,"e":"\#(String(repeating: "y", count: 3000))"}"#
          .utf8))
    var faults = 0
    var results = 0
    for limit in stride(from: 8192, to: 120_000, by: 64) {
      do {
        let bench = try ScriptBench(ScriptLimits(memoryBytes: limit))
        let thread = try bench.start(text)
        var progress = thread.resume()
        if case .call = progress { progress = thread.resume([answer]) }
        switch progress {
        case .done(let values):
          #expect(values.count == 4)
          results += 1
        case .failed(let fault):
          #expect(fault.kind == .memory)
          faults += 1
        case .call: Issue.record("a second call")
        }
      } catch let fault as ScriptFault {
        // The prelude's message stands for any of its own ends.
        #expect(fault.kind == .memory || fault.message == "the prelude gave no environment")
        faults += 1
      }
    }
    #expect(faults > 100)
    #expect(results > 100)
  }

  @Test(arguments: [
    "return string.rep('x', 1000001)", "return ('x'):rep(1e9)", "return string.rep('', 1e9, 'xx')",
    "return string.rep('xxxxxxxxxx', math.maxinteger)",
  ])
  func `string rep is capped`(text: String) throws {
    #expect(try ScriptBench().fault(text).message == "string.rep gives at most 1000000 bytes")
  }

  @Test func `string rep works up to its cap`() throws {
    let bench = try ScriptBench()
    #expect(
      try bench.run(
        "return #string.rep('x', 1000000), ('ab'):rep(3, '-'), ('x'):rep(-1), (''):rep(math.maxinteger)") == [
          .int(1_000_000), .text("ab-ab-ab"), .text(""), .text(""),
        ])
  }
}
