import Diagnostics
import Foundation
import ProjectFile
import RunModel
import Testing

@Suite struct `People of a project` {
  @Test func `have a role that the vocabulary knows, once it is known`() {
    let people = "people:\n  sanne: { role: lerner }"
    #expect(Reading().project(people)?.people.map(\.role) == ["lerner"])
    let known = Reading(roles: ["learner", "trainer"]).read(Reading.text(people))
    #expect(known.problems.map(\.code) == ["project.value"])
    #expect(known.problems.first?.hint == "did you mean \"learner\"?")
  }

  @Test func `have columns that the vocabulary knows, once it is known`() {
    let people = "people:\n  sanne: { role: learner, pasword: geheim }"
    #expect(Reading().project(people) != nil)
    let known = Reading(personKeys: ["username", "password", "token"]).read(Reading.text(people))
    #expect(known.problems.map(\.code) == ["project.unknown-key"])
    #expect(known.problems.first?.hint == "did you mean \"password\"?")
  }

  @Test func `stay in the order declared`() {
    let people = "people:\n  zoe: { role: a }\n  adam: { role: b }\n  mia: { role: c }"
    #expect(Reading().project(people)?.people.map(\.handle) == ["zoe", "adam", "mia"])
  }

  @Test func `of a list are all there or none`() {
    #expect(PeopleList.read("handle,role,city\ntim,learner,\nzoe,trainer,Zwolle\n")?.count == 2)
    #expect(PeopleList.read("handle,role,city\ntim,learner,\n")?.first?.columns == [:])
    for text in [
      "", "handle,city\ntim,x\n", "handle,role\ntim\n", "handle,role\ntim,learner,x\n", "handle,role\n,learner\n",
      "handle,role\ntim,learner\ntim,trainer\n", "handle,role\n\"tim,learner\n",
    ] {
      #expect(PeopleList.read(text) == nil, "\(text)")
    }
  }

  @Test func `of the shipped list are read`() throws {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Library/people.csv")
    let people = try #require(PeopleList.read(try String(contentsOf: file, encoding: .utf8)))
    #expect(people.count >= 10 && people.first?.handle == "sanne")
  }
}

@Suite struct `Generated passwords` {
  private let people =
    "people:\n  sanne: { role: learner, password: generated }\n  tim: { role: learner, password: generated }"

  private func passwords(_ folder: TemporaryFolder, project: String = "/nowhere/project") -> [String] {
    let reading = Reading(environment: ["XDG_CONFIG_HOME": folder.path], folder: project)
    return reading.project(people)?.people.compactMap { $0.columns["password"] } ?? []
  }

  @Test func `are the same every time and differ between people and projects`() throws {
    let folder = try TemporaryFolder()
    let first = passwords(folder)
    #expect(first.count == 2 && Set(first).count == 2 && passwords(folder) == first)
    let other = try TemporaryFolder()
    #expect(Set(passwords(other)).isDisjoint(with: first))
    let generator = GeneratedPassword(secret: Array(repeating: 7, count: 32))
    #expect(generator.password(project: "a", handle: "bc") != generator.password(project: "ab", handle: "c"))
  }

  @Test func `obey the usual policies and cannot be misread`() {
    for seed in 0..<500 {
      let password = GeneratedPassword(secret: [UInt8(seed & 255), UInt8(seed >> 8)]).password(
        project: "p", handle: "h")
      #expect(password.count == 16)
      #expect(password.contains { $0.isLowercase } && password.contains { $0.isUppercase })
      #expect(password.contains { $0.isNumber } && password.contains { "!.-_".contains($0) })
      #expect(!password.contains { "0O1lI".contains($0) } && password.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }
  }

  @Test func `rest on a secret that only its owner can read`() throws {
    let folder = try TemporaryFolder()
    _ = passwords(folder)
    let file = try GeneratedPassword.file(of: "noord", environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(file == folder.path + "/lmsaccept/noord.secret")
    for (path, rights) in [(file, 0o600), (folder.path + "/lmsaccept", 0o700)] {
      let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(found == rights, "\(path)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/lmsaccept") == ["noord.secret"])
    #expect(FileManager.default.contents(atPath: file)?.count == 32)
  }

  @Test func `rest on a secret whose file has a plain name`() throws {
    let file = try GeneratedPassword.file(of: "../a b/ñ", environment: ["HOME": "/h"])
    #expect(file == "/h/.config/lmsaccept/___a_b_ñ.secret")
  }

  private func problem(_ environment: [String: String], project: String = "/nowhere/project") -> String {
    let result = Reading(environment: environment, folder: project).read(Reading.text(people))
    #expect(result.project == nil && result.problems.map(\.code) == ["project.password"])
    #expect(result.problems.first?.hint?.contains("yours alone") == true)
    return result.problems.first?.message ?? ""
  }

  @Test func `are refused without a place for their secret`() throws {
    #expect(problem([:]).contains("neither XDG_CONFIG_HOME nor HOME"))
    #expect(problem(["HOME": "relative"]).contains("neither XDG_CONFIG_HOME nor HOME"))
    let folder = try TemporaryFolder()
    try folder.write("lmsaccept", "a file is in the way")
    #expect(problem(["XDG_CONFIG_HOME": folder.path]).contains("cannot be made"))
  }

  @Test func `are refused when their secret would lie in the project`() throws {
    let folder = try TemporaryFolder()
    #expect(problem(["HOME": folder.path], project: folder.path).contains("lies in the project"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func `are refused when others may read their secret, and it is not replaced when it is damaged`() throws {
    let folder = try TemporaryFolder()
    _ = passwords(folder)
    let file = folder.path + "/lmsaccept/noord.secret"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    #expect(problem(["XDG_CONFIG_HOME": folder.path]).contains("others may read"))
    try Data("short".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(problem(["XDG_CONFIG_HOME": folder.path]).contains("is damaged"))
    #expect(FileManager.default.contents(atPath: file) == Data("short".utf8))
  }

  @Test func `are the same for two who begin at once`() async throws {
    let folder = try TemporaryFolder()
    let found = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { passwords(folder) } }
      return await group.reduce(into: Set<[String]>()) { $0.insert($1) }
    }
    #expect(found.count == 1 && found.first?.count == 2)
  }
}

@Suite struct `Secrets` {
  private func read(_ secrets: String, _ lines: String) -> ProjectReader.Result {
    Reading(environment: ["PW": "from-environment"], files: ["/s.yaml": secrets])
      .read(Reading.text("secrets: /s.yaml\n\(lines)"))
  }

  @Test func `are collected for masking from wherever they come`() {
    let lines = """
      people:
        a: { role: x, password: "${env:PW}" }
        b: { role: x, token: "${secret:deep.er.token}" }
        c: { role: x, password: written-here }
      """
    let result = read("deep:\n  er:\n    token: tok-en-123\nlist: [in-a-list, short]\nother: unused-1\n", lines)
    #expect(
      Set(result.project?.secrets ?? [])
        == ["from-environment", "tok-en-123", "written-here", "in-a-list", "unused-1"])
    #expect(result.project?.people.map { $0.columns["token"] ?? "" } == ["", "tok-en-123", ""])
  }

  @Test func `are also settings that sound like it, and anything filled in there`() {
    let project = Reading(environment: ["USER_NAME": "beheerder"]).project(
      target: "    settings: { adminPassword: typed-here, service: acceptance, user: \"${env:USER_NAME}\" }")
    #expect(Set(project?.secrets ?? []) == ["typed-here", "beheerder"])
  }

  @Test func `are no addresses, names or languages`() {
    let text = Reading.text("language: ${env:LANGUAGE_CODE}").replacing("http://127.0.0.1:8080", with: "${env:BASE}")
    let environment = ["BASE": "http://127.0.0.1:99", "LANGUAGE_CODE": "nl"]
    let project = Reading(environment: environment).read(text).project
    #expect(project?.targets["lms"]?.base == "http://127.0.0.1:99" && project?.secrets == [])
  }

  @Test func `may be put together`() {
    let lines = "people:\n  a: { role: x, password: \"${env:PW}-${secret:k}!\" }"
    #expect(read("k: abcdef\n", lines).project?.people.first?.columns["password"] == "from-environment-abcdef!")
  }

  @Test(arguments: [
    "k: [geheim-1\n", "k: geheim-1\nk: geheim-2\n", "geheim-1\n", "- geheim-1\n", "a: &x geheim-1\n",
    "a:\n\tgeheim-1: b\n", "k: \"geheim-1\n",
  ])
  func `are not shown when their file is wrong`(_ secrets: String) {
    let result = read(secrets, "")
    #expect(result.project == nil && result.problems.allSatisfy { $0.code == "project.secrets" })
    #expect(!result.problems.isEmpty)
    let shown = result.problems.map { DiagnosticRenderer().render($0) }.joined()
    #expect(!shown.contains("geheim") && shown.contains("/s.yaml"))
  }

  @Test func `that are empty are missing`() {
    let lines = "people:\n  a: { role: x, token: \"${secret:k}\" }"
    #expect(read("k: \"\"\n", lines).problems.map(\.message) == ["\"k\" is empty in the secrets file"])
  }
}
