import Diagnostics
import Foundation
import ProjectFile
import RunModel
import Testing

@Suite struct `A project file that is right` {
  @Test func `says everything that can be said`() throws {
    let text = """
      project: noord-lms
      language: nl
      campaign: Data/campaign.sqlite
      target: lms
      targets:
        lms:
          adapter: moodle
          base: https://test.example.org
          also: [https://files.example.org]
          environment: production
          tls: insecure
          settings: { service: acceptance, admin_password: geheim-123 }
        hr: { adapter: files, base: "sftp://drop.example.org/in", environment: test }
      secrets: ${env:SECRETS}
      people:
        sanne: { role: learner, username: acc-sanne, password: "${env:PW}" }
        admin: { role: admin, token: "${secret:moodle.admin}" }
      packs: { entry: "@area:TST or @id:NOT-06", must: "@prio:must" }
      requirements: requirements.csv
      evidence: failures
      personal: [email, personnel number]
      adopt: [users]
      """
    let reading = Reading(
      environment: ["SECRETS": "/elsewhere/secrets.yaml", "PW": "Wachtwoord1!"], roles: ["learner", "admin"],
      files: ["/elsewhere/secrets.yaml": "moodle:\n  admin: tok-123456\n", "requirements.csv": "id,text\nR1,Must\n"])
    let result = reading.read(text)
    #expect(result.problems == [])
    let project = try #require(result.project)
    #expect(project.name == "noord-lms" && project.language == "nl" && project.target == "lms")
    #expect(project.campaign == "/nowhere/project/Data/campaign.sqlite" && project.folder == "/nowhere/project")
    #expect(
      project.targets["lms"]
        == TargetSettings(
          name: "lms", adapter: "moodle", base: "https://test.example.org", also: ["https://files.example.org"],
          environment: .production, settings: ["service": "acceptance", "admin_password": "geheim-123"],
          verifiesTLS: false))
    #expect(project.targets["hr"]?.adapter == "files" && project.targets["hr"]?.verifiesTLS == true)
    #expect(
      project.people == [
        Person(handle: "sanne", role: "learner", columns: ["username": "acc-sanne", "password": "Wachtwoord1!"]),
        Person(handle: "admin", role: "admin", columns: ["token": "tok-123456"]),
      ])
    #expect(project.packs == ["entry": "@area:TST or @id:NOT-06", "must": "@prio:must"])
    #expect(project.requirements == [Requirement(id: "R1", area: "", text: "Must", source: "", risk: "")])
    #expect(project.evidence == .failures && project.personal == ["email", "personnel number"])
    #expect(project.adopt == ["users"])
    #expect(Set(project.secrets) == ["tok-123456", "Wachtwoord1!", "geheim-123"])
  }

  @Test func `needs little`() throws {
    let project = try #require(Reading().project())
    #expect(project.language == "en" && project.target == "lms" && project.evidence == .failures)
    #expect(project.campaign == "/nowhere/project/campaign.sqlite")
    #expect(project.people == [] && project.packs == [:] && project.secrets == [])
  }

  @Test(arguments: [
    "http://localhost:1", "http://LOCALHOST", "http://127.0.0.1", "http://127.200.3.4:80", "http://[::1]:8080",
  ])
  func `says nothing more about a system on this machine`(_ base: String) {
    #expect(TargetAddress.problem(base, environment: nil) == nil)
  }

  @Test(arguments: [
    "https://x.org", "sftp://x.org/in", "HTTPS://X.ORG:444/lms", "ldaps://x.org", "http://[2001:db8::1]",
  ])
  func `names systems by their addresses`(_ base: String) {
    #expect(TargetAddress.problem(base, environment: .test) == nil)
    #expect(TargetAddress.problem(base, environment: .production) == nil)
    #expect(TargetAddress.problem(base, environment: nil)?.code == "project.environment")
  }
}

/// A wrong project file with the place of what is wrong.
struct Wrong: Sendable, CustomTestStringConvertible {
  var code: String
  var text: String
  var hint: String

  init(_ code: String, _ text: String, hint: String) {
    self.code = code
    self.text = text
    self.hint = hint
  }

  var testDescription: String { "\(code): \(hint)" }
}

@Suite struct `A project file that is wrong` {
  private static func more(_ lines: String) -> String { Reading.text(lines) }
  private static func target(_ lines: String) -> String {
    "project: p\ntargets:\n  lms:\n    adapter: moodle\n\(lines)\n"
  }

  static let cases = [
    Wrong("project.empty", "", hint: "lmsaccept init"), Wrong("project.empty", "# nothing\n", hint: "lmsaccept init"),
    Wrong("project.empty", "- one\n- two\n", hint: "lmsaccept init"),
    Wrong("project.unknown-key", more("▸languag◂: nl"), hint: "did you mean \"language\"?"),
    Wrong("project.unknown-key", more("▸zzz◂: nl"), hint: "known keys: project, language"),
    Wrong("project.unknown-key", more("\"▸\"◂: 1").replacing("▸\"◂", with: "x\""), hint: "known keys"),
    Wrong(
      "project.unknown-key", target("    base: http://127.0.0.1\n    ▸enviroment◂: test"),
      hint: "did you mean \"environment\"?"),
    Wrong(
      "project.missing-key", "▸l◂anguage: en\ntargets: { lms: { adapter: a, base: http://127.0.0.1 } }",
      hint: "add \"project: …\""),
    Wrong("project.missing-key", "▸p◂roject: p", hint: "add \"targets: …\""),
    Wrong("project.missing-key", "▸p◂roject: p\ntargets: {}", hint: "add \"targets: …\""),
    Wrong(
      "project.missing-key", "project: p\ntargets:\n  lms:\n    ▸b◂ase: http://127.0.0.1", hint: "add \"adapter: …\""),
    Wrong("project.missing-key", target("").replacing("    adapter", with: "    ▸a◂dapter"), hint: "add \"base: …\""),
    Wrong(
      "project.missing-key",
      "▸p◂roject: p\ntargets:\n  a: { adapter: m, base: http://127.0.0.1 }\n  b: { adapter: m, base: http://127.0.0.1 }",
      hint: "add \"target: …\""),
    Wrong("project.missing-key", more("people:\n  ▸sanne◂: { username: s }"), hint: "add \"role: …\""),
    Wrong("project.target", more("target: ▸lsm◂"), hint: "name one of: lms"),
    Wrong("project.value", more("language: ▸de◂"), hint: "write one of: en, nl"),
    Wrong("project.value", more("evidence: ▸failure◂"), hint: "did you mean \"failures\"?"),
    Wrong("project.value", target("    base: http://127.0.0.1\n    environment: ▸tset◂"), hint: "\"test\""),
    Wrong("project.value", target("    base: http://127.0.0.1\n    tls: ▸off◂"), hint: "verified, insecure"),
    Wrong(
      "project.value", "project: ▸\"\"◂\ntargets: { lms: { adapter: a, base: http://127.0.0.1 } }",
      hint: "write a value"),
    Wrong("project.value", more("people:\n  sanne: { role: learner, username: ▸\"\"◂ }"), hint: "or no key"),
    Wrong("project.shape", more("language: ▸[◂en]"), hint: "write one value"),
    Wrong("project.shape", more("personal: ▸email◂"), hint: "write [one, two]"),
    Wrong("project.shape", more("people: ▸sanne◂"), hint: "write key: value"),
    Wrong("project.shape", more("packs: ▸[◂a, b]"), hint: "write key: value"),
    Wrong("project.shape", more("people:\n  sanne: ▸learner◂"), hint: "write key: value"),
    Wrong("project.shape", "project: p\ntargets:\n  lms: ▸moodle◂", hint: "write key: value"),
    Wrong("project.syntax", more("people:\n  a: { role: x, password: ${env:PW} }"), hint: "quotes around \"${…}\""),
    Wrong("project.shape", more("people:\n  ▸\"\"◂: { role: learner }"), hint: "name: { role"),
    Wrong("project.shape", "project: p\ntargets: ▸lms◂", hint: "write key: value"),
    Wrong("project.base", target("    base: ▸test.example.org◂\n    environment: test"), hint: "write https://host"),
    Wrong("project.base", target("    base: ▸\"https://x y.org\"◂\n    environment: test"), hint: "write https://host"),
    Wrong("project.base", target("    base: ▸file:///etc/passwd◂\n    environment: test"), hint: "write https://host"),
    Wrong("project.base", target("    base: ▸https://a:b@x.org◂\n    environment: test"), hint: "under settings"),
    Wrong("project.base", target("    base: http://127.0.0.1\n    also: ▸[◂nowhere]"), hint: "write https://host"),
    Wrong("project.environment", target("    base: ▸https://lms.example.org◂"), hint: "environment: test"),
    Wrong("project.environment", target("    base: ▸http://127.0.0.1.example.org◂"), hint: "environment: test"),
    Wrong("project.environment", target("    base: ▸http://127.example.org◂"), hint: "environment: test"),
    Wrong("project.environment", target("    base: http://127.0.0.1\n    also: ▸[◂https://x.org]"), hint: "production"),
    Wrong("project.path", more("campaign: ▸../other.sqlite◂"), hint: "without .."),
    Wrong("project.path", more("campaign: ▸/tmp/x.sqlite◂"), hint: "without .."),
    Wrong("project.path", more("campaign: ▸Data/../../x◂"), hint: "without .."),
    Wrong("project.path", more("requirements: ▸..◂"), hint: "without .."),
    Wrong(
      "project.path", more("campaign: ▸\"a\\0b\"◂").replacing("▸\"a\\0b\"◂", with: "▸\"a\\0b◂\""), hint: "without .."),
    Wrong(
      "project.placeholder", more("people:\n  sanne: { role: learner, password: ▸\"${env:NOT_SET}\"◂ }"),
      hint: "set NOT_SET before the command"),
    Wrong(
      "project.placeholder", more("people:\n  sanne: { role: learner, password: ▸\"${env:EMPTY}\"◂ }"),
      hint: "give EMPTY a value"),
    Wrong(
      "project.placeholder", more("people:\n  sanne: { role: learner, token: ▸\"${secret:a.b}\"◂ }"),
      hint: "correct the name after \"secret:\""),
    Wrong("project.placeholder", more("campaign: ▸\"${env:HERE\"◂"), hint: "write ${env:NAME}"),
    Wrong("project.placeholder", more("campaign: ▸\"${HERE}\"◂"), hint: "write ${env:NAME}"),
    Wrong("project.placeholder", more("campaign: ▸\"${file:x}\"◂"), hint: "write ${env:NAME}"),
    Wrong("project.secrets", more("secrets: ▸/elsewhere/gone.yaml◂"), hint: "check its path"),
    Wrong("project.secrets", more("secrets: ▸secrets.yaml◂"), hint: "move it elsewhere"),
    Wrong("project.secrets", more("secrets: ▸/nowhere/project/deep/secrets.yaml◂"), hint: "move it elsewhere"),
    Wrong("project.requirements", more("requirements: ▸gone.csv◂"), hint: "check its path"),
    Wrong(
      "project.anchor", more("people: &all\n  ▸s◂anne: { role: learner }").replacing("▸s◂anne", with: "sanne"),
      hint: "write the value out"),
    Wrong("project.syntax", more("language: en\nlanguage: nl"), hint: "check indentation"),
    Wrong("project.syntax", more("language: [en"), hint: "check indentation"),
    Wrong("project.syntax", more("people:\n\tsanne: { role: learner }"), hint: "check indentation"),
    Wrong("project.syntax", more("packs: { 1: a, ▸\"1\"◂: b }"), hint: "keep one of them"),
    Wrong("project.syntax", more("people:\n  1: { role: learner }\n  ▸\"1\"◂: { role: learner }"), hint: "keep one"),
    Wrong("project.syntax", more("language: en\n---\nlanguage: nl"), hint: "check indentation"),
  ]

  @Test(arguments: cases) func `is refused with its place and a hint`(_ wrong: Wrong) throws {
    let marked = MarkedText(wrong.text)
    let result = Reading(environment: ["EMPTY": ""]).read(marked.text)
    #expect(result.project == nil)
    #expect(result.problems.map(\.code) == [wrong.code], "\(result.problems.map(\.message))")
    let problem = try #require(result.problems.first)
    #expect(problem.hint?.contains(wrong.hint) == true, "\(problem.hint ?? "no hint")")
    if let range = marked.range { #expect(problem.label?.range == range) }
  }

  @Test func `is refused for anchors, aliases and merge keys, each at its place`() {
    for (yaml, line) in [
      ("people: &all\n  sanne: { role: learner }", 7), ("packs: { a: &x one, b: *x }", 7),
      ("packs:\n  &k key: value", 8), ("packs:\n  <<: { a: b }", 8),
    ] {
      let result = Reading().read(Reading.text(yaml))
      #expect(result.project == nil && !result.problems.isEmpty)
      #expect(result.problems.allSatisfy { $0.code == "project.anchor" && $0.hint?.contains("where") == true })
      let lines = result.problems.map { problem in
        problem.file?.position(at: problem.label?.range.lower ?? 0).line
      }
      #expect(lines.first == line, "\(yaml)")
    }
    let unknown = Reading().read(Reading.text("packs: { a: *nobody }"))
    #expect(unknown.problems.map(\.code) == ["project.syntax"])
  }

  @Test func `is refused at once when aliases make it endless`() {
    var bomb = "a0: &a0 [x]\n"
    for level in 1...40 {
      bomb += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }
    let result = Reading().read(bomb)
    #expect(result.project == nil && result.problems.count == 41)
  }

  @Test func `is refused when it is nested without end`() {
    for part in ["[", "{", "- ", "? ", "{a: "] {
      let result = Reading().read("a:\n" + String(repeating: part, count: 100_000))
      #expect(result.project == nil && result.problems.map(\.code) == ["project.syntax"])
      #expect(result.problems.first?.message.hasSuffix("nested too deeply") == true)
    }
  }

  @Test func `says all its problems in the order of the text`() {
    let text =
      "languag: nl\nevidence: some\nproject: p\ntargets:\n  lms: { adapter: m, base: x }\nzebra: 1\ncampaign: ..\n"
    let codes = Reading().read(text).problems.map(\.code)
    #expect(
      codes == [
        "project.unknown-key", "project.value", "project.base", "project.unknown-key", "project.path",
      ])
  }
}
