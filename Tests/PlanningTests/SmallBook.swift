import Foundation
import RunModel
import Synchronization

/// A vocabulary of a few sentences, matched by regular expressions.
enum SmallBook {
  /// One wording: `{actor}`, `{person}`, `{course}`, `{activity}`, `{competency}`, `{framework}` and `{text}` stand
  /// for arguments.
  private struct Wording: Sendable {
    var definition: Int
    var language: String
    var pattern: String
  }

  private static let place = ScriptPlace(file: "small.lua", line: 1)

  static let book = StepBook(
    definitions: definitions, automation: automation, kinds: kinds, words: words, match: match,
    nearest: { text, _ in text.contains("enroled") ? ["{actor} enrols {person} in {course}"] : [] },
    snippet: { text, language in "step \"area.name\" { \(language) = \"\(text)\" }" })

  private static func sentence(
    _ id: String, _ kind: StepKind, _ parameters: [String], changes: [String] = [],
    makes: [String] = [], absent: [String] = [], table: [ThingColumn]? = nil,
    docString: Bool = false
  ) -> StepDefinition {
    StepDefinition(
      id: id, kind: kind, wordings: [StepWording(language: "en", pattern: id)],
      parameters: parameters.map { StepParameter(name: $0, type: $0) }, changes: changes, makes: makes,
      absent: absent, table: table,
      takesDocString: docString, place: place)
  }

  private static let definitions = [
    sentence("enrolment.add", .action, ["actor", "person", "course"], changes: ["person", "course"]),
    sentence("course.open", .action, ["actor", "course"]),
    sentence("course.shown", .check, ["actor", "course"]),
    sentence("learner.is", .state, ["person", "course"]),
    sentence(
      "courses.upload", .action, ["actor"],
      table: [column("course", refersTo: "course"), column("visible", type: "bool"), column("role", type: "role")]),
    sentence("mail.write", .action, ["actor"], docString: true),
    sentence("work.hand_in", .action, ["actor", "activity", "course"], changes: ["activity"]),
    sentence("competency.link", .action, ["actor", "competency", "framework"], changes: ["competency"]),
    sentence("tester.judges", .judge, ["text"]), sentence("tester.does", .task, ["text"]),
    sentence("lead.prepares", .prepare, ["text"]),
    sentence("course.there", .check, []), sentence("course.exists", .check, []),
    sentence("fax.send", .action, ["actor"]),
    sentence("courses.list", .check, [], table: [column("course", refersTo: "course")]),
    sentence("course.make", .action, ["actor", "course"], makes: ["course"]),
    sentence("course.gone", .check, ["course"], absent: ["course"]),
    sentence(
      "courses.import", .action, ["actor"], makes: ["course"],
      table: [column("course", refersTo: "course"), column("user", refersTo: "user")]),
  ]

  private static let automation: [Automation] = definitions.map { definition in
    definition.id == "fax.send" ? .unsupported(reason: "this LMS sends no fax") : .automated
  }

  private static let wordings = [
    Wording(definition: 0, language: "en", pattern: "{actor} enrols {person} in {course}"),
    Wording(definition: 0, language: "nl", pattern: "{actor} schrijft {person} in voor {course}"),
    Wording(definition: 1, language: "en", pattern: "{actor} opens {course}"),
    Wording(definition: 1, language: "nl", pattern: "{actor} opent {course}"),
    Wording(definition: 2, language: "en", pattern: "{actor} sees {course}"),
    Wording(definition: 2, language: "nl", pattern: "ziet {actor} {course}"),
    Wording(definition: 3, language: "en", pattern: "{person} is learner of {course}"),
    Wording(definition: 4, language: "en", pattern: "{actor} uploads:"),
    Wording(definition: 5, language: "en", pattern: "{actor} writes:"),
    Wording(definition: 6, language: "en", pattern: "{actor} hands in {activity} of {course}"),
    Wording(definition: 7, language: "en", pattern: "{actor} links {competency} of {framework}"),
    Wording(definition: 8, language: "en", pattern: "the tester judges that {text}"),
    Wording(definition: 9, language: "en", pattern: "the tester {text}"),
    Wording(definition: 8, language: "nl", pattern: "beoordeelt de tester dat {text}"),
    Wording(definition: 9, language: "nl", pattern: "beoordeelt de tester {text}"),
    Wording(definition: 10, language: "en", pattern: "the lead has ready {text}"),
    Wording(definition: 11, language: "en", pattern: "the course is there"),
    Wording(definition: 12, language: "en", pattern: "the course is there"),
    Wording(definition: 13, language: "en", pattern: "{actor} sends a fax"),
    Wording(definition: 14, language: "en", pattern: "the list shows:"),
    Wording(definition: 15, language: "en", pattern: "{actor} makes {course}"),
    Wording(definition: 16, language: "en", pattern: "there is no {course}"),
    Wording(definition: 17, language: "en", pattern: "{actor} imports:"),
  ]

  // MARK: Kinds

  static func column(
    _ name: String, nl: String? = nil, type: String = "text", refersTo: String? = nil
  ) -> ThingColumn {
    ThingColumn(name: name, names: nl.map { ["nl": [$0]] } ?? [:], type: type, refersTo: refersTo, isWriteOnly: false)
  }

  private static func kind(
    _ name: String, _ plural: String, nl: [String], key: [String], isRelation: Bool = false, _ columns: [ThingColumn]
  ) -> ThingKind {
    ThingKind(
      name: name, names: ["en": [name, plural], "nl": nl], key: key, isRelation: isRelation, columns: columns,
      place: place)
  }

  private static let kinds = Dictionary(
    uniqueKeysWithValues: [
      kind(
        "user", "users", nl: ["gebruiker", "gebruikers"], key: ["username"],
        [column("username", nl: "gebruikersnaam"), column("city", nl: "woonplaats")]),
      kind(
        "course", "courses", nl: ["cursus", "cursussen"], key: ["shortname"],
        [
          column("shortname", nl: "code"), column("fullname", nl: "naam"),
          column("visible", nl: "zichtbaar", type: "bool"), column("sections", nl: "onderdelen", type: "int"),
          column("weight", nl: "gewicht", type: "number"),
        ]),
      kind(
        "course enrolment", "course enrolments", nl: ["inschrijving", "inschrijvingen"], key: ["user", "course"],
        isRelation: true,
        [
          column("user", nl: "gebruiker", refersTo: "user"), column("course", nl: "cursus", refersTo: "course"),
          column("role", nl: "rol", type: "role"),
        ]),
      kind(
        "activity", "activities", nl: ["activiteit", "activiteiten"], key: ["name", "course"],
        [column("name", nl: "naam"), column("course", nl: "cursus", refersTo: "course"), column("kind")]),
      kind("framework", "frameworks", nl: ["raamwerk", "raamwerken"], key: ["code"], [column("code")]),
      kind(
        "competency", "competencies", nl: ["competentie", "competenties"], key: ["name", "framework"],
        [column("name"), column("framework", refersTo: "framework")]),
    ].map { ($0.name, $0) })

  private static let words = [
    "role": [
      WordEntry(key: "learner", spellings: ["en": ["learner"], "nl": ["cursist"]]),
      WordEntry(key: "trainer", spellings: ["en": ["trainer"], "nl": ["docent"]]),
    ]
  ]

  // MARK: Matching

  private static func match(_ text: String, _ language: String) -> [StepMatch] {
    wordings.filter { $0.language == language }.compactMap { match(text, $0) }
  }

  private static func match(_ text: String, _ wording: Wording) -> StepMatch? {
    let person = #"((?:(?:learner|trainer|cursist|docent) )?"[^"]*"|(?:the|de) (?:learner|trainer|cursist|docent))"#
    var source = wording.pattern
    var names: [String] = []
    while let start = source.range(of: "{"), let end = source.range(of: "}") {
      let name = String(source[start.upperBound..<end.lowerBound])
      names.append(name)
      let group = name == "actor" || name == "person" ? person : name == "text" ? "(.+)" : #"("[^"]*")"#
      source.replaceSubrange(start.lowerBound..<end.upperBound, with: group.replacing("{", with: ""))
    }
    guard let found = try? Regex(source).wholeMatch(in: text) else { return nil }
    let arguments = names.indices.map { place in
      let part = found.output[place + 1]
      let lower = part.range.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) }
      let written = part.substring.map(String.init) ?? ""
      return StepArgument(
        name: names[place], text: written, lower: lower, upper: lower.map { $0 + written.utf8.count },
        value: value(written, names[place]))
    }
    return StepMatch(definition: wording.definition, wording: 0, arguments: joined(arguments))
  }

  private static func value(_ text: String, _ type: String) -> ArgumentValue {
    let key = text.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
    switch type {
    case "actor", "person":
      let role = words["role"]?.first { word in word.spellings.values.joined().contains { text.contains($0) } }
      return .person(handle: key, role: role?.key)
    case "text": return .text(text)
    default: return .thing(kind: type, key: key ?? "")
    }
  }

  /// `{activity} of {course}`: the second is part of the first's name.
  private static func joined(_ arguments: [StepArgument]) -> [StepArgument] {
    var arguments = arguments
    for place in arguments.indices {
      guard case .thing(let kind, let key) = arguments[place].value, kinds[kind]?.key.count == 2,
        place + 1 < arguments.count, case .thing(_, let whole) = arguments[place + 1].value
      else { continue }
      arguments[place].value = .part(kind: kind, keys: [key, whole])
    }
    return arguments
  }
}
