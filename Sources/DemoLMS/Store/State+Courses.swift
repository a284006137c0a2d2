extension State {
  /// Adds a course with its sections, its way of enrolling by hand and its total in the gradebook.
  mutating func addCourse(_ course: Course, sections count: Int, now: Int, news: Bool = true) -> Course {
    let course = courses.add(course)
    for number in 0...max(0, count) {
      sections.add(Section(course: course.id, number: number, name: number == 0 ? "General" : "New section"))
    }
    enrolInstances.add(EnrolInstance(course: course.id, type: "manual"))
    gradeItems.add(GradeItem(course: course.id, module: nil))
    if news, course.newsItems > 0 {
      addModule(kind: "forum", name: "Announcements", course: course.id, section: 0, settings: [:], now: now)
    }
    return course
  }

  /// Adds an activity to a section, which is made when the course does not have it yet.
  @discardableResult
  mutating func addModule(
    kind: String, name: String, course: Int, section number: Int, settings: [String: String], now: Int
  ) -> Module {
    let section =
      sections.first { $0.course == course && $0.number == number }
      ?? sections.add(Section(course: course, number: number, name: number == 0 ? "General" : "New section"))
    instances[kind, default: 0] += 1
    let module = modules.add(
      Module(
        course: course, section: section.id, kind: kind, instance: instances[kind] ?? 1, name: name,
        idnumber: settings["cmidnumber"] ?? "", isVisible: settings["visible"] != "0",
        completion: settings["completion"].flatMap { Int($0) } ?? 0, settings: settings, added: now))
    if let maximum = module.gradeMaximum {
      gradeItems.add(
        GradeItem(course: course, module: module.id, maximum: maximum, pass: module.number("gradepass") ?? 0))
    }
    return module
  }

  mutating func deleteModule(_ id: Int) {
    let items = Set(gradeItems.filter { $0.module == id }.map(\.id))
    modules[id] = nil
    gradeItems.remove { $0.module == id }
    grades.remove { items.contains($0.item) }
    completions.remove { $0.module == id }
    submissions.remove { $0.module == id }
    assignGrades.remove { $0.module == id }
    questions.remove { $0.quiz == id }
    attempts.remove { $0.module == id }
    packageTracks.remove { $0.module == id }
    feedbackItems.remove { $0.module == id }
    feedbackAnswers.remove { $0.module == id }
    courses.updateAll(where: { $0.criteria?.activities.contains(id) == true }) { course in
      course.criteria?.activities.removeAll { $0 == id }
      if course.criteria?.isEmpty == true { course.criteria = nil }
    }
  }

  mutating func deleteCourse(_ id: Int) {
    for module in modules where module.course == id { deleteModule(module.id) }
    courses[id] = nil
    sections.remove { $0.course == id }
    enrolInstances.remove { $0.course == id }
    enrolments.remove { $0.course == id }
    roleAssignments.remove { $0.context == .course(id) }
    groups.remove { $0.course == id }
    groupings.remove { $0.course == id }
    gradeItems.remove { $0.course == id }
    courseCompletions.remove { $0.course == id }
    courseCompetencies.remove { $0.course == id }
    questions.remove { $0.course == id }
    let given = Set(badges.filter { $0.course == id }.map(\.id))
    badges.remove { given.contains($0.id) }
    issuedBadges.remove { given.contains($0.badge) }
    events.remove { $0.course == id }
  }

  /// Copies sections, activities, questions and competencies; what people did in them stays behind.
  mutating func copyContent(from source: Int, to target: Int, now: Int) {
    var numbers: [Int: Int] = [:]
    for section in sections where section.course == source {
      if !sections.contains(where: { $0.course == target && $0.number == section.number }) {
        sections.add(
          Section(course: target, number: section.number, name: section.name, isVisible: section.isVisible))
      }
      numbers[section.id] = section.number
    }
    var modulesByOld: [Int: Int] = [:]
    for module in modules where module.course == source {
      let copy = addModule(
        kind: module.kind, name: module.name, course: target, section: numbers[module.section] ?? 0,
        settings: module.settings, now: now)
      modulesByOld[module.id] = copy.id
      let slots = module.slots.compactMap { questions[$0] }.map { question in
        var question = question
        question.course = target
        question.quiz = copy.id
        return questions.add(question).id
      }
      modules.update(copy.id) { $0.slots = slots }
      for item in feedbackItems where item.module == module.id {
        var item = item
        item.module = copy.id
        feedbackItems.add(item)
      }
    }
    for link in courseCompetencies where link.course == source {
      var link = link
      link.course = target
      courseCompetencies.add(link)
    }
    if var criteria = courses[source]?.criteria {
      criteria.activities = criteria.activities.compactMap { modulesByOld[$0] }
      courses.update(target) { $0.criteria = criteria }
    }
  }
}

extension Module {
  /// The highest grade; nil for an activity without grades.
  var gradeMaximum: Double? {
    switch kind {
    case "quiz": number("grade") ?? 10
    case "scorm": number("maxgrade") ?? 100
    case "assign":
      settings["grade[modgrade_type]"] == "none" ? nil : number("grade[modgrade_point]") ?? number("grade") ?? 100
    default: nil
    }
  }
}
