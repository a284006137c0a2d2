import Diagnostics
import Gherkin
import RunModel

/// Turns the pickles of one feature file into planned scenarios, collecting what is wrong.
struct ScenarioReader {
  let file: FeatureFile
  let context: Planner.Context
  private let index: FeatureIndex
  private var exampleCounts: [String: Int] = [:]
  var problems: [Diagnostic] = []
  var advice: [Diagnostic] = []

  init(file: FeatureFile, context: Planner.Context) {
    self.file = file
    self.context = context
    index = FeatureIndex(file.document)
  }

  mutating func scenario(_ pickle: Pickle) -> PlannedScenario {
    let (written, rule) = index.scenario(of: pickle).map { ($0.scenario, $0.rule) } ?? (nil, nil)
    let example = index.example(of: pickle)
    let tags = pickle.tags.map(\.name)
    var steps: [PlannedStep] = []
    for (ordinal, step) in pickle.steps.enumerated() { steps.append(planned(step, ordinal: ordinal)) }
    let position = SourcePosition(line: pickle.location.line, column: pickle.location.column ?? 1)
    var scenario = PlannedScenario(
      index: 0, id: id(tags: tags, written, position: position), exampleKey: exampleKey(example, written),
      exampleText: example.map { $0.map(\.value).joined(separator: ", ") } ?? "", name: pickle.name,
      feature: file.document.feature?.heading.name ?? "", rule: rule?.heading.name ?? "", file: file.source,
      position: position, language: file.language, tags: tags, steps: steps, revision: revision(pickle),
      pickleID: pickle.id.description)
    scenario.locks = scenario.values(of: "lock")
    scenario.people = people(in: steps)
    scenario.notApplicable = reasonNotToApply(scenario)
    review(scenario, pickle: pickle, written: written)
    return scenario
  }

  // MARK: Identity

  private func id(tags: [String], _ written: Scenario?, position: SourcePosition) -> String {
    if let tag = tags.last(where: { $0.hasPrefix("@id:") }) { return String(tag.dropFirst(4)) }
    return "\(file.source.path):\(written?.heading.location.line ?? position.line)"
  }

  /// Hash over the cells by column name, so that moving rows and columns changes nothing; a counter tells equal rows
  /// of one scenario apart.
  private mutating func exampleKey(_ example: [(column: String, value: String)]?, _ written: Scenario?) -> String {
    guard let example else { return "" }
    var digest = ScenarioDigest()
    for cell in example.sorted(by: { $0.column < $1.column }) {
      digest.add(cell.column)
      digest.add(cell.value)
    }
    let key = digest.hex(8)
    let counter = "\(written?.id.description ?? "") \(key)"
    exampleCounts[counter, default: 0] += 1
    let count = exampleCounts[counter] ?? 1
    return count == 1 ? key : "\(key)-\(count)"
  }

  private func revision(_ pickle: Pickle) -> String {
    var digest = ScenarioDigest()
    for step in pickle.steps {
      digest.add(step.type?.rawValue ?? "")
      digest.add(step.text)
      digest.add(step.docString?.content ?? "")
      for row in step.dataTable?.rows ?? [] {
        digest.add("row")
        for cell in row { digest.add(cell) }
      }
    }
    return digest.hex(16)
  }

  // MARK: Steps

  private mutating func planned(_ step: PickleStep, ordinal: Int) -> PlannedStep {
    let written = index.step(of: step)
    let place = written?.textRange ?? SourceRange(0, 0)
    var planned = PlannedStep(
      ordinal: ordinal, keyword: written?.keyword ?? "", type: step.type.planned, text: step.text, offset: place.lower,
      position: SourcePosition(line: written?.location.line ?? 1, column: written?.location.column ?? 1),
      table: step.dataTable?.rows, docString: step.docString?.content,
      understanding: understand(step, written: written), pickleStepID: step.id.description)
    if case .matched(let match) = planned.understanding {
      let definition = context.book.definitions[match.definition]
      let wording = definition.wordings[match.wording]
      planned.definition = MatchedDefinition(
        id: definition.id, kind: definition.kind, pattern: wording.pattern, isAttempt: wording.isAttempt,
        place: definition.place)
    }
    return planned
  }

  private mutating func understand(_ step: PickleStep, written: Step?) -> Understanding {
    let range = written?.textRange
    if let phrase = SeedPhrase(step.text) { return seed(phrase, step, written: written) }
    let matches = context.book.match(step.text, file.language)
    let definitions = matches.map { context.book.definitions[$0.definition] }
    if !matches.isEmpty, definitions.allSatisfy(\.kind.isHuman) {
      // "beoordeelt de tester dat …" also looks like "{verb} de tester {text}": judging is the narrower meaning.
      let kinds = definitions.map(\.kind)
      let kind = [StepKind.judge, .prepare, .task].first(where: kinds.contains) ?? .task
      return .human(kind, text: step.text)
    }
    switch matches.count {
    case 1:
      reviewArguments(matches[0], step, range: range)
      return .matched(matches[0])
    case 0:
      let nearest = context.book.nearest(step.text, file.language)
      let snippet = context.book.snippet(step.text, file.language)
      advise(
        "plan.undefined", "no pattern matches this step", range, "not in the vocabulary",
        notes: nearest.map { "nearest: \($0)" }, hint: "reword it, or add it to the vocabulary:\n\(snippet)")
      return .undefined(nearest: nearest, snippet: snippet)
    default:
      let ids = definitions.map(\.id)
      advise(
        "plan.ambiguous", "more than one pattern matches this step", range, ids.joined(separator: ", "),
        hint: "reword one of the patterns: \(definitions.map { "\($0.id) at \($0.place)" }.joined(separator: "; "))")
      return .ambiguous(ids)
    }
  }

  private mutating func seed(_ phrase: SeedPhrase, _ step: PickleStep, written: Step?) -> Understanding {
    let start = (written?.textRange.lower ?? 0) + phrase.entityOffset
    let range = SourceRange(start, start + phrase.entity.utf8.count)
    let places = written?.dataTable?.rows
    let table = step.dataTable?.rows.enumerated().map { row, cells in
      cells.enumerated().map { column, text in
        SeedReader.Cell(text: text, range: places?[row].cells[column].range ?? range)
      }
    }
    do throws(SeedReader.Problem) {
      return .seed(
        try SeedReader(book: context.book, language: file.language).read(phrase, phraseRange: range, table: table))
    } catch {
      let label = error.range.map { Label($0, error.label) }
      problems.append(Diagnostic(.error, error.code, error.message, in: file.source, at: label, hint: error.hint))
      return .undefined(nearest: [], snippet: "")
    }
  }

  mutating func advise(
    _ code: String, _ message: String, _ range: SourceRange?, _ label: String = "", notes: [String] = [], hint: String?
  ) {
    advice.append(
      Diagnostic(.error, code, message, in: file.source, at: range.map { Label($0, label) }, notes: notes, hint: hint))
  }
}

extension KeywordType? {
  fileprivate var planned: StepType {
    switch self {
    case .context: .context
    case .action: .action
    case .outcome: .outcome
    case .conjunction, .unknown, nil: .unknown
    }
  }
}
