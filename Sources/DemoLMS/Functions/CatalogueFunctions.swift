/// Courses looked up: by field, in the catalogue, as one's own.
enum CatalogueFunctions {
  static let all = [
    Function("core_course_get_courses", .read, courses),
    Function("core_course_get_courses_by_field", .read, byField),
    Function("core_course_search_courses", .read, search),
    Function("core_course_get_enrolled_courses_by_timeline_classification", .read, timeline),
  ]

  private static func courses(_ call: inout Call) throws(Refusal) -> Value {
    let ids = call.arguments["options"]["ids"].list.compactMap(\.int)
    let asksForAll = ids.isEmpty || call.faults.contains(.listUnfiltered)
    var answer: [Value] = []
    for id in asksForAll ? call.state.courses.map(\.id) : ids {
      guard let course = call.state.courses[id] else { continue }
      if asksForAll, !CatalogueFunctions.isOffered(course, call), course.id != Course.siteID { continue }
      if !asksForAll, !call.canEnter(course) { throw .course(id, .notEnrolled) }
      answer.append(CourseView(call).managed(course))
    }
    return .list(answer)
  }

  private static func byField(_ call: inout Call) throws(Refusal) -> Value {
    let field = call.arguments["field"].text
    let value = call.arguments["value"].text
    guard ["", "id", "ids", "shortname", "idnumber", "category", "sectionid"].contains(field) else {
      throw .invalidParameter("Invalid field name: \(field)")
    }
    let ids = value.split(separator: ",").compactMap { Int($0) }
    let section = field == "sectionid" ? Int(value).flatMap { call.state.sections[$0] } : nil
    let found = call.state.courses.filter { course in
      let isWanted =
        switch field {
        case "id": String(course.id) == value
        case "ids": ids.contains(course.id)
        case "shortname": course.shortname == value
        case "idnumber": course.idnumber == value
        case "category": String(course.category) == value
        case "sectionid": course.id == section?.course
        default: true
        }
      return call.keeps(isWanted) && (isOffered(course, call) || call.canEnter(course))
    }
    return ["courses": .list(found.map { CourseView(call).described($0) }), "warnings": []]
  }

  private static func search(_ call: inout Call) throws(Refusal) -> Value {
    guard ["search", "modulelist", "blocklist", "tagid"].contains(call.arguments["criterianame"].text) else {
      throw .invalidParameter("Invalid criteria name.")
    }
    let words = call.arguments["criteriavalue"].text.lowercased().split(separator: " ")
    let onlyMine = call.arguments["limittoenrolled"].flag
    var found = call.state.courses.filter { course in
      let text = [course.fullname, course.shortname, course.idnumber, course.summary.withoutTags]
        .joined(separator: " ").lowercased()
      return course.id != Course.siteID && isOffered(course, call)
        && (!onlyMine || call.state.isActive(call.caller.id, in: course.id, at: call.now))
        && call.keeps(words.allSatisfy { text.contains($0) })
    }
    let total = found.count
    if let size = call.arguments["perpage"].int, size > 0 {
      found = Array(found.dropFirst((call.arguments["page"].int ?? 0) * size).prefix(size))
    }
    return [
      "total": .int(total), "courses": .list(found.map { CourseView(call).offered($0) }), "warnings": [],
    ]
  }

  /// Whether the caller finds a course in the catalogue.
  static func isOffered(_ course: Course, _ call: Call) -> Bool {
    let context = Context.course(course.id)
    if !course.isVisible { return call.can(.viewHiddenCourses, in: context) }
    if !call.state.path(of: course.category).allSatisfy({ call.state.categories[$0]?.isVisible == true }),
      course.category != 0
    {
      return call.can(.viewHiddenCourses, in: context)
    }
    if call.options.offersEndedCourses || !course.hasEnded(at: call.now) { return true }
    return call.can(.updateCourses, in: context) || call.can(.viewCourses, in: context)
  }

  private static func timeline(_ call: inout Call) throws(Refusal) -> Value {
    let kind = call.arguments["classification"].text
    guard
      ["all", "allincludinghidden", "inprogress", "future", "past", "favourites", "hidden", "search"].contains(kind)
    else { throw .invalidParameter("Invalid classification") }
    let words = call.arguments["searchvalue"].text.lowercased()
    let now = call.now
    let found = call.state.courses.filter { course in
      guard call.state.isActive(call.caller.id, in: course.id, at: now), call.canEnter(course) else { return false }
      let isWanted =
        switch kind {
        case "inprogress": course.start <= now && !course.hasEnded(at: now)
        case "future": course.start > now
        case "past": course.hasEnded(at: now)
        case "favourites", "hidden": false
        case "search": words.isEmpty || course.fullname.lowercased().contains(words)
        default: true
        }
      return call.keeps(isWanted)
    }
    return ["courses": .list(found.map { CourseView(call).timeline($0) }), "nextoffset": .int(found.count)]
  }
}
