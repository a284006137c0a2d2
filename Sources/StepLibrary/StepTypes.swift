import Diagnostics
import RunModel
import StepExpressions

/// The parameter types of one language, made of the word lists and kinds, and how their texts are read.
struct StepTypes: Sendable {
  let language: String
  let types: ParameterTypes
  /// The lists as the vocabulary has them.
  let lists: [String: [WordEntry]]
  private let words: [String: [String: String]]
  private let kinds: [String: ThingKind]
  private let units: [String: Double]

  private static let unitNames: [String: [String: Double]] = [
    "en": [
      "second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400,
      "week": 604_800, "weeks": 604_800,
    ],
    "nl": [
      "seconde": 1, "seconden": 1, "minuut": 60, "minuten": 60, "uur": 3600, "uren": 3600, "dag": 86400, "dagen": 86400,
      "week": 604_800, "weken": 604_800,
    ],
  ]
  private static let articles: [String: [String]] = ["en": ["the"], "nl": ["de", "het"]]
  private static let quoted = #""([^"]*)""#

  /// - Parameter takesAnyWord: any words without quotes fit where one of a list belongs, to find out which is wrong.
  /// - Throws: when a word list and a kind take each other's name.
  init(
    language: String, words: [String: [WordEntry]], kinds: [String: ThingKind], takesAnyWord: Bool = false
  ) throws(ExpressionProblem) {
    lists = words
    self.language = language
    self.kinds = kinds
    units = Self.unitNames[language] ?? Self.unitNames["en"] ?? [:]
    var spellings: [String: [String: String]] = [:]
    for (list, entries) in words {
      for entry in entries {
        for spelling in entry.spellings[language] ?? [] { spellings[list, default: [:]][spelling] = entry.key }
      }
    }
    self.words = spellings
    var types = ParameterTypes()
    try types.define(ParameterType("number", [#"-?\d+(?:[.,]\d+)?"#], isUsedForSnippets: false))
    try types.define(
      ParameterType("duration", [#"(\d+(?:[.,]\d+)?) ("# + Self.alternatives(units.keys.sorted()) + ")"]))
    try types.define(ParameterType("text", [".+"], isUsedForSnippets: false))
    try types.define(ParameterType("verb", [#"[^\s"]+"#], isUsedForSnippets: false))
    let person = Self.person(roles: Array((spellings["role"] ?? [:]).keys), language: language)
    try types.define(ParameterType("person", person, isUsedForSnippets: false))
    try types.define(ParameterType("actor", person, isUsedForSnippets: false))
    for kind in kinds.keys.sorted() where kind != "user" {
      try types.define(ParameterType(kind, [Self.quoted], isUsedForSnippets: false))
    }
    for list in words.keys.sorted() {
      guard let known = spellings[list], !known.isEmpty else { continue }
      let pattern = takesAnyWord ? #"[^"]{1,60}?"# : Self.alternatives(Array(known.keys))
      try types.define(ParameterType(list, [pattern], isUsedForSnippets: false))
    }
    self.types = types
  }

  /// `"sanne"`, `learner "sanne"`, `the learner`.
  private static func person(roles: [String], language: String) -> [String] {
    guard !roles.isEmpty else { return [quoted] }
    let words = alternatives(roles)
    let article = alternatives(articles[language] ?? articles["en"] ?? ["the"])
    return ["(?:(\(words)) )?\(quoted)|\(article) (\(words))"]
  }

  /// Longest first, so that `personnel number` is not cut at `personnel`.
  private static func alternatives(_ words: [String]) -> String {
    let sorted = words.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    return "(?:" + sorted.map(escaped).joined(separator: "|") + ")"
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if "\\^$.|?*+()[]{}".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }

  /// True for types whose values are people.
  static func isPerson(_ type: String) -> Bool { type == "actor" || type == "person" }

  /// What an argument's text means; two-part names are joined later, when all arguments are known.
  func value(_ argument: StepExpressions.StepArgument, type: String) -> RunModel.ArgumentValue {
    let texts = argument.texts
    switch type {
    case "actor", "person":
      let role = (texts.first.flatMap(\.self) ?? (texts.count > 2 ? texts[2] : nil)).flatMap { words["role"]?[$0] }
      return texts.count > 1
        ? .person(handle: texts[1], role: role) : .person(handle: texts.first.flatMap(\.self), role: nil)
    case "duration":
      return .seconds(
        Self.number(texts.first.flatMap(\.self)) * (texts.last.flatMap(\.self).flatMap { units[$0] } ?? 1))
    case "number": return .number(Self.number(argument.text))
    default: break
    }
    if kinds[type] != nil { return .thing(kind: type, key: texts.first.flatMap(\.self) ?? "") }
    if let list = words[type] { return .word(list: type, key: argument.text.flatMap { list[$0] } ?? "") }
    switch argument.value {
    case .integer(let value): return .int(value)
    case .float(let value): return .number(value)
    case .decimal(let text), .bigInteger(let text), .string(let text): return .text(text)
    case .null, .raw: return .text(argument.text ?? "")
    }
  }

  /// Whether a text is a word of the list; nil when the type is no list.
  func isWord(_ text: String, of type: String) -> Bool? { words[type].map { $0[text] != nil } }

  private static func number(_ text: String?) -> Double {
    Double((text ?? "").replacing(",", with: ".")) ?? 0
  }
}
