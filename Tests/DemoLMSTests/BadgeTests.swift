import DemoLMS
import Foundation
import Testing

/// Badges of a course: made by their form, got by who completes it, looked up by their code.
struct BadgeTests {
  static let day = 86400

  /// A course that reading a page completes, with tim in it and a badge for 730 days.
  private func course(_ world: World) async throws -> (course: Int, badge: Int, page: Int, tim: Int) {
    let course = try await world.course("C1")
    let page = try await world.activity("page", in: course, ["name": "P", "page[text]": "x", "completion": "1"])
    try await world.complete(course, by: [page.id])
    let tim = try await world.person("tim")
    try await world.enrol(tim, in: course)
    let badge = try await made(world, in: course, [:])
    _ = try await world.admin.post(
      "/badges/criteria_settings.php?badgeid=\(badge)&add=1&type=4", ["sesskey": world.admin.sesskey, "agg": "1"])
    return (course, badge, page.id, tim)
  }

  private func made(_ world: World, in course: Int, _ more: [String: String]) async throws -> Int {
    let picture = try await world.admin.upload("b.png", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    var form = [
      "sesskey": world.admin.sesskey, "courseid": "\(course)", "name": "Course C1", "description": "x",
      "image": "\(picture)", "issuername": "Academy", "expiry": "2", "expireperiod[number]": "730",
      "expireperiod[timeunit]": "86400",
    ]
    form.merge(more) { $1 }
    let answer = try await world.admin.post("/badges/edit.php", form)
    return try #require(answer.location?.components(separatedBy: "criteria.php?id=").last.flatMap { Int($0) })
  }

  private func enable(_ world: World, _ badge: Int) async throws -> Reply {
    try await world.admin.call("core_badges_enable_badges", ["badgeids[0]": "\(badge)"])
  }

  private func finish(_ world: World, _ page: Int) async throws {
    let reply = try await world.client("tim").call(
      "core_completion_update_activity_completion_status_manually", ["cmid": "\(page)", "completed": "1"])
    #expect(reply.object["status"] as? Bool == true, "\(reply.text)")
  }

  private func badges(of username: String, _ world: World) async throws -> [[String: Any]] {
    let reply = try await world.client(username).call("core_badges_get_user_badges")
    return try #require(reply.object["badges"] as? [[String: Any]], "\(reply.text)")
  }

  @Test func `whoever completes the course gets its badge, and nobody else`() async throws {
    try await World.with { world in
      let made = try await course(world)
      try await world.enrol(try await world.person("vera"), in: made.course)
      let enabled = try await enable(world, made.badge)
      #expect((enabled.object["result"] as? [Any])?.count == 1, "\(enabled.text)")
      #expect(try await badges(of: "tim", world).isEmpty)
      try await finish(world, made.page)
      try await finish(world, made.page)
      let mine = try await badges(of: "tim", world)
      #expect(mine.count == 1)
      let badge = try #require(mine.first)
      #expect(badge["recipientid"] as? Int == made.tim && badge["recipientfullname"] as? String == "Tim Test")
      #expect(badge["coursefullname"] as? String == "Course C1" && badge["courseid"] as? Int == made.course)
      let issued = try #require(badge["dateissued"] as? Int)
      #expect(badge["dateexpire"] as? Int == issued + 730 * Self.day)
      #expect(try await badges(of: "vera", world).isEmpty)
      let other = try await world.client("vera").call("core_badges_get_user_badges", ["userid": "\(made.tim)"])
      let shown = try #require((other.object["badges"] as? [[String: Any]])?.first, "\(other.text)")
      #expect(shown["email"] == nil && shown["timecreated"] as? Int == 0)
    }
  }

  @Test func `a badge that is not enabled, or has no criterion, is given to nobody`() async throws {
    try await World.with { world in
      let made = try await course(world)
      let bare = try await self.made(world, in: made.course, ["name": "Bare"])
      #expect(try await enable(world, bare).warnings.first?["warningcode"] as? String == "nocriteria")
      try await finish(world, made.page)
      #expect(try await badges(of: "tim", world).isEmpty)
      let late = try await enable(world, made.badge)
      #expect((late.object["result"] as? [[String: Any]])?.first?["awards"] as? String == "1", "\(late.text)")
      #expect(try await badges(of: "tim", world).count == 1)
    }
  }

  @Test func `a form without a picture or a period comes back`() async throws {
    try await World.with { world in
      let course = try await self.course(world).course
      for wrong in [["image": "0"], ["expireperiod[number]": "0"], ["name": " "]] {
        var form = [
          "sesskey": world.admin.sesskey, "courseid": "\(course)", "name": "X", "description": "x",
          "issuername": "Academy", "expiry": "2", "expireperiod[number]": "1", "expireperiod[timeunit]": "86400",
        ]
        let picture = try await world.admin.upload("b.png", bytes: [0x89, 0x50, 0x4E, 0x47])
        form["image"] = "\(picture)"
        form.merge(wrong) { $1 }
        let answer = try await world.admin.post("/badges/edit.php", form)
        #expect(answer.status == 200 && answer.location == nil, "\(wrong)")
      }
    }
  }

  @Test func `the page of a code names who got it, to anybody, and that of another code nobody`() async throws {
    try await World.with { world in
      let made = try await course(world)
      _ = try await enable(world, made.badge)
      try await finish(world, made.page)
      let code = try #require(try await badges(of: "tim", world).first?["uniquehash"] as? String)
      let visitor = Client(world.server)
      let page = try await visitor.get("/badges/badge.php?hash=\(code)").text
      #expect(page.contains("Tim Test") && page.contains("Course C1"))
      for other in ["x\(code.dropFirst())", "", "0"] {
        let answer = try await visitor.get("/badges/badge.php?hash=\(other)")
        #expect(answer.text.contains("Cannot verify") && !answer.text.contains("Tim Test"), "\(other)")
      }
    }
  }

  @Test func `a badge is removed from its list, or with its course`() async throws {
    try await World.with { world in
      let made = try await course(world)
      _ = try await enable(world, made.badge)
      try await finish(world, made.page)
      let list = "/badges/index.php?type=2&id=\(made.course)"
      #expect(try await world.admin.get(list).text.contains("/badges/overview.php?id=\(made.badge)\">Course C1</a>"))
      let wrong = try await world.admin.get("\(list)&delete=\(made.badge)&confirm=1&sesskey=x")
      #expect(wrong.status == 404)
      #expect(try await badges(of: "tim", world).count == 1)
      _ = try await world.admin.get("\(list)&delete=\(made.badge)&confirm=1&sesskey=\(world.admin.sesskey)")
      #expect(try await badges(of: "tim", world).isEmpty)
      let kept = try await self.made(world, in: made.course, [:])
      _ = try await world.admin.post(
        "/badges/criteria_settings.php?badgeid=\(kept)&add=1&type=4", ["sesskey": world.admin.sesskey, "agg": "1"])
      _ = try await enable(world, kept)
      #expect(try await badges(of: "tim", world).count == 1)
      _ = try await world.admin.call("core_course_delete_courses", ["courseids[0]": "\(made.course)"])
      #expect(try await badges(of: "tim", world).isEmpty)
    }
  }

  @Test func `certificate-endless leaves the end date out`() async throws {
    try await World.with { world in
      let made = try await course(world)
      _ = try await enable(world, made.badge)
      world.server.faults = [.certificateEndless]
      try await finish(world, made.page)
      let badge = try #require(try await badges(of: "tim", world).first)
      #expect(badge["dateexpire"] is NSNull && badge["expireperiod"] as? Int == 730 * Self.day)
    }
  }
}
