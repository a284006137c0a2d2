import Diagnostics
import Gherkin
import RunModel

/// Turns the pickles of one feature file into planned scenarios, collecting what is wrong.
///
/// `identify` must see every pickle of the file, in order; `read` only those that are wanted.
struct ScenarioReader {
  let file: FeatureFile
  let context: Planner.Context
  let index: FeatureIndex
  private(set) var problems: [Diagnostic] = []
  private(set) var advice: [Diagnostic] = []
  /// What no earlier step of its scenario makes; another scenario's seed may.
  var unseeded: [UnseededThing] = []
  private let name: String
  private var exampleCounts: [String: Int] = [:]
  private var matches: [String: [StepMatch]] = [:]
  private var proposals: [String: Proposal] = [:]
  private var reported: Set<Finding> = []

  /// Steps of a background and of an outline come again and again; what is wrong with them is said once.
  private struct Finding: Hashable {
    var code: String
    var message: String
    var range: SourceRange?
  }

  init(file: FeatureFile, context: Planner.Context) {
    self.file = file
    self.context = context
    index = FeatureIndex(file)
    name = FeaturePath.name(of: file.source.path, project: context.folder)
  }

  // MARK: Identity

  /// The scenario without its steps: all that a selection asks for.
  mutating func identify(_ pickle: Pickle) -> PlannedScenario {
    let (written, rule) = index.scenario(of: pickle).map { ($0.scenario, $0.rule) } ?? (nil, nil)
    let example = index.example(of: pickle)
    let tags = pickle.tags.map(\.name)
    let position = SourcePosition(line: pickle.location.line, column: pickle.location.column ?? 1)
    return PlannedScenario(
      index: 0, id: id(tags: tags, written, position: position), exampleKey: exampleKey(example, written),
      exampleText: example.map { $0.map(\.value).joined(separator: ", ") } ?? "", name: pickle.name,
      feature: file.document.feature?.heading.name ?? "", rule: rule?.heading.name ?? "", file: file.source,
      position: position, language: file.language, tags: tags, steps: [], revision: "",
      pickleID: pickle.id.description)
  }

  private func id(tags: [String], _ written: Scenario?, position: SourcePosition) -> String {
    if let tag = tags.last(where: { $0.hasPrefix("@id:") }) { return String(tag.dropFirst(4)) }
    return "\(name):\(written?.heading.location.line ?? position.line)"
  }

  /// Hash over the cells by column name, so that moving rows and columns changes nothing; a counter tells equal rows
  /// of one scenario apart.
  private mutating func exampleKey(_ example: [(column: String, value: String)]?, _ written: Scenario?) -> String {
    guard let example else { return "" }
    var digest = ScenarioDigest()
    for cell in example.sorted(by: { ($0.column, $0.value) < ($1.column, $1.value) }) {
      digest.add(cell.column)
      digest.add(cell.value)
    }
    let key = digest.hex(8)
    let counter = "\(written?.id.description ?? "") \(key)"
    exampleCounts[counter, default: 0] += 1
    let count = exampleCounts[counter] ?? 1
    return count == 1 ? key : "\(key)-\(count)"
  }

  // MARK: Steps

  /// Fills in the steps and everything that follows from them.
  mutating func read(_ pickle: Pickle, as identified: PlannedScenario) -> PlannedScenario {
    var scenario = identified
    var readings: [StepReading] = []
    var hasActed = false
    for (ordinal, step) in pickle.steps.enumerated() {
      let reading = StepReading(step, written: index.step(of: step), ordinal: ordinal, hasActed: hasActed)
      hasActed = hasActed || step.type == .action || step.type == .outcome
      readings.append(reading)
    }
    scenario.steps = readings.map { planned($0) }
    scenario.revision = ScenarioDigest.revision(of: pickle)
    scenario.locks = scenario.values(of: "lock")
    scenario.people = people(in: scenario.steps)
    scenario.notApplicable = reasonNotToApply(scenario)
    reviewPeople(scenario, readings)
    reviewThings(scenario, readings)
    reviewTags(scenario, pickle: pickle)
    return scenario
  }

  private mutating func planned(_ reading: StepReading) -> PlannedStep {
    let (step, written) = (reading.step, reading.written)
    var planned = PlannedStep(
      ordinal: reading.ordinal, keyword: written?.keyword ?? "", type: step.type.planned, text: step.text,
      offset: reading.range.lower,
      position: SourcePosition(line: written?.location.line ?? 1, column: written?.location.column ?? 1),
      table: step.dataTable?.rows, docString: step.docString?.content, understanding: understand(reading),
      pickleStepID: step.id.description)
    if case .matched(let match) = planned.understanding {
      let definition = context.book.definitions[match.definition]
      let wording = definition.wordings[match.wording]
      planned.definition = MatchedDefinition(
        id: definition.id, kind: definition.kind, pattern: wording.pattern, isAttempt: wording.isAttempt,
        place: definition.place)
    }
    return planned
  }

  private mutating func understand(_ reading: StepReading) -> Understanding {
    let step = reading.step
    if let phrase = SeedPhrase(step.text) { return seed(phrase, reading) }
    let matches = matches(of: step.text)
    let definitions = matches.map { context.book.definitions[$0.definition] }
    if !matches.isEmpty, definitions.allSatisfy(\.kind.isHuman) {
      // "beoordeelt de tester dat …" also looks like "{verb} de tester {text}": judging is the narrower meaning.
      let kinds = definitions.map(\.kind)
      let kind = [StepKind.judge, .prepare, .task].first(where: kinds.contains) ?? .task
      return .human(kind, text: step.text)
    }
    switch matches.count {
    case 1: return reviewed(matches[0], definitions[0], reading)
    case 0:
      let advice = proposal(for: step.text)
      if let strange = advice.strange {
        adviseAgainst(strange, reading)
        return .undefined(nearest: advice.nearest, snippet: "")
      }
      advise(
        "plan.undefined", "no pattern matches this step", reading.range, "not in the vocabulary",
        notes: advice.nearest.map { "nearest: \($0)" },
        hint: "reword it, or add it to the vocabulary:\n\(advice.snippet)")
      return .undefined(nearest: advice.nearest, snippet: advice.snippet)
    default:
      let ids = definitions.map(\.id)
      advise(
        "plan.ambiguous", "more than one pattern matches this step", reading.range, ids.joined(separator: ", "),
        hint: "reword one of the patterns: \(definitions.map { "\($0.id) at \($0.place)" }.joined(separator: "; "))")
      return .ambiguous(ids)
    }
  }

  private mutating func matches(of text: String) -> [StepMatch] {
    if let known = matches[text] { return known }
    let found = context.book.match(text, file.language)
    matches[text] = found
    return found
  }

  /// What can be said about a sentence that nothing matches.
  private struct Proposal {
    var nearest: [String]
    var snippet: String
    var strange: StrangeWord?
  }

  /// A wrong word in a right sentence asks for another word, not for a new sentence.
  private mutating func adviseAgainst(_ strange: StrangeWord, _ reading: StepReading) {
    let known = "the words are: " + strange.known.joined(separator: ", ")
    advise(
      "plan.undefined", "\"\(strange.text)\" is no \(strange.list) of the vocabulary",
      reading.place(strange.lower, strange.upper), "not in the list {\(strange.list)}",
      hint: nearestName(to: strange.text, among: strange.known).map { "did you mean \"\($0)\"? \(known)" } ?? known)
  }

  private mutating func proposal(for text: String) -> Proposal {
    if let known = proposals[text] { return known }
    let book = context.book
    let found = Proposal(
      nearest: book.nearest(text, file.language), snippet: book.snippet(text, file.language),
      strange: book.strangeWord(text, file.language))
    proposals[text] = found
    return found
  }

  private mutating func seed(_ phrase: SeedPhrase, _ reading: StepReading) -> Understanding {
    guard !reading.isBehindGiven else {
      return misplaced(reading, "this sentence makes things; it neither tests nor checks anything here")
    }
    let place = reading.place(phrase.entityOffset, phrase.entityOffset + phrase.entity.utf8.count)
    do throws(SeedReader.Problem) {
      if reading.step.docString != nil { throw SeedReader.Problem.docString(phrase, at: place) }
      let reader = SeedReader(book: context.book, language: file.language)
      return .seed(try reader.read(phrase, phraseRange: place, table: reading.cells))
    } catch {
      refuse(error)
      return .undefined(nearest: [], snippet: "")
    }
  }

  /// A sentence of the vocabulary in a place where it would make true what it should check.
  mutating func misplaced(_ reading: StepReading, _ message: String) -> Understanding {
    advise(
      "plan.undefined", message, reading.range, "belongs under Given",
      hint: "move it to the steps that prepare, or use a sentence that checks")
    return .undefined(nearest: [], snippet: "")
  }

  // MARK: Findings

  mutating func refuse(_ problem: SeedReader.Problem) {
    refuse(problem.code, problem.message, problem.range, problem.label, hint: problem.hint)
  }

  mutating func refuse(
    _ code: String, _ message: String, _ range: SourceRange?, _ label: String = "", hint: String?
  ) {
    guard reported.insert(Finding(code: code, message: message, range: range)).inserted else { return }
    problems.append(
      Diagnostic(.error, code, message, in: file.source, at: range.map { Label($0, label) }, hint: hint))
  }

  mutating func advise(
    _ code: String, _ message: String, _ range: SourceRange?, _ label: String = "", notes: [String] = [], hint: String?
  ) {
    guard reported.insert(Finding(code: code, message: message, range: range)).inserted else { return }
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
