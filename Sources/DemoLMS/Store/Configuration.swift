/// What the built-in LMS was set up with before anybody tests, so that comparing it with what was agreed has something to
/// find.
///
/// The same categories, competencies, reports, profile and course stand in `Scenarios`. A fault leaves the last of each out.
struct Configuration {
  private static let categories = [
    ("ZRG", "Zorg", ""), ("VLG", "Veiligheid", ""), ("ZRG-VPL", "Verpleging", "ZRG"), ("ZRG-BEH", "Behandeling", "ZRG"),
    ("VLG-BHV", "Bedrijfshulp", "VLG"), ("VLG-BRV", "Brandveiligheid", "VLG"),
    ("VLG-AGR", "Omgaan met agressie", "VLG"),
  ]

  /// Code, name, category, summary, and the competency that it serves.
  private static let courses = [
    ("WBG-01", "Werkbegeleiding", "ZRG-VPL", "Collega's begeleiden in hun eerste jaar.", "LEID26-1"),
    ("CCH-01", "Coachende gesprekken", "ZRG-BEH", "Vragen stellen en laten nadenken.", "LEID26-2"),
    ("HVL-01", "Hulpverlener van de afdeling", "VLG-BHV", "Wat de hulpverlener van de afdeling doet.", ""),
    ("ONT-01", "Ontruimen", "VLG-BRV", "Het pand snel en rustig verlaten.", ""),
    ("DRG-01", "Rustig blijven bij dreiging", "VLG-AGR", "Wat te doen wanneer iemand dreigt.", ""),
  ]

  /// The sections of the agreed template, each with its activity.
  private static let template = [
    ("Welkom", "page", "Huisregels"), ("Voorbereiding", "page", "Leeswijzer"), ("Bijeenkomst", "page", "Dagprogramma"),
    ("Opdracht", "assign", "Praktijkverslag"), ("Afsluiting", "feedback", "Evaluatie"),
  ]

  /// Clusters with the competencies below them; the number of each is its place.
  private static let clusters = [
    (
      "Veilig werken",
      [
        "Veilig tillen", "Hygiënisch werken", "Brand voorkomen", "Medicatie delen", "Incidenten melden",
        "Rustig blijven",
      ]
    ),
    (
      "Samenwerken",
      ["Overdragen", "Feedback geven", "Feedback vragen", "Taken verdelen", "Afspraken nakomen", "Vergaderen"]
    ),
    (
      "Cliënten begeleiden",
      ["Luisteren", "Zelfredzaamheid versterken", "Familie betrekken", "Grenzen stellen", "Rapporteren", "Plannen"]
    ),
    (
      "Leren",
      [
        "Eigen leervragen stellen", "Reflecteren", "Kennis delen", "Nieuwe collega's begeleiden", "Vakliteratuur lezen",
        "Digitaal werken",
      ]
    ),
  ]

  private static let reports = [
    ("Deelnemers", [String]()), ("Opleidingshistorie", ["user:idnumber", "completion:completed"]),
  ]

  let faults: Set<Fault>
  let now: Int

  private var isIncomplete: Bool { faults.contains(.configurationIncomplete) }
  private var left: Int { isIncomplete ? 1 : 0 }

  func apply(to state: inout State) {
    addPerson(&state)
    addFrameworks(&state)
    addCourses(addCategories(&state), &state)
    addReports(&state)
  }

  private func addPerson(_ state: inout State) {
    var user = User(
      username: "w.velden",
      texts: [
        "firstname": "Wim", "lastname": "van der Velden", "email": "w.velden@example.com", "idnumber": "100207",
        "department": "Zorg", "city": isIncomplete ? "" : "Utrecht",
      ])
    user.created = now
    user.customFields["manager"] = "k.jansma"
    state.users.add(user)
  }

  private func addCategories(_ state: inout State) -> [String: Int] {
    var made: [String: Int] = [:]
    for (code, name, above) in Self.categories.dropLast(left) {
      var category = Category(name: name, modified: now)
      category.idnumber = code
      category.parent = made[above] ?? 0
      made[code] = state.categories.add(category).id
    }
    return made
  }

  private func addCourses(_ homes: [String: Int], _ state: inout State) {
    for (place, (code, name, category, summary, competency)) in Self.courses.enumerated() {
      let isLast = isIncomplete && place == Self.courses.count - 1
      var course = Course(
        fullname: name, shortname: code, category: homes[category] ?? homes["VLG"] ?? 1, now: now)
      course.summary = isLast ? "" : summary
      course.start = CalendarDay.unix(year: 2030, month: 1, day: 7) + 43200
      course.tracksCompletion = true
      let isTemplate = code == "WBG-01"
      let id = state.addCourse(course, sections: isTemplate ? Self.template.count : 1, now: now, news: false).id
      if isTemplate { fill(id, &state) }
      guard let competency = state.competencies.first(where: { $0.idnumber == competency }) else { continue }
      if isIncomplete, competency.idnumber == "LEID26-2" { continue }
      state.courseCompetencies.add(
        CourseCompetency(course: id, competency: competency.id, time: now, author: User.adminID))
    }
  }

  private func fill(_ course: Int, _ state: inout State) {
    for (place, (name, kind, activity)) in Self.template.enumerated() {
      for section in state.sections where section.course == course && section.number == place + 1 {
        state.sections.update(section.id) { $0.name = name }
      }
      if isIncomplete, place == Self.template.count - 1 { continue }
      state.addModule(kind: kind, name: activity, course: course, section: place + 1, settings: [:], now: now)
    }
  }

  private func addFrameworks(_ state: inout State) {
    let scale = state.scales.add(
      Scale(name: "Vier stappen", items: ["Kent het", "Doet het met hulp", "Doet het zelf", "Leert het anderen"])
    ).id
    let care = addFramework("ZORG26", "Zorg 2026", scale, &state)
    for (place, (cluster, names)) in Self.clusters.enumerated() {
      let code = "ZORG26-\(["A", "B", "C", "D"][place])"
      let parent = addCompetency(code, cluster, care, 0, &state)
      for (number, name) in names.dropLast(place == Self.clusters.count - 1 ? left : 0).enumerated() {
        addCompetency("\(code)\(number + 1)", name, care, parent, &state)
      }
    }
    let leading = addFramework("LEID26", "Leiding 2026", scale, &state)
    addCompetency("LEID26-1", "Leidinggeven", leading, 0, &state)
    addCompetency("LEID26-2", "Coachen", leading, 0, &state)
  }

  private func addFramework(_ code: String, _ name: String, _ scale: Int, _ state: inout State) -> Int {
    state.frameworks.add(
      Framework(
        shortname: name, idnumber: code, description: "", scale: scale,
        scaleConfiguration: "[{\"scaleid\":\"\(scale)\"},{\"id\":3,\"scaledefault\":1,\"proficient\":1}]",
        taxonomies: "", time: now, author: User.adminID)
    ).id
  }

  @discardableResult
  private func addCompetency(
    _ code: String, _ name: String, _ framework: Int, _ parent: Int, _ state: inout State
  ) -> Int {
    state.competencies.add(
      Competency(
        shortname: name, idnumber: code, description: "", framework: framework, parent: parent,
        path: parent == 0 ? "/0/" : "/0/\(parent)/", sortOrder: 0, time: now, author: User.adminID)
    ).id
  }

  private func addReports(_ state: inout State) {
    let source = "core_course\\reportbuilder\\datasource\\participants"
    for (place, (name, more)) in Self.reports.enumerated() {
      let columns = (ReportColumn.sources[source]?.columns ?? []) + more
      state.reports.add(
        CustomReport(
          name: name, source: source, columns: Array(columns.dropLast(place == Self.reports.count - 1 ? left : 0)),
          audience: [Role.managerID], author: User.adminID, time: now))
    }
  }
}
