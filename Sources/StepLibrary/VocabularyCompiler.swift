import Diagnostics
import RunModel
import StepExpressions

/// Compiles the wordings of all definitions, finds their parameters, and says what does not fit.
struct VocabularyCompiler {
  let files: LibraryFiles
  private let words: [String: [WordEntry]]
  private let kinds: [String: ThingKind]
  private(set) var definitions: [StepDefinition]
  private(set) var problems: [Diagnostic] = []

  init(_ reader: VocabularyReader) {
    files = reader.files
    words = reader.words
    kinds = reader.kinds
    definitions = reader.definitions
  }

  /// The patterns by language; languages without any wording are not in it.
  mutating func compile() -> [String: StepPatterns] {
    var languages: [String: StepTypes] = [:]
    for language in Set(definitions.flatMap { $0.wordings.map(\.language) }).sorted() {
      do throws(ExpressionProblem) {
        languages[language] = try StepTypes(language: language, words: words, kinds: kinds)
      } catch {
        problems.append(error.diagnostic())
      }
    }
    var entries: [String: [StepPatterns.Entry]] = [:]
    for index in definitions.indices {
      for entry in compile(index, languages) {
        entries[definitions[index].wordings[entry.wording].language, default: []].append(entry)
      }
      checkDefinition(definitions[index])
    }
    return languages.reduce(into: [:]) { patterns, language in
      patterns[language.key] = StepPatterns(
        types: language.value, entries: entries[language.key] ?? [], definitions: definitions, kinds: kinds)
    }
  }

  private mutating func compile(_ index: Int, _ languages: [String: StepTypes]) -> [StepPatterns.Entry] {
    var definition = definitions[index]
    var entries: [StepPatterns.Entry] = []
    var isFirst = true
    for place in definition.wordings.indices {
      let wording = definition.wordings[place]
      guard let types = languages[wording.language] else { continue }
      do throws(ExpressionProblem) {
        // Its types are made of constants and escaped words; `review` matches every wording with an example.
        let expression = try CucumberExpression(
          wording.pattern, types: types.types, namesParameters: true, trustsTypes: true)
        let parameters = Self.named(expression.parameters)
        definition.wordings[place].parameters = parameters.map(\.name)
        if isFirst {
          definition.parameters = parameters
          isFirst = false
        } else if !definition.kind.isHuman {
          compare(parameters, with: definition, wording)
        }
        entries.append(.init(definition: index, wording: place, expression: expression))
      } catch {
        let source = DeclarationPlace(definition.place.file, line: definition.place.line, in: files)
        let range = source.range(of: wording.pattern)
        let isLiteral = range.map { $0.upper - $0.lower == wording.pattern.utf8.count } ?? false
        problems.append(
          isLiteral
            ? error.diagnostic(in: source.file, expressionAt: range?.lower ?? 0)
            : Diagnostic(
              .error, "expression.\(error.code)", error.problem, in: source.file, at: range.map { Label($0) },
              hint: error.advice))
      }
    }
    definitions[index] = definition
    return entries
  }

  /// From the second of a name on with its number, so that every name is there once.
  private static func named(_ parameters: [CucumberExpression.Parameter]) -> [StepParameter] {
    var uses: [String: Int] = [:]
    return parameters.map { parameter in
      uses[parameter.name, default: 0] += 1
      let use = uses[parameter.name, default: 1]
      return StepParameter(name: use == 1 ? parameter.name : "\(parameter.name)\(use)", type: parameter.type.name)
    }
  }

  /// Every wording has the same parameters as the first; an attempt may leave some out.
  private mutating func compare(_ parameters: [StepParameter], with definition: StepDefinition, _ wording: StepWording)
  {
    let wanted = Dictionary(uniqueKeysWithValues: definition.parameters.map { ($0.name, $0.type) })
    for parameter in parameters where wanted[parameter.name] != parameter.type {
      report(
        definition, "library.parameters",
        "this wording has {\(parameter.name)}, which the first wording of \"\(definition.id)\" has not",
        mark: wording.pattern, hint: "the first wording has \(list(definition.parameters))")
      return
    }
    let missing = definition.parameters.filter { parameter in !parameters.contains { $0.name == parameter.name } }
    if !missing.isEmpty, !wording.isAttempt {
      report(
        definition, "library.parameters", "this wording of \"\(definition.id)\" leaves out \(list(missing))",
        mark: wording.pattern, hint: "only an attempt may leave parameters out")
    }
  }

  private func list(_ parameters: [StepParameter]) -> String {
    parameters.isEmpty ? "no parameter" : parameters.map { "{\($0.name)}" }.joined(separator: ", ")
  }

  private mutating func checkDefinition(_ definition: StepDefinition) {
    let names = definition.parameters.map(\.name)
    for name in definition.changes where !names.contains(name) {
      report(
        definition, "library.changes", "\"\(definition.id)\" changes \"\(name)\", which is no parameter of it",
        mark: "\"\(name)\"",
        hint: nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
          ?? "parameters: \(list(definition.parameters))")
    }
    checkThings(of: definition)
    if definition.wordings.contains(where: \.isAttempt), !definition.parameters.contains(where: { $0.type == "actor" })
    {
      report(
        definition, "library.attempt", "\"\(definition.id)\" can be tried, but nobody tries it", mark: "attempt",
        hint: "an attempt needs an {actor}: only a failure of the actor's own request is an outcome")
    }
    for (index, parameter) in definition.parameters.enumerated() {
      guard let kind = kinds[parameter.type], kind.key.count > 1 else { continue }
      for part in kind.key.dropFirst()
      where StepPatterns.parameter(for: part, of: kind, after: index, in: definition) == nil {
        report(
          definition, "library.two-part", "{\(parameter.name)} needs its \(part) beside it",
          mark: definition.wordings.first?.pattern, hint: "write {\(parameter.type)} of {\(part)}")
      }
    }
  }

  /// `makes` and `absent` name parameters or table columns that are things of the vocabulary.
  private mutating func checkThings(of definition: StepDefinition) {
    let names =
      definition.parameters.filter { kinds[$0.type] != nil }.map(\.name)
      + (definition.table ?? []).filter { $0.refersTo != nil }.map(\.name)
    for (list, listed) in [("makes", definition.makes), ("absent", definition.absent)] {
      for name in listed where !names.contains(name) {
        report(
          definition, "library.thing",
          "\(list) of \"\(definition.id)\" has \"\(name)\", which is no thing of this step",
          mark: "\"\(name)\"",
          hint: nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
            ?? (names.isEmpty ? "this step names no thing" : "its things: \(names.joined(separator: ", "))"))
      }
    }
  }

  private mutating func report(
    _ definition: StepDefinition, _ code: String, _ message: String, mark: String?, hint: String?
  ) {
    let place = DeclarationPlace(definition.place.file, line: definition.place.line, in: files)
    problems.append(
      Diagnostic(.error, code, message, in: place.file, at: place.range(of: mark).map { Label($0) }, hint: hint))
  }
}
