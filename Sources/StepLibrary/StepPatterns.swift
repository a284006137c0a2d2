import Diagnostics
import RunModel
import StepExpressions

/// All wordings of one language, compiled, and what a match of each means.
struct StepPatterns: Sendable {
  /// One wording of the set, in the set's order.
  struct Entry: Sendable {
    var definition: Int
    var wording: Int
    var expression: CucumberExpression
  }

  let types: StepTypes
  private(set) var entries: [Entry] = []
  private let set: ExpressionSet
  private let definitions: [StepDefinition]
  private let kinds: [String: ThingKind]

  init(types: StepTypes, entries: [Entry], definitions: [StepDefinition], kinds: [String: ThingKind]) {
    self.types = types
    self.entries = entries
    self.definitions = definitions
    self.kinds = kinds
    set = ExpressionSet(entries.map(\.expression))
  }

  /// One match for each definition; of several wordings of one definition the first counts.
  func match(_ text: String) -> [StepMatch] {
    // A match that was given up (a limit of PCRE2) is no match: the step is then undefined, which stops it.
    guard let found = try? set.matches(for: text) else { return [] }
    var matches: [StepMatch] = []
    for match in found {
      let entry = entries[match.index]
      if matches.contains(where: { $0.definition == entry.definition }) { continue }
      matches.append(
        StepMatch(definition: entry.definition, wording: entry.wording, arguments: arguments(match, entry)))
    }
    return matches
  }

  func nearest(_ text: String) -> [String] {
    let places = (try? set.nearest(to: text, limit: 6)) ?? []
    var patterns: [String] = []
    for place in places where !definitions[entries[place].definition].kind.isHuman {
      let pattern = entries[place].expression.source
      if !patterns.contains(pattern), patterns.count < 3 { patterns.append(pattern) }
    }
    return patterns
  }

  /// What is wrong with a text that is one of the nearest sentences but for a word of a list.
  func strangeWord(in text: String) -> StrangeWord? {
    guard let loose = try? StepTypes(language: types.language, words: types.lists, kinds: kinds, takesAnyWord: true)
    else { return nil }
    for place in (try? set.nearest(to: text, limit: 6)) ?? [] {
      let strict = entries[place].expression
      guard !definitions[entries[place].definition].kind.isHuman,
        strict.parameters.contains(where: { types.isWord("", of: $0.type.name) != nil }),
        let expression = try? CucumberExpression(strict.source, types: loose.types, namesParameters: true),
        let arguments = try? expression.match(text)
      else { continue }
      let strange = zip(arguments, strict.parameters).filter { types.isWord($0.text ?? "", of: $1.type.name) == false }
      guard strange.count == 1, let (argument, parameter) = strange.first, let range = argument.range else { continue }
      let list = parameter.type.name
      let known = (types.lists[list] ?? []).compactMap { $0.spellings[types.language]?.first }
      return StrangeWord(
        text: argument.text ?? "", lower: range.lowerBound, upper: range.upperBound, list: list, known: known)
    }
    return nil
  }

  /// A skeleton for vocabulary and adapter.
  func snippet(_ text: String) -> String {
    let proposed = (try? ExpressionGenerator(types.types).expressions(for: text))?.first
    let pattern = proposed?.source ?? text
    let names = proposed?.parameterNames.map { $0.split(separator: " ").joined(separator: "_") } ?? []
    return """
      step "area.name" {
        \(types.language) = "\(pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))",
        kind = "action",
      }
      on("area.name", function(\(names.joined(separator: ", "))) end)
      """
  }

  /// Arguments in the order of the definition, whatever the order of this wording.
  private func arguments(_ match: ExpressionSet.Match, _ entry: Entry) -> [RunModel.StepArgument] {
    let definition = definitions[entry.definition]
    let names = definition.wordings[entry.wording].parameters
    var found = definition.parameters.map { parameter in
      guard let place = names.firstIndex(of: parameter.name), place < match.arguments.count else {
        return RunModel.StepArgument(name: parameter.name, text: "", value: .missing)
      }
      let argument = match.arguments[place]
      return RunModel.StepArgument(
        name: parameter.name, text: argument.text ?? "", lower: argument.range?.lowerBound,
        upper: argument.range?.upperBound, value: types.value(argument, type: parameter.type))
    }
    joinParts(&found, definition)
    return found
  }

  /// `{activity} of {course}`: a kind with a key of several parts takes the others from the parameters they refer to.
  private func joinParts(_ arguments: inout [RunModel.StepArgument], _ definition: StepDefinition) {
    for index in arguments.indices {
      guard case .thing(let name, let key) = arguments[index].value, let kind = kinds[name], kind.key.count > 1 else {
        continue
      }
      var keys = [key]
      for part in kind.key.dropFirst() {
        guard let reference = Self.parameter(for: part, of: kind, after: index, in: definition) else { continue }
        switch arguments[reference].value {
        case .thing(_, let other): keys.append(other)
        case .person(let handle?, _): keys.append(handle)
        default: break
        }
      }
      if keys.count == kind.key.count { arguments[index].value = .part(kind: name, keys: keys) }
    }
  }

  /// The parameter that names the rest of a two-part key: by the column's name, else the next of that kind.
  static func parameter(for column: String, of kind: ThingKind, after index: Int, in definition: StepDefinition) -> Int?
  {
    guard let wanted = kind.columns.first(where: { $0.name == column })?.refersTo else { return nil }
    let parameters = definition.parameters
    let fits = { (parameter: StepParameter) in
      parameter.type == wanted || (wanted == "user" && StepTypes.isPerson(parameter.type))
    }
    let later = parameters.indices.dropFirst(index + 1).first { fits(parameters[$0]) }
    return later ?? parameters.indices.first { $0 != index && fits(parameters[$0]) }
  }
}
