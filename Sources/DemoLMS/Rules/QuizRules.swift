/// When a quiz may be attempted, and what an attempt is worth.
enum QuizRules {
  /// Answers that arrive this many seconds after the time limit still count, for slow networks.
  static let grace = 60

  static func opens(_ quiz: Module) -> Int? { FormDate.read("timeopen", from: quiz.settings) }
  static func closes(_ quiz: Module) -> Int? { FormDate.read("timeclose", from: quiz.settings) }
  static func limit(_ quiz: Module) -> Int { FormDate.seconds("timelimit", from: quiz.settings) }
  static func pageSize(_ quiz: Module) -> Int { quiz.settings["questionsperpage"].flatMap { Int($0) } ?? 1 }

  /// Why somebody cannot start another attempt; empty when he can.
  static func obstacles(to user: Int, in quiz: Module, _ call: Call) -> [String] {
    var reasons: [String] = []
    if let opens = opens(quiz), call.now < opens { reasons.append("This quiz is currently not available.") }
    if let closes = closes(quiz), call.now > closes { reasons.append("This quiz is currently not available.") }
    let used = call.state.attempts.filter { $0.module == quiz.id && $0.user == user && $0.state == "finished" }.count
    let allowed = quiz.integer("attempts")
    if allowed > 0, used >= allowed { reasons.append("No more attempts are allowed") }
    return reasons
  }

  static func isLate(_ attempt: Attempt, in quiz: Module, at now: Int) -> Bool {
    let limit = limit(quiz)
    if limit > 0, now > attempt.start + limit + grace { return true }
    return closes(quiz).map { now > $0 + grace } ?? false
  }

  static func points(_ attempt: Attempt, _ state: State) -> Double {
    var points = 0.0
    for (index, id) in attempt.slots.enumerated() {
      guard let question = state.questions[id], let chosen = attempt.chosen[index + 1],
        question.answers.indices.contains(chosen)
      else { continue }
      points += question.answers[chosen].fraction
    }
    return points
  }

  /// Points scaled to the highest grade of the quiz.
  static func grade(_ points: Double, of count: Int, in quiz: Module) -> Double {
    count == 0 ? 0 : points / Double(count) * (quiz.gradeMaximum ?? 10)
  }

  /// Ends an attempt and brings the best, average, first or last into the gradebook.
  static func finish(_ id: Int, _ quiz: Module, _ call: inout Call) {
    let now = call.now
    let user = call.subject.id
    guard let attempt = call.state.attempts[id] else { return }
    let points = points(attempt, call.state)
    let owner = attempt.user == call.caller.id ? user : attempt.user
    call.state.attempts.update(id) { attempt in
      attempt.state = "finished"
      attempt.finish = now
      attempt.modified = now
      attempt.points = points
      attempt.user = owner
    }
    let all = call.state.attempts.filter { $0.module == quiz.id && $0.user == owner && $0.state == "finished" }
    let grades = all.map { grade($0.points ?? 0, of: $0.slots.count, in: quiz) }
    guard let item = call.state.gradeItems.first(where: { $0.module == quiz.id }), let first = grades.first,
      let last = grades.last
    else { return }
    let value =
      switch quiz.integer("grademethod") {
      case 2: grades.reduce(0, +) / Double(grades.count)
      case 3: first
      case 4: last
      default: grades.max() ?? first
      }
    Gradebook.set(item, user: owner, to: value, source: "mod/quiz", &call)
  }
}
