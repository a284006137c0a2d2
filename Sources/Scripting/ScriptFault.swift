/// Why a script, or what was asked of it, ended.
package struct ScriptFault: Error, Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    /// The text is not Lua.
    case syntax
    /// The script raised an error; `value` is what it raised.
    case runtime
    /// The instructions are spent. Nothing in the script can prevent this fault.
    case budget
    /// The memory limit is reached. Nothing in the script can prevent this fault.
    case memory
    /// A `.json` argument is not JSON: nothing ran, and the thread waits as before.
    case notJSON
    /// A value that cannot cross, a thread that has ended, a reference that was released.
    case wrongUse
  }

  package var kind: Kind
  /// Without the place in front.
  package var message: String
  /// The error object. A table is copied whatever its metatable.
  package var value: ScriptValue
  /// `file:line` that the message names, else of the innermost script line. Lines of privileged chunks only when there
  /// are no others.
  package var place: String?
  /// `file:line` of the script's frames, outermost first, without privileged chunks.
  package var trace: [String]
  /// Of `notJSON`: the byte, from 0.
  package var offset: Int?

  package init(
    _ kind: Kind, _ message: String, value: ScriptValue = .none, place: String? = nil, trace: [String] = [],
    offset: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.value = value
    self.place = place
    self.trace = trace
    self.offset = offset
  }
}

extension ScriptFault: CustomStringConvertible {
  package var description: String {
    place.map { "\($0): \(message)" } ?? message
  }
}
