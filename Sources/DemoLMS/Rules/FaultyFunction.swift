/// A function with the faults that bend what it stores.
struct FaultyFunction {
  let function: Function

  init(_ function: Function) { self.function = function }

  func run(_ call: inout Call) throws(Refusal) -> Value {
    if function.effect == .read { return try function.body(&call) }
    let faults = call.faults
    if faults.isEmpty { return try function.body(&call) }
    if faults.contains(.errorIn200) {
      throw Refusal("dmlwriteexception", "Error writing to database", exception: "dml_write_exception")
    }
    divert(&call)
    let before = call.state
    let answer = try function.body(&call)
    if faults.contains(.writeTwice), function.effect == .create {
      var again = call
      again.allowsDuplicates = true
      // A second storing that fails on something else leaves the first as it is.
      if (try? function.body(&again)) != nil { call.state = again.state }
    }
    if isLost(faults) { call.state = before }
    if faults.contains(.successWithWarning) { return withWarning(answer) }
    return answer
  }

  private func isLost(_ faults: Set<Fault>) -> Bool {
    switch function.effect {
    case .read: false
    case .create: !faults.isDisjoint(with: [.writeLost, .successWithWarning])
    case .update: !faults.isDisjoint(with: [.writeLost, .updateIgnored, .successWithWarning])
    case .delete: !faults.isDisjoint(with: [.deleteIgnored, .successWithWarning])
    }
  }

  private func withWarning(_ answer: Value) -> Value {
    let warning: Value = [
      "item": "site", "itemid": 1, "warningcode": "notstored", "message": "The change could not be stored.",
    ]
    var result: Value = if case .object = answer { answer } else { [:] }
    result["warnings"] = .list([warning])
    return result
  }

  /// Turns the write to another person or course.
  private func divert(_ call: inout Call) {
    let state = call.state
    if call.faults.contains(.writeOtherPerson) {
      let person: (Int) -> Int = { state.someoneElse(than: $0)?.id ?? $0 }
      let keys: Set<String> = ["userid", "studentid", "touserid", "useridto", "userids"]
      call.arguments = FaultyFunction.replace(keys, in: call.arguments, by: person)
      if function.name == "core_user_update_users" { divertIDs(of: "users", in: &call, by: person) }
    }
    if call.faults.contains(.writeOtherCourse) {
      let course: (Int) -> Int = { state.otherCourse(than: $0)?.id ?? $0 }
      call.arguments = FaultyFunction.replace(["courseid", "courseids"], in: call.arguments, by: course)
      if function.name == "core_course_update_courses" { divertIDs(of: "courses", in: &call, by: course) }
    }
  }

  private func divertIDs(of list: String, in call: inout Call, by other: (Int) -> Int) {
    call.arguments[list] = FaultyFunction.replace(["id"], in: call.arguments[list], by: other)
  }

  private static func replace(_ keys: Set<String>, in value: Value, by other: (Int) -> Int) -> Value {
    switch value {
    case .list(let items): return .list(items.map { replace(keys, in: $0, by: other) })
    case .object(let members):
      return .object(
        members.map { member in
          guard keys.contains(member.key) else {
            return Value.Member(key: member.key, value: replace(keys, in: member.value, by: other))
          }
          switch member.value {
          case .int(let id): return Value.Member(key: member.key, value: .int(other(id)))
          case .list(let ids):
            return Value.Member(key: member.key, value: .list(ids.map { $0.int.map { .int(other($0)) } ?? $0 }))
          default: return member
          }
        })
    default: return value
    }
  }
}
