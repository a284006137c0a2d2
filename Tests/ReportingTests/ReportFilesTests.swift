import Foundation
import Reporting
import RunModel
import Testing

struct ReportFilesTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)").path

  private func cleanUp() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `writes whole files and leaves nothing else`() throws {
    defer { cleanUp() }
    let files = try ReportFiles(folder: folder)
    let path = try files.write([1, 2], as: "run-1/a.csv")
    #expect(path == folder + "/run-1/a.csv")
    try files.write([3], as: "run-1/a.csv")
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) == [3])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/run-1") == ["a.csv"])
  }

  @Test(arguments: ["", "/etc/x", "../x", "a/../x", "a//b", "./x", "a/", "a\0b"])
  func `a name that leads elsewhere is refused`(_ name: String) throws {
    defer { cleanUp() }
    let files = try ReportFiles(folder: folder)
    #expect(throws: ReportFiles.Problem.self) { try files.write([1], as: name) }
  }

  @Test func `a link is never followed`() throws {
    defer { cleanUp() }
    let files = try ReportFiles(folder: folder + "/Reports")
    let outside = folder + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try Data([9]).write(to: URL(fileURLWithPath: outside + "/kept"))
    try FileManager.default.createSymbolicLink(atPath: folder + "/Reports/run-1", withDestinationPath: outside)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/Reports/link.csv", withDestinationPath: outside + "/kept")
    #expect(throws: ReportFiles.Problem.self) { try files.write([1], as: "run-1/kept") }
    try files.write([1], as: "link.csv")
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: outside + "/kept"))) == [9])
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/Reports/link.csv"))) == [1])
  }
}

struct CurlTests {
  /// What a shell makes of the command, with `curl` replaced by something that prints its arguments.
  private func arguments(_ command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "curl() { printf '%s\\0' \"$@\"; }\n" + command]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test(arguments: [
    "plain", "it's", "a b", "$HOME `id` $(id) \\ \"x\" !!", "é👍", "line\nline", "tab\t", "esc\u{1B}[2J", "\u{202E}x",
    "'", "''",
    "\\n", "-x", "", "*", "~", "#", "\u{1}2",
  ])
  func `the shell reads back what was sent`(_ text: String) throws {
    let exchange = ExchangeRecord(
      number: 1, step: 0, target: "lms", who: "t", method: "POST", url: "https://x.example/?q=" + text,
      requestHeaders: [HeaderField("X-A", text), HeaderField("Host", "dropped")], requestBody: Array(("b" + text).utf8))
    let got = try arguments(ShowExchange.curl(exchange))
    #expect(
      got == [
        "--request", "POST", "--header", "X-A: " + text, "--data-raw", "b" + text, "https://x.example/?q=" + text,
      ])
  }

  @Test func `secrets are variables`() throws {
    let exchange = ExchangeRecord(
      number: 1, step: 0, target: "lms", who: "t", method: "GET", url: "https://x.example/?wstoken=•••&a=•••",
      requestHeaders: [HeaderField("Authorization", "Bearer •••"), HeaderField("Cookie", "MoodleSession=•••; b=•••")])
    let command = ShowExchange.curl(exchange)
    let names = command.split(separator: "\n").filter { $0.hasSuffix("='...'") }.map { String($0.dropLast(6)) }
    #expect(names == ["AUTHORIZATION", "MOODLESESSION", "B", "WSTOKEN", "A"])
    let got = try arguments(command.replacingOccurrences(of: "'...'", with: "'s $3'"))
    #expect(got.last == "https://x.example/?wstoken=s $3&a=s $3")
    #expect(got[3] == "Authorization: Bearer s $3")
  }
}
