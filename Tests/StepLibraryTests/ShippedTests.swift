import Diagnostics
import Foundation
import RunModel
import StepLibrary
import Testing

/// The library as it ships: every file of `Library/` together.
struct ShippedTests {
  static let files: [String: String] = {
    let root = Prelude.root
    var files: [String: String] = [:]
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? [] where path.hasSuffix(".lua") {
      files[path] = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
    return files
  }()

  @Test(arguments: ["moodle", "kolibri"])
  func `the shipped vocabulary and adapters load without a problem`(adapter: String) throws {
    guard Self.files["adapters/\(adapter).lua"] != nil else { return }
    let target = TargetSettings(name: "lms", adapter: adapter, base: "http://127.0.0.1:1")
    let library = try Library(files: LibraryFiles(shipped: Self.files), settings: LibrarySettings(main: target))
    #expect(library.problems.map { "\($0.file?.path ?? ""): \($0.message)" } == [])
    #expect(library.review().map { "\($0.file?.path ?? ""): \($0.message) \($0.notes)" } == [])
    #expect(library.book.definitions.count > 50)
    #expect(library.book.automation.contains(.automated))
  }
}
