/// Cohorts: the audiences of the site.
enum CohortFunctions {
  static let all = [
    Function("core_cohort_create_cohorts", .create, create),
    Function("core_cohort_update_cohorts", .update, update),
    Function("core_cohort_delete_cohorts", .delete, delete),
    Function("core_cohort_get_cohorts", .read, list),
    Function("core_cohort_search_cohorts", .read, search),
    Function("core_cohort_get_cohort_members", .read, members),
    Function("core_cohort_add_cohort_members", .create, addMembers),
    Function("core_cohort_delete_cohort_members", .delete, deleteMembers),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    var made: [Value] = []
    for wanted in call.arguments["cohorts"].list {
      let context = try context(of: wanted["categorytype"], call.state)
      try call.require(.manageCohorts, in: context)
      let number = wanted["idnumber"].text
      try checkNumber(number, of: nil, call)
      let cohort = call.state.cohorts.add(
        Cohort(
          name: wanted["name"].text, idnumber: number, description: wanted["description"].text,
          isVisible: !wanted.has("visible") || wanted["visible"].flag, context: context))
      made.append(value(of: cohort, call))
    }
    return .list(made)
  }

  private static func checkNumber(_ number: String, of id: Int?, _ call: Call) throws(Refusal) {
    guard !number.isEmpty, !call.allowsDuplicates else { return }
    if call.state.cohorts.contains(where: { $0.idnumber == number && $0.id != id }) {
      throw .invalidParameter("record already exists: idnumber=\(number)")
    }
  }

  private static func context(of place: Value, _ state: State) throws(Refusal) -> Context {
    let value = place["value"].text
    switch place["type"].text {
    case "system": return .system
    case "id":
      guard let id = Int(value), state.categories[id] != nil else { throw .invalidParameter("category not exists") }
      return .category(id)
    case "idnumber":
      guard let category = state.categories.first(where: { $0.idnumber == value }) else {
        throw .invalidParameter("category not exists: category idnumber=\(value)")
      }
      return .category(category.id)
    default: throw .invalidParameter("Invalid category type")
    }
  }

  private static func value(of cohort: Cohort, _ call: Call) -> Value {
    [
      "id": .int(cohort.id), "name": call.name(cohort.name), "idnumber": .string(cohort.idnumber),
      "description": .string(cohort.description), "descriptionformat": 1, "visible": .bool(cohort.isVisible),
      "theme": "",
    ]
  }

  private static func update(_ call: inout Call) throws(Refusal) -> Value {
    for changes in call.arguments["cohorts"].list {
      let id = changes["id"].int ?? 0
      guard let cohort = call.state.cohorts[id] else { throw .unknownRecord }
      try call.require(.manageCohorts, in: cohort.context)
      let context = try context(of: changes["categorytype"], call.state)
      if changes.has("idnumber") { try checkNumber(changes["idnumber"].text, of: id, call) }
      call.state.cohorts.update(id) { cohort in
        cohort.context = context
        cohort.name = changes["name"].text
        if changes.has("idnumber") { cohort.idnumber = changes["idnumber"].text }
        if changes.has("description") { cohort.description = changes["description"].text }
        if changes.has("visible") { cohort.isVisible = changes["visible"].flag }
      }
    }
    return .null
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    for id in call.arguments["cohortids"].list.compactMap(\.int) {
      guard let cohort = call.state.cohorts[id] else { throw .unknownRecord }
      try call.require(.manageCohorts, in: cohort.context)
      call.state.cohorts[id] = nil
      Enrolling.syncCohort(id, &call)
      call.state.enrolInstances.remove { $0.cohort == id }
    }
    return .null
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let ids = call.arguments["cohortids"].list.compactMap(\.int)
    for id in ids where call.state.cohorts[id] == nil { throw .unknownRecord }
    guard call.can(.manageCohorts) || call.can(.viewCohorts) else { throw .missing(.viewCohorts) }
    let found = call.state.cohorts.filter { call.keeps(ids.isEmpty || ids.contains($0.id)) }
    return .list(found.map { value(of: $0, call).merging(["customfields": []]) })
  }

  private static func search(_ call: inout Call) throws(Refusal) -> Value {
    guard call.can(.manageCohorts) || call.can(.viewCohorts) else { throw .missing(.viewCohorts) }
    let words = call.arguments["query"].text.lowercased()
    let found = call.state.cohorts.filter {
      call.keeps(($0.name + " " + $0.idnumber + " " + $0.description).lowercased().contains(words))
    }
    return ["cohorts": .list(found.map { value(of: $0, call).merging(["customfields": []]) })]
  }

  private static func members(_ call: inout Call) throws(Refusal) -> Value {
    var answer: [Value] = []
    for id in call.arguments["cohortids"].list.compactMap(\.int) {
      guard let cohort = call.state.cohorts[id] else { throw .unknownRecord }
      guard call.can(.manageCohorts, in: cohort.context) || call.can(.viewCohorts, in: cohort.context) else {
        throw .missing(.viewCohorts)
      }
      let all = call.state.users.filter { $0.id > User.guestID && !$0.isDeleted }.map(\.id)
      let ids = call.faults.contains(.listUnfiltered) ? all : cohort.members
      answer.append(["cohortid": .int(id), "userids": .list(ids.map(Value.int))])
    }
    return .list(answer)
  }

  private static func addMembers(_ call: inout Call) throws(Refusal) -> Value {
    var warnings: [Value] = []
    for wanted in call.arguments["members"].list {
      let (type, value) = (wanted["cohorttype"]["type"].text, wanted["cohorttype"]["value"].text)
      let (userType, userValue) = (wanted["usertype"]["type"].text, wanted["usertype"]["value"].text)
      let cohort = call.state.cohorts.first { type == "id" ? String($0.id) == value : $0.idnumber == value }
      guard let cohort else {
        warnings.append(["warningcode": "2", "message": .string("cohort \(type)=\(value) not exists")])
        continue
      }
      let user = call.state.users.first { user in
        !user.isDeleted && (userType == "id" ? String(user.id) == userValue : user.username == userValue)
      }
      guard var user else {
        warnings.append(["warningcode": "2", "message": .string("user \(userType)=\(userValue) not exists")])
        continue
      }
      if call.faults.contains(.writeOtherPerson) { user = call.state.someoneElse(than: user.id) ?? user }
      if cohort.members.contains(user.id), !call.allowsDuplicates {
        let text = "record already exists: cohort(\(type)=\(value) \(userType)=\(userValue))"
        warnings.append(["warningcode": "3", "message": .string(text)])
        continue
      }
      try call.require(.assignCohorts, in: cohort.context)
      call.state.cohorts.update(cohort.id) { $0.members.append(user.id) }
      Enrolling.syncCohort(cohort.id, &call)
    }
    return ["warnings": .list(warnings)]
  }

  private static func deleteMembers(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["members"].list {
      guard let cohort = call.state.cohorts[wanted["cohortid"].int ?? 0] else { throw .unknownRecord }
      let user = try call.user(wanted["userid"].int ?? 0)
      try call.require(.assignCohorts, in: cohort.context)
      call.state.cohorts.update(cohort.id) { $0.members.removeAll { $0 == user.id } }
      Enrolling.syncCohort(cohort.id, &call)
    }
    return .null
  }
}
