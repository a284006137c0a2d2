package import Diagnostics
package import Gherkin

/// A feature file that was read: its text, its AST and its pickles.
package struct FeatureFile: Sendable {
  package var source: SourceFile
  package var document: GherkinDocument
  package var pickles: [Pickle]

  package init(source: SourceFile, document: GherkinDocument, pickles: [Pickle]) {
    self.source = source
    self.document = document
    self.pickles = pickles
  }

  /// `nl` for `nl`, `en` for `en-old`: the language whose vocabulary speaks here.
  package var language: String {
    let dialect = document.feature?.language ?? "en"
    return String(dialect.prefix { $0 != "-" })
  }
}

/// Finds the parts of the AST that a pickle came from.
struct FeatureIndex {
  private var steps: [NodeID: Step] = [:]
  private var scenarios: [NodeID: (scenario: Scenario, rule: Rule?)] = [:]
  private var rows: [NodeID: (header: TableRow, row: TableRow)] = [:]

  init(_ document: GherkinDocument) {
    guard let feature = document.feature else { return }
    for background in feature.backgrounds { for step in background.steps { steps[step.id] = step } }
    for (rule, scenario) in feature.scenarios {
      scenarios[scenario.id] = (scenario, rule)
      for step in scenario.steps { steps[step.id] = step }
      for examples in scenario.examples {
        guard let header = examples.tableHeader else { continue }
        for row in examples.tableBody { rows[row.id] = (header, row) }
      }
    }
  }

  func step(of pickleStep: PickleStep) -> Step? {
    pickleStep.astNodeIDs.lazy.compactMap { steps[$0] }.first
  }

  func scenario(of pickle: Pickle) -> (scenario: Scenario, rule: Rule?)? {
    pickle.astNodeIDs.lazy.compactMap { scenarios[$0] }.first
  }

  /// The example row by column name, in the header's order; nil for a plain scenario.
  func example(of pickle: Pickle) -> [(column: String, value: String)]? {
    guard let (header, row) = pickle.astNodeIDs.lazy.compactMap({ rows[$0] }).first else { return nil }
    return zip(header.cells, row.cells).map { ($0.value, $1.value) }
  }
}
