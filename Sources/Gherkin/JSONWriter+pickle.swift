import JSON

extension JSONWriter {
  mutating func pickle(_ pickle: Pickle) {
    beginObject()
    key("pickle")
    beginObject()
    source(pickle.source)
    member("id", pickle.id)
    location(pickle.location)
    list("tags", pickle.tags) { writer, tag in
      writer.piece(#"{"astNodeId":"#)
      writer.quoted(tag.astNodeID.number)
      writer.piece(#""name":"#)
      writer.string(tag.name)
      writer.piece("}")
    }
    member("name", pickle.name)
    member("language", pickle.language)
    list("steps", pickle.steps) { $0.step($1) }
    member("uri", pickle.uri)
    endObject()
    endObject()
    endLine()
  }

  private mutating func step(_ step: PickleStep) {
    beginObject()
    source(step.source)
    piece(#""id":"#)
    quoted(step.id.number)
    piece(step.type?.pickleMember ?? #""type":null"#)
    piece(#""text":"#)
    string(step.text)
    if step.docString != nil || step.dataTable != nil { argument(of: step) }
    endObject()
  }

  private mutating func argument(of step: PickleStep) {
    key("argument")
    beginObject()
    if let table = step.dataTable {
      key("dataTable")
      beginObject()
      argumentIndex(table.argumentIndex)
      list("rows", table.rows) { writer, row in
        writer.piece(#"{"cells":["#)
        for value in row {
          writer.piece(#"{"value":"#)
          writer.string(value)
          writer.piece("}")
        }
        writer.piece("]}")
      }
      endObject()
    }
    if let docString = step.docString {
      key("docString")
      beginObject()
      argumentIndex(docString.argumentIndex)
      member("content", docString.content)
      if let mediaType = docString.mediaType { member("mediaType", mediaType) }
      endObject()
    }
    endObject()
  }

  private mutating func argumentIndex(_ index: Int?) {
    guard let index else { return }
    key("argumentIndex")
    int(index)
  }

  private mutating func source(_ source: PickleSource) {
    piece(#""astNodeIds":["#)
    quoted(source.node.number)
    if let row = source.row { quoted(row.number) }
    piece("]")
  }
}

extension KeywordType {
  /// As a step of a pickle has it.
  fileprivate var pickleMember: StaticString {
    switch self {
    case .context: #""type":"Context""#
    case .action: #""type":"Action""#
    case .outcome: #""type":"Outcome""#
    case .conjunction: #""type":"Conjunction""#
    case .unknown: #""type":"Unknown""#
    }
  }
}
