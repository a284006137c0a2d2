import Diagnostics
import JSON

extension JSONWriter {
  mutating func source(_ file: SourceFile, uri: String) {
    beginObject()
    key("source")
    beginObject()
    member("uri", uri)
    member("data", file.text)
    key("mediaType")
    if let format = FeatureFormat(path: file.path) { string(format.mediaType) } else { null() }
    endObject()
    endObject()
    endLine()
  }

  mutating func parseError(_ error: ParseError, uri: String) {
    beginObject()
    key("parseError")
    beginObject()
    key("source")
    beginObject()
    member("uri", uri)
    location(error.location)
    endObject()
    member("message", error.message)
    endObject()
    endObject()
    endLine()
  }

  mutating func gherkinDocument(_ document: GherkinDocument, uri: String) {
    beginObject()
    key("gherkinDocument")
    beginObject()
    if let feature = document.feature {
      key("feature")
      self.feature(feature)
    }
    list("comments", document.comments) { writer, comment in
      writer.beginObject()
      writer.location(comment.location)
      writer.member("text", comment.text)
      writer.endObject()
    }
    member("uri", uri)
    endObject()
    endObject()
    endLine()
  }

  private mutating func feature(_ feature: Feature) {
    beginObject()
    tags(feature.tags)
    member("language", feature.language)
    heading(feature.heading)
    list("children", feature.children) { writer, child in
      writer.beginObject()
      switch child {
      case .background(let background): writer.background(background)
      case .scenario(let scenario): writer.scenario(scenario)
      case .rule(let rule): writer.rule(rule)
      }
      writer.endObject()
    }
    endObject()
  }

  private mutating func rule(_ rule: Rule) {
    key("rule")
    beginObject()
    member("id", rule.id)
    tags(rule.tags)
    heading(rule.heading)
    list("children", rule.children) { writer, child in
      writer.beginObject()
      switch child {
      case .background(let background): writer.background(background)
      case .scenario(let scenario): writer.scenario(scenario)
      }
      writer.endObject()
    }
    endObject()
  }

  private mutating func background(_ background: Background) {
    key("background")
    beginObject()
    member("id", background.id)
    heading(background.heading)
    list("steps", background.steps) { $0.step($1) }
    endObject()
  }

  private mutating func scenario(_ scenario: Scenario) {
    key("scenario")
    beginObject()
    member("id", scenario.id)
    tags(scenario.tags)
    heading(scenario.heading)
    list("steps", scenario.steps) { $0.step($1) }
    list("examples", scenario.examples) { $0.examples($1) }
    endObject()
  }

  private mutating func examples(_ examples: Examples) {
    beginObject()
    member("id", examples.id)
    tags(examples.tags)
    heading(examples.heading)
    if let header = examples.tableHeader {
      key("tableHeader")
      row(header)
    }
    list("tableBody", examples.tableBody) { $0.row($1) }
    endObject()
  }

  private mutating func heading(_ heading: Heading) {
    location(heading.location)
    if let keyword = heading.keyword { member("keyword", keyword) }
    member("name", heading.name)
    member("description", heading.description)
  }

  private mutating func step(_ step: Step) {
    piece(#"{"id":"#)
    quoted(step.id.number)
    location(step.location)
    piece(#""keyword":"#)
    string(step.keyword)
    piece(step.keywordType.member)
    piece(#""text":"#)
    string(step.text)
    if let table = step.dataTable {
      key("dataTable")
      beginObject()
      location(table.location)
      list("rows", table.rows) { $0.row($1) }
      endObject()
    }
    if let docString = step.docString {
      key("docString")
      beginObject()
      location(docString.location)
      member("content", docString.content)
      member("delimiter", docString.delimiter)
      if let mediaType = docString.mediaType { member("mediaType", mediaType) }
      endObject()
    }
    endObject()
  }

  private mutating func row(_ row: TableRow) {
    piece(#"{"id":"#)
    quoted(row.id.number)
    location(row.location)
    piece(#""cells":["#)
    for cell in row.cells {
      piece(#"{"location":{"line":"#)
      place(cell.location)
      piece(#""value":"#)
      string(cell.value)
      piece("}")
    }
    piece("]}")
  }

  private mutating func tags(_ tags: [Tag]) {
    list("tags", tags) { writer, tag in
      writer.piece(#"{"id":"#)
      writer.quoted(tag.id.number)
      writer.location(tag.location)
      writer.member("name", tag.name)
      writer.piece("}")
    }
  }
}

extension KeywordType {
  /// As a step of the AST has it.
  fileprivate var member: StaticString {
    switch self {
    case .context: #""keywordType":"Context""#
    case .action: #""keywordType":"Action""#
    case .outcome: #""keywordType":"Outcome""#
    case .conjunction: #""keywordType":"Conjunction""#
    case .unknown: #""keywordType":"Unknown""#
    }
  }
}

// MARK: - Shared with pickles

extension JSONWriter {
  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  mutating func member(_ name: StaticString, _ id: NodeID) {
    key(name)
    quoted(id.number)
  }

  mutating func location(_ location: Location) {
    piece(#""location":{"line":"#)
    place(location)
  }

  /// What stands behind `"line":`.
  private mutating func place(_ location: Location) {
    int(location.line)
    if let column = location.column {
      piece(#""column":"#)
      int(column)
    }
    piece("}")
  }

  mutating func list<Item>(_ name: StaticString, _ items: [Item], _ write: (inout JSONWriter, Item) -> Void) {
    key(name)
    beginArray()
    for item in items { write(&self, item) }
    endArray()
  }
}
