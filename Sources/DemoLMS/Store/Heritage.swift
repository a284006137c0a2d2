/// What the built-in LMS took over from an old one, so that comparing a migration with its export has something to find.
///
/// The same courses, people, competencies and completions stand in `Scenarios/data`. The faults of a migration spoil it
/// here, once: a migration happens before anybody tests.
struct Heritage {
  private struct Taken {
    var code: String
    var name: String
    var summary: String
    var start: String
    var end: String?
  }

  private static let courses = [
    Taken(
      code: "OVR-01", name: "Tillen en verplaatsen",
      summary: "Veilig tillen aan het bed. Daarna volgt <a href=\"LINK\">Medicatie delen</a>.", start: "2022-01-10"),
    Taken(code: "OVR-02", name: "Medicatie delen", summary: "Delen, toedienen en aftekenen.", start: "2022-01-10"),
    Taken(
      code: "OVR-03", name: "Werken met de AED", summary: "Reanimeren met een automatische defibrillator.",
      start: "2022-03-07"),
    Taken(
      code: "OVR-04", name: "Hygiëne op de afdeling", summary: "Handen, kleding en materialen – kort en bondig.",
      start: "2022-09-05", end: "2027-08-31"),
    Taken(
      code: "OVR-05", name: "Omgaan met rouw", summary: "Voor wie met nabestaanden spreekt.", start: "2023-02-06"),
  ]

  /// What a course is learnt with, by its code; the others have an assignment.
  private static let packages = [
    "OVR-01": (name: "Tillen e-learning", version: "SCORM_1.2", parts: 3),
    "OVR-03": (name: "AED e-learning", version: "SCORM_1.3", parts: 1),
  ]

  private static let people = [
    ("h.peters", "Hanna", "Peters", "100801"), ("k.li", "Kai", "Li", "100802"),
    ("m.elamrani", "Mo", "El Amrani", "100803"),
  ]

  private static let completions: [(person: String, course: String, day: String, grade: Double)] = [
    ("h.peters", "OVR-01", "2022-03-14", 80), ("h.peters", "OVR-03", "2023-05-22", 65),
    ("k.li", "OVR-01", "2022-11-02", 72.5), ("k.li", "OVR-02", "2023-06-19", 90),
    ("m.elamrani", "OVR-02", "2023-11-30", 100), ("m.elamrani", "OVR-04", "2023-01-16", 55),
  ]

  private static let competencies = [
    ("ERF-24-A", "Veilig werken", "Werkt zonder gevaar voor zichzelf en anderen.", ""),
    ("ERF-24-A1", "Tillen", "Tilt volgens de richtlijn.", "ERF-24-A"),
    ("ERF-24-A2", "Medicatie", "Deelt medicatie volgens het protocol.", "ERF-24-A"),
    ("ERF-24-B", "Samenwerken", "Werkt met anderen aan één doel.", ""),
    ("ERF-24-B1", "Overdragen", "Draagt volledig en op tijd over.", "ERF-24-B"),
  ]

  /// The level of the scale of four, and that of the old scale of five.
  private static let levels = [
    ("h.peters", "ERF-24-A1", 3, 4), ("h.peters", "ERF-24-B1", 2, 2), ("k.li", "ERF-24-A1", 1, 1),
    ("m.elamrani", "ERF-24-A2", 4, 5),
  ]

  let faults: Set<Fault>
  let now: Int

  private var isCareless: Bool { faults.contains(.migrationCareless) }
  private var isIncomplete: Bool { faults.contains(.migrationIncomplete) }
  /// What a section is called where nobody looks at the names of courses only.
  private var spoiltName: String? {
    if faults.contains(.migrationCharactersBroken) { return "HygiÃ«ne" }
    if faults.contains(.migrationEscapedTwice) { return "Tillen &amp;amp; verplaatsen" }
    return faults.contains(.migrationMarksLeft) ? "Lees eerst [[oud:17]]" : nil
  }

  func take(into state: inout State) {
    var users: [String: Int] = [:]
    for (name, first, last, number) in Self.people {
      var user = User(
        username: name,
        texts: ["firstname": first, "lastname": last, "email": "\(name)@example.com", "idnumber": number])
      user.created = now
      user.customFields["manager"] = "k.jansma"
      users[name] = state.users.add(user).id
    }
    let made = takeCourses(&state)
    for completion in Self.completions.dropLast(isIncomplete ? 1 : 0) {
      guard let user = users[completion.person], let course = made[completion.course] else { continue }
      complete(course, user, completion.day, completion.grade, &state)
    }
    takeCompetencies(&state, users)
  }

  /// Noon of `2022-01-10`, so that the day is the same in every time zone near.
  private func unix(_ day: String) -> Int {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    return CalendarDay.unix(year: parts[0], month: parts[1], day: parts[2]) + 43200
  }

  private func takeCourses(_ state: inout State) -> [String: Int] {
    var category = Category(name: "Overgenomen catalogus", modified: now)
    category.idnumber = "OVER"
    let home = state.categories.add(category).id
    var made: [String: Int] = [:]
    for taken in Self.courses.dropLast(isIncomplete ? 1 : 0) {
      var course = Course(fullname: taken.name, shortname: taken.code, category: home, now: now)
      course.summary = taken.summary
      course.start = unix(taken.start)
      course.end = taken.end.map(unix) ?? 0
      course.tracksCompletion = true
      let id = state.addCourse(course, sections: 1, now: now, news: false).id
      for section in state.sections where section.course == id && section.number == 1 {
        if let name = spoiltName { state.sections.update(section.id) { $0.name = name } }
      }
      let module = addActivity(to: id, of: taken.code, &state)
      state.courses.update(id) { $0.criteria = CompletionCriteria(activities: [module.id]) }
      made[taken.code] = id
    }
    for id in made.values {
      state.courses.update(id) { course in
        let next = faults.contains(.migrationLinksDead) ? 999_999 : made["OVR-02"] ?? 0
        let link = isCareless ? "https://oud-lms.example.org/cursus/2" : "/course/view.php?id=\(next)"
        course.summary = course.summary.replacing("LINK", with: link)
        if isCareless { course.summary = course.summary.replacing("–", with: "â€“").replacing("ë", with: "Ã«") }
      }
    }
    return made
  }

  /// A SCORM package, or an assignment; each is graded out of 100 and ticked off by hand.
  private func addActivity(to course: Int, of code: String, _ state: inout State) -> Module {
    guard let package = Self.packages[code] else {
      return state.addModule(
        kind: "assign", name: "Afsluiting", course: course, section: 1,
        settings: ["completion": "1", "grade[modgrade_point]": "100"], now: now)
    }
    // Careless: every package was published again for the old version.
    let version = isCareless ? "SCORM_1.2" : package.version
    return state.addModule(
      kind: "scorm", name: package.name, course: course, section: 1,
      settings: ["completion": "1", "package.version": version, "package.parts": String(package.parts)], now: now)
  }

  private func complete(_ course: Int, _ user: Int, _ day: String, _ grade: Double, _ state: inout State) {
    let time = isCareless ? now : unix(day)
    let instance = state.enrolInstances.first { $0.course == course && $0.type == "manual" }?.id ?? 0
    state.enrolments.add(Enrolment(user: user, course: course, instance: instance))
    state.roleAssignments.add(RoleAssignment(role: Role.studentID, user: user, context: .course(course)))
    for module in state.modules where module.course == course {
      var done = ActivityCompletion(module: module.id, user: user)
      done.state = 1
      done.completed = time
      state.completions.add(done)
      if let item = state.gradeItems.first(where: { $0.module == module.id }) {
        state.grades.add(Grade(item: item.id, user: user, value: grade, graded: time, grader: User.adminID))
      }
    }
    state.courseCompletions.add(CourseCompletion(course: course, user: user, completed: time))
  }

  private func takeCompetencies(_ state: inout State, _ users: [String: Int]) {
    let scale = state.scales.add(Scale(name: "Vier niveaus", items: ["Beginner", "Basis", "Gevorderd", "Expert"])).id
    let framework = state.frameworks.add(
      Framework(
        shortname: "Overgenomen competenties", idnumber: "ERF-24", description: "", scale: scale,
        scaleConfiguration: "[{\"scaleid\":\"\(scale)\"},{\"id\":2,\"scaledefault\":1,\"proficient\":1}]",
        taxonomies: "", time: now, author: User.adminID)
    ).id
    var made: [String: Int] = [:]
    for (place, taken) in Self.competencies.dropLast(isIncomplete ? 1 : 0).enumerated() {
      let (number, name, description, above) = taken
      let parent = made[above] ?? 0
      made[number] =
        state.competencies.add(
          Competency(
            shortname: name, idnumber: number, description: description, framework: framework, parent: parent,
            path: parent == 0 ? "/0/" : "/0/\(parent)/", sortOrder: place, time: now, author: User.adminID)
        ).id
    }
    for (person, number, level, old) in Self.levels {
      guard let user = users[person], let competency = made[number] else { continue }
      let grade = isCareless ? min(4, old) : level
      let row = state.userCompetencies.add(
        UserCompetency(
          user: user, competency: competency, grade: grade, isProficient: grade >= 2, time: now, author: User.adminID))
      state.evidence.add(
        Evidence(
          userCompetency: row.id, context: .user(user), action: 3, actor: User.adminID,
          identifier: "evidence_manualoverride", grade: grade, note: "oud niveau \(old) van 5", time: now))
    }
  }
}
