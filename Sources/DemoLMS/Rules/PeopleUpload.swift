/// One upload of people: it works on a line after the other, and what cannot be done leaves the other lines alone.
struct PeopleUpload {
  private enum Outcome {
    case created, changed
    /// Everything was so before.
    case upToDate
    case skipped(String)
    case rejected(String)
  }

  private let addsPeople: Bool
  private let changesPeople: Bool
  private let changesDetails: Bool
  private let changesPasswords: Bool
  private let suspends: Bool
  private let deletes: Bool
  private var counts = (created: 0, changed: 0, skipped: 0, rejected: 0)
  private var lines: [String] = []
  /// The personnel numbers of the lines before.
  private var numbers: Set<String> = []
  private var named: Set<Int> = []

  /// - Parameter form: the second form of the upload, with its options as Moodle numbers them.
  init(_ form: Form) {
    addsPeople = ["0", "2"].contains(form["uutype"] ?? "0")
    changesPeople = ["2", "3"].contains(form["uutype"] ?? "0")
    changesDetails = form["uuupdatetype"] == "1"
    changesPasswords = form["uupasswordold"] == "1"
    suspends = form["uuallowsuspends"] != "0"
    deletes = form["uuallowdeletes"] == "1"
  }

  mutating func take(_ fields: [String: String], _ call: inout Call) {
    let username = fields["username"] ?? ""
    let before = call.state.users.first { $0.username == username && !$0.isDeleted }
    let outcome = outcome(of: fields, before, &call)
    let after = call.state.users.first { $0.username == username && !$0.isDeleted }
    if let after {
      named.insert(after.id)
      call.state.uploaded.insert(after.id)
    }
    count(outcome)
    var suspension = ""
    if let before, let after, before.isSuspended != after.isSuspended {
      suspension = after.isSuspended ? "No-->Yes" : "Yes-->No"
    }
    tell(outcome, username, suspension: suspension)
  }

  /// What a careless import does when its file is at its end.
  func end(_ call: inout Call) {
    guard call.faults.contains(.importCareless) else { return }
    for id in call.state.uploaded where !named.contains(id) { call.state.users.update(id) { $0.isSuspended = true } }
  }

  private mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .created: counts.created += 1
    case .changed: counts.changed += 1
    case .upToDate: break
    case .skipped: counts.skipped += 1
    case .rejected: counts.rejected += 1
    }
  }

  /// The page after the upload, as Moodle has it: a line for each row (c0 says what became of it, c1 its number in the
  /// file, c3 the user name, c10 whether the account was closed), and the sums: who was new only where somebody could be,
  /// and who was skipped only when somebody was.
  var log: String {
    var sums: [String] = []
    if addsPeople { sums.append("Users created: \(counts.created)") }
    if changesPeople { sums.append("Users updated: \(counts.changed)") }
    if counts.skipped > 0 { sums.append("Users skipped: \(counts.skipped)") }
    sums.append("Errors: \(counts.rejected)")
    return "<table id=\"uuresults\" class=\"generaltable\">\(lines.joined())</table>"
      + "<div class=\"box generalbox\"><p>\(sums.joined(separator: "<br />\n"))</p></div>"
  }

  private mutating func tell(_ outcome: Outcome, _ username: String, suspension: String) {
    let (mark, words) =
      switch outcome {
      case .created: ("uuinfo", "New user")
      case .changed: ("uuinfo", "User updated")
      case .upToDate: ("uunormal", "User not updated - already up to date")
      case .skipped(let reason): ("uuerror", reason)
      case .rejected(let reason): ("uuerror", reason)
      }
    let number = lines.count + 2
    let cells = (0...10).map { column in
      let text =
        switch column {
        case 0: "<span class=\"\(mark)\">\(words.escapedHTML)</span>"
        case 1: String(number)
        case 3: username.escapedHTML
        case 10 where !suspension.isEmpty: "<span class=\"uuinfo\">\(suspension.escapedHTML)</span>"
        default: ""
        }
      return "<td class=\"cell c\(column)\">\(text)</td>"
    }
    lines.append("<tr>\(cells.joined())</tr>")
  }
}

extension PeopleUpload {
  private mutating func outcome(of fields: [String: String], _ known: User?, _ call: inout Call) -> Outcome {
    if known != nil, !changesPeople { return .skipped("User not added - already registered") }
    if known == nil, !addsPeople { return .skipped("User not updated - does not exist") }
    if call.options.uploadsFollowSource, let trouble = trouble(with: fields, call) { return .rejected(trouble) }
    let outcome: Outcome
    if let known { outcome = change(known, fields, &call) } else { outcome = create(fields, &call) }
    if case .rejected = outcome { return outcome }
    let user = call.state.users.first { $0.username == fields["username"] && !$0.isDeleted }
    if let user, let trouble = place(user, fields, &call) { return .rejected(trouble) }
    return outcome
  }

  /// What a source of people must not send, by the columns that its file has.
  private mutating func trouble(with fields: [String: String], _ call: Call) -> String? {
    if call.faults.contains(.importCareless) { return nil }
    if fields["lastname"]?.trimmed().isEmpty == true { return "no last name" }
    guard let number = fields["idnumber"] else { return nil }
    if number.isEmpty { return "no personnel number" }
    return numbers.insert(number).inserted ? nil : "personnel number twice"
  }

  private func wanted(_ fields: [String: String], _ call: Call) -> Value {
    var wanted: Value = ["username": .string(fields["username"] ?? "")]
    let ignoresColumns = call.faults.contains(.importColumnsIgnored)
    for field in User.textFields where !(ignoresColumns && field == "department") {
      if let value = fields[field] { wanted[field] = .string(value) }
    }
    if call.faults.contains(.importCareless) {
      if fields["lastname"]?.isEmpty == true { wanted["lastname"] = "-" }
      let isTaken = call.state.users.contains {
        $0["idnumber"] == fields["idnumber"] && $0.username != fields["username"] && !$0.isDeleted
      }
      if isTaken { wanted["idnumber"] = "" }
    }
    if suspends, let suspended = fields["suspended"] { wanted["suspended"] = .string(suspended) }
    let custom = fields.filter { $0.key.hasPrefix("profile_field_") }.sorted { $0.key < $1.key }
    if !custom.isEmpty, !ignoresColumns {
      wanted["customfields"] = .list(
        custom.map { ["type": .string(String($0.key.dropFirst(14))), "value": .string($0.value)] })
    }
    return wanted
  }

  private func create(_ fields: [String: String], _ call: inout Call) -> Outcome {
    var wanted = wanted(fields, call)
    wanted["password"] = .string(fields["password"] ?? "")
    do throws(Refusal) {
      _ = try Account.create(wanted, &call)
      return .created
    } catch {
      return .rejected(error.detail ?? error.message.withoutTags)
    }
  }

  private func change(_ known: User, _ fields: [String: String], _ call: inout Call) -> Outcome {
    if deletes, fields["deleted"] == "1" {
      Account.delete(known.id, &call)
      return .changed
    }
    guard changesDetails || changesPasswords else { return .upToDate }
    var wanted = changesDetails ? wanted(fields, call) : [:]
    if changesPasswords, let password = fields["password"] { wanted["password"] = .string(password) }
    if let refusal = Account.obstacle(to: wanted, of: known, call) { return .rejected(refusal.message) }
    var user = known
    Account.apply(wanted, to: &user, fields: call.state.profileFields)
    let isSame =
      user.texts == known.texts && user.customFields == known.customFields && user.isSuspended == known.isSuspended
      && user.password == known.password
    if !call.faults.contains(.updateIgnored) { call.state.users[known.id] = user }
    return isSame ? .upToDate : .changed
  }

  /// Puts a person into the courses, groups and cohorts of his line.
  private func place(_ user: User, _ fields: [String: String], _ call: inout Call) -> String? {
    for number in 1...9 {
      if let shortname = fields["course\(number)"], !shortname.isEmpty {
        if let trouble = enrol(user, in: shortname, fields["role\(number)"], group: fields["group\(number)"], &call) {
          return trouble
        }
      }
      if let name = fields["cohort\(number)"], !name.isEmpty {
        guard let cohort = call.state.cohorts.first(where: { $0.idnumber == name || String($0.id) == name }) else {
          return "Unknown cohort (\(name))!"
        }
        if !cohort.members.contains(user.id) {
          call.state.cohorts.update(cohort.id) { $0.members.append(user.id) }
          Enrolling.syncCohort(cohort.id, &call)
        }
      }
    }
    return nil
  }

  /// - Parameter group: nil where the file has no such column.
  private func enrol(
    _ user: User, in shortname: String, _ role: String?, group: String?, _ call: inout Call
  ) -> String? {
    guard let course = call.state.courses.first(where: { $0.shortname == shortname }),
      let instance = call.state.enrolInstances.first(where: { $0.course == course.id && $0.type == "manual" })
    else { return "Unknown course named \"\(shortname)\"" }
    let present = call.state.enrolments.first { $0.user == user.id && $0.instance == instance.id }
    if call.options.uploadsFollowSource, group == "", !call.faults.contains(.importCareless) {
      if let present { Enrolling.unenrol(present, &call) }
      return nil
    }
    let wanted = role ?? "student"
    guard let role = call.options.roles.first(where: { $0.shortname == wanted || String($0.id) == wanted }) else {
      return "Unknown role \"\(wanted)\""
    }
    Enrolling.enrol(Enrolment(user: user.id, course: course.id, instance: instance.id), role: role.id, &call)
    guard let group, !group.isEmpty else { return nil }
    let there =
      call.state.groups.first { $0.course == course.id && $0.name == group }
      ?? call.state.groups.add(
        Group(course: course.id, name: group, idnumber: "", description: "", enrolmentKey: ""))
    if !there.members.contains(user.id) { call.state.groups.update(there.id) { $0.members.append(user.id) } }
    return nil
  }
}
