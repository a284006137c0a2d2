import DemoLMS
import Foundation
import Testing

struct ServerTests {
  @Test func `the front page says what it is and the configuration can be read without login`() async throws {
    try await World.with { world in
      let visitor = Client(world.server)
      let front = try await visitor.get("/")
      #expect(front.status == 200)
      #expect(front.text.contains("built-in LMS of lmsaccept"))
      let query =
        "args=%5B%7B%22index%22%3A0%2C%22methodname%22%3A%22tool_mobile_get_public_config%22%2C%22args%22%3A%7B%7D%7D%5D"
      let config = try await visitor.get("/lib/ajax/service-nologin.php?\(query)")
      #expect(config.text.contains(#""enablewebservices":1"#))
      #expect(config.text.contains(#""wwwroot":"\#(world.server.baseURL)""#))
    }
  }

  @Test func `a wrong password and a missing login token are refused in the browser`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let client = Client(world.server)
      #expect(try await client.signIn("sanne", "wrong") == false)
      let page = try await client.get("/login/index.php?loginredirect=1")
      #expect(page.text.contains("alert-danger"))
      #expect(page.text.contains("Invalid login, please try again"))
      let answer = try await client.post("/login/index.php", ["username": "sanne", "password": World.password])
      #expect(answer.location?.hasSuffix("loginredirect=1") == true)
      let old = client.cookie
      #expect(try await client.signIn("sanne"))
      #expect(client.cookie != old)
      #expect(try await client.get("/my/").text.contains("Hi, Sanne!"))
      _ = try await client.get("/login/logout.php?sesskey=\(client.sesskey)")
      #expect(try await client.get("/my/").status == 303)
    }
  }

  @Test func `ajax wants a session, its key and a function that is meant for it`() async throws {
    try await World.with { world in
      let body = Data(
        #"[{"index":0,"methodname":"core_course_search_courses","args":{"criterianame":"search","criteriavalue":"x"}}]"#
          .utf8)
      let other = Data(
        #"[{"index":0,"methodname":"core_webservice_get_site_info","args":{}},{"index":1,"methodname":"x","args":{}}]"#
          .utf8)
      let client = Client(world.server)
      let send = { (key: String, body: Data) in
        try await client.send("POST", "/lib/ajax/service.php?sesskey=\(key)", body: body, type: "application/json")
      }
      #expect(try await send("x", body).text.contains("servicerequireslogin"))
      #expect(try await client.signIn("admin", "Admin.Pass1!"))
      #expect(try await send("bad", body).text.contains("invalidsesskey"))
      #expect(try await send(client.sesskey, body).text.contains(#""error":false"#))
      let refused = try await send(client.sesskey, other)
      #expect(refused.list.count == 1)
      #expect(refused.text.contains("servicenotavailable"))
    }
  }

  @Test func `a killed server finds its state again in the data file`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = DemoLMS.Options()
    options.dataFile = path
    let first = try await DemoServer.start(options)
    let client = Client(first, token: first.adminToken)
    let made = try await client.call(
      "core_course_create_courses",
      ["courses[0][fullname]": "Ëlk", "courses[0][shortname]": "E", "courses[0][categoryid]": "1"])
    #expect(made.list.count == 1)
    await first.stop()
    options.adminToken = "another"
    let second = try await DemoServer.start(options)
    let again = Client(second, token: second.adminToken)
    let read = try await again.call("core_course_get_courses_by_field", ["field": "shortname", "value": "E"])
    #expect(read.text.contains(#""fullname":"Ëlk""#))
    await second.stop()
  }

  @Test func `a data file that was read is written as it was, but for what changed`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = DemoLMS.Options()
    options.dataFile = path
    options.adminToken = "a\"b\\é"
    func stored() throws -> NSDictionary {
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
      return try #require(json as? NSDictionary)
    }
    func rename(_ name: String) async throws {
      let server = try await DemoServer.start(options)
      let client = Client(server, token: server.adminToken)
      #expect(try await client.signIn("admin", "Admin.Pass1!"))
      _ = try await client.call("core_user_update_users", ["users[0][id]": "2", "users[0][city]": name])
      await server.stop()
    }
    try await rename("Utrecht")
    let before = try stored()
    try await rename("Den Haag")
    let after = try stored()
    #expect(Set(before.allKeys as? [String] ?? []) == Set(after.allKeys as? [String] ?? []))
    #expect((before.allKeys as? [String] ?? []).count > 40)
    for case let key as String in before.allKeys where !["users", "sessions", "log"].contains(key) {
      #expect(before[key] as? NSObject == after[key] as? NSObject, "\(key)")
    }
    #expect("\(before["users"] ?? "")".contains("Utrecht"))
    #expect(!"\(after["users"] ?? "")".contains("Utrecht"))
  }

  @Test func `a port that is taken is said`() async throws {
    let first = try await DemoServer.start()
    var options = DemoLMS.Options()
    options.port = first.port
    await #expect(throws: (any Error).self) { try await DemoServer.start(options) }
    await first.stop()
  }

  @Test func `the clock goes on and never for strangers`() async throws {
    try await World.with { world in
      let token = world.server.adminToken
      let before = try #require(try await world.admin.get("/lmsaccept/clock?token=\(token)").object["now"] as? Int)
      try await world.advance(86400)
      let after = try #require(try await world.admin.get("/lmsaccept/clock?token=\(token)").object["now"] as? Int)
      #expect(after - before >= 86400)
      #expect(try await world.admin.post("/lmsaccept/clock?advance=5", [:]).errorcode == "invalidtoken")
      #expect(try await world.admin.post("/lmsaccept/faults?on=list-empty", [:]).errorcode == "invalidtoken")
      #expect(world.server.faults.isEmpty)
      let unknown = try await world.admin.post("/lmsaccept/faults?on=nonsense&token=\(token)", [:])
      #expect(unknown.errorcode == "invalidparameter")
    }
  }

  @Test func `mails go out when Moodle sends them`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let tim = try await world.person("tim")
      try await world.enrol(tim, in: course)
      let mails = { () async throws -> [[String: Any]] in
        try await world.admin.get("/lmsaccept/mails?token=\(world.server.adminToken)").list
      }
      #expect(try await mails().isEmpty)
      try await world.enrol(try await world.person("youssef"), in: course, as: 3)
      try await world.enrol(tim, in: course)
      #expect(try await mails().compactMap { $0["to"] as? String } == ["tim@example.com"])
      let popups = try await world.client("tim").call("message_popup_get_popup_notifications", ["useridto": "\(tim)"])
      #expect(popups.object["unreadcount"] as? Int == 1)
      #expect(popups.text.contains("Welcome to Course C1"))
    }
  }

  @Test func `unknown paths and unknown functions are refused`() async throws {
    try await World.with { world in
      let page = try await world.admin.get("/no/such.php")
      #expect(page.status == 404)
      #expect(try await world.admin.call("core_no_such").errorcode == "invalidrecordunknown")
      let nobody = Client(world.server)
      #expect(try await nobody.call("core_no_such").errorcode == "invalidtoken")
    }
  }

  @Test func `every function has a signature and every deviation its sentence`() async throws {
    try await World.with { world in
      let info = try await world.admin.call("core_webservice_get_site_info")
      let functions = try #require(info.object["functions"] as? [[String: Any]])
      #expect(functions.count > 140)
      for function in functions {
        let name = try #require(function["name"] as? String)
        let reply = try await world.admin.call(name, ["nosuchparameter": "1"])
        #expect(reply.errorcode == "invalidparameter", "\(name): \(reply.text)")
      }
      for deviation in Deviation.all {
        #expect(deviation.moodle.hasSuffix("."))
        #expect(deviation.here.hasSuffix("."))
      }
    }
  }
}
