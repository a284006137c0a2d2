/// Quizzes taken.
enum AttemptFunctions {
  static let all = [
    Function("mod_quiz_start_attempt", .create, start),
    Function("mod_quiz_get_attempt_data", .read, data),
    Function("mod_quiz_get_attempt_summary", .read, summary),
    Function("mod_quiz_save_attempt", .create) { (call) throws(Refusal) in
      let (attempt, quiz) = try open(call)
      try keepAnswers(attempt, quiz, &call)
      return ["status": true, "warnings": []]
    },
    Function("mod_quiz_process_attempt", .create, process),
    Function("mod_quiz_get_attempt_review", .read, review),
  ]

  private static func start(_ call: inout Call) throws(Refusal) -> Value {
    let quiz = try call.module("quiz", instance: call.arguments["quizid"].int ?? 0)
    try call.use(quiz)
    try call.require(.attemptQuiz, in: .course(quiz.course))
    if quiz.slots.isEmpty { throw Refusal("noquestionsfound", "No questions found") }
    let user = call.caller.id
    let mine = call.state.attempts.filter { $0.module == quiz.id && $0.user == user }
    for attempt in mine where attempt.state == "inprogress" {
      guard QuizRules.isLate(attempt, in: quiz, at: call.now) else {
        throw Refusal("attemptstillinprogress", "Attempt still in progress")
      }
      QuizRules.finish(attempt.id, quiz, &call)
    }
    let reasons = QuizRules.obstacles(to: user, in: quiz, call)
    if !reasons.isEmpty {
      throw Refusal(
        "attempterror",
        "You are not allowed to attempt this quiz at this time because: \(reasons.joined(separator: " "))")
    }
    let attempt = call.state.attempts.add(
      Attempt(
        module: quiz.id, user: user, number: (mine.map(\.number).max() ?? 0) + 1, slots: quiz.slots,
        start: call.now, modified: call.now))
    return ["attempt": AttemptView(call, quiz: quiz).value(of: attempt), "warnings": []]
  }

  /// The attempt of an argument with its quiz, for its owner or for those who see reports.
  private static func attempt(_ call: Call) throws(Refusal) -> (Attempt, Module) {
    guard let attempt = call.state.attempts[call.arguments["attemptid"].int ?? 0] else { throw .unknownRecord }
    let quiz = try call.module(attempt.module)
    _ = try call.enter(quiz.course)
    if attempt.user != call.caller.id, !call.can(.viewQuizReports, in: .course(quiz.course)) {
      throw Refusal("notyourattempt", "This is not your attempt!")
    }
    return (attempt, quiz)
  }

  /// The caller's own attempt while it is open.
  private static func open(_ call: Call) throws(Refusal) -> (Attempt, Module) {
    let (attempt, quiz) = try attempt(call)
    guard attempt.user == call.caller.id else { throw Refusal("notyourattempt", "This is not your attempt!") }
    guard attempt.state == "inprogress" else {
      throw Refusal("attemptalreadyclosed", "This attempt has already been finished.")
    }
    return (attempt, quiz)
  }

  private static func data(_ call: inout Call) throws(Refusal) -> Value {
    let (attempt, quiz) = try open(call)
    let view = AttemptView(call, quiz: quiz)
    let page = call.arguments["page"].int ?? 0
    let pages = view.pages(of: attempt)
    guard pages.indices.contains(page) else { throw Refusal("Invalid page number", "error/Invalid page number") }
    return [
      "attempt": view.value(of: attempt), "messages": [], "nextpage": .int(page + 1 < pages.count ? page + 1 : -1),
      "questions": .list(pages[page].map { view.question($0, of: attempt, isReview: false) }), "warnings": [],
    ]
  }

  private static func summary(_ call: inout Call) throws(Refusal) -> Value {
    let (attempt, quiz) = try open(call)
    let view = AttemptView(call, quiz: quiz)
    let questions = attempt.slots.indices.map { view.question($0 + 1, of: attempt, isReview: false) }
    return [
      "questions": .list(questions), "totalunanswered": .int(attempt.slots.count - attempt.chosen.count),
      "warnings": [],
    ]
  }

  private static func process(_ call: inout Call) throws(Refusal) -> Value {
    let (attempt, quiz) = try open(call)
    // After the time limit the attempt ends, and what is sent now does not count.
    let isLate = isLate(attempt, quiz, call)
    if !isLate { try keepAnswers(attempt, quiz, &call) }
    let isFinished = isLate || call.arguments["finishattempt"].flag || call.arguments["timeup"].flag
    if isFinished { QuizRules.finish(attempt.id, quiz, &call) }
    return ["state": isFinished ? "finished" : "inprogress", "warnings": []]
  }

  private static func isLate(_ attempt: Attempt, _ quiz: Module, _ call: Call) -> Bool {
    QuizRules.isLate(attempt, in: quiz, at: call.now) && !call.faults.contains(.lateCounts)
  }

  private static func keepAnswers(_ attempt: Attempt, _ quiz: Module, _ call: inout Call) throws(Refusal) {
    if isLate(attempt, quiz, call) {
      throw Refusal("attempttimeover", "The time for this attempt is over.")
    }
    var fields: [String: String] = [:]
    for field in call.arguments["data"].list { fields[field["name"].text] = field["value"].text }
    for slot in 1...max(1, attempt.slots.count) {
      let prefix = "q\(attempt.id):\(slot)_"
      // Moodle takes an answer only together with its sequence check.
      guard let sent = fields[prefix + "answer"].flatMap({ Int($0) }), fields[prefix + ":sequencecheck"] != nil,
        let question = call.state.questions[attempt.slots[slot - 1]]
      else { continue }
      let order = AttemptView.order(of: question, in: attempt)
      let now = call.now
      let chosen = question.kind == "truefalse" ? (sent == 1 ? 0 : 1) : order.indices.contains(sent) ? order[sent] : nil
      call.state.attempts.update(attempt.id) { attempt in
        attempt.chosen[slot] = chosen
        attempt.modified = now
      }
    }
  }

  private static func review(_ call: inout Call) throws(Refusal) -> Value {
    let (attempt, quiz) = try attempt(call)
    guard attempt.state == "finished" else {
      throw Refusal("attemptclosed", "This attempt has not been closed yet.")
    }
    let view = AttemptView(call, quiz: quiz)
    let grade = QuizRules.grade(attempt.points ?? 0, of: attempt.slots.count, in: quiz)
    return [
      "grade": .double(grade), "attempt": view.value(of: attempt), "additionaldata": [],
      "questions": .list(attempt.slots.indices.map { view.question($0 + 1, of: attempt, isReview: true) }),
      "warnings": [],
    ]
  }
}
