import Scripting

/// A state with a small prelude: `host.name(...)` is a host call, scripts see the sandbox with strict names.
struct ScriptBench {
  let state: ScriptState
  let environment: ScriptReference

  static let prelude = """
    host = setmetatable({}, { __index = function(_, name)
      return function(...) return coroutine.yield(name, ...) end
    end })
    function attempt(f, ...) return pcall(f, ...) end
    sandbox.host, sandbox.attempt = host, attempt
    return setmetatable({}, { __index = function(_, name)
      local value = sandbox[name]
      if value == nil then error("unknown name '" .. tostring(name) .. "'", 2) end
      return value
    end, __newindex = function(_, name) error("cannot assign to '" .. name .. "'", 2) end })
    """

  init(_ limits: ScriptLimits = ScriptLimits()) throws {
    state = try ScriptState(limits: limits)
    let chunk = try state.load(Self.prelude, name: "prelude.lua")
    guard case .done(let results) = state.start(chunk).resume(),
      let environment = results.first?.reference
    else {
      throw ScriptFault(.runtime, "the prelude gave no environment")
    }
    self.environment = environment
    state.release(chunk)
  }

  func start(_ text: String, _ arguments: [ScriptValue] = [], name: String = "test.lua") throws
    -> ScriptThread
  {
    let chunk = try state.load(text, name: name, environment: environment)
    defer { state.release(chunk) }
    return state.start(chunk, arguments)
  }

  /// Runs a script that makes no host call.
  func run(_ text: String, _ arguments: [ScriptValue] = [], name: String = "test.lua") throws
    -> [ScriptValue]
  {
    switch try start(text, arguments, name: name).resume() {
    case .done(let results): return results
    case .call(let name, _): throw ScriptFault(.wrongUse, "an unexpected host call '\(name)'")
    case .failed(let fault): throw fault
    }
  }

  /// The fault of a script that must fail.
  func fault(_ text: String, _ arguments: [ScriptValue] = [], name: String = "test.lua") throws
    -> ScriptFault
  {
    do {
      let results = try run(text, arguments, name: name)
      throw UnexpectedResults(results: results)
    } catch let fault as ScriptFault {
      return fault
    }
  }

  struct UnexpectedResults: Error { var results: [ScriptValue] }
}
