import DemoLMS
import Foundation
import Testing

/// A running server with a few people and courses, for one test.
final class World {
  static let password = "Test.Pass1!"

  let server: DemoServer
  let admin: Client
  private var clients: [String: Client] = [:]

  private init(_ server: DemoServer) {
    self.server = server
    admin = Client(server, token: server.adminToken)
  }

  /// Runs a test body against a server of its own and stops it afterwards.
  static func with(
    _ change: (inout DemoLMS.Options) -> Void = { _ in }, _ body: (World) async throws -> Void
  ) async throws {
    var options = DemoLMS.Options()
    options.checksAnswers = true
    options.debug = true
    change(&options)
    let world = World(try await DemoServer.start(options))
    do {
      try await body(world)
      await world.server.stop()
    } catch {
      await world.server.stop()
      throw error
    }
  }

  /// Makes a person and gives its id.
  @discardableResult
  func person(_ username: String, _ more: [String: String] = [:]) async throws -> Int {
    var fields = [
      "users[0][username]": username, "users[0][password]": World.password, "users[0][firstname]": username.capitalized,
      "users[0][lastname]": "Test", "users[0][email]": "\(username)@example.com",
    ]
    for (key, value) in more { fields["users[0][\(key)]"] = value }
    let reply = try await admin.call("core_user_create_users", fields)
    return try #require(reply.list.first?["id"] as? Int, "\(reply.text)")
  }

  @discardableResult
  func course(_ shortname: String, _ more: [String: String] = [:]) async throws -> Int {
    var fields = [
      "courses[0][fullname]": "Course \(shortname)", "courses[0][shortname]": shortname, "courses[0][categoryid]": "1",
      "courses[0][enablecompletion]": "1", "courses[0][newsitems]": "0",
    ]
    for (key, value) in more { fields["courses[0][\(key)]"] = value }
    let reply = try await admin.call("core_course_create_courses", fields)
    return try #require(reply.list.first?["id"] as? Int, "\(reply.text)")
  }

  func enrol(_ user: Int, in course: Int, as role: Int = 5) async throws {
    let reply = try await admin.call(
      "enrol_manual_enrol_users",
      [
        "enrolments[0][roleid]": "\(role)", "enrolments[0][userid]": "\(user)", "enrolments[0][courseid]": "\(course)",
      ])
    #expect(reply.text == "null")
  }

  /// A person's own client, with a token of the site's service.
  func client(_ username: String) async throws -> Client {
    if let client = clients[username] { return client }
    let client = Client(server)
    let reply = try await token(username)
    client.token = try #require(reply.object["token"] as? String, "\(reply.text)")
    clients[username] = client
    return client
  }

  func token(_ username: String, password: String = World.password, service: String = "lmsaccept") async throws -> Reply
  {
    try await admin.post(
      "/login/token.php", ["username": username, "password": password, "service": service])
  }

  /// Adds an activity through its form and gives the ids of module and instance.
  func activity(_ kind: String, in course: Int, _ fields: [String: String]) async throws -> (id: Int, instance: Int) {
    if admin.sesskey.isEmpty { #expect(try await admin.signIn("admin", "Admin.Pass1!")) }
    let path = "/course/modedit.php?add=\(kind)&type&course=\(course)&section=1&return=0&beforemod=0"
    let page = try await admin.get(path)
    #expect(page.text.contains("_qf__mod_\(kind)_mod_form"))
    var form = [
      "sesskey": page.field("sesskey") ?? "", "_qf__mod_\(kind)_mod_form": "1", "course": "\(course)", "add": kind,
      "section": "1", "update": "0", "submitbutton2": "Save and return to course",
    ]
    form.merge(fields) { $1 }
    let answer = try await admin.post("/course/modedit.php", form)
    #expect(answer.status == 303, "\(answer.text)")
    let sections = try await admin.call("core_course_get_contents", ["courseid": "\(course)"]).list
    let modules = sections.flatMap { $0["modules"] as? [[String: Any]] ?? [] }
    let made = try #require(modules.last { $0["modname"] as? String == kind })
    return (try #require(made["id"] as? Int), try #require(made["instance"] as? Int))
  }

  /// Makes a quiz of true/false questions, all of them true.
  func quiz(in course: Int, questions: Int, _ fields: [String: String]) async throws -> (id: Int, instance: Int) {
    var settings = ["name": "Test", "grade": "\(questions)", "questionsperpage": "0"]
    settings.merge(fields) { $1 }
    let quiz = try await activity("quiz", in: course, settings)
    let gift = (1...questions).map { "::Q\($0):: Statement \($0) {T}\n" }.joined(separator: "\n")
    let draft = try await admin.upload("questions.gift", gift)
    let imported = try await admin.post(
      "/question/bank/importquestions/import.php",
      ["cmid": "\(quiz.id)", "sesskey": admin.sesskey, "format": "gift", "newfile": "\(draft)"])
    #expect(imported.text.contains("Importing \(questions) questions"))
    let bank = try await admin.get("/question/edit.php?cmid=\(quiz.id)").text
    let ids = bank.components(separatedBy: "name=\"q").dropFirst().compactMap { Int($0.prefix { $0 != "\"" }) }
    var form = ["cmid": "\(quiz.id)", "sesskey": admin.sesskey, "add": "1", "addonpage": "0"]
    for id in ids.suffix(questions) { form["q\(id)"] = "1" }
    #expect(try await admin.post("/mod/quiz/edit.php", form).status == 303)
    return quiz
  }

  /// Sets the activities that complete a course.
  func complete(_ course: Int, by modules: [Int]) async throws {
    if admin.sesskey.isEmpty { #expect(try await admin.signIn("admin", "Admin.Pass1!")) }
    var form = ["id": "\(course)", "sesskey": admin.sesskey, "overall_aggregation": "1"]
    for module in modules { form["criteria_activity[\(module)]"] = "1" }
    #expect(try await admin.post("/course/completion.php?id=\(course)", form).status == 303)
  }

  func advance(_ seconds: Int) async throws {
    let reply = try await admin.post("/lmsaccept/clock?advance=\(seconds)&token=\(server.adminToken)", [:])
    #expect(reply.object["now"] is Int)
  }

  func found(_ field: String, _ value: String) async throws -> [[String: Any]] {
    try await admin.call("core_user_get_users_by_field", ["field": field, "values[0]": value]).list
  }

  func participants(_ course: Int) async throws -> [Int] {
    try await admin.call("core_enrol_get_enrolled_users", ["courseid": "\(course)"]).list.compactMap {
      $0["id"] as? Int
    }
  }
}
