/// Quizzes looked up, and what people scored.
enum QuizFunctions {
  static let all = [
    Function("mod_quiz_get_quizzes_by_courses", .read, list),
    Function("mod_quiz_get_quiz_access_information", .read, access),
    Function("mod_quiz_get_user_quiz_attempts", .read, attempts),
    Function("mod_quiz_get_user_attempts", .read, attempts),
    Function("mod_quiz_get_user_best_grade", .read, best),
  ]

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let modules = try call.modules("quiz", in: call.arguments["courseids"].list.compactMap(\.int))
    return ["quizzes": .list(modules.map { value(of: $0, call) }), "warnings": []]
  }

  /// What Moodle tells of a quiz beside its own settings, as on a quiz with defaults.
  private static let defaults: Value = [
    "reviewattempt": 69904, "reviewcorrectness": 69904, "reviewmaxmarks": 69904, "reviewmarks": 69904,
    "reviewspecificfeedback": 69904, "reviewgeneralfeedback": 69904, "reviewrightanswer": 69904,
    "reviewoverallfeedback": 4368, "browsersecurity": "-", "delay1": 0, "delay2": 0, "showuserpicture": 0,
    "showblocks": 0, "allowofflineattempts": 0, "autosaveperiod": 60, "enableaitools": .null,
    "enabledaiactions": .null, "completionattemptsexhausted": 0,
  ]

  private static func value(of quiz: Module, _ call: Call) -> Value {
    let own: Value = [
      "id": .int(quiz.instance), "coursemodule": .int(quiz.id), "course": .int(quiz.course),
      "name": call.name(quiz.name), "intro": .string(quiz.settings["introeditor[text]"] ?? ""), "introformat": 1,
      "introfiles": [], "section": .int(call.state.sections[quiz.section]?.number ?? 0),
      "visible": .bool(quiz.isVisible), "groupmode": 0, "groupingid": 0, "lang": "",
      "timeopen": .int(QuizRules.opens(quiz) ?? 0), "timeclose": .int(QuizRules.closes(quiz) ?? 0),
      "timelimit": .int(QuizRules.limit(quiz)), "overduehandling": "autosubmit", "graceperiod": 0,
      "preferredbehaviour": "deferredfeedback", "canredoquestions": 0, "attempts": .int(quiz.integer("attempts")),
      "attemptonlast": 0, "grademethod": .int(max(1, quiz.integer("grademethod"))), "decimalpoints": 2,
      "questiondecimalpoints": -1, "questionsperpage": .int(QuizRules.pageSize(quiz)), "navmethod": "free",
      "sumgrades": .int(quiz.slots.count), "grade": .double(quiz.gradeMaximum ?? 10), "hasfeedback": 0,
      "hasquestions": Value(flag: !quiz.slots.isEmpty),
      "completionpass": Value(flag: quiz.isOn("completionpassgrade")),
    ]
    return own.merging(defaults)
  }

  private static func quiz(_ call: Call) throws(Refusal) -> Module {
    let quiz = try call.module("quiz", instance: call.arguments["quizid"].int ?? 0)
    _ = try call.enter(quiz.course)
    return quiz
  }

  private static func access(_ call: inout Call) throws(Refusal) -> Value {
    let quiz = try quiz(call)
    let context = Context.course(quiz.course)
    var rules: [Value] = []
    if quiz.integer("attempts") > 0 { rules.append(.string("Attempts allowed: \(quiz.integer("attempts"))")) }
    if QuizRules.limit(quiz) > 0 { rules.append(.string("Time limit: \(QuizRules.limit(quiz) / 60) mins")) }
    return [
      "canattempt": .bool(call.can(.attemptQuiz, in: context)), "canmanage": .bool(call.can(.manageQuiz, in: context)),
      "canpreview": .bool(call.can(.manageQuiz, in: context)), "canreviewmyattempts": true,
      "canviewreports": .bool(call.can(.viewQuizReports, in: context)), "accessrules": .list(rules),
      "activerulenames": ["quizaccess_numattempts", "quizaccess_openclosedate"],
      "preventaccessreasons": .list(
        QuizRules.obstacles(to: call.caller.id, in: quiz, call).map(Value.string)), "warnings": [],
    ]
  }

  private static func attempts(_ call: inout Call) throws(Refusal) -> Value {
    let quiz = try quiz(call)
    let user = try call.userOrCaller("userid")
    if user.id != call.caller.id { try call.require(.viewQuizReports, in: .course(quiz.course)) }
    let status = call.arguments["status"].text
    guard ["all", "finished", "unfinished"].contains(status) else { throw .invalidParameter("Invalid status") }
    let found = call.state.attempts.filter { attempt in
      attempt.module == quiz.id
        && call.keeps(
          attempt.user == user.id && (status == "all" || (attempt.state == "finished") == (status == "finished")))
    }
    return ["attempts": .list(found.map { AttemptView(call, quiz: quiz).value(of: $0) }), "warnings": []]
  }

  private static func best(_ call: inout Call) throws(Refusal) -> Value {
    let quiz = try quiz(call)
    let user = try call.userOrCaller("userid")
    if user.id != call.caller.id { try call.require(.viewQuizReports, in: .course(quiz.course)) }
    let item = call.state.gradeItems.first { $0.module == quiz.id }
    let isShown = item?.isHidden != true || call.can(.viewHiddenGrades, in: .course(quiz.course))
    let grade = isShown ? item.flatMap { Gradebook.value($0, user.id, call.state)?.value } : nil
    var answer: Value = ["hasgrade": .bool(grade != nil)]
    if let grade { answer["grade"] = .double(grade) }
    if let pass = item?.pass, pass > 0 { answer["gradetopass"] = .double(pass) }
    answer["warnings"] = []
    return answer
  }
}
