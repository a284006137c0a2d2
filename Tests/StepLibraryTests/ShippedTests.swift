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

  private func strangeWord(_ text: String, _ language: String) throws -> StrangeWord? {
    let target = TargetSettings(name: "lms", adapter: "moodle", base: "http://127.0.0.1:1")
    let library = try Library(files: LibraryFiles(shipped: Self.files), settings: LibrarySettings(main: target))
    return library.book.strangeWord(text, language)
  }

  @Test(arguments: [
    ("\"fatima\" tries to change the shoe size of \"tim\" to \"43\"", "en", "shoe size", "personnel number"),
    ("\"fatima\" probeert de schoenmaat van \"tim\" te wijzigen in \"43\"", "nl", "schoenmaat", "personeelsnummer"),
  ])
  func `a word that is not in the list of a sentence is named with those that are`(
    text: String, language: String, word: String, known: String
  ) throws {
    let strange = try #require(try strangeWord(text, language))
    #expect(strange.text == word && strange.list == "field" && strange.known.contains(known))
    #expect(Array(text.utf8)[strange.lower..<strange.upper].elementsEqual(word.utf8))
  }

  @Test(arguments: ["\"tim\" dances", "\"tim\" dances the city of \"sanne\" to \"43\"", "the moon is on"])
  func `a sentence that is wrong otherwise gets no list`(text: String) throws {
    #expect(try strangeWord(text, "en") == nil)
  }
}
