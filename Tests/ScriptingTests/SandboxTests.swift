import Scripting
import Testing

@Suite struct SandboxTests {
  @Test func `scripts get the allowed names and no other`() throws {
    let values = try ScriptBench().run(
      """
      local names = {}
      local function collect(prefix, library)
        for name in pairs(library) do names[#names + 1] = prefix .. name end
      end
      collect("string.", string) collect("table.", table) collect("math.", math) collect("utf8.", utf8)
      return table.concat(names, " ")
      """)
    let expected = [
      "string": "byte char format len lower rep reverse sub upper",
      "table": "concat insert move pack remove sort unpack",
      "math":
        "abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad sin sqrt"
        + " tan tointeger type ult",
      "utf8": "char codepoint codes len offset",
    ]
    let names = ["string", "table", "math", "utf8"].flatMap { library in
      (expected[library] ?? "").split(separator: " ").map { "\(library).\($0)" }
    }
    #expect(values == [.text(names.joined(separator: " "))])
  }

  @Test(arguments: [
    "io", "os", "debug", "load", "loadfile", "dofile", "loadstring", "require", "package", "pcall",
    "xpcall", "print",
    "collectgarbage", "coroutine", "_G", "warn", "nearest", "sandbox", "is_list",
  ])
  func `a name that is not allowed is unknown`(name: String) throws {
    #expect(try ScriptBench().fault("return \(name)").message == "unknown name '\(name)'")
  }

  @Test func `the base has exactly the names of the language`() throws {
    let state = try ScriptState()
    let chunk = try state.load(
      "local names = {} for name in pairs(sandbox) do names[#names + 1] = name end return table.concat(names, ' ')",
      name: "prelude.lua")
    let names =
      "assert error getmetatable ipairs list math next null pairs rawequal rawget rawlen rawset select setmetatable string"
      + " table tonumber tostring type utf8"
    #expect(state.start(chunk).resume() == .done([.text(names)]))
  }

  @Test func `the prelude has no door to files either`() throws {
    let state = try ScriptState()
    let chunk = try state.load(
      """
      local found = {}
      for _, name in ipairs { "io", "os", "load", "loadfile", "dofile", "require", "package", "print", "collectgarbage" } do
        if _G[name] then found[#found + 1] = name end
      end
      for name in pairs(debug) do found[#found + 1] = name end
      return found
      """, name: "prelude.lua")
    #expect(state.start(chunk).resume() == .done([.list([.text("getinfo"), .text("getupvalue")])]))
  }

  @Test(arguments: [
    (
      "('x'):find('y')",
      "unknown name 'string.find' (texts are matched with text.matches, a regular expression)"
    ),
    (
      "('x'):gsub('y', 'z')",
      "unknown name 'string.gsub' (texts are changed with text.replace, a regular expression)"
    ),
    (
      "string.gmatch('x', 'y')",
      "unknown name 'string.gmatch' (texts are matched with text.matches, a regular expression)"
    ),
    ("('x'):uper()", "unknown name 'string.uper' (did you mean 'string.upper'?)"),
    ("table.sotr({})", "unknown name 'table.sotr' (did you mean 'table.sort'?)"),
    ("table.entirely()", "unknown name 'table.entirely'"),
    ("math.random()", "unknown name 'math.random' (a run must be repeatable)"),
    ("utf8.charpattern()", "unknown name 'utf8.charpattern'"),
    ("string.dump(pairs)", "unknown name 'string.dump'"),
    ("math.flor(1)", "unknown name 'math.flor' (did you mean 'math.floor'?)"),
  ])
  func `an unknown method or function has a hint`(call: String, message: String) throws {
    let fault = try ScriptBench().fault("\nlocal _ = \(call)\nreturn _")
    #expect(fault.message == message)
    #expect(fault.place == "test.lua:2")
  }

  @Test(arguments: [
    ("string.sub = nil", "the library 'string' cannot be changed"),
    ("math.x = 1", "the library 'math' cannot be changed"),
    ("setmetatable({}, { __gc = function() end })", "__gc is not available to scripts"),
    ("setmetatable(string, {})", "cannot change a protected metatable"),
    ("setmetatable(list {}, {})", "a list cannot have another metatable"),
    ("list(setmetatable({}, {}))", "a list cannot have another metatable"),
    ("setmetatable(list, {})", "bad argument #1 to 'setmetatable' (table expected, got function)"),
    ("setmetatable({}, 1)", "bad argument #2 to 'setmetatable' (nil or table expected)"),
    ("getmetatable('')", "bad argument #1 to 'getmetatable' (table expected, got string)"),
    ("getmetatable(null)", "bad argument #1 to 'getmetatable' (table expected, got null)"),
    ("string.format('%p', {})", "%p is not available: addresses change from run to run"),
    ("string.format('%5p', {})", "%p is not available: addresses change from run to run"),
    ("string.format('%d', 'x')", "bad argument #2 to 'format' (number expected, got string)"),
    ("string.format('%d')", "bad argument #2 to 'format' (no value)"),
    ("return null.x", "attempt to index a null value (global 'null')"),
    ("pairs(nil)", "bad argument #1 to 'pairs' (table expected, got nil)"),
    ("pairs()", "bad argument #1 to 'pairs' (value expected)"),
    ("table.insert(nil, 1)", "bad argument #1 to 'insert' (table expected, got nil)"),
    ("table.sort(1)", "table.sort needs a table"),
    ("table.sort({}, 1)", "table.sort needs a function to compare with"),
    ("assert(false, 'told')", "told"), ("assert(nil)", "assertion failed!"),
    (
      "table.remove(setmetatable({}, { __len = function() return 1e15 // 1 | 0 end }))",
      "a table with more than 5000000 elements"
    ),
  ])
  func `what scripts may not do is an error`(text: String, message: String) throws {
    #expect(try ScriptBench().fault(text).message == message)
  }

  @Test func `pairs goes through numbers, then texts by their bytes, then the rest`() throws {
    let values = try ScriptBench().run(
      """
      local f = function() end
      local t = { [3] = 1, [1] = 1, [-2] = 1, [-3] = 1, [-2.5] = 1, [2.5] = 1, [1e300] = 1, [-1e300] = 1, [math.maxinteger] = 1,
        [math.mininteger] = 1, [2^53 + 0.0] = 1, b = 1, a = 1, B = 1, ["é"] = 1, [""] = 1, ["a\\0b"] = 1, ["ab"] = 1,
        ["10"] = 1, ["9"] = 1, [true] = 1, [false] = 1, [f] = 1 }
      local keys = {}
      for key in pairs(t) do keys[#keys + 1] = key == f and "function" or tostring(key) end
      local again = {}
      local key = next(t)
      while key ~= nil do
        again[#again + 1] = key == f and "function" or tostring(key)
        key = next(t, key)
      end
      return keys, again
      """)
    let expected: [String] = [
      "-1e+300", "-9223372036854775808", "-3", "-2.5", "-2", "1", "2.5", "3", "9007199254740992",
      "9223372036854775807", "1e+300",
      "", "10", "9", "B", "a", "a\0b", "ab", "b", "é", "false", "true", "function",
    ]
    #expect(
      values == [.list(expected.map(ScriptValue.text)), .list(expected.map(ScriptValue.text))])
  }

  @Test func `fields may be assigned, removed and added while they are gone through`() throws {
    let values = try ScriptBench().run(
      """
      local t = { a = 1, b = 2, c = 3, d = 4 }
      local seen = {}
      for key, value in pairs(t) do
        seen[#seen + 1] = key .. value
        t[key] = value * 10
        if key == "a" then t.c = nil t.new = 9 end
      end
      for key in pairs(t) do t[key] = nil end
      return seen, next(t) == nil, t
      """)
    #expect(values == [.list(["a1", "b2", "d4"].map(ScriptValue.text)), .bool(true), .table([])])
  }

  @Test func `pairs of a long list and of a long table are in order`() throws {
    let values = try ScriptBench().run(
      """
      local t, last, count = {}, 0, 0
      for i = 20000, 1, -1 do t[i] = i end
      for key, value in pairs(t) do if key ~= last + 1 or value ~= key then error("order") end last = key end
      local u, before = {}, ""
      for i = 1, 20000 do u["k" .. i * 7919 % 100003] = i end
      for key in pairs(u) do if key <= before then error("order") end before = key count = count + 1 end
      return last, count
      """)
    #expect(values == [.int(20000), .int(20000)])
  }

  @Test func `pairs respects a metamethod`() throws {
    let values = try ScriptBench().run(
      """
      local made = {}
      local t = setmetatable({ hidden = 1 }, { __pairs = function(t) return next, { shown = 2 }, nil end })
      for key, value in pairs(t) do made[#made + 1] = key .. value end
      return made
      """)
    #expect(values == [.list([.text("shown2")])])
  }

  @Test func `sort is stable, takes its own order and leaves the list alone when comparing fails`()
    throws
  {
    let values = try ScriptBench().run(
      """
      local people = {}
      for i = 1, 500 do people[i] = { name = "n" .. i * 37 % 500, group = i * 37 % 7, place = i } end
      table.sort(people, function(a, b) return a.group < b.group end)
      for i = 2, 500 do
        local a, b = people[i - 1], people[i]
        if a.group > b.group or (a.group == b.group and a.place > b.place) then error("order at " .. i) end
      end
      local numbers = { 5, 3, 9, 1, 1, 4 }
      table.sort(numbers)
      local mixed = { 3, 2, "x", 1 }
      attempt(table.sort, mixed)
      local one, none = { 1 }, {}
      table.sort(one) table.sort(none)
      return numbers, mixed, one, #none
      """)
    let numbers = [1, 1, 3, 4, 5, 9].map { ScriptValue.int($0) }
    #expect(
      values == [
        .list(numbers), .list([.int(3), .int(2), .text("x"), .int(1)]), .list([.int(1)]), .int(0),
      ])
  }

  @Test func `move copies overlapping parts as Lua does`() throws {
    let values = try ScriptBench().run(
      """
      return table.move({ 1, 2, 3, 4, 5 }, 1, 3, 3), table.move({ 1, 2, 3, 4, 5 }, 3, 5, 1), table.move({ 1, 2 }, 1, 2, 2, { 9 }),
        table.move({ 1, 2 }, 1, 0, 5)
      """)
    let expected: [[Int64]] = [[1, 2, 1, 2, 3], [3, 4, 5, 4, 5], [9, 1, 2], [1, 2]]
    #expect(values == expected.map { .list($0.map { .int($0) }) })
  }

  @Test func `texts never show an address`() throws {
    let values = try ScriptBench().run(
      """
      local named = setmetatable({}, { __name = "course" })
      local told = setmetatable({}, { __tostring = function() return "told" end })
      return tostring {}, tostring(pairs), tostring(null), tostring(list {}), tostring(named), tostring(told), tostring(string),
        string.format("%s %s %s %10s|%-5s|%%p %s", {}, pairs, null, named, "x", told), tostring(1), tostring(1.5), tostring(nil)
      """)
    let texts = [
      "table", "function", "null", "list", "course", "told", "string",
      "table function null     course|x    |%p told", "1",
      "1.5", "nil",
    ]
    #expect(values == texts.map(ScriptValue.text))
  }

  @Test func `lists and null keep their marks`() throws {
    let values = try ScriptBench().run(
      """
      local made = list { 1 }
      return made, list {}, list(), {}, type(null), null == null, { null }, getmetatable(made), getmetatable({}), list(made) == made
      """)
    #expect(
      values == [
        .list([.int(1)]), .list([]), .list([]), .table([]), .text("userdata"), .bool(true),
        .list([.null]), .text("list"),
        .none, .bool(true),
      ])
  }

  @Test func `the prelude can tell lists and find the nearest name`() throws {
    let state = try ScriptState()
    let chunk = try state.load(
      """
      local names = { enrol = 1, course = 1, ["fullname"] = 1, x = 1 }
      return is_list(list {}), is_list({}), is_list(null), nearest("enrl", names), nearest("coruse", names),
        nearest("fulname", names), nearest("grade", names), nearest(12, names), nearest("y", names)
      """, name: "prelude.lua")
    let expected: [ScriptValue] = [
      .bool(true), .bool(false), .bool(false), .text("enrol"), .text("course"), .text("fullname"),
      .none, .none, .text("x"),
    ]
    #expect(state.start(chunk).resume() == .done(expected))
  }
}
