import Diagnostics
import RunModel
import Testing

import ProjectFile

/// What the project says is on the LMS already.
@Suite struct `Content of the LMS` {
  private static let place = ScriptPlace(file: "small.lua", line: 1)

  private static func kind(
    _ name: String, nl: [String], key: [String], isRelation: Bool = false, refersTo: [String: String] = [:]
  ) -> ThingKind {
    let columns = key.map { name in
      ThingColumn(name: name, names: [:], type: "text", refersTo: refersTo[name], isWriteOnly: false)
    }
    return ThingKind(
      name: name, names: ["en": [name, name + "s"], "nl": nl], key: key, isRelation: isRelation, columns: columns,
      place: place)
  }

  private static let kinds = [
    kind("activity", nl: ["activiteit", "activiteiten"], key: ["name", "course"], refersTo: ["course": "course"]),
    kind("course", nl: ["cursus", "cursussen"], key: ["shortname"]),
    kind(
      "course enrolment", nl: ["inschrijving"], key: ["user", "course"], isRelation: true,
      refersTo: ["user": "user", "course": "course"]),
    kind("user", nl: ["gebruiker"], key: ["username"]),
  ]

  private func read(_ lines: String) -> ProjectReader.Result { Reading(kinds: Self.kinds).read(Reading.text(lines)) }

  @Test func `is named by kind, in any language, with the parts of its name`() throws {
    let project = try #require(
      read("content: { course: [A, B], cursussen: [C], activity: [{ name: Toets, course: D }] }").project)
    #expect(
      project.content == [
        ThingName(kind: "course", key: ["A"]), ThingName(kind: "course", key: ["B"]),
        ThingName(kind: "course", key: ["C"]), ThingName(kind: "course", key: ["D"]),
        ThingName(kind: "activity", key: ["Toets", "D"]),
      ])
  }

  @Test func `is not read before the vocabulary is known`() throws {
    let project = try #require(Reading().project("content: { curse: [A] }"))
    #expect(project.content == [])
  }

  @Test(arguments: [
    ("content: { ▸curse◂: [A] }", "project.content", "did you mean \"course\"?"),
    ("content: { ▸zzzzzzz◂: [A] }", "project.content", "kinds: activity, course"),
    ("content: { ▸user◂: [tim] }", "project.content", "under people:"),
    ("content: { ▸inschrijving◂: [tim] }", "project.content", "seed it in the scenario"),
    ("content: { course: ▸A◂ }", "project.shape", "write [one, two]"),
    ("content: { course: [▸\"\"◂] }", "project.value", "write a value"),
    ("content: ▸course◂", "project.shape", "write key: value"),
    ("content: { activity: [▸Toets◂] }", "project.content", "write { name: …, course: … }"),
    ("content: { activity: [▸{◂ name: Toets }] }", "project.missing-key", "add \"course: …\""),
    ("content: { activity: [{ name: Toets, course: A, ▸curse◂: B }] }", "project.unknown-key", "\"course\""),
  ])
  func `that is written wrongly is pointed at`(_ marked: String, _ code: String, _ hint: String) throws {
    let marked = MarkedText(Reading.text(marked))
    let result = Reading(kinds: Self.kinds).read(SourceFile(path: "lmsaccept.yaml", text: marked.text).text)
    let problem = try #require(result.problems.first)
    #expect(result.problems.count == 1 && result.project == nil)
    #expect(problem.code == code)
    #expect(problem.label?.range == marked.range)
    #expect(problem.hint?.contains(hint) == true, "\(problem.hint ?? "")")
  }
}
