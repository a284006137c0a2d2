import Foundation
import Gherkin
import Testing

struct DialectTests {
  @Test func `every language can be read`() {
    let languages = Dialect.languages
    #expect(languages.count == 80)
    for language in languages {
      let dialect = Dialect.named(language)
      #expect(dialect?.language == language)
      #expect(dialect?.stepWords.isEmpty == false)
    }
  }

  @Test(arguments: ["", "e", "english", "en\tEnglish", "EN"])
  func `other codes are no languages`(code: String) {
    #expect(Dialect.named(code) == nil)
  }

  @Test(.enabled(if: Python.hasGherkin, "the wheel gherkin-official is not installed"))
  func `the generated table is fresh`() throws {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let script = folder.appending(path: "../../Scripts/generate-dialects/generate_dialects.py").standardizedFileURL
    #expect(try Python.run([script.path, "--check"]) == 0)
  }
}

/// The Python that has the official parser: `PYTHON`, or `python3`.
private enum Python {
  static let hasGherkin = (try? run(["-c", "import gherkin"])) == 0

  static func run(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["PYTHON"] ?? "python3", "-B"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
