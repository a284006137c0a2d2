import JSON

extension JSONWriter {
  mutating func pickle(_ pickle: Pickle) {
    beginObject()
    key("pickle")
    beginObject()
    ids("astNodeIds", pickle.astNodeIDs)
    member("id", pickle.id)
    location(pickle.location)
    list("tags", pickle.tags) { writer, tag in
      writer.beginObject()
      writer.member("astNodeId", tag.astNodeID)
      writer.member("name", tag.name)
      writer.endObject()
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
    ids("astNodeIds", step.astNodeIDs)
    member("id", step.id)
    key("type")
    if let type = step.type { string(type.rawValue) } else { null() }
    member("text", step.text)
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
        writer.beginObject()
        writer.list("cells", row) { writer, value in
          writer.beginObject()
          writer.member("value", value)
          writer.endObject()
        }
        writer.endObject()
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

  private mutating func ids(_ name: StaticString, _ ids: [NodeID]) {
    list(name, ids) { $0.quoted($1.number) }
  }
}
