/// Groups of a course, and groupings of groups.
enum GroupFunctions {
  static let all = [
    Function("core_group_create_groups", .create, create),
    Function("core_group_get_course_groups", .read, list),
    Function("core_group_delete_groups", .delete, delete),
    Function("core_group_add_group_members", .create, addMembers),
    Function("core_group_get_group_members", .read, members),
    Function("core_group_delete_group_members", .delete, deleteMembers),
    Function("core_group_get_course_user_groups", .read, ofUser),
    Function("core_group_create_groupings", .create, createGroupings),
    Function("core_group_get_course_groupings", .read, listGroupings),
    Function("core_group_assign_grouping", .create, assign),
    Function("core_group_delete_groupings", .delete, deleteGroupings),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    var made: [Value] = []
    for wanted in call.arguments["groups"].list {
      let course = try call.enter(wanted["courseid"].int ?? 0, wrapped: true)
      try call.require(.manageGroups, in: .course(course.id))
      let name = wanted["name"].text
      let number = wanted["idnumber"].text
      let others = call.allowsDuplicates ? [] : call.state.groups.filter { $0.course == course.id }
      if name.trimmed().isEmpty { throw .invalidParameter("Invalid group name") }
      if others.contains(where: { $0.name == name }) {
        throw .invalidParameter("Group with the same name already exists in the course")
      }
      if !number.isEmpty, others.contains(where: { $0.idnumber == number }) {
        throw Refusal("idnumbertaken", "This ID number is already in use")
      }
      let group = call.state.groups.add(
        Group(
          course: course.id, name: name, idnumber: number, description: wanted["description"].text,
          enrolmentKey: wanted["enrolmentkey"].text))
      made.append(value(of: group, name: .string(group.name), key: .string(group.enrolmentKey)))
    }
    return .list(made)
  }

  private static func value(of group: Group, name: Value, key: Value) -> Value {
    [
      "id": .int(group.id), "courseid": .int(group.course), "name": name, "description": .string(group.description),
      "descriptionformat": 1, "enrolmentkey": key, "idnumber": .string(group.idnumber), "visibility": 0,
      "participation": true,
    ]
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0, wrapped: true)
    try call.require(.manageGroups, in: .course(course.id))
    let found = call.state.groups.filter { call.keeps($0.course == course.id) }
    return .list(
      found.map { value(of: $0, name: call.name($0.name), key: Value($0.enrolmentKey.isEmpty ? nil : $0.enrolmentKey)) }
    )
  }

  private static func group(_ id: Int, _ call: Call) throws(Refusal) -> Group {
    guard let group = call.state.groups[id] else { throw .unknownRecord }
    _ = try call.enter(group.course, wrapped: true)
    try call.require(.manageGroups, in: .course(group.course))
    return group
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    for id in call.arguments["groupids"].list.compactMap(\.int) {
      let group = try group(id, call)
      call.state.groups[group.id] = nil
      call.state.groupings.updateAll(where: { $0.groups.contains(id) }) { $0.groups.removeAll { $0 == id } }
    }
    return .null
  }

  private static func addMembers(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["members"].list {
      let group = try group(wanted["groupid"].int ?? 0, call)
      let user = try call.user(wanted["userid"].int ?? 0)
      guard call.state.enrolments.contains(where: { $0.user == user.id && $0.course == group.course }) else {
        throw .invalidParameter("Only enrolled users may be members of groups")
      }
      if group.members.contains(user.id), !call.allowsDuplicates { continue }
      call.state.groups.update(group.id) { $0.members.append(user.id) }
    }
    return .null
  }

  private static func members(_ call: inout Call) throws(Refusal) -> Value {
    var answer: [Value] = []
    for id in call.arguments["groupids"].list.compactMap(\.int) {
      let group = try group(id, call)
      answer.append(["groupid": .int(id), "userids": .list(group.members.map(Value.int))])
    }
    return .list(answer)
  }

  private static func deleteMembers(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["members"].list {
      let group = try group(wanted["groupid"].int ?? 0, call)
      let user = try call.user(wanted["userid"].int ?? 0)
      call.state.groups.update(group.id) { $0.members.removeAll { $0 == user.id } }
    }
    return .null
  }

  private static func ofUser(_ call: inout Call) throws(Refusal) -> Value {
    let user = try call.userOrCaller("userid")
    let id = call.arguments["courseid"].int ?? 0
    if id != 0 { _ = try call.enter(id) }
    if user.id != call.caller.id { try call.require(.manageGroups, in: id == 0 ? .system : .course(id)) }
    let found = call.state.groups.filter {
      call.keeps((id == 0 || $0.course == id) && $0.members.contains(user.id))
    }
    return [
      "groups": .list(
        found.map {
          [
            "id": .int($0.id), "name": call.name($0.name), "description": .string($0.description),
            "descriptionformat": 1, "idnumber": .string($0.idnumber), "courseid": .int($0.course),
          ]
        }), "warnings": [],
    ]
  }

  private static func createGroupings(_ call: inout Call) throws(Refusal) -> Value {
    var made: [Value] = []
    for wanted in call.arguments["groupings"].list {
      let course = try call.enter(wanted["courseid"].int ?? 0, wrapped: true)
      try call.require(.manageGroups, in: .course(course.id))
      let name = wanted["name"].text
      let isTaken = call.state.groupings.contains { $0.course == course.id && $0.name == name }
      if isTaken, !call.allowsDuplicates {
        throw .invalidParameter("Grouping with the same name already exists in the course")
      }
      let grouping = call.state.groupings.add(
        Grouping(
          course: course.id, name: name, idnumber: wanted["idnumber"].text,
          description: wanted["description"].text))
      made.append(value(of: grouping, call))
    }
    return .list(made)
  }

  private static func value(of grouping: Grouping, _ call: Call) -> Value {
    [
      "id": .int(grouping.id), "courseid": .int(grouping.course), "name": call.name(grouping.name),
      "description": .string(grouping.description), "descriptionformat": 1,
      "idnumber": .string(grouping.idnumber),
    ]
  }

  private static func listGroupings(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0, wrapped: true)
    try call.require(.manageGroups, in: .course(course.id))
    return .list(call.state.groupings.filter { call.keeps($0.course == course.id) }.map { value(of: $0, call) })
  }

  private static func assign(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["assignments"].list {
      let group = try group(wanted["groupid"].int ?? 0, call)
      guard let grouping = call.state.groupings[wanted["groupingid"].int ?? 0] else { throw .unknownRecord }
      if !grouping.groups.contains(group.id) {
        call.state.groupings.update(grouping.id) { $0.groups.append(group.id) }
      }
    }
    return .null
  }

  private static func deleteGroupings(_ call: inout Call) throws(Refusal) -> Value {
    for id in call.arguments["groupingids"].list.compactMap(\.int) {
      guard let grouping = call.state.groupings[id] else { throw .unknownRecord }
      try call.require(.manageGroups, in: .course(grouping.course))
      call.state.groupings[id] = nil
    }
    return .null
  }
}
