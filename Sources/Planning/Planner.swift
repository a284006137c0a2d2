package import Diagnostics
import Dispatch
import Gherkin
package import RunModel
import Synchronization

/// Makes a plan of feature files: which scenarios, in which order, what every step means, what each touches.
package struct Planner: Sendable {
  /// What planning needs to know of the project and its target.
  package struct Context: Sendable {
    package var book: StepBook
    /// `moodle`: for `@only:` and `@not:`.
    package var adapter: String
    /// What the adapter provides, for `@needs:`.
    package var capabilities: Set<String>
    package var people: [Person]
    /// What the project says is on the LMS already.
    package var content: [ThingName]
    /// Languages in order of preference; of twins with one id only the first is taken.
    package var languages: [String]
    /// True when people work on the target: only `@safe` scenarios apply there.
    package var isProduction: Bool
    /// Folder of the project file, which ids without `@id:` are made from; nil: the current folder.
    package var folder: String?
    /// Ids of the campaign's findings, which `@known` may name; nil where there is no campaign to ask.
    package var findings: Set<String>?
    /// Those of them that people found, which `@known` cannot excuse: a machine does not find them again.
    package var findingsOfPeople: Set<String>

    package init(
      book: StepBook, adapter: String, capabilities: Set<String>, people: [Person], languages: [String],
      content: [ThingName] = [], isProduction: Bool = false, folder: String? = nil,
      findings: Set<String>? = nil, findingsOfPeople: Set<String> = []
    ) {
      self.book = book
      self.adapter = adapter
      self.capabilities = capabilities
      self.people = people
      self.content = content
      self.languages = languages
      self.isProduction = isProduction
      self.folder = folder
      self.findings = findings
      self.findingsOfPeople = findingsOfPeople
    }
  }

  package struct Result: Sendable {
    /// In plan order, indices from 0.
    package var scenarios: [PlannedScenario]
    /// Errors in texts: nothing may run.
    package var problems: [Diagnostic]
    /// What `check` refuses and `run` tells as a scenario's own result: undefined, ambiguous, `@mode`, not seeded.
    /// In the order of the files and of their lines.
    package var advice: [Diagnostic]
    /// Ids that were asked for and that no scenario of the files has, each with the nearest there is.
    package var unknownIDs: [UnknownID]
  }

  package struct UnknownID: Sendable, Hashable {
    package var id: String
    package var nearest: String?

    package init(id: String, nearest: String?) {
      self.id = id
      self.nearest = nearest
    }
  }

  private let context: Context

  package init(_ context: Context) {
    self.context = context
  }

  package func plan(_ files: [FeatureFile], selection: Selection) -> Result {
    let files = files.filter { $0.document.feature != nil }
    // Nothing of one file says what the steps of another mean.
    let readings = Mutex<[FileReading?]>(Array(repeating: nil, count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { place in
      let reading = FileReading(files[place], context: context, selection: selection)
      readings.withLock { $0[place] = reading }
    }
    var planning = Planning(context: context, selection: selection)
    for case let reading? in readings.withLock({ $0 }) { planning.add(reading) }
    return planning.result()
  }
}

/// What the scenarios of one file mean, read without the other files.
private struct FileReading: Sendable {
  let file: SourceFile
  /// Those that the selection wants.
  private(set) var scenarios: [PlannedScenario] = []
  /// Of all scenarios, wanted or not.
  private(set) var ids: Set<String> = []
  private(set) var problems: [Diagnostic] = []
  let advice: [Diagnostic]
  let unseeded: [UnseededThing]

  init(_ file: FeatureFile, context: Planner.Context, selection: Selection) {
    self.file = file.source
    var reader = ScenarioReader(file: file, context: context)
    let (targets, missing) = Self.targets(in: file, reader.index, selection)
    for pickle in file.pickles {
      // Every row is named, wanted or not: the names of equal rows depend on the rows before them.
      let scenario = reader.identify(pickle)
      ids.insert(scenario.id)
      if let targets, !reader.index.isMeant(pickle, by: targets) { continue }
      if selection.wants(scenario) { scenarios.append(reader.read(pickle, as: scenario)) }
    }
    problems = missing + reader.problems
    advice = reader.advice
    unseeded = reader.unseeded
  }

  /// What the lines asked of a file mean, nil when all of it is asked for; and the lines that mean nothing.
  private static func targets(
    in file: FeatureFile, _ index: FeatureIndex, _ selection: Selection
  ) -> (Set<FeatureIndex.LineTarget>?, [Diagnostic]) {
    guard let lines = selection.lines(of: file.source.path) else { return (nil, []) }
    var targets: Set<FeatureIndex.LineTarget> = []
    var missing: [Diagnostic] = []
    for line in lines {
      if let target = index.target(of: line) {
        targets.insert(target)
      } else {
        missing.append(
          Diagnostic(
            .error, "file.missing", "no scenario stands on line \(line)", in: file.source,
            hint: "name a line of a scenario, of its steps or of its examples"))
      }
    }
    return (targets, missing)
  }
}

/// One planning, with what was found so far.
private struct Planning {
  let context: Planner.Context
  let selection: Selection
  private var scenarios: [PlannedScenario] = []
  private var problems: [Diagnostic] = []
  private var advice: [[Diagnostic]] = []
  private var unseeded: [(file: SourceFile, things: [UnseededThing])] = []
  private var ids: Set<String> = []
  /// What the seeds of all scenarios leave behind, and of those that apply to the target.
  private var lastingThings: (all: Set<ThingName>, applying: Set<ThingName>) = ([], [])

  init(context: Planner.Context, selection: Selection) {
    self.context = context
    self.selection = selection
  }

  mutating func add(_ reading: FileReading) {
    scenarios += reading.scenarios
    ids.formUnion(reading.ids)
    problems += reading.problems
    advice.append(reading.advice)
    unseeded.append((reading.file, reading.unseeded))
  }

  mutating func result() -> Planner.Result {
    for scenario in scenarios {
      let things = ScenarioSeeds(scenario, book: context.book).lastingThings(context.book)
      lastingThings.all.formUnion(things)
      if scenario.notApplicable == nil { lastingThings.applying.formUnion(things) }
    }
    var chosen = preferred()
    reportTwice(chosen)
    for index in chosen.indices { chosen[index].index = index }
    let unknown = selection.ids.filter { !ids.contains($0) }
    return Planner.Result(
      scenarios: TouchPlan(book: context.book, people: context.people).touches(of: chosen), problems: problems,
      advice: zip(advice, unseeded).flatMap { advice, unseeded in
        (advice + notSeeded(unseeded.things, in: unseeded.file)).inOrder
      },
      unknownIDs: unknown.map { Planner.UnknownID(id: $0, nearest: nearestName(to: $0, among: ids.sorted())) })
  }

  /// What no scenario makes that stays; what stays is there for all when `lmsaccept seed` has run.
  private func notSeeded(_ things: [UnseededThing], in file: SourceFile) -> [Diagnostic] {
    var reported: Set<String> = []
    return things.compactMap { unseeded in
      let lasting = unseeded.applies ? lastingThings.applying : lastingThings.all
      guard let problem = unseeded.diagnostic(in: file, lasting: lasting) else { return nil }
      // The rows of an outline and the scenarios of a background say the same again.
      return reported.insert("\(unseeded.place) \(problem.message)").inserted ? problem : nil
    }
  }

  /// Twins share an id and are never run together: the first preferred language that has the id wins.
  private func preferred() -> [PlannedScenario] {
    var chosen: [String: String] = [:]
    func rank(_ language: String) -> Int { context.languages.firstIndex(of: language) ?? context.languages.count }
    for scenario in scenarios {
      if let other = chosen[scenario.id], rank(other) <= rank(scenario.language) { continue }
      chosen[scenario.id] = scenario.language
    }
    return scenarios.filter { chosen[$0.id] == $0.language }
  }

  /// Results are kept by id and example: two that share them would overwrite each other. Within one dialect
  /// `FeatureScrutiny` finds them; here are those of `en` and `en-old`, which are one language for us.
  private mutating func reportTwice(_ scenarios: [PlannedScenario]) {
    struct Name: Hashable {
      var id: String
      var example: String
    }
    var first: [Name: PlannedScenario] = [:]
    for scenario in scenarios {
      let name = Name(id: scenario.id, example: scenario.exampleKey)
      guard let earlier = first[name] else {
        first[name] = scenario
        continue
      }
      let start = scenario.file.offset(of: scenario.position)
      let line = scenario.file.line(scenario.position.line).utf8.count
      problems.append(
        Diagnostic(
          .error, "gherkin.repeated-id", "expected an id that no other scenario of this language has",
          in: scenario.file,
          at: Label(SourceRange(start, start + max(1, line - scenario.position.column + 1)), "\(name.id), used before"),
          notes: ["the other stands at \(earlier.file.path):\(earlier.position.line)"],
          hint: "give one of the two an id of its own"))
    }
  }
}

extension [Diagnostic] {
  /// Of one file: in the order of its text.
  fileprivate var inOrder: [Diagnostic] {
    func start(_ problem: Diagnostic) -> Int { problem.label?.range.lower ?? 0 }
    return enumerated().sorted { (start($0.element), $0.offset) < (start($1.element), $1.offset) }.map(\.element)
  }
}
