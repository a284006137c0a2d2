import CLua

/// One coroutine of a state.
package final class ScriptThread {
  enum Stage {
    case unstarted(ScriptFault)
    case suspended(Int64)
    case ended
  }

  private let state: ScriptState
  private var stage: Stage

  init(_ state: ScriptState, _ stage: Stage) {
    self.state = state
    self.stage = stage
  }

  deinit {
    if case .suspended(let number) = stage { state.releaseLater(number) }
  }

  /// Runs until the script makes a host call, returns or fails.
  ///
  /// The values are what the host call returns. The first resume also passes the arguments of `start`, before these.
  /// After a fault of kind `notJSON`, nothing ran and the thread can be resumed with something else; after any other it
  /// has ended.
  package func resume(_ values: [ScriptValue] = []) -> ScriptProgress {
    switch stage {
    case .ended: return .failed(ScriptFault(.wrongUse, "a script that has ended cannot go on"))
    case .unstarted(let fault):
      stage = .ended
      return .failed(fault)
    case .suspended(let number): return resume(number, values)
    }
  }

  private func resume(_ number: Int64, _ values: [ScriptValue]) -> ScriptProgress {
    let encoded: [UInt8]
    do throws(ScriptFault) {
      encoded = try ValueEncoder(values, state: state.identity).bytes
    } catch {
      return end(number, error)
    }
    let code = clua_resume(state.handle, number, encoded, encoded.count)
    switch code {
    case CLUA_YIELDED:
      var arguments = state.values()
      guard case .text(let name)? = arguments.first else {
        return end(number, ScriptFault(.wrongUse, "a host call without a name"))
      }
      arguments.removeFirst()
      return .call(name: name, arguments: arguments)
    case CLUA_OK:
      let results = state.values()
      finish(number)
      return .done(results)
    case CLUA_NOT_JSON: return .failed(state.fault(code))
    default: return end(number, state.fault(code))
    }
  }

  private func end(_ number: Int64, _ fault: ScriptFault) -> ScriptProgress {
    finish(number)
    // What filled the memory is garbage now; the next script of this state shall not stumble over it.
    if fault.kind == .memory { state.collectGarbage() }
    return .failed(fault)
  }

  private func finish(_ number: Int64) {
    stage = .ended
    state.release(ScriptReference(number: number, state: state.identity))
  }
}

/// Where a resumed script stopped.
package enum ScriptProgress: Sendable, Hashable {
  /// It waits for what the host call gives: `coroutine.yield(name, ...)`.
  case call(name: String, arguments: [ScriptValue])
  case done([ScriptValue])
  case failed(ScriptFault)
}
