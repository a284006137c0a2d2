/// When an activity and a course count as done.
enum Completion {
  /// One rule of an activity, and how far a person is with it: 0 not, 1 done, 2 passed, 3 failed.
  struct Rule {
    var name: String
    var description: String
    var status: Int
  }

  static func record(_ module: Int, _ user: Int, _ state: State) -> ActivityCompletion? {
    state.completions.first { $0.module == module && $0.user == user }
  }

  /// The rules an activity with automatic completion has.
  static func rules(of module: Module, user: Int, _ state: State) -> [Rule] {
    guard module.completion == 2 else { return [] }
    var rules: [Rule] = []
    if module.isOn("completionview") {
      rules.append(
        Rule(
          name: "completionview", description: "View", status: record(module.id, user, state)?.hasViewed == true ? 1 : 0
        ))
    }
    if module.isOn("completionsubmit") {
      let isFeedback = module.kind == "feedback"
      let isDone =
        isFeedback
        ? state.feedbackAnswers.contains { $0.module == module.id && $0.respondent == user }
        : state.submissions.contains { $0.module == module.id && $0.user == user && $0.status == "submitted" }
      let text = isFeedback ? "Submit feedback" : "Make a submission"
      rules.append(Rule(name: "completionsubmit", description: text, status: isDone ? 1 : 0))
    }
    if let rule = packageRule(of: module, user: user, state) { rules.append(rule) }
    if module.isOn("completionusegrade") || module.isOn("completionpassgrade") {
      let graded = gradeStatus(of: module, user: user, state)
      rules.append(Rule(name: "completionusegrade", description: "Receive a grade", status: graded))
      if module.isOn("completionpassgrade") {
        rules.append(Rule(name: "completionpassgrade", description: "Receive a passing grade", status: graded))
      }
    }
    return rules
  }

  /// What a package has to say of itself: 2 in the form asks for "passed", 4 for "completed"; either will do.
  private static func packageRule(of module: Module, user: Int, _ state: State) -> Rule? {
    let asked = [(2, "passed"), (4, "completed")].filter { module.isOn("completionstatusrequired[\($0.0)]") }.map(\.1)
    guard module.kind == "scorm", !asked.isEmpty else { return nil }
    let isDone = state.packageTracks.contains {
      $0.module == module.id && $0.user == user && $0.element.hasSuffix("_status") && asked.contains($0.value)
    }
    return Rule(
      name: "completionstatusrequired", description: "Complete or pass the activity", status: isDone ? 1 : 0)
  }

  private static func gradeStatus(of module: Module, user: Int, _ state: State) -> Int {
    guard let item = state.gradeItems.first(where: { $0.module == module.id }),
      let value = state.grades.first(where: { $0.item == item.id && $0.user == user })?.value
    else { return 0 }
    if item.pass <= 0 { return 1 }
    return value >= item.pass ? 2 : 3
  }

  /// Judges an automatic activity again, and with it the course; by hand and overridden ones stay.
  static func update(_ module: Module, _ user: Int, _ call: inout Call) {
    if module.completion == 2, record(module.id, user, call.state)?.overriddenBy == nil {
      let rules = rules(of: module, user: user, call.state)
      let needsPass = module.isOn("completionpassgrade")
      let isDone =
        !rules.isEmpty && rules.allSatisfy { $0.status == 1 || $0.status == 2 || ($0.status == 3 && !needsPass) }
      let graded = rules.first { $0.status >= 2 }?.status
      let failed = needsPass && graded == 3 && rules.allSatisfy { $0.status > 0 }
      set(module.id, user, to: isDone ? graded ?? 1 : failed ? 3 : 0, &call)
    }
    updateCourse(module.course, user, &call)
  }

  /// Stores a state; the time is that of the change to done.
  static func set(_ module: Int, _ user: Int, to value: Int, by overrider: Int? = nil, _ call: inout Call) {
    let now = call.now
    let row =
      record(module, user, call.state) ?? call.state.completions.add(ActivityCompletion(module: module, user: user))
    call.state.completions.update(row.id) { row in
      if row.state != value { row.completed = value == 0 ? 0 : now }
      row.state = value
      if let overrider { row.overriddenBy = overrider }
    }
  }

  static func view(_ module: Module, by user: Int, _ call: inout Call) {
    let row =
      record(module.id, user, call.state)
      ?? call.state.completions.add(ActivityCompletion(module: module.id, user: user))
    call.state.completions.update(row.id) { $0.hasViewed = true }
    update(module, user, &call)
  }

  /// The state that answers give.
  static func state(of module: Module, _ user: Int, _ call: Call) -> Int {
    if call.faults.contains(.completionWithoutRule), module.completion > 0 { return 1 }
    return record(module.id, user, call.state)?.state ?? 0
  }

  /// The part of core_completion_get_activities_completion_status about one activity.
  static func details(of module: Module, user: Int, _ call: Call) -> Value {
    let row = record(module.id, user, call.state)
    let state = state(of: module, user, call)
    let isTracked = call.state.roles(of: user, in: .course(module.course)).contains(Role.studentID)
    return [
      "cmid": .int(module.id), "modname": .string(module.kind), "instance": .int(module.instance),
      "state": .int(state), "timecompleted": .int(state == 0 ? 0 : row?.completed ?? call.now),
      "tracking": .int(module.completion), "overrideby": Value(row?.overriddenBy), "valueused": false,
      "hascompletion": true, "isautomatic": .bool(module.completion == 2), "istrackeduser": .bool(isTracked),
      "uservisible": true,
      "details": .list(
        rules(of: module, user: user, call.state).map { rule in
          [
            "rulename": .string(rule.name),
            "rulevalue": ["status": .int(rule.status), "description": .string(rule.description)],
          ]
        }), "isoverallcomplete": .bool(state == 1 || state == 2),
    ]
  }

  /// The share of tracked activities that are done, in percent; nil without any.
  static func progress(of user: Int, in course: Course, _ call: Call) -> Double? {
    guard course.tracksCompletion else { return nil }
    let wanted = course.criteria.map { Set($0.activities) }
    let tracked = call.state.modules.filter {
      $0.course == course.id && $0.completion > 0 && (wanted?.isEmpty ?? true || wanted?.contains($0.id) == true)
    }
    guard !tracked.isEmpty else { return nil }
    let done = tracked.filter { [1, 2].contains(state(of: $0, user, call)) }
    return 100 * Double(done.count) / Double(tracked.count)
  }
}
