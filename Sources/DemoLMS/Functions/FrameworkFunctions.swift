/// Competency frameworks and what is in them.
enum FrameworkFunctions {
  static let all = [
    Function("core_competency_create_competency_framework", .create, createFramework),
    Function("core_competency_list_competency_frameworks", .read, listFrameworks),
    Function("core_competency_read_competency_framework", .read) { (call) throws(Refusal) in
      guard let framework = call.state.frameworks[call.arguments["id"].int ?? 0] else { throw .unknownRecord }
      return value(of: framework, call)
    },
    Function("core_competency_delete_competency_framework", .delete, deleteFramework),
    Function("core_competency_create_competency", .create, create),
    Function("core_competency_list_competencies", .read) { (call) throws(Refusal) in .list(filtered(call).map(value)) },
    Function("core_competency_count_competencies", .read) { (call) throws(Refusal) in .int(filtered(call).count) },
    Function("core_competency_search_competencies", .read, search),
    Function("core_competency_read_competency", .read) { (call) throws(Refusal) in
      value(of: try competency(call.arguments["id"].int ?? 0, call))
    },
    Function("core_competency_delete_competency", .delete, delete),
    Function("core_competency_get_scale_values", .read) { (call) throws(Refusal) in
      guard let scale = call.state.scales[call.arguments["scaleid"].int ?? 0] else { throw .unknownRecord }
      return .list(scale.items.enumerated().map { ["id": .int($0 + 1), "name": call.name($1)] })
    },
  ]

  private static func createFramework(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.manageFrameworks)
    let wanted = call.arguments["competencyframework"]
    let number = wanted["idnumber"].text
    if call.state.frameworks.contains(where: { $0.idnumber == number }), !call.allowsDuplicates {
      throw .persistent("This ID number is already in use")
    }
    guard call.state.scales[wanted["scaleid"].int ?? 0] != nil else { throw .persistent("Invalid scale") }
    let framework = call.state.frameworks.add(
      Framework(
        shortname: wanted["shortname"].text, idnumber: number, description: wanted["description"].text,
        scale: wanted["scaleid"].int ?? 0, scaleConfiguration: wanted["scaleconfiguration"].text,
        isVisible: wanted["visible"].flag, taxonomies: wanted["taxonomies"].text, time: call.now,
        author: call.caller.id))
    return value(of: framework, call)
  }

  static func value(of framework: Framework, _ call: Call) -> Value {
    [
      "shortname": call.name(framework.shortname), "idnumber": .string(framework.idnumber),
      "description": .string(framework.description), "descriptionformat": 1, "visible": .bool(framework.isVisible),
      "scaleid": .int(framework.scale), "scaleconfiguration": .string(framework.scaleConfiguration),
      "contextid": 1, "taxonomies": .string(framework.taxonomies), "id": .int(framework.id),
      "timecreated": .int(framework.time), "timemodified": .int(framework.time),
      "usermodified": .int(framework.author), "canmanage": .bool(call.can(.manageFrameworks)),
      "competenciescount": .int(call.state.competencies.filter { $0.framework == framework.id }.count),
      "contextname": "System", "contextnamenoprefix": "System",
    ]
  }

  private static func listFrameworks(_ call: inout Call) throws(Refusal) -> Value {
    let words = call.arguments["query"].text.lowercased()
    let found = call.state.frameworks.filter {
      call.keeps(words.isEmpty || $0.shortname.lowercased().contains(words) || $0.idnumber.lowercased().contains(words))
    }.sorted { $0.shortname < $1.shortname }
    return .list(page(found, call).map { value(of: $0, call) })
  }

  /// The part of a list that `skip` and `limit` ask for; 0 means no limit.
  static func page<Element>(_ list: [Element], _ call: Call) -> [Element] {
    let rest = Array(list.dropFirst(call.arguments["skip"].int ?? 0))
    let limit = call.arguments["limit"].int ?? 0
    return limit > 0 ? Array(rest.prefix(limit)) : rest
  }

  private static func deleteFramework(_ call: inout Call) throws(Refusal) -> Value {
    let id = call.arguments["id"].int ?? 0
    guard call.state.frameworks[id] != nil else { throw .unknownRecord }
    try call.require(.manageFrameworks)
    for competency in call.state.competencies where competency.framework == id { remove(competency.id, &call) }
    call.state.frameworks[id] = nil
    return true
  }

  static func competency(_ id: Int, _ call: Call) throws(Refusal) -> Competency {
    guard let competency = call.state.competencies[id] else { throw .unknownRecord }
    return competency
  }

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.manageFrameworks)
    let wanted = call.arguments["competency"]
    let framework = wanted["competencyframeworkid"].int ?? 0
    let number = wanted["idnumber"].text
    guard call.state.frameworks[framework] != nil else { throw .unknownRecord }
    let siblings = call.state.competencies.filter { $0.framework == framework }
    if siblings.contains(where: { $0.idnumber == number }), !call.allowsDuplicates {
      throw .persistent("This ID number is already in use")
    }
    let parent = wanted["parentid"].int ?? 0
    guard parent == 0 || siblings.contains(where: { $0.id == parent }) else { throw .persistent("Invalid parent") }
    let path = call.state.competencies[parent].map { "\($0.path)\(parent)/" } ?? "/0/"
    let competency = call.state.competencies.add(
      Competency(
        shortname: wanted["shortname"].text, idnumber: number, description: wanted["description"].text,
        framework: framework, parent: parent, path: path,
        sortOrder: siblings.filter { $0.parent == parent }.count, time: call.now, author: call.caller.id))
    return value(of: competency)
  }

  static func value(of competency: Competency) -> Value {
    [
      "shortname": .string(competency.shortname), "idnumber": .string(competency.idnumber),
      "description": .string(competency.description), "descriptionformat": 1,
      "sortorder": .int(competency.sortOrder), "parentid": .int(competency.parent), "path": .string(competency.path),
      "ruleoutcome": .int(competency.ruleOutcome), "ruletype": .null, "ruleconfig": .null, "scaleid": .null,
      "scaleconfiguration": .null, "competencyframeworkid": .int(competency.framework), "id": .int(competency.id),
      "timecreated": .int(competency.time), "timemodified": .int(competency.time),
      "usermodified": .int(competency.author),
    ]
  }

  private static func filtered(_ call: Call) -> [Competency] {
    let filters = call.arguments["filters"].list
    let found = call.state.competencies.filter { competency in
      call.keeps(
        filters.allSatisfy { filter in
          let value = filter["value"].text
          return switch filter["column"].text {
          case "competencyframeworkid": String(competency.framework) == value
          case "parentid": String(competency.parent) == value
          case "idnumber": competency.idnumber == value
          case "shortname": competency.shortname == value
          case "id": String(competency.id) == value
          default: false
          }
        })
    }
    let sorted =
      switch call.arguments["sort"].text {
      case "shortname": found.sorted { $0.shortname < $1.shortname }
      case "idnumber": found.sorted { $0.idnumber < $1.idnumber }
      default: found
      }
    return page(call.arguments["order"].text.uppercased() == "DESC" ? sorted.reversed() : sorted, call)
  }

  private static func search(_ call: inout Call) throws(Refusal) -> Value {
    let words = call.arguments["searchtext"].text.lowercased()
    let framework = call.arguments["competencyframeworkid"].int ?? 0
    let found = call.state.competencies.filter {
      $0.framework == framework
        && call.keeps($0.shortname.lowercased().contains(words) || $0.idnumber.lowercased().contains(words))
    }
    return .list(found.map(value))
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    let competency = try competency(call.arguments["id"].int ?? 0, call)
    try call.require(.manageFrameworks)
    for below in call.state.competencies where below.path.hasPrefix("\(competency.path)\(competency.id)/") {
      remove(below.id, &call)
    }
    remove(competency.id, &call)
    return true
  }

  private static func remove(_ id: Int, _ call: inout Call) {
    let gone = Set(call.state.userCompetencies.filter { $0.competency == id }.map(\.id))
    call.state.competencies[id] = nil
    call.state.courseCompetencies.remove { $0.competency == id }
    call.state.userCompetencies.remove { gone.contains($0.id) }
    call.state.evidence.remove { gone.contains($0.userCompetency) }
    call.state.plans.updateAll(where: { $0.competencies.contains(id) }) { $0.competencies.removeAll { $0 == id } }
    call.state.templates.updateAll(where: { $0.competencies.contains(id) }) { $0.competencies.removeAll { $0 == id } }
  }
}
