import DemoLMS
import Foundation
import Testing

/// What was taken over from an old LMS, requests for the own data, and the faults of both.
struct HeritageTests {
  private func courses(_ world: World) async throws -> [[String: Any]] {
    let found = try await world.admin.call(
      "core_course_get_categories", ["criteria[0][key]": "idnumber", "criteria[0][value]": "OVER"])
    let id = try #require(found.list.first?["id"] as? Int, "\(found.text)")
    let reply = try await world.admin.call("core_course_get_courses_by_field", ["field": "category", "value": "\(id)"])
    return reply.object["courses"] as? [[String: Any]] ?? []
  }

  private func days(_ world: World) async throws -> [Int] {
    let users = try await world.admin.call("core_user_get_users_by_field", ["field": "username", "values[0]": "k.li"])
    let user = try #require(users.list.first?["id"] as? Int)
    let course = try #require(try await courses(world).first { $0["shortname"] as? String == "OVR-01" }?["id"] as? Int)
    let reply = try await world.admin.call(
      "core_completion_get_course_completion_status", ["courseid": "\(course)", "userid": "\(user)"])
    let status = reply.object["completionstatus"] as? [String: Any]
    return (status?["completions"] as? [[String: Any]] ?? []).compactMap { $0["timecompleted"] as? Int }
  }

  @Test func `an LMS of its own has taken nothing over unless it is told to`() async throws {
    try await World.with { world in
      let found = try await world.admin.call(
        "core_course_get_categories", ["criteria[0][key]": "idnumber", "criteria[0][value]": "OVER"])
      #expect(found.list.isEmpty)
    }
  }

  @Test func `what was taken over is there, with links and days of its own`() async throws {
    try await World.with({ $0.hasHeritage = true }) { world in
      let courses = try await courses(world)
      #expect(courses.count == 5)
      #expect(courses.contains { ($0["summary"] as? String)?.contains("/course/view.php?id=") == true })
      // 2 November 2022, noon
      #expect(try await days(world) == [1_667_390_400])
    }
  }

  @Test func `an incomplete migration lacks a course, a careless one keeps old links and new days`() async throws {
    try await World.with({
      $0.hasHeritage = true
      $0.faults = [.migrationIncomplete]
    }) { world in
      let count = try await courses(world).count
      #expect(count == 4)
    }
    try await World.with({
      $0.hasHeritage = true
      $0.faults = [.migrationCareless]
    }) { world in
      let summaries = try await courses(world).compactMap { $0["summary"] as? String }.joined()
      #expect(summaries.contains("oud-lms.example.org") && summaries.contains("â€“"))
      #expect(try await days(world) != [1_667_390_400])
    }
  }

  @Test func `what spoils sections and links of a migration leaves courses alone`() async throws {
    let cases: [(Fault, String)] = [
      (.migrationCharactersBroken, "Ã"), (.migrationEscapedTwice, "&amp;amp;"), (.migrationMarksLeft, "[[oud:"),
    ]
    for (fault, words) in cases {
      try await World.with({
        $0.hasHeritage = true
        $0.faults = [fault]
      }) { world in
        let courses = try await courses(world)
        let summaries = courses.compactMap { $0["summary"] as? String }.joined()
        #expect(!summaries.contains(words))
        let id = try #require(courses.first?["id"] as? Int)
        let contents = try await world.admin.call("core_course_get_contents", ["courseid": "\(id)"])
        #expect(contents.list.contains { ($0["name"] as? String)?.contains(words) == true }, "\(contents.text)")
      }
    }
    try await World.with({
      $0.hasHeritage = true
      $0.faults = [.migrationLinksDead]
    }) { world in
      let summaries = try await courses(world).compactMap { $0["summary"] as? String }
      #expect(summaries.contains { $0.contains("id=999999") })
    }
  }

  @Test func `what was agreed is set up, and a fault leaves the last of each out`() async throws {
    for (faults, competencies, city) in [(Set<Fault>(), 1, "Utrecht"), ([.configurationIncomplete], 0, "")] {
      try await World.with({
        $0.hasHeritage = true
        $0.faults = faults
      }) { world in
        let all = try await world.admin.call(
          "core_competency_list_competencies",
          ["filters[0][column]": "idnumber", "filters[0][value]": "ZORG26-D6", "sort": "shortname", "order": "ASC"])
        #expect(all.list.count == competencies, "\(all.text)")
        #expect(try await world.found("username", "w.velden").first?["city"] as? String ?? "" == city)
      }
    }
  }

  @Test func `a copy of the own data is ready a minute after somebody approved it`() async throws {
    try await World.with { world in
      let tim = try await world.person("tim")
      let own = try await world.client("tim")
      func status() async throws -> Int {
        let reply = try await own.call("tool_dataprivacy_get_data_requests", ["userid": "\(tim)"])
        return (reply.object["requests"] as? [[String: Any]])?.first?["status"] as? Int ?? -1
      }
      let asked = try await own.call("tool_dataprivacy_create_data_request", ["type": "1"])
      let request = try #require(asked.object["datarequestid"] as? Int, "\(asked.text)")
      #expect(try await status() == 2)
      #expect(
        try await own.call("tool_dataprivacy_create_data_request", ["type": "1"]).errorcode
          == "errorrequestalreadyexists")
      #expect(
        try await own.call("tool_dataprivacy_approve_data_request", ["requestid": "\(request)"]).errorcode
          == "nopermissions")
      _ = try await world.admin.call("tool_dataprivacy_approve_data_request", ["requestid": "\(request)"])
      #expect(try await status() == 3)
      try await world.advance(61)
      #expect(try await status() == 8)
      world.server.faults = [.privacyRequestUnanswered]
      #expect(try await status() == 3)
    }
  }

  @Test func `guessing without limit never locks an account`() async throws {
    try await World.with({
      $0.lockoutThreshold = 3
      $0.faults = [.guessingUnlimited]
    }) { world in
      try await world.person("tim")
      for _ in 1...4 { #expect(try await world.token("tim", password: "bad").errorcode == "invalidlogin") }
      #expect(try await world.token("tim").object["token"] is String)
    }
  }

  @Test func `every profile is overfull, debugging on and the session open where a fault says so`() async throws {
    try await World.with({ $0.checksAnswers = false }) { world in
      try await world.person("tim")
      #expect(try await world.found("username", "tim").first?["address"] == nil)
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      func debugging() async throws -> Bool {
        try await world.admin.get("/admin/settings.php?section=debugging").text.contains("value=\"32767\" selected")
      }
      #expect(try await debugging() == false)
      world.server.faults = [.profileOverfull, .debuggingOn, .signOutIgnored]
      #expect(try await world.found("username", "tim").first?["address"] as? String == "Dorpsstraat 1")
      #expect(try await debugging())
      _ = try await world.admin.get("/login/logout.php?sesskey=\(world.admin.sesskey)")
      #expect(try await debugging())
      world.server.faults = [.debuggingOn]
      _ = try await world.admin.get("/login/logout.php?sesskey=\(world.admin.sesskey)")
      #expect(try await debugging() == false)
    }
  }
}
