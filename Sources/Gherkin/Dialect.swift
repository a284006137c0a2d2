/// The keywords of one language.
package struct Dialect: Sendable {
  /// The code after `# language:`.
  package let language: String
  package let name: String
  package let nativeName: String
  let feature: [Keyword]
  let rule: [Keyword]
  let background: [Keyword]
  let scenario: [Keyword]
  let scenarioOutline: [Keyword]
  /// Both of the above: the grammar knows one kind of scenario line.
  let scenarioTitles: [Keyword]
  let examples: [Keyword]
  /// Longest first, each text once.
  let steps: [StepKeyword]
}

/// A keyword that opens a block. `bytes` has the colon, `text` has not.
struct Keyword: Sendable {
  let text: String
  let bytes: [UInt8]
}

struct StepKeyword: Sendable {
  /// With its trailing space, where the dialect has one.
  let text: String
  let bytes: [UInt8]
  let type: KeywordType
  /// Markdown takes the first list that has the keyword.
  let firstType: KeywordType
}

extension Dialect {
  /// Nearly every file needs it, so it is read once; the others are read when a file names them.
  package static let english: Dialect = {
    guard let dialect = read("en") else { preconditionFailure("the dialect table has no English") }
    return dialect
  }()

  /// The dialect of a code as it is written after `# language:`; nil when there is none.
  package static func named(_ language: String) -> Dialect? {
    language == "en" ? english : read(language)
  }

  /// Every code, in the order of the table.
  package static var languages: [String] {
    lines.compactMap { line in line.split(separator: tab).first.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// The step keywords as people type them, without the star and without the space at the end.
  package var stepWords: [String] {
    steps.map { String($0.text.hasSuffix(" ") ? $0.text.dropLast() : $0.text[...]) }.filter { $0 != "*" }
  }

  /// The keywords that open a block, without the colon.
  package var titleWords: [String] {
    (feature + rule + background + scenarioOutline + scenario + examples).map(\.text)
  }

  /// Whether a keyword calls for Examples in this dialect, and for nothing else.
  func isOutline(_ keyword: String?) -> Bool {
    scenarioOutline.contains { $0.text == keyword } && !scenario.contains { $0.text == keyword }
  }

  private static let tab = UInt8(ascii: "\t")

  private static var lines: [UnsafeBufferPointer<UInt8>.SubSequence] {
    let text = DialectTable.text
    // The table is a constant of the executable, so its bytes stay where they are.
    return UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).split(separator: 0x0A)
  }

  private static func read(_ language: String) -> Dialect? {
    guard let line = lines.first(where: { $0.prefix { $0 != tab }.elementsEqual(language.utf8) }) else { return nil }
    let fields = line.split(separator: tab).map { String(decoding: $0, as: UTF8.self) }
    precondition(fields.count == 14, "the dialect table has another shape")
    let lists = fields[3...].map { $0.split(separator: "|").map(String.init) }
    return Dialect(
      language: fields[0], name: fields[1], nativeName: fields[2], feature: titles(lists[10]), rule: titles(lists[0]),
      background: titles(lists[1]), scenario: titles(lists[2]), scenarioOutline: titles(lists[3]),
      scenarioTitles: titles(lists[2] + lists[3]), examples: titles(lists[4]), steps: steps(Array(lists[5...9])))
  }

  private static func titles(_ texts: [String]) -> [Keyword] {
    texts.map { Keyword(text: $0, bytes: Array($0.utf8) + [UInt8(ascii: ":")]) }
  }

  /// A keyword that stands in two lists, or twice in one, has no type of its own.
  private static func steps(_ lists: [[String]]) -> [StepKeyword] {
    let types: [KeywordType] = [.context, .action, .outcome, .conjunction, .conjunction]
    var order: [String] = []
    var meanings: [String: [KeywordType]] = [:]
    for (type, list) in zip(types, lists) {
      for keyword in list {
        if meanings[keyword] == nil { order.append(keyword) }
        meanings[keyword, default: []].append(type)
      }
    }
    let longestFirst = order.enumerated().sorted { left, right in
      let (a, b) = (left.element.unicodeScalars.count, right.element.unicodeScalars.count)
      return a == b ? left.offset < right.offset : a > b
    }
    return longestFirst.map { _, text in
      let types = meanings[text] ?? []
      return StepKeyword(
        text: text, bytes: Array(text.utf8), type: types.count == 1 ? types[0] : .unknown,
        firstType: types.first ?? .unknown)
    }
  }
}
