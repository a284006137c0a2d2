import DemoLMS
import Foundation
import Testing

/// A request that a real Moodle 5.1 answered, and its answer.
struct Recorded {
  var name: String
  var role: String
  var path: String
  var form: [String: String]
  var status: Int
  var body: Any

  /// All recorded pairs by name.
  static func all() throws -> [Recorded] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Recorded")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "json" }.map { file in
      let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      let form = (json["form"] as? [String: Any] ?? [:]).mapValues { "\($0)" }
      return Recorded(
        name: try #require(json["name"] as? String), role: json["role"] as? String ?? "",
        path: json["path"] as? String ?? "", form: form, status: json["status"] as? Int ?? 0,
        body: json["body"] ?? NSNull())
    }.sorted { $0.name < $1.name }
  }
}

/// Where an answer's keys and JSON types differ from the recorded ones.
struct ShapeDifference {
  /// Keys whose presence or content follows from what else a site holds.
  static let free: Set<String> = [
    "functions", "advancedfeatures", "preferences", "filters", "courseformatoptions", "customfields", "groups",
    "debuginfo", "notifications", "messages", "events",
  ]

  static func between(_ actual: Any, _ expected: Any, at path: String = "") -> String? {
    if let expected = expected as? [String: Any] {
      guard let actual = actual as? [String: Any] else { return "\(path): no object" }
      let missing = Set(expected.keys).subtracting(actual.keys).subtracting(free)
      let extra = Set(actual.keys).subtracting(expected.keys).subtracting(free)
      if !missing.isEmpty { return "\(path): missing \(missing.sorted())" }
      if !extra.isEmpty { return "\(path): has also \(extra.sorted())" }
      for (key, value) in expected.sorted(by: { $0.key < $1.key }) where !free.contains(key) {
        if let difference = between(actual[key] ?? NSNull(), value, at: "\(path).\(key)") { return difference }
      }
      return nil
    }
    if let expected = expected as? [Any] {
      guard let actual = actual as? [Any] else { return "\(path): no list" }
      guard actual.isEmpty == expected.isEmpty else { return "\(path): \(actual.count) items for \(expected.count)" }
      guard let first = actual.first, let wanted = expected.first else { return nil }
      return between(first, wanted, at: "\(path)[0]")
    }
    // Null stands for any scalar: what is empty here may have been filled there.
    if actual is NSNull || expected is NSNull { return nil }
    let kinds = (kind(actual), kind(expected))
    return kinds.0 == kinds.1 ? nil : "\(path): \(kinds.0) for \(kinds.1)"
  }

  private static func kind(_ value: Any) -> String {
    if value is String { return "text" }
    guard let number = value as? NSNumber else { return "container" }
    return CFNumberKind.isBoolean(number) ? "flag" : "number"
  }
}

private enum CFNumberKind {
  static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

@Suite(.serialized) struct RecordedTests {
  /// Answers that differ on purpose, with the reason; each is checked to differ still.
  static let deviations = [
    "369_grouping_create": "a grouping without ID number is answered as made"
  ]

  @Test func `recorded requests get the recorded status, code and shape`() async throws {
    let recorded = try Recorded.all()
    #expect(recorded.count > 200)
    var options = DemoLMS.Options.stock
    options.checksAnswers = true
    options.lockoutThreshold = 0
    let server = try await DemoServer.start(options)
    let replay = Replay(server)
    var differences: [String] = []
    for pair in replay.ordered(recorded) {
      try await replay.prepare(pair.name)
      let reply = try await replay.send(pair)
      let difference = replay.difference(reply, pair)
      if (difference == nil) == (Self.deviations[pair.name] != nil) {
        differences.append("\(pair.name): \(difference ?? "no longer differs")\n    \(reply.text.prefix(300))")
      }
    }
    await server.stop()
    print("recorded Moodle requests replayed: \(recorded.count), differing: \(differences.count)")
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }
}

/// Sends recorded requests as the people who sent them, in the recorded order.
final class Replay {
  private let server: DemoServer
  private let admin: Client
  private var tokens: [String: String] = [:]

  init(_ server: DemoServer) {
    self.server = server
    admin = Client(server, token: server.adminToken)
    tokens["admin"] = server.adminToken
  }

  /// People first: some early recordings are by people who were made later.
  func ordered(_ all: [Recorded]) -> [Recorded] {
    all.filter { $0.name.hasPrefix("100_") } + all.filter { !$0.name.hasPrefix("100_") }
  }

  func send(_ pair: Recorded) async throws -> Reply {
    var form = pair.form
    if form["wstoken"]?.hasPrefix("<TOKEN") == true { form["wstoken"] = try await token(pair.role) }
    if form["sesskey"] != nil { form["sesskey"] = admin.sesskey }
    if let service = form["service"], service == "nosuchservice" { form["service"] = service }
    if pair.name.hasPrefix("662") { form["instanceid"] = try await selfInstance() }
    return try await admin.post(pair.path, form)
  }

  private func token(_ role: String) async throws -> String {
    if let token = tokens[role] { return token }
    let reply = try await admin.post(
      "/login/token.php", ["username": role, "password": "Test.Pass1!", "service": "lmsaccept"])
    let token = try #require(reply.object["token"] as? String, "\(role): \(reply.text)")
    tokens[role] = token
    return token
  }

  private func selfInstance() async throws -> String {
    let reply = try await admin.call("core_enrol_get_course_enrolment_methods", ["courseid": "3"])
    return "\(reply.list.first?["id"] as? Int ?? 0)"
  }

  func difference(_ reply: Reply, _ pair: Recorded) -> String? {
    if reply.status != pair.status { return "status \(reply.status) for \(pair.status)" }
    if pair.status == 303 { return nil }
    let expected = pair.body as? [String: Any]
    let codes = (reply.errorcode, expected?["errorcode"] as? String)
    if codes.0 != codes.1 { return "errorcode \(codes.0 ?? "none") for \(codes.1 ?? "none")" }
    if let message = expected?["message"] as? String ?? expected?["error"] as? String {
      let actual = reply.object["message"] as? String ?? reply.object["error"] as? String ?? ""
      if !actual.hasPrefix(message) { return "message \(actual) for \(message)" }
    }
    let warnings = (expected?["warnings"] as? [[String: Any]])?.compactMap { $0["warningcode"] as? String }
    if let warnings, warnings != reply.warnings.compactMap({ $0["warningcode"] as? String }) {
      return "warnings \(reply.warnings) for \(warnings)"
    }
    return ShapeDifference.between(reply.json, pair.body)
  }

  /// What was done in between by other means than the recorded requests.
  func prepare(_ name: String) async throws {
    switch name.prefix(4) {
    case "154_": try await addProfileFields()
    case "403_": try await fill(2)
    case "405_": try await addLater()
    case "422_": try await addQuestions()
    case "521_": try await addItems()
    case "660_", "661_":
      _ = try await admin.post(
        "/enrol/editinstance.php",
        [
          "courseid": "3", "type": "self", "sesskey": admin.sesskey, "name": "Open", "password": "letmein",
          "roleid": "5",
        ])
      _ = try await admin.call("core_course_update_courses", ["courses[0][id]": "3", "courses[0][visible]": "1"])
    case "671_":
      _ = try await admin.call(
        "core_course_duplicate_course",
        ["courseid": "2", "fullname": "Food Safety copy", "shortname": "FS101C", "categoryid": "2"])
    case "900_":
      _ = try await admin.call(
        "enrol_manual_unenrol_users", ["enrolments[0][userid]": "7", "enrolments[0][courseid]": "2"])
    default: break
    }
  }

  private func addProfileFields() async throws {
    #expect(try await admin.signIn("admin", "Admin.Pass1!"))
    for (datatype, shortname, title, more) in [
      ("text", "jobtitle", "Job+title", ""), ("menu", "region", "Region", "&param1=North%0ASouth"),
      ("checkbox", "gdpr", "GDPR+ok", ""), ("datetime", "hired", "Hired", ""),
    ] {
      let reply = try await admin.dynamicForm(
        "core_user\\form\\profile_field_form",
        "datatype=\(datatype)&categoryid=1&_qf__core_user_form_profile_field_form=1&shortname=\(shortname)&name=\(title)\(more)"
      )
      #expect(reply.text.contains("\"submitted\":true"), "\(reply.text)")
    }
  }

  /// Fills the numbers of activities that the recordings have and we cannot make, so that ours get the same numbers.
  private func fill(_ count: Int) async throws {
    for _ in 0..<count { try await add("label", ["introeditor[text]": "Filler"]) }
  }

  private func addLater() async throws {
    try await add("label", ["introeditor[text]": "<p>Hello label</p>", "completion": "1"])
    try await add("url", ["name": "Link", "externalurl": "http://example.com"])
    try await add("feedback", ["name": "Evaluation", "anonymous": "2", "completion": "2", "completionsubmit": "1"])
    try await fill(1)
  }

  private func add(_ kind: String, _ fields: [String: String]) async throws {
    var form = ["course": "2", "add": kind, "section": "1", "sesskey": admin.sesskey, "_qf__mod_\(kind)_mod_form": "1"]
    form.merge(fields) { $1 }
    #expect(try await admin.post("/course/modedit.php", form).status == 303)
  }

  private func addQuestions() async throws {
    let gift = "::Hands:: Wash your hands? {T}\n\n::Fridge:: How cold? {=4 degrees ~10 degrees ~20 degrees}\n"
    let draft = try await admin.upload("q.gift", gift)
    _ = try await admin.post(
      "/question/bank/importquestions/import.php",
      ["cmid": "12", "sesskey": admin.sesskey, "format": "gift", "newfile": "\(draft)"])
    let form = ["cmid": "12", "sesskey": admin.sesskey, "add": "1", "addonpage": "0", "q1": "1", "q2": "1"]
    #expect(try await admin.post("/mod/quiz/edit.php", form).status == 303)
  }

  private func addItems() async throws {
    for fields in [
      [
        "typ": "numeric", "name": "How useful (1-5)?", "label": "useful", "rangefrom": "1", "rangeto": "5",
        "required": "1",
      ],
      ["typ": "textfield", "name": "Comments", "label": "comments"],
    ] {
      let form = fields.merging(["cmid": "10", "sesskey": admin.sesskey, "save_item": "Save question"]) { $1 }
      #expect(try await admin.post("/mod/feedback/edit_item.php", form).status == 303)
    }
  }
}
