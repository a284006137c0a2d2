/// A person as an answer shows him to the caller.
struct UserView {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// The answer of the functions that look people up.
  func value(of user: User) -> Value {
    let seesAll = call.seesAll(of: user)
    var value: Value = ["id": .int(user.id)]
    if seesAll { value["username"] = .string(user.username) }
    value["firstname"] = .string(user["firstname"])
    value["lastname"] = .string(user["lastname"])
    value["fullname"] = .string(user.fullName)
    if seesAll || call.options.showsEmailToFellows { value["email"] = .string(user["email"]) }
    if seesAll { addDetails(of: user, to: &value) }
    addCommon(of: user, to: &value)
    addCustomFields(of: user, to: &value, shows: true)
    if user.id == call.caller.id || call.caller.isAdmin, !user.preferences.isEmpty {
      value["preferences"] = .list(
        user.preferences.sorted { $0.key < $1.key }.map { ["name": .string($0.key), "value": .string($0.value)] })
    }
    return value
  }

  private func addDetails(of user: User, to value: inout Value) {
    if call.faults.contains(.profileOverfull) { value["address"] = "Dorpsstraat 1" }
    for field in ["address", "phone1", "phone2"] where !user[field].isEmpty { value[field] = .string(user[field]) }
    value["department"] = .string(user["department"])
    for field in ["institution", "idnumber", "interests"] where !user[field].isEmpty {
      value[field] = .string(user[field])
    }
    value["firstaccess"] = .int(user.firstAccess)
    value["lastaccess"] = .int(user.lastAccess)
    value["auth"] = .string(user.auth)
    value["suspended"] = .bool(user.isSuspended)
    value["confirmed"] = .bool(user.isConfirmed)
    value["lang"] = .string(call.language(of: user))
    value["theme"] = ""
    value["timezone"] = .string(user["timezone"].isEmpty ? "99" : user["timezone"])
    value["mailformat"] = .int(user.mailFormat)
    value["trackforums"] = 0
    if !user["description"].isEmpty {
      value["description"] = .string(user["description"])
      value["descriptionformat"] = 1
    }
  }

  private func addCommon(of user: User, to value: inout Value) {
    if !value.has("firstaccess") {
      value["firstaccess"] = .int(user.firstAccess)
      value["lastaccess"] = .int(user.lastAccess)
    }
    for field in ["city", "country"] where !user[field].isEmpty { value[field] = .string(user[field]) }
    value["profileimageurlsmall"] = .string(call.baseURL + "/theme/image.php/u/f2")
    value["profileimageurl"] = .string(call.baseURL + "/theme/image.php/u/f1")
  }

  private func addCustomFields(of user: User, to value: inout Value, shows display: Bool) {
    let fields = call.state.profileFields.compactMap { field -> Value? in
      guard let stored = user.customFields[field.shortname], !stored.isEmpty, sees(field, of: user) else { return nil }
      var member: Value = ["type": .string(field.datatype), "value": .string(stored)]
      if display { member["displayvalue"] = .string(field.display(stored)) }
      member["name"] = call.name(field.name)
      member["shortname"] = .string(field.shortname)
      return member
    }
    if !fields.isEmpty { value["customfields"] = .list(fields) }
  }

  private func sees(_ field: ProfileField, of user: User) -> Bool {
    if call.can(.viewAllDetails) || call.can(.updateUsers) { return true }
    switch field.visibility {
    case .nobody: return false
    case .owner: return user.id == call.caller.id
    case .everyone: return true
    case .teachers:
      return user.id == call.caller.id || call.can(.viewAllDetails, in: .user(user.id))
        || call.state.enrolments.contains { mine in
          mine.user == call.caller.id && call.can(.viewGrades, in: .course(mine.course))
            && call.state.enrolments.contains { $0.user == user.id && $0.course == mine.course }
        }
    }
  }

  /// The answer of core_enrol_get_enrolled_users.
  func participant(_ user: User, in course: Course) -> Value {
    let context = Context.course(course.id)
    let seesAll = user.id == call.caller.id || call.can(.viewGrades, in: context) || call.seesAll(of: user)
    var value: Value = ["id": .int(user.id)]
    if seesAll { value["username"] = .string(user.username) }
    value["firstname"] = .string(user["firstname"])
    value["lastname"] = .string(user["lastname"])
    value["fullname"] = .string(user.fullName)
    if seesAll || call.options.showsEmailToFellows { value["email"] = .string(user["email"]) }
    if seesAll {
      value["department"] = .string(user["department"])
      for field in ["institution", "idnumber"] where !user[field].isEmpty { value[field] = .string(user[field]) }
    }
    value["firstaccess"] = .int(user.firstAccess)
    value["lastaccess"] = .int(user.lastAccess)
    value["lastcourseaccess"] = 0
    addCommon(of: user, to: &value)
    addCustomFields(of: user, to: &value, shows: false)
    let groups = call.state.groups.filter { $0.course == course.id && $0.members.contains(user.id) }
    if !groups.isEmpty {
      value["groups"] = .list(
        groups.map {
          ["id": .int($0.id), "name": call.name($0.name), "description": "", "descriptionformat": 1]
        })
    }
    value["roles"] = .list(
      call.state.roles(of: user.id, in: context).map { id in
        let shortname = call.options.roles.first { $0.id == id }?.shortname ?? ""
        return ["roleid": .int(id), "name": "", "shortname": .string(shortname), "sortorder": 0]
      })
    value["enrolledcourses"] = .list([
      ["id": .int(course.id), "fullname": call.name(course.fullname), "shortname": call.name(course.shortname)]
    ])
    return value
  }
}

extension ProfileField {
  /// The value as people read it.
  func display(_ stored: String) -> String {
    switch datatype {
    case "checkbox": stored == "1" ? "Yes" : "No"
    case "datetime": Int(stored).map { CalendarDay(unix: $0).long } ?? stored
    default: stored
    }
  }
}
