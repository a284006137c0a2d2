import Testing

import Scripting

@Suite struct ScriptStateTests {
  @Test func `a chunk calls the host and returns`() throws {
    let state = try ScriptState()
    let chunk = try state.load(
      "local a = ... local b = coroutine.yield('now', { x = a, 1 }) return b.y, null, list{}", name: "p.lua")
    let thread = state.start(chunk, [.int(5)])
    #expect(
      thread.resume()
        == .call(name: "now", arguments: [.table([ScriptField("1", .int(1)), ScriptField("x", .int(5))])]))
    #expect(
      thread.resume([.json(Array(#"{"y":[1,null,{"a":2.5}]}"#.utf8))])
        == .done([
          .list([.int(1), .null, .table([ScriptField("a", .number(2.5))])]), .null, .list([]),
        ]))
  }
}
