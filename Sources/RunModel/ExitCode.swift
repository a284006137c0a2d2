/// Every way the command can end. The first that applies in the order 130, 2, 3, 1, 5, 4, 6 is used; the summary
/// names all that apply.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Nothing failed.
  case success = 0
  /// Something tested is not right: failed, undefined, ambiguous, unexpected pass.
  case notRight = 1
  /// The command line or the settings are wrong.
  case usage = 2
  /// A text cannot be read; nothing was run or stored.
  case unreadable = 3
  /// Nothing was selected, or no step body ran.
  case nothingRan = 4
  /// The environment is broken, or seeding failed.
  case broken = 5
  /// Something demanded is missing (`--require-complete`, `--require-met`).
  case incomplete = 6
  /// Interrupted; the summary says what was not cleaned up.
  case interrupted = 130

  private static let precedence: [ExitCode] = [
    .interrupted, .usage, .unreadable, .notRight, .broken, .nothingRan, .incomplete,
  ]

  /// The code that wins among those that apply; `success` for none.
  package static func first(of codes: Set<ExitCode>) -> ExitCode {
    precedence.first(where: codes.contains) ?? .success
  }
}
