package import Diagnostics

/// Makes pickles of a document, with ids that go on where the document's ended.
package struct PickleCompiler {
  /// Rows for an examples block that names a file; nil: every block is taken as it stands, as the official
  /// compiler does.
  package var examplesReader: ExamplesReader?
  /// What was wrong with files of examples; their rows are left out, so these must stop a run.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Rows that came from files of examples, by their id: the document holds none of them.
  package private(set) var fileRows: [NodeID: ExamplesFileRow] = [:]
  private let file: SourceFile
  private let uri: String
  private var language = ""

  package init(file: SourceFile, uri: String? = nil, examplesReader: ExamplesReader? = nil) {
    self.file = file
    self.uri = uri ?? file.path
    self.examplesReader = examplesReader
  }

  package mutating func compile(_ document: GherkinDocument, ids: inout IDGenerator) -> [Pickle] {
    var pickles: [Pickle] = []
    compile(document, ids: &ids) { pickles.append($0) }
    return pickles
  }

  /// Hands the pickles on one by one: all of a large file take much room.
  package mutating func compile(
    _ document: GherkinDocument, ids: inout IDGenerator, each: (Pickle) -> Void
  ) {
    guard let feature = document.feature else { return }
    language = feature.language
    var background: [Step] = []
    for child in feature.children {
      switch child {
      case .background(let own): background += own.steps
      case .scenario(let scenario): add(scenario, under: feature.tags, after: background, ids: &ids, each)
      case .rule(let rule): add(rule, under: feature.tags, after: background, ids: &ids, each)
      }
    }
  }

  private mutating func add(
    _ rule: Rule, under tags: [Tag], after steps: [Step], ids: inout IDGenerator, _ each: (Pickle) -> Void
  ) {
    var background = steps
    for child in rule.children {
      switch child {
      case .background(let own): background += own.steps
      case .scenario(let scenario): add(scenario, under: tags + rule.tags, after: background, ids: &ids, each)
      }
    }
  }

  private mutating func add(
    _ scenario: Scenario, under tags: [Tag], after steps: [Step], ids: inout IDGenerator, _ each: (Pickle) -> Void
  ) {
    // The official compiler drops the background of a scenario that has no steps of its own.
    let background = scenario.steps.isEmpty ? [] : steps
    let inherited = tags + scenario.tags
    guard !scenario.examples.isEmpty else {
      var compiled = CompiledSteps(room: background.count + scenario.steps.count, from: .unknown)
      compiled.add(background, ids: &ids)
      compiled.add(scenario.steps, ids: &ids)
      each(
        Pickle(
          id: ids.next(), uri: uri, location: scenario.heading.location, name: scenario.heading.name,
          language: language, steps: compiled.steps, tags: Self.pickleTags(inherited),
          source: PickleSource(node: scenario.id)))
      return
    }
    for examples in scenario.examples {
      guard let header = examples.tableHeader else { continue }
      let pickleTags = Self.pickleTags(inherited + examples.tags)
      let placeholders = header.cells.map { Placeholder(column: $0.value) }
      for row in rows(of: examples, header: header, ids: &ids) {
        add(
          row, of: scenario, Filling(placeholders: placeholders, values: row.cells.map(\.value)),
          after: background, tags: pickleTags, ids: &ids, each)
      }
    }
  }

  private mutating func add(
    _ row: TableRow, of scenario: Scenario, _ filling: Filling, after background: [Step], tags: [PickleTag],
    ids: inout IDGenerator, _ each: (Pickle) -> Void
  ) {
    var compiled = CompiledSteps(room: background.count + scenario.steps.count, from: nil)
    // A conjunction that opens the scenario goes on with the background's type, or has none.
    compiled.add(background, ids: &ids)
    compiled.add(scenario.steps, filling, row: row.id, ids: &ids)
    each(
      Pickle(
        id: ids.next(), uri: uri, location: row.location, name: filling(scenario.heading.name), language: language,
        steps: compiled.steps, tags: tags, source: PickleSource(node: scenario.id, row: row.id)))
  }

  private static func pickleTags(_ tags: [Tag]) -> [PickleTag] {
    tags.map { PickleTag(name: $0.name, astNodeID: $0.id) }
  }
}

/// The steps of one pickle: first those of backgrounds, then the scenario's own.
private struct CompiledSteps {
  private(set) var steps: [PickleStep] = []
  /// What a conjunction goes on with.
  private var type: KeywordType?

  init(room: Int, from type: KeywordType?) {
    self.type = type
    steps.reserveCapacity(room)
  }

  mutating func add(_ more: [Step], _ filling: Filling = Filling(), row: NodeID? = nil, ids: inout IDGenerator) {
    for step in more {
      if step.keywordType != .conjunction { type = step.keywordType }
      var compiled = PickleStep(
        id: ids.next(), type: type, text: filling(step.text), source: PickleSource(node: step.id, row: row))
      if let table = step.dataTable {
        compiled.dataTable = PickleTable(rows: table.rows.map { row in row.cells.map { filling($0.value) } })
      }
      if let docString = step.docString {
        compiled.docString = PickleDocString(
          content: filling(docString.content), mediaType: docString.mediaType.map { filling($0) })
      }
      if let table = step.dataTable, let docString = step.docString {
        let isTableFirst = docString.location.line > table.location.line
        compiled.dataTable?.argumentIndex = isTableFirst ? 1 : 2
        compiled.docString?.argumentIndex = isTableFirst ? 2 : 1
      }
      steps.append(compiled)
    }
  }
}

// MARK: - Examples from a file

extension PickleCompiler {
  private mutating func rows(of examples: Examples, header: TableRow, ids: inout IDGenerator) -> [TableRow] {
    guard let examplesReader, let tag = examples.fileTag else { return examples.tableBody }
    let columns = header.cells.map(\.value)
    do {
      let table = try examplesReader(examples.fileName(of: tag), file)
      let values = try table.rows(columns: columns, for: examples, tag: tag, in: file)
      return values.map { values in
        let cells = values.map { TableCell(location: tag.location, value: $0, range: tag.range) }
        let row = TableRow(id: ids.next(), location: tag.location, cells: cells)
        fileRows[row.id] = ExamplesFileRow(examples: examples.id, header: header, row: row)
        return row
      }
    } catch {
      diagnostics.append(error.diagnostic(at: tag, header: header, in: file))
      return []
    }
  }
}
