/// What runs by itself: the schedule, one task started by hand, and what waits outside the schedule.
enum TaskPages {
  static let all = [
    Page("/admin/tool/task/scheduledtasks.php") { (call, _, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      let rows = ScheduledTask.all.map { row(of: $0, call) }
      return call.page("Scheduled tasks", sesskey, "<table class=\"admintable generaltable\">\(rows.joined())</table>")
    },
    Page("/admin/tool/task/adhoctasks.php") { (call, _, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      let waiting =
        call.faults.contains(.tasksStopped) ? [row("core\\task\\send_failed_login_notifications_task", failed: 1)] : []
      let head = ["Component / Classname", "New", "Due", "Running", "Failed"].enumerated().map {
        "<th class=\"header c\($0)\">\($1)</th>"
      }
      return call.page(
        "Ad hoc tasks", sesskey,
        "<table class=\"admintable generaltable\"><thead><tr>\(head.joined())</tr></thead>"
          + "<tbody>\(waiting.joined())</tbody></table>")
    },
    Page("/admin/tool/task/schedule_task.php", .update, writesByGet: { $0.query["confirm"] == "1" }) {
      (call, request, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      guard let task = ScheduledTask.all.first(where: { $0.name == request.query["task"] }) else {
        throw Refusal("cannotfindinfo", "Error: can't find info for \"\(request.query["task"] ?? "")\"")
      }
      guard request.query["confirm"] == "1" else { return call.page("Run task", sesskey, "<p>Are you sure?</p>") }
      guard request.query["sesskey"] == sesskey else { throw AdminPages.badSesskey }
      return call.page("Run task", sesskey, "<pre class=\"task-output\">\(start(task, &call).escapedHTML)</pre>")
    },
  ]

  /// As Moodle's table has it: c4 says when the task ran last, c11 how long it is put off after a failure.
  private static func row(of task: ScheduledTask, _ call: Call) -> String {
    let cells = (1...11).map { column in
      let text =
        switch column {
        case 4: CalendarDay(unix: task.lastRun(call)).spoken
        case 11: "0"
        default: ""
        }
      return "<td class=\"cell c\(column)\">\(text)</td>"
    }
    return "<tr class=\"\"><th class=\"cell c0\">\(task.title)<div class=\"task-class\">\(task.name)</div></th>"
      + cells.joined() + "</tr>"
  }

  private static func row(_ name: String, failed: Int) -> String {
    let cells = [0, 0, 0, failed].enumerated().map { "<td class=\"cell c\($0 + 1)\">\($1)</td>" }
    return "<tr><td class=\"cell c0\">\(name)</td>\(cells.joined())</tr>"
  }

  private static func start(_ task: ScheduledTask, _ call: inout Call) -> String {
    let begin = "Execute scheduled task: \(task.title) (\(task.className))\n"
    // A task that takes a day is what an hour's window is there for.
    if call.faults.contains(.tasksStopped) {
      return begin + "... used 1 dbqueries\n... used 90000 seconds\n" + done(task)
    }
    task.run(&call)
    call.state.taskRuns[task.name] = call.now
    return begin + "... used 1 dbqueries\n... used 0.01 seconds\n" + done(task)
  }

  private static func done(_ task: ScheduledTask) -> String {
    "Scheduled task complete: \(task.title) (\(task.className))\n"
  }
}

/// A task of the schedule, by the class that Moodle has for it.
struct ScheduledTask: Sendable {
  var name: String
  var title: String
  /// How often it runs by itself, in seconds.
  var period: Int
  var run: @Sendable (inout Call) -> Void = { _ in }

  /// Without the backslash in front.
  var className: String { String(name.dropFirst()) }

  static let all = [
    ScheduledTask(name: #"\enrol_cohort\task\enrol_cohort_sync"#, title: "Cohort enrolment sync task", period: 3600) {
      call in
      for instance in call.state.enrolInstances where instance.cohort != nil { Enrolling.sync(instance, &call) }
    },
    ScheduledTask(name: #"\core\task\completion_regular_task"#, title: "Calculate regular completion data", period: 60)
    {
      call in Completion.updateAll(&call)
    },
    ScheduledTask(name: #"\core\task\search_index_task"#, title: "Global search indexing", period: 300),
    ScheduledTask(name: #"\core\task\send_new_user_passwords_task"#, title: "Send new user passwords", period: 60),
    ScheduledTask(name: #"\mod_forum\task\cron_task"#, title: "Forum mailings and maintenance jobs", period: 60),
    ScheduledTask(name: #"\core_reportbuilder\task\send_schedules"#, title: "Send scheduled reports", period: 60),
    ScheduledTask(
      name: #"\tool_dataprivacy\task\expired_retention_period"#, title: "Update expired retention period", period: 3600),
    ScheduledTask(
      name: #"\tool_dataprivacy\task\delete_expired_contexts"#, title: "Delete expired contexts", period: 3600),
  ]

  /// The clock keeps the schedule, unless `Fault.tasksStopped` stopped it a day ago.
  func lastRun(_ call: Call) -> Int {
    if call.faults.contains(.tasksStopped) { return call.now - 86400 }
    return max(call.now - call.now % period, call.state.taskRuns[name] ?? 0)
  }
}
