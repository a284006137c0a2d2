import Diagnostics
import Foundation

/// Standard output and error. What people see goes through `visible` where it came from outside.
enum Console {
  /// Colour only on a terminal, and not when `NO_COLOR` is set to anything (no-color.org).
  static let usesColour = isTerminal(STDERR_FILENO) && (environment["NO_COLOR"] ?? "").isEmpty

  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 && environment["TERM"] != "dumb" }

  /// One line on standard output.
  static func line(_ text: String = "") { write(Array((text + "\n").utf8), to: STDOUT_FILENO) }

  /// Text as it is on standard error, escapes included: for the progress display.
  static func raw(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  static let usesColourOnOutput = isTerminal(STDOUT_FILENO) && (environment["NO_COLOR"] ?? "").isEmpty

  /// Columns of the terminal: `COLUMNS`, else what the terminal says, else 80.
  static var width: Int {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns >= 40 { return columns }
    var size = winsize()
    if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 { return Int(size.ws_col) }
    return 80
  }

  /// Text that ends its own lines, on standard output.
  static func text(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }

  static func output(_ bytes: UnsafeBufferPointer<UInt8>) { write(UnsafeRawBufferPointer(bytes), to: STDOUT_FILENO) }

  /// One line on standard error.
  static func error(_ text: String) {
    write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: STDERR_FILENO)
  }

  /// All diagnostics on standard error, an empty line between them.
  static func report(_ diagnostics: [Diagnostic]) {
    let renderer = DiagnosticRenderer(colour: usesColour)
    let drawn = diagnostics.map(renderer.render).joined(separator: "\n")
    if !drawn.isEmpty { write(Array(drawn.utf8), to: STDERR_FILENO) }
  }

  /// Writes all of it, whatever the pipe takes at once; a closed pipe ends the process by its signal.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count, let start = bytes.baseAddress {
      let count = Foundation.write(descriptor, start + sent, bytes.count - sent)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      sent += count
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }
}
