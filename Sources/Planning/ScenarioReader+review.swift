import Diagnostics
import Gherkin
import RunModel

extension ScenarioReader {
  // MARK: People

  /// The people a scenario names, in order of first mention; `the learner` is the first declared with that role.
  func people(in steps: [PlannedStep]) -> [String] {
    var handles: [String] = []
    func add(_ handle: String?) {
      if let handle, !handles.contains(handle) { handles.append(handle) }
    }
    for step in steps {
      guard case .matched(let match) = step.understanding else { continue }
      for argument in match.arguments {
        if case .person(let handle, let role) = argument.value {
          add(handle ?? context.people.first { $0.role == role }?.handle)
        }
      }
    }
    return handles
  }

  /// A person that nobody declares is an error of the text: a misspelt handle must not become a new person.
  mutating func reviewPeople(_ scenario: PlannedScenario, _ readings: [StepReading]) {
    let seeded = seededUsers(of: scenario)
    for (step, reading) in zip(scenario.steps, readings) {
      switch step.understanding {
      case .matched(let match):
        for argument in match.arguments {
          guard case .person(let handle, let role) = argument.value else { continue }
          reviewPerson(handle, role: role, seeded: seeded, at: reading.place(argument.lower, argument.upper))
        }
      case .seed(let seed): reviewReferences(of: seed, seeded: seeded, reading)
      case .human, .undefined, .ambiguous: break
      }
    }
  }

  private mutating func reviewPerson(_ handle: String?, role: String?, seeded: Set<String>, at place: SourceRange) {
    guard let handle else {
      guard let role, !context.people.contains(where: { $0.role == role }) else { return }
      return refuse(
        "plan.unknown-person", "nobody has the role \"\(role)\"", place,
        hint: "declare a person with this role in the project file")
    }
    guard let person = context.people.first(where: { $0.handle == handle }) else {
      if !seeded.contains(handle) { refuseUnknown(handle, seeded: seeded, at: place) }
      return
    }
    if let role, person.role != role {
      refuse(
        "plan.role", "\"\(handle)\" is \(person.role), not \(role)", place,
        hint: "leave the role word out, or name somebody else")
    }
  }

  /// Columns that name a user: `user` of a course enrolment.
  private mutating func reviewReferences(of seed: SeedTable, seeded: Set<String>, _ reading: StepReading) {
    let columns = Set((context.book.kinds[seed.kind]?.columns ?? []).filter { $0.refersTo == "user" }.map(\.name))
    for cell in seed.rows.joined() where columns.contains(cell.column) {
      let isKnown =
        seeded.contains(cell.text)
        || context.people.contains { $0.handle == cell.text || $0.username == cell.text }
      if isKnown { continue }
      let place = reading.cells?.joined().first { $0.text == cell.text }?.range
      refuseUnknown(cell.text, seeded: seeded, at: place ?? reading.range)
    }
  }

  private mutating func refuseUnknown(_ handle: String, seeded: Set<String>, at place: SourceRange) {
    let known = context.people.map(\.handle) + seeded.sorted()
    refuse(
      "plan.unknown-person", "nobody is called \"\(handle)\"", place, "not declared and not seeded",
      hint: nearestName(to: handle, among: known).map { "did you mean \"\($0)\"?" }
        ?? "declare the person in the project file, or seed a user with this username")
  }

  /// User names that this scenario's own tables make: those of seeds, and of steps that say so (an import of people).
  func seededUsers(of scenario: PlannedScenario) -> Set<String> {
    var names: Set<String> = []
    for step in scenario.steps {
      switch step.understanding {
      case .seed(let seed) where seed.kind == "user":
        names.formUnion(seed.rows.joined().filter { $0.column == "username" }.map(\.text))
      case .matched(let match): names.formUnion(madeUsers(context.book.definitions[match.definition], step.table ?? []))
      default: break
      }
    }
    return names
  }

  private func madeUsers(_ definition: StepDefinition, _ table: [[String]]) -> [String] {
    let columns = (definition.table ?? []).filter { $0.refersTo == "user" && definition.makes.contains($0.name) }
    guard !columns.isEmpty, let header = table.first else { return [] }
    let reader = SeedReader(book: context.book, language: file.language)
    let places = header.indices.filter { place in columns.contains { reader.isCalled($0, header[place]) } }
    return table.dropFirst().flatMap { row in places.map { row[$0] } }.filter { !$0.isEmpty }
  }

  // MARK: Things

  /// Whether every thing that a step names is there when the step runs, as far as the texts can tell.
  mutating func reviewThings(_ scenario: PlannedScenario, _ readings: [StepReading]) {
    var review = ThingReview(book: context.book, language: file.language, known: thingsThere(for: scenario))
    for (step, reading) in zip(scenario.steps, readings) { review.read(step, reading) }
    unseeded += review.missing.map { missing in
      UnseededThing(
        thing: missing.thing, place: missing.place, applies: scenario.notApplicable == nil,
        laterLine: lineSeeding(missing.thing, in: scenario), known: Array(missing.known))
    }
  }

  /// Before the first step: the project's content and people, and whoever the scenario seeds.
  private func thingsThere(for scenario: PlannedScenario) -> Set<ThingName> {
    var there = Set(context.content)
    for name in context.people.flatMap({ [$0.handle, $0.username] }) + seededUsers(of: scenario) {
      there.insert(ThingName(kind: "user", key: [name]))
    }
    return there
  }

  private func lineSeeding(_ thing: ThingName, in scenario: PlannedScenario) -> Int? {
    scenario.steps.first { step in
      guard case .seed(let seed) = step.understanding, let kind = context.book.kinds[seed.kind] else { return false }
      return seed.rows.contains { kind.thing(of: $0) == thing }
    }?.position.line
  }

  // MARK: Applying

  /// A reason known before any request: `@only`, `@not`, `@needs`, a production system, or a step the adapter says
  /// this LMS cannot do.
  func reasonNotToApply(_ scenario: PlannedScenario) -> String? {
    let texts = Texts(language: scenario.language)
    let only = scenario.values(of: "only")
    if !only.isEmpty, !only.contains(context.adapter) {
      let names = only.joined(separator: ", ")
      return texts("only for \(names)", "alleen voor \(names)")
    }
    if scenario.values(of: "not").contains(context.adapter) {
      return texts("not for \(context.adapter)", "niet voor \(context.adapter)")
    }
    for need in scenario.values(of: "needs") where !context.capabilities.contains(need) {
      // A need is something that an LMS has (a quiz), or what has been done to it (configured). Its name is that of the tag.
      let lacks = need.hasSuffix("ed") ? "is not" : "has no"
      return texts("\(context.adapter) \(lacks) \(need)", "\(context.adapter) voldoet niet aan @needs:\(need)")
    }
    if context.isProduction, !scenario.tags.contains("@safe") {
      return texts(
        "not @safe, and people work on this system", "niet @safe, en op dit systeem wordt gewerkt")
    }
    for step in scenario.steps {
      guard case .matched(let match) = step.understanding else { continue }
      if case .unsupported(let reason) = context.book.automation[match.definition] { return reason(texts) }
    }
    return nil
  }

  // MARK: Tags

  /// What holds for the whole scenario: its mode, and the findings and needs that its tags name.
  mutating func reviewTags(_ scenario: PlannedScenario, pickle: Pickle) {
    for tag in pickle.tags where tag.name.hasPrefix("@known:") {
      guard let findings = context.findings else { continue }
      let name = String(tag.name.dropFirst("@known:".count).prefix { $0 != "," })
      if context.findingsOfPeople.contains(name) {
        refuse(
          "plan.finding-of-people", "a person found \(name), and @known excuses only what the machine finds again",
          index.tag(of: tag)?.range, hint: "take the tag away; the finding stays open until its retest is good")
        continue
      }
      if findings.contains(name) { continue }
      let near = nearestName(to: name, among: findings.sorted()).map { "did you mean \($0)?" }
      refuse(
        "plan.unknown-finding", "this campaign has no finding \"\(name)\"", index.tag(of: tag)?.range,
        hint: near ?? "take the tag away; a failed scenario makes a finding")
    }
    for tag in pickle.tags where tag.name.hasPrefix("@needs:") {
      let need = String(tag.name.dropFirst("@needs:".count))
      guard let near = nearestName(to: need, among: context.capabilities.sorted()) else { continue }
      advise(
        "gherkin.tag-value", "expected something that an LMS can have", index.tag(of: tag)?.range,
        "\(context.adapter) has no \"\(need)\"", hint: "did you mean @needs:\(near)?")
    }
    if let tag = pickle.tags.last(where: { $0.name.hasPrefix("@mode:") }) {
      review(mode: String(tag.name.dropFirst("@mode:".count)), of: scenario, at: index.tag(of: tag)?.range)
    }
  }

  private mutating func review(mode: String, of scenario: PlannedScenario, at place: SourceRange?) {
    let isHuman = scenario.steps.map { step in
      if case .human = step.understanding { return true }
      return false
    }
    let acting = zip(scenario.steps, isHuman).filter { $0.0.type != .context }.map(\.1)
    let actual = !isHuman.contains(true) ? "api" : acting.allSatisfy(\.self) ? "human" : "hybrid"
    guard mode != actual else { return }
    advise(
      "plan.mode", "the tag says @mode:\(mode), the steps say \(actual)", place,
      hint: "correct the tag, or the steps that \(isHuman.contains(true) ? "a person does" : "no person does")")
  }
}
