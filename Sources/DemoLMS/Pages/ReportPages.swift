/// What has happened, as tables and files.
enum ReportPages {
  static let all = [
    Page("/report/log/index.php") { (call, request, sesskey) throws(Refusal) in
      let course = request.query.int("id") ?? 0
      try call.require(.viewLog, in: course > 1 ? .course(course) : .system)
      return table(logRows(course, call), "Logs", isFile: request.query["download"] == "csv", call, sesskey)
    },
    Page("/report/completion/index.php") { (call, request, sesskey) throws(Refusal) in
      let course = try call.enter(request.query.int("course") ?? 0)
      try call.require(.viewCompletion, in: .course(course.id))
      let isFile = request.query["format"] != nil
      return table(completionRows(course, call), "Course completion", isFile: isFile, call, sesskey)
    },
    Page("/grade/report/history/index.php") { (call, request, sesskey) throws(Refusal) in
      let course = try call.enter(request.query.int("id") ?? 0)
      try call.require(.viewGradeHistory, in: .course(course.id))
      let isFile = request.query["download"] == "csv"
      return table(historyRows(course, call), "Grade history", isFile: isFile, call, sesskey)
    },
  ]

  private static func table(
    _ rows: [[String]], _ title: String, isFile: Bool, _ call: Call, _ sesskey: String
  ) -> WebAnswer {
    // Moodle's files begin with a byte order mark.
    if isFile { return .text("\u{FEFF}" + CSVText.write(rows), type: "text/csv; charset=utf-8") }
    let lines = rows.enumerated().map { index, row in
      let tag = index == 0 ? "th" : "td"
      return "<tr>\(row.map { "<\(tag)>\($0.escapedHTML)</\(tag)>" }.joined())</tr>"
    }
    return call.page(title, sesskey, "<h2>\(title)</h2><table class=\"generaltable\">\(lines.joined())</table>")
  }

  private static func logRows(_ course: Int, _ call: Call) -> [[String]] {
    let head = [
      "Time", "User full name", "Affected user", "Event context", "Component", "Event name", "Description", "Origin",
      "IP address",
    ]
    if call.faults.contains(.logSilent) { return [head] }
    let entries = call.state.log.entries.filter { call.keeps(course <= 1 || $0.course == course) }.reversed()
    return [head]
      + entries.map { entry in
        let place = entry.course.flatMap { call.state.courses[$0] }.map { "Course: \($0.fullname)" } ?? "System"
        return [
          CalendarDay(unix: entry.time).short, name(entry.user, call), entry.related.map { name($0, call) } ?? "-",
          place, "System", entry.name, entry.description, entry.origin, "127.0.0.1",
        ]
      }
  }

  private static func name(_ id: Int, _ call: Call) -> String { call.state.users[id]?.fullName ?? "-" }

  private static func completionRows(_ course: Course, _ call: Call) -> [[String]] {
    let modules = (course.criteria?.activities ?? []).compactMap { call.state.modules[$0] }
    let head =
      ["ID", "Name", "Email address"] + modules.flatMap { [$0.name, "\($0.name) - Completion date"] }
      + ["Course complete"]
    let learners = call.state.participants(of: course.id).withoutRepeats.filter {
      call.state.roles(of: $0.id, in: .course(course.id)).contains(Role.studentID)
    }
    let words = [
      "Not completed", "Completed", "Completed (achieved pass grade)", "Completed (did not achieve pass grade)",
    ]
    if call.faults.contains(.reportCountsAll) {
      let today = CalendarDay(unix: call.now).sortable
      return [head]
        + learners.map { user in
          [String(user.id), user.fullName, user["email"]] + modules.flatMap { _ in [words[1], today] } + [today]
        }
    }
    return [head]
      + learners.map { user in
        let cells = modules.flatMap { module -> [String] in
          let state = Completion.state(of: module, user.id, call)
          let time = Completion.record(module.id, user.id, call.state)?.completed ?? 0
          return [words[min(3, max(0, state))], state == 0 ? "" : CalendarDay(unix: time).sortable]
        }
        let done = Completion.completionTime(of: course.id, user.id, call.state)
        return [String(user.id), user.fullName, user["email"]] + cells + [
          done.map { CalendarDay(unix: $0).sortable } ?? ""
        ]
      }
  }

  private static func historyRows(_ course: Course, _ call: Call) -> [[String]] {
    let head = [
      "Date and time", "First name/Last name", "Email address", "Grade item", "Original grade", "Revised grade",
      "Grader", "Source",
    ]
    if call.faults.contains(.logSilent) { return [head] }
    let format: (Double?) -> String = { $0.map { Gradebook.formatted($0) } ?? "" }
    let changes = call.state.gradeHistory.filter { call.state.gradeItems[$0.item]?.course == course.id }.reversed()
    return [head]
      + changes.map { change in
        let module = call.state.gradeItems[change.item]?.module.flatMap { call.state.modules[$0] }
        return [
          CalendarDay(unix: change.time).sortable, name(change.user, call),
          call.state.users[change.user]?["email"] ?? "", module?.name ?? "Course total", format(change.before),
          format(change.after), name(change.grader, call), change.source,
        ]
      }
  }
}
