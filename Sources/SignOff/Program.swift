import Foundation

/// Runs another program and waits for it.
///
/// Foundation's `Process` gives a program a process group of its own, and one that then asks for a passphrase on the
/// terminal is stopped for it. Commands that sign wait for nothing else, so blocking is right here.
package enum Program {
  package struct Result: Sendable {
    package var code: Int32
    /// Standard output and standard error together; empty when the program had the terminal.
    package var output: String
  }

  /// Where a program is on the PATH; nil for nowhere.
  package static func find(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// - Parameters:
  ///   - path: absolute.
  ///   - input: a file for standard input; nil: what we have when the program has the terminal, else nothing.
  ///   - hasTerminal: it speaks with the person itself.
  ///   - environment: laid over ours.
  package static func run(
    _ path: String, _ arguments: [String], input: String? = nil, hasTerminal: Bool = false,
    environment: [String: String] = [:]
  ) -> Result {
    var pipes: [Int32] = [-1, -1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    } else if !hasTerminal {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    if !hasTerminal {
      guard pipe(&pipes) == 0 else { return Result(code: -1, output: String(cString: strerror(errno))) }
      for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_adddup2(&actions, pipes[1], descriptor)
      }
      for descriptor in pipes { posix_spawn_file_actions_addclose(&actions, descriptor) }
    }
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var process = pid_t()
    let spawned = withCStrings([path] + arguments) { words in
      withCStrings(variables) { posix_spawn(&process, path, &actions, nil, words, $0) }
    }
    if pipes[1] >= 0 { close(pipes[1]) }
    defer { if pipes[0] >= 0 { close(pipes[0]) } }
    guard spawned == 0 else { return Result(code: -1, output: String(cString: strerror(spawned))) }
    let output = pipes[0] >= 0 ? readAll(pipes[0]) : []
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // A signal counts as a failure of its own.
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    return Result(code: code, output: String(decoding: output, as: UTF8.self))
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func withCStrings<Value>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
