import Foundation

/// Grades as they are kept and added up.
enum Gradebook {
  /// Stores a grade, writes the history, and lets completion follow.
  static func set(
    _ item: GradeItem, user: Int, to value: Double?, feedback: String? = nil, source: String, _ call: inout Call
  ) {
    let value = call.faults.contains(.gradeRounded) ? value?.rounded() : value
    let before = call.state.grades.first { $0.item == item.id && $0.user == user }
    let now = call.now
    let grader = call.caller.id
    let row =
      before ?? call.state.grades.add(Grade(item: item.id, user: user, value: nil, graded: now, grader: grader))
    call.state.grades.update(row.id) { grade in
      grade.value = value
      grade.graded = now
      grade.grader = grader
      if let feedback { grade.feedback = feedback }
    }
    if before?.value != value {
      call.state.gradeHistory.add(
        GradeChange(
          item: item.id, user: user, before: before?.value, after: value, grader: grader, time: now, source: source))
      call.log(
        "User graded",
        "The user with id '\(grader)' updated the grade with id '\(row.id)' for the user with id "
          + "'\(user)' for the grade item with id '\(item.id)'.", related: user, course: item.course)
    }
    if let module = item.module.flatMap({ call.state.modules[$0] }) { Completion.update(module, user, &call) }
  }

  static func value(_ item: GradeItem, _ user: Int, _ state: State) -> Grade? {
    state.grades.first { $0.item == item.id && $0.user == user }
  }

  /// The natural sum of what has been graded; nil when nothing has.
  static func total(of user: Int, in course: Int, _ state: State) -> Double? {
    let values = items(of: course, state).compactMap { value($0, user, state)?.value }
    return values.isEmpty ? nil : values.reduce(0, +)
  }

  /// The columns of a course without its total.
  static func items(of course: Int, _ state: State) -> [GradeItem] {
    state.gradeItems.filter { $0.course == course && $0.module != nil }
  }

  /// A grade with two decimals, as the gradebook prints it.
  static func formatted(_ value: Double, decimals: Int = 2) -> String {
    String(format: "%.\(decimals)f", value)
  }
}
