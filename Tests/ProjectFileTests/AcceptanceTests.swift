import Diagnostics
import ProjectFile
import RunModel
import Testing

/// What a project file says about acceptance and its criteria.
@Suite struct `Acceptance in the project file` {
  private static let requirements = "id,text\nR-01,one\nR-02,two\n"

  private func read(_ lines: String) -> ProjectReader.Result {
    Reading(files: ["requirements.csv": Self.requirements])
      .read(Reading.text("requirements: requirements.csv\n" + lines))
  }

  @Test func `names both sides, parts, and what is known to be missing`() throws {
    let facts = try #require(
      read(
        """
        acceptance:
          title: Acceptance of LeerSoft 4.5
          organisation: Noord
          supplier: LeerSoft BV
          authority: steering group LMS
          contract: 2026-114
          place: Utrecht
          parts:
            users: { title: User management, areas: [USR], requirements: [R-01] }
            rest: { areas: [CRS, ENR] }
          limitations: [{ text: no app, effect: browser only, whom: learners, until: 2027-03-01 }]
          risks: [{ risk: peak load, chance: low, effect: slow, measure: watch, accepted_by: M. Bos }]
          deviations: [two testers were ill]
          first_use: 2026-12-15
          back_out: 2026-12-20
          retention: 2033-12-31
          distribution: [steering group, LeerSoft BV]
        """
      ).project?.acceptance)
    #expect(
      facts
        == AcceptanceFacts(
          title: "Acceptance of LeerSoft 4.5", organisation: "Noord", supplier: "LeerSoft BV",
          authority: "steering group LMS", contract: "2026-114", place: "Utrecht",
          parts: [
            AcceptancePart(id: "users", title: "User management", requirements: ["R-01"], areas: ["USR"]),
            AcceptancePart(id: "rest", title: "rest", areas: ["CRS", "ENR"]),
          ],
          limitations: [
            KnownLimitation(
              text: "no app", effect: "browser only", whom: "learners", until: CalendarDay("2027-03-01"))
          ],
          risks: [
            ResidualRisk(risk: "peak load", chance: "low", effect: "slow", measure: "watch", acceptedBy: "M. Bos")
          ],
          deviations: ["two testers were ill"], firstUse: CalendarDay("2026-12-15"),
          backOut: CalendarDay("2026-12-20"), retention: CalendarDay("2033-12-31"),
          distribution: ["steering group", "LeerSoft BV"]))
  }

  @Test func `sets norms, leaves criteria out with a reason, and states what nobody can measure`() throws {
    let settings = try #require(
      read(
        """
        criteria:
          norms: { must: 95, should: 80, moderate: 3, chain_testers: 1, blocked_rows: 10 }
          not_applicable: { X8: nothing is moved }
          stated: { E3: { met: true, on: 2026-11-20, by: Marieke Bos, says: report TR-7 } }
          site: { release: "4.5.1" }
        """
      ).project?.criteria)
    var norms = CriterionNorms.standard
    (norms.must, norms.should, norms.moderate, norms.chainTesters, norms.blockedRows) = (95, 80, 3, 1, 10)
    let day = try #require(CalendarDay("2026-11-20"))
    #expect(
      settings
        == CriteriaSettings(
          norms: norms, exemptions: ["X8": "nothing is moved"],
          statements: ["E3": CriterionStatement(isMet: true, on: day, by: "Marieke Bos", text: "report TR-7")],
          site: ["release": "4.5.1"]))
  }

  @Test func `without them the standard norms hold and nothing is stated`() throws {
    let project = try #require(Reading().project())
    #expect(project.criteria == CriteriaSettings())
    #expect(project.acceptance == AcceptanceFacts())
  }

  @Test(arguments: [
    ("acceptance: ▸Noord◂", "project.shape", "write key: value"),
    ("acceptance: { ▸suplier◂: LeerSoft }", "project.unknown-key", "did you mean \"supplier\"?"),
    ("acceptance: { first_use: ▸soon◂ }", "project.value", "2026-12-01"),
    ("acceptance: { back_out: ▸soon◂ }", "project.value", "2026-12-01"),
    ("acceptance: { retention: ▸2026-02-30◂ }", "project.value", "2026-12-01"),
    ("acceptance: { parts: { ▸users◂: { title: Users } } }", "project.missing-key", "areas"),
    ("acceptance: { parts: { users: { requirements: [▸R-1◂] } } }", "project.value", "did you mean \"R-01\"?"),
    ("acceptance: { parts: ▸[◂users] }", "project.shape", "write key: value"),
    ("acceptance: { limitations: [▸{◂ effect: none }] }", "project.missing-key", "text"),
    ("acceptance: { limitations: ▸none◂ }", "project.shape", "write [one, two]"),
    ("acceptance: { risks: [{ risk: load, ▸chanse◂: low }] }", "project.unknown-key", "did you mean \"chance\"?"),
    ("acceptance: { deviations: [▸\"\"◂] }", "project.value", "write a value"),
    ("criteria: { ▸norm◂: { must: 90 } }", "project.unknown-key", "did you mean \"norms\"?"),
    ("criteria: { norms: { ▸shoud◂: 90 } }", "project.unknown-key", "did you mean \"should\"?"),
    ("criteria: { norms: { must: ▸101◂ } }", "project.value", "from 0 to 100"),
    ("criteria: { norms: { must: ▸90%◂ } }", "project.value", "from 0 to 100"),
    ("criteria: { norms: { must: ▸-1◂ } }", "project.value", "from 0 to 100"),
    ("criteria: { norms: { must: ▸090◂ } }", "project.value", "from 0 to 100"),
    ("criteria: { norms: { chain_testers: ▸0◂ } }", "project.value", "from 1 to 99"),
    ("criteria: { not_applicable: { ▸X13◂: none } }", "project.unknown-key", "did you mean"),
    ("criteria: { not_applicable: { X8: ▸\"\"◂ } }", "project.value", "write a value"),
    ("criteria: { stated: { ▸X1◂: { met: true, on: 2026-11-20, by: M } } }", "project.value", "E3"),
    ("criteria: { stated: { E3: { met: ▸maybe◂, on: 2026-11-20, by: M } } }", "project.value", "true"),
    ("criteria: { stated: { E3: { met: true, on: ▸friday◂, by: M } } }", "project.value", "2026-12-01"),
    ("criteria: { stated: { ▸E3◂: { met: true, on: 2026-11-20 } } }", "project.missing-key", "by"),
    ("criteria: { stated: { ▸E3◂: { on: 2026-11-20, by: M } } }", "project.missing-key", "met"),
    ("criteria: { stated: { ▸E3◂: { met: true, by: M } } }", "project.missing-key", "on"),
    (
      "criteria: { not_applicable: { E3: none }, stated: { ▸E3◂: { met: true, on: 2026-11-20, by: M } } }",
      "project.value", "keep one"
    ),
  ])
  func `is refused with the place of what is wrong`(_ marked: String, code: String, hint: String) throws {
    let marked = MarkedText(Reading.text("requirements: requirements.csv\n" + marked))
    let result = Reading(files: ["requirements.csv": Self.requirements]).read(marked.text)
    #expect(result.project == nil)
    let problem = try #require(result.problems.first)
    #expect(problem.code == code)
    #expect(problem.label?.range == marked.range)
    #expect(problem.hint?.contains(hint) ?? false, "\(problem.hint ?? "no hint")")
  }
}
