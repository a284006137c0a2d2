/// Courses: made, changed, copied and removed.
enum CourseFunctions {
  static let all = [
    Function("core_course_create_courses", .create, create),
    Function("core_course_update_courses", .update, update),
    Function("core_course_delete_courses", .delete, delete),
    Function("core_course_duplicate_course", .create, duplicate),
    Function("core_course_import_course", .create, importContent),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    var made: [Value] = []
    for wanted in call.arguments["courses"].list {
      let category = wanted["categoryid"].int ?? 0
      guard call.state.categories[category] != nil else {
        throw Refusal(
          "errorcatcontextnotvalid",
          "You cannot execute functions in the category context (category id:\(category)). "
            + "The context error message was: Invalid parameter value detected")
      }
      try call.require(.createCourses, in: .category(category))
      var course = Course(fullname: "", shortname: "", category: category, now: call.now)
      course.start = call.today
      course.newsItems = 5
      for field in ["fullname", "shortname"] where wanted[field].text.trimmed().isEmpty {
        throw Refusal("errorinvalidparam", "The param \"\(field)\" is invalid.")
      }
      apply(wanted, to: &course)
      if !wanted.has("enddate") { course.end = course.start + 365 * 86400 }
      try check(course, call)
      course = call.state.addCourse(course, sections: wanted["numsections"].int ?? 4, now: call.now)
      call.log(
        "Course created", "The user with id '\(call.caller.id)' created the course with id '\(course.id)'.",
        course: course.id)
      made.append(["id": .int(course.id), "shortname": call.name(course.shortname)])
    }
    return .list(made)
  }

  private static func check(_ course: Course, _ call: Call) throws(Refusal) {
    let others = call.allowsDuplicates ? [] : call.state.courses.filter { $0.id != course.id }
    if others.contains(where: { $0.shortname == course.shortname }) {
      throw shortNameTaken(course.shortname)
    }
    if !course.idnumber.isEmpty, others.contains(where: { $0.idnumber == course.idnumber }) {
      throw Refusal(
        "courseidnumbertaken", "ID number is already used for another course (\(course.idnumber))")
    }
    if course.end != 0, course.end <= course.start {
      throw Refusal("enddatebeforestartdate", "The course end date must be after the start date.")
    }
  }

  private static func shortNameTaken(_ name: String) -> Refusal {
    Refusal("shortnametaken", "Short name is already used for another course (\(name))")
  }

  private static func apply(_ changes: Value, to course: inout Course) {
    if changes.has("fullname") { course.fullname = changes["fullname"].text }
    if changes.has("shortname") { course.shortname = changes["shortname"].text }
    if changes.has("idnumber") { course.idnumber = changes["idnumber"].text }
    if changes.has("summary") { course.summary = changes["summary"].text }
    if let category = changes["categoryid"].int { course.category = category }
    if let start = changes["startdate"].int { course.start = start }
    if let end = changes["enddate"].int { course.end = end }
    if let visible = changes["visible"].int { course.isVisible = visible == 1 }
    if let tracks = changes["enablecompletion"].int { course.tracksCompletion = tracks == 1 }
    if let notifies = changes["completionnotify"].int { course.notifiesCompletion = notifies == 1 }
    if let shows = changes["showgrades"].int { course.showsGrades = shows == 1 }
    if let items = changes["newsitems"].int { course.newsItems = items }
    if let mode = changes["groupmode"].int { course.groupMode = mode }
    if changes.has("lang") { course.language = changes["lang"].text }
    if ["topics", "weeks", "singleactivity", "social"].contains(changes["format"].text) {
      course.format = changes["format"].text
    }
    for field in changes["customfields"].list { course.customFields[field["shortname"].text] = field["value"].text }
  }

  private static func update(_ call: inout Call) throws(Refusal) -> Value {
    var warnings: [Value] = []
    for changes in call.arguments["courses"].list {
      let id = changes["id"].int ?? 0
      do throws(Refusal) {
        var course = try call.enter(id)
        try call.require(.updateCourses, in: .course(id))
        if let category = changes["categoryid"].int {
          guard call.state.categories[category] != nil else { throw .unknownRecord }
        }
        apply(changes, to: &course)
        try check(course, call)
        course.modified = call.now
        call.state.courses[id] = course
        call.log(
          "Course updated", "The user with id '\(call.caller.id)' updated the course with id '\(id)'.",
          course: id)
      } catch {
        warnings.append(Call.warning("course", id, error))
      }
    }
    return ["warnings": .list(warnings)]
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    var warnings: [Value] = []
    for id in call.arguments["courseids"].list.compactMap(\.int) {
      if id == Course.siteID || call.state.courses[id] == nil {
        warnings.append(
          Call.warning("course", id, Refusal("unknowncourseidnumber", "Unknown course ID \(id)")))
      } else if !call.can(.deleteCourses, in: .course(id)) {
        let text = "You do not have the permission to delete this course \(id)"
        warnings.append(Call.warning("course", id, Refusal("cannotdeletecourse", text)))
      } else {
        call.state.deleteCourse(id)
        call.log("Course deleted", "The user with id '\(call.caller.id)' deleted the course with id '\(id)'.")
      }
    }
    return ["warnings": .list(warnings)]
  }

  private static func duplicate(_ call: inout Call) throws(Refusal) -> Value {
    let source = try call.enter(call.arguments["courseid"].int ?? 0)
    let category = call.arguments["categoryid"].int ?? 0
    guard call.state.categories[category] != nil else { throw .unknownRecord }
    try call.require(.createCourses, in: .category(category))
    try call.require(.backupCourses, in: .course(source.id))
    let shortname = call.arguments["shortname"].text
    if !call.allowsDuplicates, call.state.courses.contains(where: { $0.shortname == shortname }) {
      // Moodle names the full name here.
      throw shortNameTaken(call.arguments["fullname"].text)
    }
    var copy = source
    copy.fullname = call.arguments["fullname"].text
    copy.shortname = shortname
    copy.idnumber = ""
    copy.category = category
    copy.isVisible = call.arguments["visible"].int != 0
    copy.created = call.now
    copy.modified = call.now
    copy.criteria = nil
    let made = call.state.addCourse(copy, sections: 0, now: call.now, news: false)
    call.state.sections.remove { $0.course == made.id }
    call.state.copyContent(from: source.id, to: made.id, now: call.now)
    return ["id": .int(made.id), "shortname": call.name(made.shortname)]
  }

  private static func importContent(_ call: inout Call) throws(Refusal) -> Value {
    let source = try call.enter(call.arguments["importfrom"].int ?? 0)
    let target = try call.enter(call.arguments["importto"].int ?? 0)
    try call.require(.backupCourses, in: .course(source.id))
    try call.require(.updateCourses, in: .course(target.id))
    if call.arguments["deletecontent"].flag {
      for module in call.state.modules where module.course == target.id { call.state.deleteModule(module.id) }
    }
    call.state.copyContent(from: source.id, to: target.id, now: call.now)
    return .null
  }
}
