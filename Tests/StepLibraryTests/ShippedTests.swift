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

  // MARK: Reasons for people

  @Test(arguments: ["moodle", "kolibri"])
  func `what a shipped adapter leaves to people or has no place for it says in Dutch, too`(adapter: String) throws {
    let target = TargetSettings(name: "lms", adapter: adapter, base: "http://127.0.0.1:1")
    let library = try Library(files: LibraryFiles(shipped: Self.files), settings: LibrarySettings(main: target))
    var said: Set<String> = []
    for (definition, automation) in zip(library.book.definitions, library.book.automation) {
      switch automation {
      case .manual(let reason), .unsupported(let reason):
        said.insert(definition.id)
        #expect(reason.dutch != nil, "\(definition.id): \(reason.english)")
      case .elsewhere(let system): #expect(system.phrases["nl"] != nil, "\(system.name)")
      case .automated, .missing: break
      }
    }
    let reasons = Array(library.unsupportedKinds.values) + Array(library.leftOutKinds.values)
    #expect(said.contains("certificate.issued") || library.leftOutKinds["certificate"] != nil)
    #expect(reasons.filter { $0.dutch == nil } == [])
  }

  /// What stands behind `not_automated` and `not_applicable`, up to the end of its table; of anything else one letter.
  private static func reasons(in text: String) -> [String] {
    text.matches(of: #/\bnot_(?:automated|applicable)\b\s*/#).map { match in
      var reason = ""
      var depth = 0
      for character in text[match.range.upperBound...] {
        reason.append(character)
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        if depth == 0 { break }
      }
      return reason
    }
  }

  @Test func `what a shipped adapter finds out while a step runs it says in Dutch, too`() {
    let adapters = Self.files.filter { $0.key.hasPrefix("adapters/") }
    var count = 0
    for (path, text) in adapters {
      for reason in Self.reasons(in: text) {
        count += 1
        let languages = reason.components(separatedBy: "nl = ")
        #expect(reason.hasPrefix("{") && languages.count == 2 && languages[0].contains("en = "), "\(path): \(reason)")
        // What is put into the one is put into the other.
        let values = languages.map { $0.components(separatedBy: "%s").count }
        #expect(values.first == values.last, "\(path): \(reason)")
      }
    }
    #expect(count > 30, "only \(count) reasons were found")
  }

  @Test func `what the prelude leaves to people it says in Dutch, too`() {
    var count = 0
    for (path, text) in Self.files where path.hasPrefix("prelude/") {
      for match in text.matches(of: #/\bfail\("(?:unproven|not-applicable|not-seen)", (.)/#) {
        count += 1
        #expect(match.1 != "\"" && match.1 != "(", "\(path): \(text[match.range])")
      }
    }
    #expect(count > 7, "only \(count) reasons were found")
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
