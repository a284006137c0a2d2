/// The user report of one person in one course, as the caller may see it.
struct GradeReport {
  private let call: Call
  private let course: Course
  private let user: User
  private let seesHidden: Bool
  private let isTrainer: Bool

  init(_ call: Call, course: Course, user: User) {
    self.call = call
    self.course = course
    self.user = user
    isTrainer = call.can(.viewGrades, in: .course(course.id))
    seesHidden = call.can(.viewHiddenGrades, in: .course(course.id))
  }

  private var items: [GradeItem] { Gradebook.items(of: course.id, call.state) }

  /// The grade of an item; nil when there is none or the caller may not see it.
  private func visibleGrade(_ item: GradeItem) -> Grade? {
    guard seesHidden || !item.isHidden else { return nil }
    return Gradebook.value(item, user.id, call.state)
  }

  /// The sum of what the caller may see; a person's total must not give away a hidden grade.
  var visibleTotal: Double? {
    let values = items.compactMap { visibleGrade($0)?.value }
    return values.isEmpty ? nil : values.reduce(0, +)
  }

  var value: Value {
    let sum = items.reduce(0) { $0 + $1.maximum }
    let rows = items.map { row(for: $0, weight: sum > 0 ? $0.maximum / sum : 0) }
    return [
      "courseid": .int(course.id), "courseidnumber": .string(course.idnumber), "userid": .int(user.id),
      "userfullname": .string(user.fullName), "useridnumber": .string(user["idnumber"]), "maxdepth": 2,
      "gradeitems": .list(rows + [total(maximum: sum)]),
    ]
  }

  private func row(for item: GradeItem, weight: Double) -> Value {
    let module = item.module.flatMap { call.state.modules[$0] }
    let grade = visibleGrade(item)
    let value: Value = [
      "id": .int(item.id), "itemname": call.name(module?.name ?? ""), "itemtype": "mod",
      "itemmodule": Value(module?.kind), "iteminstance": Value(module?.instance), "itemnumber": 0,
      "idnumber": .string(module?.idnumber ?? ""), "categoryid": .int(course.id), "outcomeid": .null,
      "scaleid": .null, "locked": isTrainer ? false : .null, "cmid": Value(item.module),
      "weightraw": .double((weight * 100_000).rounded() / 100_000),
      "weightformatted": .string(Gradebook.formatted(weight * 100) + " %"),
    ]
    return value.merging(result(grade, of: item, pass: item.pass))
      .merging(["feedback": .string(grade?.feedback ?? ""), "feedbackformat": 1])
  }

  private func total(maximum: Double) -> Value {
    let item = call.state.gradeItems.first { $0.course == course.id && $0.module == nil }
    let newest = items.compactMap { visibleGrade($0)?.graded }.max()
    var sum = GradeItem(course: course.id, module: nil, maximum: maximum)
    sum.id = item?.id ?? 0
    let grade = visibleTotal.map { Grade(item: sum.id, user: user.id, value: $0, graded: newest ?? 0, grader: 0) }
    let value: Value = [
      "id": .int(sum.id), "itemname": .null, "itemtype": "course", "itemmodule": .null,
      "iteminstance": .int(course.id), "itemnumber": .null, "idnumber": .null, "categoryid": .null,
      "outcomeid": .null, "scaleid": .null, "locked": isTrainer ? false : .null,
    ]
    return value.merging(result(grade, of: sum, pass: 0)).merging(["feedback": "", "feedbackformat": 2])
  }

  private func result(_ grade: Grade?, of item: GradeItem, pass: Double) -> Value {
    let locked: Value = isTrainer ? false : .null
    let isTotal = item.module == nil
    return [
      "graderaw": grade?.value.map(Value.double) ?? .null,
      "gradedatesubmitted": isTotal ? .null : Value(grade?.graded), "gradedategraded": Value(grade?.graded),
      "gradehiddenbydate": false, "gradeneedsupdate": false, "gradeishidden": .bool(item.isHidden),
      "gradeislocked": locked, "gradeisoverridden": locked,
      "gradeformatted": .string(formatted(grade?.value, pass: pass)), "grademin": 0,
      "grademax": .double(item.maximum),
      "rangeformatted": .string("0&ndash;\(Value.spelling(of: item.maximum))"),
      "percentageformatted": .string(percentage(grade?.value, of: item.maximum)),
    ]
  }

  private func formatted(_ value: Double?, pass: Double) -> String {
    guard let value else { return "-" }
    guard pass > 0 else { return Gradebook.formatted(value) }
    let (icon, word) = value >= pass ? ("check text-success", "Pass") : ("xmark text-danger", "Fail")
    return "<i class=\"icon fa fa-\(icon) fa-fw inline\"  title=\"\(word)\" role=\"img\" aria-label=\"\(word)\"></i>"
      + Gradebook.formatted(value)
  }

  private func percentage(_ value: Double?, of maximum: Double) -> String {
    guard let value, maximum > 0 else { return "-" }
    return Gradebook.formatted(100 * value / maximum) + " %"
  }
}
