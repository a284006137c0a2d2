import Scripting
import Testing

@Suite struct FaultTests {
  @Test func `a runtime error has its place and its trace, outermost first`() throws {
    let fault = try ScriptBench().fault(
      """
      local function inner(x)
        local y = x.name
        return y
      end
      local function outer()
        local r = inner(nil)
        return r
      end
      local r = outer()
      return r
      """, name: "adapters/moodle.lua")
    #expect(fault.kind == .runtime)
    #expect(fault.message == "attempt to index a nil value (local 'x')")
    #expect(fault.place == "adapters/moodle.lua:2")
    #expect(
      fault.trace == ["adapters/moodle.lua:9", "adapters/moodle.lua:6", "adapters/moodle.lua:2"])
  }

  @Test(arguments: [
    ("local a = 1\nlocal = 2", "steps/a.lua:2", "<name> expected near '='"),
    ("if true then\n\n", "steps/a.lua:3", "'end' expected (to close 'if' at line 1) near <eof>"),
    ("x = 'abc\n", "steps/a.lua:1", "unfinished string near ''abc'"),
    ("goto nowhere", "steps/a.lua:1", "no visible label 'nowhere' for <goto> at line 1"),
    ("break", "steps/a.lua:1", "break outside loop at line 1"),
  ])
  func `a syntax error has its line`(text: String, place: String, message: String) throws {
    let fault = try ScriptBench().fault(text, name: "steps/a.lua")
    #expect(fault == ScriptFault(.syntax, message, place: place))
  }

  @Test func `a long file name is not cut in the place`() throws {
    let name = "a/rather/long/path/to/the/folder/of/the/adapters/of/this/project/moodle.lua"
    #expect(try ScriptBench().fault("\nlocal = 1", name: name).place == "\(name):2")
    let fault = try ScriptBench().fault("\n\nerror 'no'", name: name)
    #expect(fault.place == "\(name):3")
    #expect(fault.message == "no")
  }

  @Test func `an error that blames the caller has the caller's place`() throws {
    let fault = try ScriptBench().fault(
      "local function f() error('bad call', 2) end\n\nf()\nreturn")
    #expect(fault.place == "test.lua:3")
    #expect(fault.trace == ["test.lua:3", "test.lua:1"])
  }

  @Test func `an error object arrives with its fields whatever its metatable`() throws {
    let fault = try ScriptBench().fault(
      """
      local Failure = { __tostring = function() return host.never() end }
      error(setmetatable({ class = "refused", message = "not you", exchange = 7, who = { handle = "tim" } }, Failure))
      """)
    #expect(fault.kind == .runtime)
    #expect(fault.message == "not you")
    #expect(fault.value["class"] == .text("refused"))
    #expect(fault.value["exchange"] == .int(7))
    #expect(fault.value["who"] == .table([ScriptField("handle", .text("tim"))]))
    #expect(fault.place == "test.lua:2")
  }

  @Test(arguments: [
    ("error()", "the script raised nil"), ("error(nil)", "the script raised nil"),
    ("error(12, 0)", "12"),
    ("error({})", "the script raised a table without a message"),
    ("error(print)", "unknown name 'print'"),
    ("error(pairs)", "the script raised a value that is no message"),
    ("error(true)", "the script raised a value that is no message"),
    (
      "local t = {} t.t = t error(t)",
      "a table is nested deeper than 64 levels, or it contains itself"
    ),
    ("error('\\xFF', 0)", "\u{FFFD}"),
  ])
  func `any error object is told`(text: String, message: String) throws {
    let fault = try ScriptBench().fault(text)
    #expect(fault.kind == .runtime)
    #expect(fault.message.hasSuffix(message))
  }

  @Test func `the prelude's own lines are not blamed`() throws {
    let bench = try ScriptBench()
    let fault = try bench.fault("\nlocal x = undefined_name\nreturn x")
    #expect(fault.message == "unknown name 'undefined_name'")
    #expect(fault.place == "test.lua:2")
    #expect(try bench.fault("\nnew_global = 1").place == "test.lua:2")
    let sorted = try bench.fault("\n\nlocal t = { 1, {} } table.sort(t)\nreturn t")
    #expect(sorted.place == "test.lua:3")
    #expect(sorted.message.hasPrefix("attempt to compare"))
    #expect(sorted.trace == ["test.lua:3"])
  }

  @Test func `endless recursion is an error with both ends of the trace`() throws {
    let fault = try ScriptBench().fault(
      "local function f(n)\nlocal x = f(n + 1)\nreturn x end\nlocal r = f(1)\nreturn r")
    #expect(fault.kind == .runtime || fault.kind == .memory)
    #expect(fault.message.hasPrefix("stack overflow") || fault.kind == .memory)
    #expect(fault.trace.first == "test.lua:4")
    #expect(fault.trace.last == "test.lua:2")
    #expect(fault.trace.count <= 80)
  }

  @Test func `what is not JSON is refused before anything runs, and the script can be told`() throws {
    let bench = try ScriptBench()
    let thread = try bench.start("local ok, text = host.parse() return ok, text")
    #expect(thread.resume() == .call(name: "parse", arguments: []))
    let progress = thread.resume([.bool(true), .json(Array(#"{"a":tru}"#.utf8))])
    #expect(progress == .failed(ScriptFault(.notJSON, "a value is expected", offset: 5)))
    #expect(
      thread.resume([.bool(false), .text("not JSON")]) == .done([.bool(false), .text("not JSON")]))
  }

  @Test func `arguments that are not JSON come out of the first resume`() throws {
    let thread = try ScriptBench().start("return 1", [.json(Array("[".utf8))])
    guard case .failed(let fault) = thread.resume() else {
      throw ScriptFault(.wrongUse, "nothing failed")
    }
    #expect(fault.kind == .notJSON)
    #expect(fault.offset == 1)
  }
}
