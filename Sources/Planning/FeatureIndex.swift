import Diagnostics
import Gherkin

/// Finds the parts of a feature file that a pickle came from.
struct FeatureIndex {
  /// A row of examples with the block it fills.
  struct ExampleRow {
    var block: NodeID
    var header: TableRow
    var row: TableRow
  }

  let file: FeatureFile
  private var steps: [NodeID: Step] = [:]
  private var scenarios: [NodeID: (scenario: Scenario, rule: Rule?)] = [:]
  private var rows: [NodeID: ExampleRow] = [:]
  private var tags: [NodeID: Tag] = [:]

  init(_ file: FeatureFile) {
    self.file = file
    for (id, row) in file.fileRows { rows[id] = ExampleRow(block: row.examples, header: row.header, row: row.row) }
    guard let feature = file.document.feature else { return }
    add(feature.tags)
    for background in feature.backgrounds { for step in background.steps { steps[step.id] = step } }
    for (rule, scenario) in feature.scenarios {
      add(rule?.tags ?? [])
      add(scenario.tags)
      scenarios[scenario.id] = (scenario, rule)
      for step in scenario.steps { steps[step.id] = step }
      for examples in scenario.examples { add(examples) }
    }
  }

  private mutating func add(_ tags: [Tag]) {
    for tag in tags { self.tags[tag.id] = tag }
  }

  private mutating func add(_ examples: Examples) {
    add(examples.tags)
    guard let header = examples.tableHeader else { return }
    for row in examples.tableBody { rows[row.id] = ExampleRow(block: examples.id, header: header, row: row) }
  }

  func step(of pickleStep: PickleStep) -> Step? { steps[pickleStep.source.node] }

  func scenario(of pickle: Pickle) -> (scenario: Scenario, rule: Rule?)? { scenarios[pickle.source.node] }

  func row(of pickle: Pickle) -> ExampleRow? { pickle.source.row.flatMap { rows[$0] } }

  /// The example row by column name, in the header's order; nil for a plain scenario.
  func example(of pickle: Pickle) -> [(column: String, value: String)]? {
    row(of: pickle).map { found in zip(found.header.cells, found.row.cells).map { ($0.value, $1.value) } }
  }

  func tag(of pickleTag: PickleTag) -> Tag? { tags[pickleTag.astNodeID] }
}

// MARK: - Lines

extension FeatureIndex {
  /// What somebody means by a line of a feature file.
  enum LineTarget: Hashable {
    case scenario(NodeID)
    /// All rows of one Examples block.
    case block(NodeID)
    case row(NodeID)
  }

  /// What stands on a 1-based line: an example row, a block of examples or a scenario; nil for anything else.
  func target(of line: Int) -> LineTarget? {
    for (_, scenario) in file.document.feature?.scenarios ?? [] {
      for examples in scenario.examples {
        if let row = examples.tableBody.first(where: { $0.location.line == line }) { return .row(row.id) }
        if examples.lines.contains(line) { return .block(examples.id) }
      }
      if lines(of: scenario).contains(line) { return .scenario(scenario.id) }
    }
    return nil
  }

  /// Whether a pickle is, or belongs to, one of the targets.
  func isMeant(_ pickle: Pickle, by targets: Set<LineTarget>) -> Bool {
    if targets.contains(.scenario(pickle.source.node)) { return true }
    guard let row = pickle.source.row else { return false }
    return targets.contains(.row(row)) || rows[row].map { targets.contains(.block($0.block)) } ?? false
  }

  /// From the first tag to the last line of the last step.
  private func lines(of scenario: Scenario) -> ClosedRange<Int> {
    let heading = scenario.heading.location.line
    let first = scenario.tags.map(\.location.line).min() ?? heading
    let last = scenario.steps.map(lastLine).max() ?? heading
    return min(first, heading)...max(heading, last)
  }

  /// The last line of a step, its table and doc string included.
  private func lastLine(of step: Step) -> Int {
    let table = step.dataTable?.rows.last?.location.line ?? 0
    let text = step.docString.map { $0.location.line + lines(of: $0.contentRange) }
    return max(step.location.line, table, text ?? 0)
  }

  /// How many lines a range takes; a line feed at its end belongs to its last line.
  private func lines(of range: SourceRange) -> Int {
    let bytes = file.source.text.utf8.dropFirst(range.lower).prefix(range.upper - range.lower)
    return bytes.count { $0 == 0x0A } + (bytes.last == 0x0A ? 0 : 1)
  }
}

extension Examples {
  /// From the first tag to the last row.
  fileprivate var lines: ClosedRange<Int> {
    let heading = heading.location.line
    let first = tags.map(\.location.line).min() ?? heading
    let last = tableBody.last?.location.line ?? tableHeader?.location.line ?? heading
    return min(first, heading)...max(heading, last)
  }
}
