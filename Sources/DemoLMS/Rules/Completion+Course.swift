extension Completion {
  /// One criterion of a course, and since when a person meets it.
  struct Criterion {
    var type: Int
    var title: String
    var subject: String
    var requirement: String
    var met: Int?
  }

  static func criteria(of course: Course, user: Int, _ call: Call) -> [Criterion] {
    guard let wanted = course.criteria else { return [] }
    var criteria: [Criterion] = []
    for id in wanted.activities {
      guard let module = call.state.modules[id] else { continue }
      let state = state(of: module, user, call)
      let time = record(id, user, call.state)?.completed ?? call.now
      let link = "<a href=\"\(call.baseURL)/mod/\(module.kind)/view.php?id=\(id)\">\(module.name.escapedHTML)</a>"
      criteria.append(
        Criterion(
          type: 4, title: "Activity completion", subject: link,
          requirement: rules(of: module, user: user, call.state).map(\.description).joined(separator: ", "),
          met: state == 1 || state == 2 ? time : nil))
    }
    let row = call.state.courseCompletions.first { $0.course == course.id && $0.user == user }
    if wanted.isSelf {
      criteria.append(
        Criterion(
          type: 1, title: "Self completion", subject: "Self completion",
          requirement: "Marking yourself as complete", met: row?.declared))
    }
    if let pass = wanted.passGrade {
      let total = Gradebook.total(of: user, in: course.id, call.state)
      criteria.append(
        Criterion(
          type: 6, title: "Grade", subject: "Required course grade",
          requirement: "\(Value.spelling(of: pass)) required",
          met: total.map { $0 >= pass } == true ? call.now : nil))
    }
    return criteria
  }

  static func isComplete(_ course: Course, _ user: Int, _ call: Call) -> Bool {
    if call.faults.contains(.completionWithoutRule), course.criteria != nil { return true }
    return completionTime(of: course.id, user, call.state) != nil
  }

  static func completionTime(of course: Int, _ user: Int, _ state: State) -> Int? {
    state.courseCompletions.first { $0.course == course && $0.user == user }?.completed
  }

  /// Completes the course for a person who now meets its criteria. What is complete stays complete.
  static func updateCourse(_ id: Int, _ user: Int, _ call: inout Call) {
    guard let course = call.state.courses[id], course.tracksCompletion, let wanted = course.criteria,
      completionTime(of: id, user, call.state) == nil,
      call.state.enrolments.contains(where: { $0.user == user && $0.course == id })
    else { return }
    let criteria = criteria(of: course, user: user, call)
    let met = criteria.filter { $0.met != nil }.count
    guard wanted.aggregation == 2 ? met > 0 : met == criteria.count && met > 0 else { return }
    let now = call.now
    let row =
      call.state.courseCompletions.first { $0.course == id && $0.user == user }
      ?? call.state.courseCompletions.add(CourseCompletion(course: id, user: user))
    call.state.courseCompletions.update(row.id) { $0.completed = now }
    call.notify(
      user, "Course completed", "Congratulations! You have completed the course \(course.fullname).",
      event: "coursecompleted", in: id)
    call.log(
      "Course completed", "The user with id '\(user)' completed the course with id '\(id)'.",
      related: user, course: id)
    Rating.courseCompleted(course, by: user, &call)
    Awarding.courseCompleted(course, by: user, &call)
  }

  /// What cron does: judge everybody in every course again.
  static func updateAll(_ call: inout Call) {
    for enrolment in call.state.enrolments { updateCourse(enrolment.course, enrolment.user, &call) }
  }
}
