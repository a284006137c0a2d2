/// How people's competencies get evidence and ratings.
enum Rating {
  static func record(of user: Int, _ competency: Int, _ call: inout Call) -> UserCompetency {
    call.state.userCompetencies.first { $0.user == user && $0.competency == competency }
      ?? call.state.userCompetencies.add(
        UserCompetency(user: user, competency: competency, time: call.now, author: call.caller.id))
  }

  /// Adds evidence for each competency the course serves; only the strongest outcome sets a rating.
  static func courseCompleted(_ course: Course, by user: Int, _ call: inout Call) {
    for link in call.state.courseCompetencies where link.course == course.id && link.outcome != .none {
      let row = record(of: user, link.competency, &call)
      let rating = link.outcome == .complete && row.grade == nil ? proficientGrade(link.competency, call.state) : nil
      call.state.evidence.add(
        Evidence(
          userCompetency: row.id, context: .course(course.id), action: rating == nil ? 0 : 2, actor: nil,
          identifier: "evidence_coursecompleted", subject: course.fullname,
          url: "\(call.baseURL)/report/completion/index.php?course=\(course.id)", grade: rating, note: nil,
          time: call.now))
      call.state.userCompetencies.update(row.id) { row in
        if link.outcome == .recommend { row.status = 1 }
        if let rating {
          row.grade = rating
          row.isProficient = true
        }
      }
    }
  }

  /// Sets a rating by hand and writes the evidence of it.
  static func rate(
    _ user: Int, _ competency: Int, grade: Int, note: String?, in context: Context, identifier: String,
    subject: String?, _ call: inout Call
  ) throws(Refusal) -> Evidence {
    let scale = call.state.scale(of: competency)
    guard let scale, (1...max(1, scale.items.count)).contains(grade) else {
      throw .codingError("The competency grade is invalid")
    }
    let row = record(of: user, competency, &call)
    let proficient = proficientGrades(competency, call.state).contains(grade)
    let now = call.now
    let actor = call.caller.id
    call.state.userCompetencies.update(row.id) { row in
      row.grade = grade
      row.isProficient = proficient
      row.time = now
      row.author = actor
    }
    return call.state.evidence.add(
      Evidence(
        userCompetency: row.id, context: context, action: 3, actor: actor, identifier: identifier, subject: subject,
        url: nil, grade: grade, note: note, time: now))
  }

  private static func proficientGrade(_ competency: Int, _ state: State) -> Int? {
    proficientGrades(competency, state).min()
  }

  /// The ratings that the framework's scale configuration calls proficient.
  private static func proficientGrades(_ competency: Int, _ state: State) -> Set<Int> {
    let framework = state.competencies[competency].flatMap { state.frameworks[$0.framework] }
    let entries = JSONText.read(Array((framework?.scaleConfiguration ?? "").utf8))?.list ?? []
    return Set(entries.filter { $0["proficient"].flag }.compactMap { $0["id"].int })
  }
}

extension State {
  func scale(of competency: Int) -> Scale? {
    competencies[competency].flatMap { frameworks[$0.framework] }.flatMap { scales[$0.scale] }
  }
}
