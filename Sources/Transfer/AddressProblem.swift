/// Why a text is no address that we send to; lower case, no full stop, never the text itself (it may hold secrets).
package struct AddressProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package var message: String

  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
