import Diagnostics
import RunModel
import Testing

import ProjectFile

/// Who tests, and whom they call.
@Suite struct `Testers of a project` {
  private static let people = "people: { sanne: { role: learner }, tom: { role: trainer } }\n"

  private func read(_ lines: String) -> ProjectReader.Result {
    Reading(roles: ["learner", "trainer"]).read(Reading.text(Self.people + lines))
  }

  @Test func `have roles, and what a briefing needs`() throws {
    let project = try #require(
      read(
        """
        testers:
          Sanne de Vries: { roles: [learner, trainer], account: sanne, email: s@example.org, days: [2026-12-02, 2026-12-01] }
          Tom: { roles: [trainer] }
        lead: { name: Marieke, phone: "050 12" }
        briefing: { place: hall, back: 2026-12-03, live: "https://lms.example.org", remarks: [one, two] }
        """
      ).project)
    #expect(
      project.testers == [
        Tester(
          name: "Sanne de Vries", roles: ["learner", "trainer"], account: "sanne", email: "s@example.org",
          days: ["2026-12-01", "2026-12-02"]),
        Tester(name: "Tom", roles: ["trainer"]),
      ])
    #expect(project.lead == LeadContact(name: "Marieke", phone: "050 12"))
    #expect(
      project.briefing
        == BriefingSettings(place: "hall", back: "2026-12-03", live: "https://lms.example.org", remarks: ["one", "two"]))
  }

  @Test(arguments: [
    ("testers: ▸sanne◂", "project.shape", "write key: value"),
    ("testers: { ▸Sanne◂: {} }", "project.missing-key", "add \"roles: …\""),
    ("testers: { Sanne: { roles: ▸learner◂ } }", "project.shape", "write [learner]"),
    ("testers: { Sanne: { roles: ▸[◂] } }", "project.shape", "write [learner]"),
    ("testers: { Sanne: { roles: [▸lerner◂] } }", "project.value", "did you mean \"learner\"?"),
    ("testers: { Sanne: { roles: [learner], account: ▸sane◂ } }", "project.value", "did you mean \"sanne\"?"),
    ("testers: { Sanne: { roles: [learner], email: ▸sanne◂ } }", "project.value", "name@example.org"),
    ("testers: { Sanne: { roles: [learner], days: [▸2026-02-29◂] } }", "project.value", "2026-12-01"),
    ("testers: { Sanne: { roles: [learner], ▸mail◂: a@b.c } }", "project.unknown-key", "did you mean \"email\"?"),
    ("testers: { Sanne: { roles: [learner] }, ▸sanne◂: { roles: [learner] } }", "project.syntax", "keep one"),
    ("lead: ▸{◂ phone: \"1\" }", "project.missing-key", "add \"name: …\""),
    ("lead: ▸Marieke◂", "project.shape", "write key: value"),
    ("briefing: { ▸plaice◂: here }", "project.unknown-key", "did you mean \"place\"?"),
  ])
  func `are refused with the place of what is wrong`(_ marked: String, code: String, hint: String) throws {
    let marked = MarkedText(Reading.text(Self.people + marked))
    let result = Reading(roles: ["learner", "trainer"]).read(marked.text)
    #expect(result.project == nil)
    let problem = try #require(result.problems.first)
    #expect(problem.code == code)
    #expect(problem.label?.range == marked.range)
    #expect(problem.hint?.contains(hint) ?? false)
  }
}
