import CLua
import Synchronization

/// One Lua state.
///
/// Privileged chunks (loaded without an environment: the prelude) see `coroutine`, `pcall`, `debug.getinfo` and `getupvalue`, the stock
/// `string`, `table`, `math`, `utf8`, and these globals of ours: `sandbox`, a table with all that scripts may use of Lua,
/// which the prelude extends and makes the base of their environment; `null`; `list`; `is_list(value)`;
/// `nearest(name, table)`, the key that was probably meant, or nil; a sorted `pairs`. Methods of strings are those of the
/// sandbox for everybody.
///
/// A host call is `coroutine.yield("name", ...)`: no Swift code ever runs below a Lua frame.
///
/// `@unchecked Sendable`: the caller lets one task at a time use a state and its threads; what a thread's `deinit` gives
/// back from elsewhere waits in `released`.
package final class ScriptState: @unchecked Sendable {
  let handle: OpaquePointer
  var identity: UInt { UInt(bitPattern: handle) }
  private var chunkNames: [String: String] = ["library": ""]
  private let released = Mutex<[Int64]>([])

  /// - Throws: `memory` when not even an empty state fits.
  package init(limits: ScriptLimits = ScriptLimits()) throws(ScriptFault) {
    guard let handle = clua_open(max(limits.memoryBytes, 0), Int64(limits.instructions)) else {
      throw ScriptFault(.memory, "the memory limit is too small for a script state")
    }
    self.handle = handle
  }

  deinit { clua_close(handle) }

  /// Compiles a text, never bytecode, and gives the chunk as a function.
  ///
  /// - Parameters:
  ///   - environment: a table that is all the chunk sees; nil makes the chunk privileged.
  ///   - chunks: where the compiled form is looked for first, and kept.
  /// - Throws: `syntax` with the place, `memory`, `wrongUse`.
  package func load(
    _ text: String, name: String, environment: ScriptReference? = nil, chunks: CompiledChunks? = nil
  ) throws(ScriptFault) -> ScriptReference {
    let environmentNumber = try environment.map { reference throws(ScriptFault) in try number(of: reference) } ?? 0
    chunkNames[Self.shortName(name)] = environment == nil ? "" : name
    releaseWaiting()
    var result: Int64 = 0
    let code: clua_code
    if let compiled = chunks?.compiled(text, name: name) {
      code = compiled.withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          clua_load_compiled(handle, $0.baseAddress, $0.count, name, environmentNumber, &result)
        }
      }
    } else {
      code = withBytes(of: text) { clua_load(handle, $0, $1, name, environmentNumber, &result) }
    }
    guard code == CLUA_OK else { throw fault(code) }
    if let chunks, chunks.compiled(text, name: name) == nil, let bytes = compiledForm(of: result) {
      chunks.keep(bytes, of: text, name: name)
    }
    return ScriptReference(number: result, state: identity)
  }

  /// nil when there is no memory for it; the text can be compiled again.
  private func compiledForm(of chunk: Int64) -> [UInt8]? {
    guard clua_dump(handle, chunk) == CLUA_OK else { return nil }
    switch values().first {
    case .bytes(let bytes): return bytes
    case .text(let text): return Array(text.utf8)
    default: return nil
    }
  }

  /// A privileged global; `none` when there is none or it cannot be copied.
  package func global(_ name: String) -> ScriptValue {
    let code = withBytes(of: name) { clua_global(handle, $0, $1) }
    return code == CLUA_OK ? values().first ?? .none : .none
  }

  /// A field of a table, without metamethods.
  package func field(_ name: String, of table: ScriptReference) throws(ScriptFault) -> ScriptValue {
    let tableNumber = try number(of: table)
    let code = withBytes(of: name) { clua_field(handle, tableNumber, $0, $1) }
    guard code == CLUA_OK else { throw fault(code) }
    return values().first ?? .none
  }

  /// A fresh coroutine; what is wrong with the arguments comes out of its first `resume`.
  package func start(_ function: ScriptReference, _ arguments: [ScriptValue] = []) -> ScriptThread {
    releaseWaiting()
    do throws(ScriptFault) {
      let functionNumber = try number(of: function)
      let encoded = try ValueEncoder(arguments, state: identity).bytes
      var thread: Int64 = 0
      let code = clua_start(handle, functionNumber, encoded, encoded.count, &thread)
      guard code == CLUA_OK else { throw fault(code) }
      return ScriptThread(self, .suspended(thread))
    } catch {
      return ScriptThread(self, .unstarted(error))
    }
  }

  /// Lets go of something; releasing it twice does nothing.
  package func release(_ reference: ScriptReference) {
    guard reference.state == identity else { return }
    clua_release(handle, reference.number)
  }

  /// Lets go of every reference in the value.
  package func release(in value: ScriptValue) {
    for reference in value.references { release(reference) }
  }

  /// Gives the whole budget again; before each step.
  package func resetBudget() { clua_reset_budget(handle) }

  /// Bytes that Lua uses, garbage included.
  package var memoryBytes: Int { clua_memory(handle) }
  /// What is still referred to from Swift, threads that have not ended included.
  package var referenceCount: Int { Int(clua_reference_count(handle)) }

  /// Collects garbage now and gives the bytes still in use.
  @discardableResult
  package func collectGarbage() -> Int {
    releaseWaiting()
    return clua_collect(handle)
  }

  // What the last call left.

  func values() -> [ScriptValue] {
    var decoder = ValueDecoder(output(), state: identity)
    return decoder.values()
  }

  func fault(_ code: clua_code) -> ScriptFault {
    FaultReader(chunkNames: chunkNames).fault(code, ValueDecoder(output(), state: identity))
  }

  private func output() -> UnsafeRawBufferPointer {
    var size = 0
    let bytes = clua_output(handle, &size)
    return UnsafeRawBufferPointer(start: bytes, count: size)
  }

  // Threads may be let go of by any task, so their numbers wait here until the state is used next.

  func releaseLater(_ thread: Int64) { released.withLock { $0.append(thread) } }

  private func releaseWaiting() {
    let waiting = released.withLock { numbers in
      defer { numbers.removeAll(keepingCapacity: true) }
      return numbers
    }
    for number in waiting { clua_release(handle, number) }
  }

  private func number(of reference: ScriptReference) throws(ScriptFault) -> Int64 {
    guard reference.state == identity else {
      throw ScriptFault(.wrongUse, "a script value was handed to another script state")
    }
    return reference.number
  }

  private func withBytes<Result>(of text: String, _ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) }
    }
  }

  /// The name as Lua's messages show it (luaO_chunkid): 59 bytes at most, cut in front.
  private static func shortName(_ name: String) -> String {
    let bytes = Array(name.utf8)
    return bytes.count <= 59 ? name : "..." + String(decoding: bytes.suffix(56), as: UTF8.self)
  }
}
