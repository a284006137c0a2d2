/// One request while it is worked on: the state it may change, who asks, and what was asked.
///
/// A call works on its own copy of the state. `Site` keeps the copy when the call returns and drops it when it throws,
/// so every batch is all or nothing.
struct Call {
  var state: State
  let options: DemoLMS.Options
  var faults: Set<Fault>
  let baseURL: String
  let now: Int
  /// Who asks.
  let caller: User
  /// rest or web: where the request came in, for the log.
  var origin = "ws"
  /// The service of the token that asks; nil for a browser.
  var service: String?
  var arguments: Value = [:]
  /// Names as stored, not HTML-escaped.
  var wantsRawText = false
  /// The second storing of `Fault.writeTwice`: what must be unique may be there already.
  var allowsDuplicates = false

  /// A name as this caller gets it.
  func name(_ text: String) -> Value { .string(wantsRawText ? text : text.escapedName) }

  /// Whether an item belongs to a list that was asked for.
  func keeps(_ isWanted: @autoclosure () -> Bool) -> Bool { faults.contains(.listUnfiltered) || isWanted() }

  /// The person for whom something is stored that the caller does for himself.
  var subject: User {
    guard faults.contains(.writeOtherPerson) else { return caller }
    return state.someoneElse(than: caller.id) ?? caller
  }

  /// Midnight at the start of today.
  var today: Int { now - now % 86400 }

  mutating func log(_ name: String, _ description: String, related: Int? = nil, course: Int? = nil) {
    state.log.add(
      LogEntry(
        time: now, user: caller.id, related: related, course: course, name: name, description: description,
        origin: origin))
  }
}

extension Call {
  /// A warning inside a successful answer.
  static func warning(_ item: String, _ id: Int, _ refusal: Refusal) -> Value {
    [
      "item": .string(item), "itemid": .int(id), "warningcode": .string(refusal.code),
      "message": .string(refusal.message),
    ]
  }

  func user(_ id: Int) throws(Refusal) -> User {
    guard let user = state.users[id], !user.isDeleted else { throw .unknownRecord }
    return user
  }

  func course(_ id: Int) throws(Refusal) -> Course {
    guard let course = state.courses[id] else { throw .unknownRecord }
    return course
  }

  func module(_ id: Int) throws(Refusal) -> Module {
    guard let module = state.modules[id] else { throw .unknownRecord }
    return module
  }

  func module(_ kind: String, instance: Int) throws(Refusal) -> Module {
    guard let module = state.modules.first(where: { $0.kind == kind && $0.instance == instance }) else {
      throw .unknownRecord
    }
    return module
  }

  /// The caller's own file under a number of the draft area.
  func draft(_ item: String?) -> DraftFile? {
    guard let item = item.flatMap({ Int($0) }), item != 0 else { return nil }
    return state.drafts.first { $0.item == item && $0.user == caller.id }
  }

  /// The person an argument names; 0 or nothing is the caller.
  func userOrCaller(_ argument: String) throws(Refusal) -> User {
    let id = arguments[argument].int ?? 0
    return id == 0 ? caller : try user(id)
  }
}

extension State {
  /// Another ordinary person, for faults that mix people up.
  func someoneElse(than id: Int) -> User? {
    let others = users.filter { $0.id > User.adminID && $0.id != id && !$0.isDeleted }
    return others.first { $0.id > id } ?? others.first
  }

  func otherCourse(than id: Int) -> Course? {
    let others = courses.filter { $0.id != Course.siteID && $0.id != id }
    return others.first { $0.id > id } ?? others.first
  }
}
