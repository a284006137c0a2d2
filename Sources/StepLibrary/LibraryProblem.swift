/// Why a Lua library cannot be used at all: a fault of ours or of a replaced prelude, not of somebody's vocabulary.
package struct LibraryProblem: Error, Sendable, CustomStringConvertible {
  package var message: String

  init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
