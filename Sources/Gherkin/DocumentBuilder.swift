import Diagnostics

/// Grows the tree line by line. A node gets its id when it is complete, its tags just before it: ids are in
/// post-order, also while there are errors.
struct DocumentBuilder {
  var ids: IDGenerator
  var errors = ErrorList()
  private var comments: [Comment] = []
  private var feature: Feature?
  private var rule: Rule?
  private var background: Background?
  private var scenario: Scenario?
  private var examples: Examples?
  private var step: Step?
  private var rows: [TableRow] = []
  private var docString: DocString?
  private var docStringLines: [String] = []
  private var tags: [Tag] = []
  private var description: [Match] = []
  private var dialect = Dialect.english

  init(ids: IDGenerator) {
    self.ids = ids
  }

  /// What was read; complete only after the end of the file.
  var document: GherkinDocument { GherkinDocument(feature: feature, comments: comments) }
}

// MARK: - Moves

extension DocumentBuilder {
  mutating func perform(_ move: Move, _ match: Match, in place: inout Place, dialect: Dialect) throws(GaveUp) {
    self.dialect = dialect
    switch move {
    case .end: try closeFeature()
    case .language: place.spot = .languageLine
    case .comment:
      if match.kind == .comment { comments.append(Comment(location: match.location, text: match.text)) }
      if place.spot == .title { place.spot = .description }
    case .empty: break
    case .other: addText(match, in: &place)
    case .step:
      try closeStep()
      openStep(match)
      place.spot = .step
    case .tableRow: addRow(match, in: &place)
    case .docString: try toggleDocString(match, in: &place)
    case .moreTags: addTags(match)
    case .featureTags, .ruleTags, .scenarioTags, .examplesTags:
      try addFirstTags(move, match, in: &place)
    case .feature, .rule, .background, .scenario, .examples:
      try open(move, match, in: &place)
    }
  }

  private mutating func addFirstTags(_ move: Move, _ match: Match, in place: inout Place) throws(GaveUp) {
    switch move {
    case .ruleTags:
      try closeRule()
      place.spot = .ruleTags
    case .scenarioTags:
      try closeBlock()
      place.spot = .scenarioTags
    case .examplesTags:
      try closeExamples()
      place.spot = .examplesTags
    default: place.spot = .featureTags
    }
    addTags(match)
  }

  private mutating func open(_ move: Move, _ match: Match, in place: inout Place) throws(GaveUp) {
    let heading = Heading(
      location: match.location, keyword: match.keyword, name: match.text, nameRange: match.textRange)
    switch move {
    case .rule:
      try closeRule()
      rule = Rule(id: .pending, tags: takeTags(), heading: heading, children: [])
      place.block = .rule
    case .background:
      closeDescription()
      background = Background(id: .pending, heading: heading, steps: [])
      place.block = .background
    case .scenario:
      try closeBlock()
      scenario = Scenario(id: .pending, tags: takeTags(), heading: heading, steps: [], examples: [])
      place.block = .scenario
    case .examples:
      try closeExamples()
      examples = Examples(id: .pending, tags: takeTags(), heading: heading, tableHeader: nil, tableBody: [])
      place.block = .examples
    default:
      feature = Feature(tags: takeTags(), heading: heading, language: dialect.language, children: [])
      place.block = .feature
    }
    place.spot = .title
  }

  private mutating func openStep(_ match: Match) {
    step = Step(
      id: .pending, location: match.location, keyword: match.keyword ?? "",
      keywordType: match.keywordType ?? .unknown, text: match.text, textRange: match.textRange)
  }

  private mutating func addTags(_ match: Match) {
    tags += match.items.map { Tag(id: .pending, location: $0.location, name: $0.text, range: $0.range) }
  }

  private mutating func takeTags() -> [Tag] {
    defer { tags = [] }
    return tags
  }

  private mutating func addText(_ match: Match, in place: inout Place) {
    if place.spot == .docString || place.spot == .docStringAfterTable {
      docStringLines.append(match.text)
      docString?.contentRange.upper = match.textRange.upper
      return
    }
    description.append(match)
    place.spot = .description
  }

  private mutating func addRow(_ match: Match, in place: inout Place) {
    closeDescription()
    closeDocString()
    let cells = match.items.map { TableCell(location: $0.location, value: $0.text, range: $0.range) }
    rows.append(TableRow(id: .pending, location: match.location, cells: cells))
    switch place.spot {
    case .title, .description: place.spot = .examplesTable
    case .step: place.spot = .table
    case .docStringEnd: place.spot = .tableAfterDocString
    default: break
    }
  }

  private mutating func toggleDocString(_ match: Match, in place: inout Place) throws(GaveUp) {
    switch place.spot {
    case .docString: place.spot = .docStringEnd
    case .docStringAfterTable: place.spot = .docStringAfterTableEnd
    default:
      place.spot = place.spot == .table ? .docStringAfterTable : .docString
      try closeTable()
      docString = DocString(
        location: match.location, content: "", delimiter: match.keyword ?? "",
        mediaType: match.text.isEmpty ? nil : match.text,
        contentRange: SourceRange(match.location.offset, match.textRange.upper))
    }
  }
}

// MARK: - Closing

extension DocumentBuilder {
  private mutating func number(_ tags: inout [Tag]) {
    for index in tags.indices { tags[index].id = ids.next() }
  }

  private mutating func closeDescription() {
    guard !description.isEmpty else { return }
    var lines = description[...]
    while lines.last?.text.isEmpty == true { lines.removeLast() }
    let text = lines.map(\.text).joined(separator: "\n")
    let places = lines.compactMap { match -> DescriptionLine? in
      let source = SourceBytes(match.text)
      let trimmed = source.trimming(SourceRange(0, source.count))
      guard trimmed.lower < trimmed.upper else { return nil }
      let offset = match.textRange.lower
      return DescriptionLine(
        line: match.location.line, range: SourceRange(offset + trimmed.lower, offset + trimmed.upper))
    }
    description = []
    if examples != nil {
      examples?.heading.describe(text, places)
    } else if scenario != nil {
      scenario?.heading.describe(text, places)
    } else if background != nil {
      background?.heading.describe(text, places)
    } else if rule != nil {
      rule?.heading.describe(text, places)
    } else {
      feature?.heading.describe(text, places)
    }
  }

  private mutating func closeDocString() {
    guard var closed = docString else { return }
    closed.content = docStringLines.joined(separator: "\n")
    step?.docString = closed
    docString = nil
    docStringLines = []
  }

  /// Numbers the rows; a table whose rows differ in length is reported and dropped.
  private mutating func closeTable() throws(GaveUp) {
    guard let first = rows.first else { return }
    var closed = rows
    rows = []
    for index in closed.indices { closed[index].id = ids.next() }
    if let odd = closed.first(where: { $0.cells.count != first.cells.count }) {
      try errors.report(
        .inconsistentCells(count: odd.cells.count, firstCount: first.cells.count),
        "inconsistent cell count within the table", at: odd.location, range: odd.range, in: dialect)
    } else if examples != nil {
      examples?.tableHeader = closed.removeFirst()
      examples?.tableBody = closed
    } else {
      step?.dataTable = DataTable(rows: closed)
    }
  }

  private mutating func closeStep() throws(GaveUp) {
    closeDescription()
    closeDocString()
    try closeTable()
    guard var closed = step else { return }
    step = nil
    closed.id = ids.next()
    if scenario != nil {
      scenario?.steps.append(closed)
    } else {
      background?.steps.append(closed)
    }
  }

  private mutating func closeExamples() throws(GaveUp) {
    try closeStep()
    guard var closed = examples else { return }
    examples = nil
    number(&closed.tags)
    closed.id = ids.next()
    scenario?.examples.append(closed)
  }

  /// Closes the background or scenario that is open, if any.
  private mutating func closeBlock() throws(GaveUp) {
    try closeExamples()
    if var closed = background {
      background = nil
      closed.id = ids.next()
      append(.background(closed))
    }
    if var closed = scenario {
      scenario = nil
      number(&closed.tags)
      closed.id = ids.next()
      append(.scenario(closed))
    }
  }

  private mutating func append(_ child: RuleChild) {
    if rule != nil {
      rule?.children.append(child)
      return
    }
    switch child {
    case .background(let background): feature?.children.append(.background(background))
    case .scenario(let scenario): feature?.children.append(.scenario(scenario))
    }
  }

  private mutating func closeRule() throws(GaveUp) {
    try closeBlock()
    guard var closed = rule else { return }
    rule = nil
    number(&closed.tags)
    closed.id = ids.next()
    feature?.children.append(.rule(closed))
  }

  private mutating func closeFeature() throws(GaveUp) {
    try closeRule()
    guard var closed = feature else { return }
    number(&closed.tags)
    feature = closed
  }
}

extension TableRow {
  /// From the first cell to the end of the last one.
  var range: SourceRange {
    SourceRange(location.offset, (cells.last?.range.upper).map { $0 + 1 } ?? location.offset + 1)
  }
}

extension Heading {
  fileprivate mutating func describe(_ text: String, _ lines: [DescriptionLine]) {
    description = text
    descriptionLines = lines
  }
}
