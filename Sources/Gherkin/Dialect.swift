/// The keywords of one language. A class, for every line hands it on and its lists need not be counted each time.
package final class Dialect: Sendable {
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
  /// By first byte of a line: whether any keyword of a block, or of a step, begins so. Most lines are told by it.
  let beginsTitle: [Bool]
  let beginsStep: [Bool]

  /// - Parameter fields: of one line of the table: code, names, and lists with `|` between the keywords.
  private init(fields: [String]) {
    precondition(fields.count == 14, "the dialect table has another shape")
    let lists = fields[3...].map { $0.split(separator: "|").map(String.init) }
    language = fields[0]
    name = fields[1]
    nativeName = fields[2]
    feature = Self.titles(lists[10])
    rule = Self.titles(lists[0])
    background = Self.titles(lists[1])
    scenario = Self.titles(lists[2])
    scenarioOutline = Self.titles(lists[3])
    scenarioTitles = Self.titles(lists[2] + lists[3])
    examples = Self.titles(lists[4])
    steps = Self.steps(Array(lists[5...9]))
    let titles = [feature, rule, background, scenarioTitles, examples].joined()
    beginsTitle = Self.firstBytes(titles.map(\.bytes))
    beginsStep = Self.firstBytes(steps.map(\.bytes))
  }
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
    return Dialect(fields: line.split(separator: tab).map { String(decoding: $0, as: UTF8.self) })
  }

  private static func firstBytes(_ keywords: [[UInt8]]) -> [Bool] {
    var isFirst = [Bool](repeating: false, count: 256)
    for byte in keywords.compactMap(\.first) { isFirst[Int(byte)] = true }
    return isFirst
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
