/// A course as an answer shows it to the caller.
struct CourseView {
  private let call: Call

  init(_ call: Call) { self.call = call }

  private func image(_ course: Course) -> Value {
    .string("\(call.baseURL)/pluginfile.php/\(Context.course(course.id).number)/course/generated/course.svg")
  }

  /// What everybody sees in the catalogue.
  func offered(_ course: Course) -> Value {
    let contacts = call.state.participants(of: course.id, activeAt: call.now).filter {
      call.state.roles(of: $0.id, in: .course(course.id)).contains(Role.teacherID)
    }
    var value: Value = [
      "id": .int(course.id), "fullname": call.name(course.fullname), "displayname": call.name(course.fullname),
      "shortname": call.name(course.shortname), "courseimage": image(course), "categoryid": .int(course.category),
      "categoryname": call.name(call.state.categories[course.category]?.name ?? ""),
      "sortorder": .int(course.category * 10_000 + course.id), "summary": .string(course.summary),
      "summaryformat": 1, "summaryfiles": [], "overviewfiles": [], "showactivitydates": true,
      "showcompletionconditions": true,
      "contacts": .list(contacts.map { ["id": .int($0.id), "fullname": .string($0.fullName)] }),
      "enrollmentmethods": .list(
        call.state.enrolInstances.filter { $0.course == course.id }.map { .string($0.type) }),
    ]
    let fields = customFields(of: course)
    if !fields.isEmpty { value["customfields"] = .list(fields) }
    return value
  }

  private func customFields(of course: Course) -> [Value] {
    call.state.courseFields.map { field in
      let raw = course.customFields[field.shortname]
      let shown: Value =
        switch field.type {
        case "select":
          Value(raw.flatMap { Int($0) }.flatMap { (1...field.options.count) ~= $0 ? field.options[$0 - 1] : nil })
        case "checkbox": .string(raw == "1" ? "Yes" : "No")
        case "date": Value(raw.flatMap { Int($0) }.map { CalendarDay(unix: $0).long })
        default: Value(raw)
        }
      return [
        "name": call.name(field.name), "shortname": .string(field.shortname), "type": .string(field.type),
        "valueraw": raw.map(Value.string) ?? (field.type == "text" ? .null : "0"), "value": shown,
      ]
    }
  }

  /// The answer of core_course_get_courses_by_field: more for those who are in, all for those who may change it.
  func described(_ course: Course) -> Value {
    var value = offered(course)
    let context = Context.course(course.id)
    guard course.id == Course.siteID || call.canEnter(course) else { return value }
    let mayChange = call.can(.updateCourses, in: context)
    if mayChange { value["idnumber"] = .string(course.idnumber) }
    value = value.merging(settings(of: course))
    guard mayChange else { return value }
    return value.merging([
      "legacyfiles": 0, "calendartype": "", "timecreated": .int(course.created),
      "timemodified": .int(course.modified), "requested": 0, "cacherev": .int(course.modified),
      "filters": [], "courseformatoptions": formatOptions,
    ])
  }

  private func settings(of course: Course) -> Value {
    [
      "format": .string(course.format), "showgrades": Value(flag: course.showsGrades),
      "newsitems": .int(course.newsItems), "startdate": .int(course.start), "enddate": .int(course.end),
      "maxbytes": 0, "showreports": 0, "visible": Value(flag: course.isVisible),
      "groupmode": .int(course.groupMode), "groupmodeforce": 0, "defaultgroupingid": 0,
      "enablecompletion": Value(flag: course.tracksCompletion),
      "completionnotify": Value(flag: course.notifiesCompletion), "lang": .string(course.language), "theme": "",
      "marker": 0,
    ]
  }

  private var formatOptions: Value {
    [["name": "hiddensections", "value": 1], ["name": "coursedisplay", "value": 0]]
  }

  /// The answer of core_course_get_courses.
  func managed(_ course: Course) -> Value {
    var value: Value = [
      "id": .int(course.id), "shortname": call.name(course.shortname), "categoryid": .int(course.category),
      "categorysortorder": .int(course.category * 10_000 + course.id), "fullname": call.name(course.fullname),
      "displayname": call.name(course.fullname), "summary": .string(course.summary), "summaryformat": 1,
      "format": .string(course.format), "startdate": .int(course.start), "enddate": .int(course.end),
      "numsections": .int(call.state.sections.filter { $0.course == course.id && $0.number > 0 }.count),
      "showactivitydates": true, "showcompletionconditions": true,
    ]
    if call.can(.updateCourses, in: .course(course.id)) {
      value = value.merging([
        "idnumber": .string(course.idnumber), "groupmode": .int(course.groupMode),
        "groupmodeforce": 0, "defaultgroupingid": 0, "timecreated": .int(course.created),
        "timemodified": .int(course.modified), "forcetheme": "", "courseformatoptions": formatOptions,
      ])
      if course.id != Course.siteID { value["hiddensections"] = 1 }
      value = value.merging(settings(of: course).removing(["marker", "theme"]))
    }
    let fields = customFields(of: course).map { $0.removing(["valueraw"]).merging(["valueraw": $0["valueraw"]]) }
    if !fields.isEmpty { value["customfields"] = .list(fields) }
    return value
  }

  /// The answer of core_enrol_get_users_courses.
  func enrolled(_ course: Course, user: User, counts: Bool) -> Value {
    let isTracked = user.id == call.caller.id || call.can(.viewCompletion, about: user.id, in: course.id)
    let progress = Completion.progress(of: user.id, in: course, call)
    let isDone = Completion.isComplete(course, user.id, call)
    var value: Value = [
      "id": .int(course.id), "shortname": call.name(course.shortname), "fullname": call.name(course.fullname),
      "displayname": call.name(course.fullname),
    ]
    if counts { value["enrolledusercount"] = .int(call.state.participants(of: course.id, activeAt: call.now).count) }
    return value.merging([
      "idnumber": .string(course.idnumber), "visible": Value(flag: course.isVisible),
      "summary": .string(course.summary), "summaryformat": 1, "format": .string(course.format),
      "courseimage": image(course), "showgrades": .bool(course.showsGrades), "lang": .string(course.language),
      "enablecompletion": .bool(course.tracksCompletion), "completionhascriteria": .bool(course.criteria != nil),
      "completionusertracked": .bool(isTracked), "category": .int(course.category),
      "progress": isTracked && course.tracksCompletion ? progress.map(Value.double) ?? .null : .null,
      "completed": isTracked ? .bool(isDone) : .null,
      "startdate": .int(course.start), "enddate": .int(course.end), "marker": 0, "lastaccess": .null,
      "isfavourite": false, "hidden": false, "overviewfiles": [], "showactivitydates": true,
      "showcompletionconditions": true, "timemodified": .int(course.modified),
    ])
  }

  /// The answer of the timeline and of other lists for people's own pages.
  func timeline(_ course: Course) -> Value {
    let progress = Completion.progress(of: call.caller.id, in: course, call)
    return [
      "id": .int(course.id), "fullname": call.name(course.fullname), "shortname": call.name(course.shortname),
      "idnumber": .string(course.idnumber), "summary": .string(course.summary), "summaryformat": 1,
      "startdate": .int(course.start), "enddate": .int(course.end), "visible": .bool(course.isVisible),
      "showactivitydates": true, "showcompletionconditions": true, "pdfexportfont": "",
      "fullnamedisplay": call.name(course.fullname),
      "viewurl": .string("\(call.baseURL)/course/view.php?id=\(course.id)"), "courseimage": image(course),
      "progress": .int(Int(progress ?? 0)), "hasprogress": .bool(progress != nil), "isfavourite": false,
      "hidden": false, "showshortname": false,
      "coursecategory": call.name(call.state.categories[course.category]?.name ?? ""),
    ]
  }
}
