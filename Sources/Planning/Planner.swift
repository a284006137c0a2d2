package import Diagnostics
import Gherkin
package import RunModel

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
    /// Languages in order of preference; of twins with one id only the first is taken.
    package var languages: [String]

    package init(
      book: StepBook, adapter: String, capabilities: Set<String>, people: [Person], languages: [String]
    ) {
      self.book = book
      self.adapter = adapter
      self.capabilities = capabilities
      self.people = people
      self.languages = languages
    }
  }

  package struct Result: Sendable {
    /// In plan order, indices from 0.
    package var scenarios: [PlannedScenario]
    /// Errors in texts: nothing may run.
    package var problems: [Diagnostic]
    /// What `check` refuses and `run` tells as a scenario's own result: undefined, ambiguous, nothing seeds it.
    package var advice: [Diagnostic]
  }

  private let context: Context

  package init(_ context: Context) {
    self.context = context
  }

  package func plan(_ files: [FeatureFile], selection: Selection) -> Result {
    var result = Result(scenarios: [], problems: [], advice: [])
    for file in files where file.document.feature != nil {
      var reader = ScenarioReader(file: file, context: context)
      for pickle in file.pickles {
        guard isOnLine(pickle, in: file, selection: selection) else { continue }
        let scenario = reader.scenario(pickle)
        if selection.wants(scenario) {
          result.scenarios.append(scenario)
          result.problems += reader.problems
          result.advice += reader.advice
        }
        reader.problems = []
        reader.advice = []
      }
    }
    result.scenarios = preferred(result.scenarios)
    for index in result.scenarios.indices { result.scenarios[index].index = index }
    result.scenarios = TouchPlan(book: context.book).touches(of: result.scenarios)
    return result
  }

  /// Twins share an id and are never run together: the first preferred language that has the id wins.
  private func preferred(_ scenarios: [PlannedScenario]) -> [PlannedScenario] {
    var chosen: [String: String] = [:]
    func rank(_ language: String) -> Int { context.languages.firstIndex(of: language) ?? context.languages.count }
    for scenario in scenarios {
      if let other = chosen[scenario.id], rank(other) <= rank(scenario.language) { continue }
      chosen[scenario.id] = scenario.language
    }
    return scenarios.filter { chosen[$0.id] == $0.language }
  }

  private func isOnLine(_ pickle: Pickle, in file: FeatureFile, selection: Selection) -> Bool {
    let lines = selection.paths.filter { $0.path == file.source.path }
    guard !lines.isEmpty, lines.allSatisfy({ $0.line != nil }) else { return true }
    let index = FeatureIndex(file.document)
    return lines.contains { path in path.line.map { index.covers(line: $0, pickle) } ?? true }
  }
}
