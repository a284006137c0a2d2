import Diagnostics
import Gherkin
import RunModel

extension ScenarioReader {
  /// The people a scenario names, in order of first mention; `the learner` is the first declared with that role.
  func people(in steps: [PlannedStep]) -> [String] {
    var handles: [String] = []
    func add(_ handle: String?) {
      if let handle, !handles.contains(handle) { handles.append(handle) }
    }
    for step in steps {
      guard case .matched(let match) = step.understanding else { continue }
      for argument in match.arguments {
        if case .person(let handle, let role) = argument.value {
          add(handle ?? context.people.first { $0.role == role }?.handle)
        }
      }
    }
    return handles
  }

  /// A reason known before any request: `@only`, `@not`, `@needs`, or a step the adapter says this LMS cannot do.
  func reasonNotToApply(_ scenario: PlannedScenario) -> String? {
    let only = scenario.values(of: "only")
    if !only.isEmpty, !only.contains(context.adapter) { return "only for \(only.joined(separator: ", "))" }
    if scenario.values(of: "not").contains(context.adapter) { return "not for \(context.adapter)" }
    for need in scenario.values(of: "needs") where !context.capabilities.contains(need) {
      return "\(context.adapter) has no \(need)"
    }
    for step in scenario.steps {
      guard case .matched(let match) = step.understanding else { continue }
      if case .unsupported(let reason) = context.book.automation[match.definition] { return reason }
    }
    return nil
  }

  /// A person that nobody declares is an error of the text: a misspelt handle must not become a new person.
  mutating func reviewArguments(_ match: StepMatch, _ step: PickleStep, range: SourceRange?) {
    for argument in match.arguments {
      guard case .person(let handle, let role) = argument.value else { continue }
      let place = range.map { range in
        SourceRange(range.lower + (argument.lower ?? 0), range.lower + (argument.upper ?? step.text.utf8.count))
      }
      if let handle {
        reviewPerson(handle, role: role, at: place)
      } else if let role, !context.people.contains(where: { $0.role == role }) {
        problems.append(
          Diagnostic(
            .error, "plan.unknown-person", "nobody has the role \"\(role)\"", in: file.source,
            at: place.map { Label($0) }, hint: "declare a person with this role in the project file"))
      }
    }
  }

  private mutating func reviewPerson(_ handle: String, role: String?, at place: SourceRange?) {
    guard let person = context.people.first(where: { $0.handle == handle }) else {
      guard !seededUsers.contains(handle) else { return }
      let known = context.people.map(\.handle) + seededUsers.sorted()
      problems.append(
        Diagnostic(
          .error, "plan.unknown-person", "nobody is called \"\(handle)\"", in: file.source,
          at: place.map { Label($0, "not declared and not seeded") },
          hint: nearestName(to: handle, among: known).map { "did you mean \"\($0)\"?" }
            ?? "declare the person in the project file, or seed a user with this username"))
      return
    }
    if let role, person.role != role {
      problems.append(
        Diagnostic(
          .error, "plan.role", "\"\(handle)\" is \(person.role), not \(role)", in: file.source,
          at: place.map { Label($0) }, hint: "leave the role word out, or name somebody else"))
    }
  }

  /// User names that any seeding table of this file makes.
  private var seededUsers: Set<String> {
    var names: Set<String> = []
    let feature = file.document.feature
    let steps = (feature?.backgrounds.flatMap(\.steps) ?? []) + (feature?.scenarios.flatMap(\.scenario.steps) ?? [])
    for step in steps where SeedPhrase(step.text) != nil {
      guard let rows = step.dataTable?.rows, let header = rows.first else { continue }
      let column = header.cells.firstIndex { ["username", "gebruikersnaam"].contains($0.value) }
      if let column { for row in rows.dropFirst() { names.insert(row.cells[column].value) } }
      for row in rows where row.cells.count == 2 && ["username", "gebruikersnaam"].contains(row.cells[0].value) {
        names.insert(row.cells[1].value)
      }
    }
    return names
  }

  /// What holds for the whole scenario: its mode tag, and tags that belong to findings.
  mutating func review(_ scenario: PlannedScenario, pickle: Pickle, written: Scenario?) {
    let range = written?.heading.nameRange
    for tag in scenario.tags where tag.hasPrefix("@known:") || tag.hasPrefix("@retry:") {
      problems.append(
        Diagnostic(
          .error, "plan.findings-tag", "\(tag) needs findings, which this version does not keep", in: file.source,
          at: range.map { Label($0) }, hint: "take the tag away"))
    }
    guard let mode = scenario.values(of: "mode").last else { return }
    let isHuman = scenario.steps.map { step in
      if case .human = step.understanding { return true }
      return false
    }
    let acting = zip(scenario.steps, isHuman).filter { $0.0.type != .context }.map(\.1)
    let actual = !isHuman.contains(true) ? "api" : acting.allSatisfy(\.self) ? "human" : "hybrid"
    if mode != actual {
      advise(
        "plan.mode", "the tag says @mode:\(mode), the steps say \(actual)", range,
        hint: "correct the tag, or the steps that \(isHuman.contains(true) ? "a person does" : "no person does")")
    }
  }
}

extension FeatureIndex {
  /// True when a 1-based line lies in the pickle's scenario (or, for a line of an example row, is that row).
  func covers(line: Int, _ pickle: Pickle) -> Bool {
    guard let (scenario, _) = scenario(of: pickle) else { return false }
    let exampleLines = scenario.examples.flatMap { $0.tableBody.map(\.location.line) }
    if exampleLines.contains(line) { return pickle.location.line == line }
    let last = max(
      exampleLines.max() ?? 0, scenario.steps.map(\.lastLine).max() ?? 0, scenario.heading.location.line)
    let first = scenario.tags.first?.location.line ?? scenario.heading.location.line
    return (first...max(first, last)).contains(line)
  }
}

extension Step {
  /// The last line of the step, its table or doc string included.
  fileprivate var lastLine: Int {
    let table = dataTable?.rows.last?.location.line ?? 0
    let text = docString.map {
      $0.location.line + $0.content.split(separator: "\n", omittingEmptySubsequences: false).count + 1
    }
    return max(location.line, table, text ?? 0)
  }
}
