import DemoLMS
import Foundation
import Testing

/// Each fault: what is seen without it, and that it is seen no longer with it.
struct FaultTests {
  /// Looks at the world before and after the fault is switched on.
  private func compare(_ fault: Fault, _ look: (World) async throws -> String) async throws -> (off: String, on: String)
  {
    var seen: [String] = []
    for faults: Set<Fault> in [[], [fault]] {
      try await World.with({ $0.checksAnswers = false }) { world in
        try await furnish(world)
        world.server.faults = faults
        seen.append(try await look(world))
        world.server.faults = []
      }
    }
    return (seen[0], seen[1])
  }

  /// sanne (3), tim (4), youssef (5) and mark (6); the courses A (2) and B (3); youssef teaches A.
  private func furnish(_ world: World) async throws {
    for name in ["sanne", "tim", "youssef", "mark"] { try await world.person(name) }
    for course in ["A", "B"] { try await world.course(course) }
    try await world.enrol(5, in: 2, as: 3)
    for name in ["sanne", "youssef"] { _ = try await world.client(name) }
  }

  private func enrol(_ world: World, _ user: Int = 3) async throws -> Reply {
    try await world.admin.call(
      "enrol_manual_enrol_users",
      ["enrolments[0][roleid]": "5", "enrolments[0][userid]": "\(user)", "enrolments[0][courseid]": "2"])
  }

  /// Who is in A and B, read without faults.
  private func truth(_ world: World) async throws -> String {
    world.server.faults = []
    return "A \(try await world.participants(2)) B \(try await world.participants(3))"
  }

  private func rename(_ world: World) async throws -> Reply {
    try await world.admin.call(
      "core_user_update_users", ["users[0][id]": "3", "users[0][city]": "Gent"])
  }

  private func city(_ world: World, of user: Int = 3) async throws -> String {
    world.server.faults = []
    return try await world.found("id", "\(user)").first?["city"] as? String ?? "none"
  }

  @Test func `write-lost answers as done and stores nothing`() async throws {
    let seen = try await compare(.writeLost) { "\(try await enrol($0).text) \(try await truth($0))" }
    #expect(seen.off == "null A [3, 5] B []")
    #expect(seen.on == "null A [5] B []")
  }

  @Test func `refused-is-stored says no and does it all the same`() async throws {
    let seen = try await compare(.refusedIsStored) { world in
      let answer = try await world.client("sanne").call(
        "core_user_update_users", ["users[0][id]": "4", "users[0][city]": "Gent"])
      return "\(answer.errorcode ?? "done") \(try await city(world, of: 4))"
    }
    #expect(seen.off == "nopermissions none")
    #expect(seen.on == "nopermissions Gent")
  }

  @Test func `write-lost bites forms and answers of new things too`() async throws {
    try await World.with({ $0.faults = [.writeLost] }) { world in
      let made = try await world.admin.call(
        "core_course_create_courses",
        ["courses[0][fullname]": "X", "courses[0][shortname]": "X", "courses[0][categoryid]": "1"])
      #expect(made.list.first?["id"] as? Int == 2)
      #expect(try await world.admin.call("core_course_get_courses").list.count == 1)
    }
  }

  @Test func `write-other-person stores for somebody else`() async throws {
    let seen = try await compare(.writeOtherPerson) { "\(try await enrol($0).text) \(try await truth($0))" }
    #expect(seen.off == "null A [3, 5] B []")
    #expect(seen.on == "null A [4, 5] B []")
    let cities = try await compare(.writeOtherPerson) { world in
      _ = try await rename(world)
      return "\(try await city(world)) \(try await city(world, of: 4))"
    }
    #expect(cities.off == "Gent none")
    #expect(cities.on == "none Gent")
  }

  @Test func `write-other-course stores in another course`() async throws {
    let seen = try await compare(.writeOtherCourse) { "\(try await enrol($0).text) \(try await truth($0))" }
    #expect(seen.off == "null A [3, 5] B []")
    #expect(seen.on == "null A [5] B [3]")
  }

  @Test func `write-twice stores twice`() async throws {
    let seen = try await compare(.writeTwice) { world in
      _ = try await world.person("nora")
      world.server.faults = []
      return "\(try await world.found("username", "nora").count)"
    }
    #expect(seen.off == "1")
    #expect(seen.on == "2")
  }

  @Test func `update-ignored answers as done and keeps the old value`() async throws {
    let seen = try await compare(.updateIgnored) { "\(try await rename($0).text) \(try await city($0))" }
    #expect(seen.off == #"{"warnings":[]} Gent"#)
    #expect(seen.on == #"{"warnings":[]} none"#)
  }

  @Test func `delete-ignored answers as done and keeps the thing`() async throws {
    let seen = try await compare(.deleteIgnored) { world in
      let reply = try await world.admin.call("core_user_delete_users", ["userids[0]": "3"])
      world.server.faults = []
      return "\(reply.text) \(try await world.found("id", "3").count)"
    }
    #expect(seen.off == "null 0")
    #expect(seen.on == "null 1")
  }

  @Test func `every-capability-allowed lets a learner make a category and enter a course`() async throws {
    let seen = try await compare(.everyCapabilityAllowed) { world in
      let sanne = try await world.client("sanne")
      let made = try await sanne.call("core_course_create_categories", ["categories[0][name]": "X"])
      let entered = try await sanne.call("core_course_get_contents", ["courseid": "2"])
      return "\(made.errorcode ?? "made") \(entered.errorcode ?? "entered")"
    }
    #expect(seen.off == "nopermissions errorcoursecontextnotvalid")
    #expect(seen.on == "made entered")
  }

  @Test func `every-capability-refused stops a trainer and not the administrator`() async throws {
    let seen = try await compare(.everyCapabilityRefused) { world in
      let fields = ["enrolments[0][roleid]": "5", "enrolments[0][userid]": "3", "enrolments[0][courseid]": "2"]
      let trainer = try await world.client("youssef").call("enrol_manual_enrol_users", fields)
      let admin = try await world.admin.call("enrol_manual_enrol_users", fields)
      return "\(trainer.errorcode ?? "done") \(admin.errorcode ?? "done")"
    }
    #expect(seen.off == "done done")
    #expect(seen.on == "nopermissions done")
  }

  @Test func `list-empty hides what is there`() async throws {
    let seen = try await compare(.listEmpty) { world in
      let courses = try await world.admin.call("core_course_get_courses_by_field", ["field": "id", "value": "2"])
      return "\(try await world.found("id", "3").count) \((courses.object["courses"] as? [Any])?.count ?? -1)"
    }
    #expect(seen.off == "1 1")
    #expect(seen.on == "0 0")
  }

  @Test func `list-unfiltered shows everything`() async throws {
    let seen = try await compare(.listUnfiltered) { world in
      let courses = try await world.admin.call("core_course_get_courses_by_field", ["field": "id", "value": "2"])
      let people = try await world.participants(2).count
      return "\(try await world.found("id", "3").count) \((courses.object["courses"] as? [Any])?.count ?? -1) \(people)"
    }
    #expect(seen.off == "1 1 1")
    #expect(seen.on == "6 3 5")
  }

  @Test func `list-cut shows the first item only`() async throws {
    let seen = try await compare(.listCut) { world in
      let users = try await world.admin.call(
        "core_user_get_users", ["criteria[0][key]": "email", "criteria[0][value]": "%"])
      return "\((users.object["users"] as? [Any])?.count ?? -1)"
    }
    #expect(seen.off == "6")
    #expect(seen.on == "1")
  }

  @Test func `old-state shows what was before the last write`() async throws {
    let seen = try await compare(.oldState) { world in
      _ = try await enrol(world)
      return "\(try await world.participants(2))"
    }
    #expect(seen.off == "[3, 5]")
    #expect(seen.on == "[5]")
  }

  @Test func `number-as-text sends numbers as texts`() async throws {
    let seen = try await compare(.numberAsText) { world in
      let user = try await world.found("id", "3").first
      return "\(user?["id"] is Int) \(user?["id"] is String)"
    }
    #expect(seen.off == "true false")
    #expect(seen.on == "false true")
  }

  @Test func `names-escaped escapes names though raw was asked for`() async throws {
    let seen = try await compare(.namesEscaped) { world in
      let reply = try await world.admin.call(
        "core_user_update_users", ["users[0][id]": "3", "users[0][lastname]": "O'Neil & Co"])
      #expect(reply.warnings.isEmpty)
      let users = try await world.admin.call(
        "core_user_get_users_by_field", ["field": "id", "values[0]": "3", "moodlewssettingraw": "1"])
      return users.list.first?["lastname"] as? String ?? ""
    }
    #expect(seen.off == "O'Neil & Co")
    #expect(seen.on == "O&#039;Neil &amp; Co")
  }

  @Test func `date-off-by-one-day sends dates one day early`() async throws {
    let seen = try await compare(.dateOffByOneDay) { world in
      try await world.admin.call(
        "core_course_update_courses",
        ["courses[0][id]": "2", "courses[0][startdate]": "1795354839", "courses[0][enddate]": "0"])
      let course = try await world.admin.call("core_course_get_courses", ["options[ids][0]": "2"]).list.first
      return "\(course?["startdate"] as? Int ?? 0) \(course?["enddate"] as? Int ?? -1)"
    }
    #expect(seen.off == "1795354839 0")
    #expect(seen.on == "\(1_795_354_839 - 86400) 0")
  }

  @Test func `error-in-200 fails inside a 200 answer and stores nothing`() async throws {
    let seen = try await compare(.errorIn200) { world in
      let reply = try await enrol(world)
      return "\(reply.status) \(reply.errorcode ?? "none") \(try await truth(world))"
    }
    #expect(seen.off == "200 none A [3, 5] B []")
    #expect(seen.on == "200 dmlwriteexception A [5] B []")
  }

  @Test func `success-with-warning warns and stores nothing`() async throws {
    let seen = try await compare(.successWithWarning) { world in
      let reply = try await rename(world)
      return "\(reply.warnings.first?["warningcode"] as? String ?? "none") \(try await city(world))"
    }
    #expect(seen.off == "none Gent")
    #expect(seen.on == "notstored none")
  }

  @Test func `completion-without-rule completes what nobody has done`() async throws {
    let seen = try await compare(.completionWithoutRule) { world in
      world.server.faults = []
      _ = try await enrol(world)
      let page = try await world.activity(
        "page", in: 2, ["name": "P", "page[text]": "x", "completion": "2", "completionview": "1"])
      try await world.complete(2, by: [page.id])
      world.server.faults = [.completionWithoutRule]
      return try await completion(world)
    }
    #expect(seen.on == "1 true")
    let clean = try await compare(.mailTwice) { world in
      let faults = world.server.faults
      world.server.faults = []
      _ = try await enrol(world)
      let page = try await world.activity(
        "page", in: 2, ["name": "P", "page[text]": "x", "completion": "2", "completionview": "1"])
      try await world.complete(2, by: [page.id])
      world.server.faults = faults
      return try await completion(world)
    }
    #expect(clean.off == "0 false")
    #expect(clean.on == "0 false")
  }

  private func completion(_ world: World) async throws -> String {
    let which = ["courseid": "2", "userid": "3"]
    let client = try await world.client("sanne")
    let activities = try await client.call("core_completion_get_activities_completion_status", which).object
    let course = try await client.call("core_completion_get_course_completion_status", which).object
    let state = (activities["statuses"] as? [[String: Any]])?.first?["state"] as? Int
    let done = (course["completionstatus"] as? [String: Any])?["completed"] as? Bool
    return "\(state ?? -1) \(done.map(String.init) ?? "none")"
  }

  @Test func `grade-rounded stores whole numbers`() async throws {
    let seen = try await compare(.gradeRounded) { world in
      _ = try await enrol(world)
      let essay = try await world.activity("assign", in: 2, ["name": "E", "grade[modgrade_point]": "10"])
      try await world.client("youssef").call(
        "mod_assign_save_grade",
        [
          "assignmentid": "\(essay.instance)", "userid": "3", "grade": "7.5", "attemptnumber": "-1",
          "addattempt": "0", "workflowstate": "", "applytoall": "0",
        ])
      let report = try await world.client("sanne").call("gradereport_overview_get_course_grades", ["userid": "3"])
      return ((report.object["grades"] as? [[String: Any]])?.first?["grade"] as? String) ?? "none"
    }
    #expect(seen.off == "7.50")
    #expect(seen.on == "8.00")
  }

  @Test(arguments: [(Fault.mailToNobody, "0"), (Fault.mailTwice, "2")])
  func `mails go to nobody or twice`(fault: Fault, count: String) async throws {
    let seen = try await compare(fault) { world in
      _ = try await enrol(world)
      return try await world.client("sanne").call(
        "message_popup_get_unread_popup_notification_count", ["useridto": "3"]
      ).text
    }
    #expect(seen.off == "1")
    #expect(seen.on == count)
  }

  @Test(arguments: [
    ([Fault](), "A 1 B 0"), ([Fault.writeLost], "A 0 B 0"), ([.writeOtherCourse], "A 0 B 1"),
    ([.writeTwice], "A 2 B 0"), ([.errorIn200], "A 0 B 0"),
  ])
  func `forms have the same faults as functions`(faults: [Fault], expected: String) async throws {
    try await World.with { world in
      try await furnish(world)
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      world.server.faults = Set(faults)
      _ = try await world.admin.post(
        "/course/modedit.php",
        [
          "course": "2", "add": "page", "section": "1", "sesskey": world.admin.sesskey, "name": "P",
          "page[text]": "x",
        ])
      world.server.faults = []
      var counts: [Int] = []
      for course in ["2", "3"] {
        let pages = try await world.admin.call("mod_page_get_pages_by_courses", ["courseids[0]": course]).object
        counts.append((pages["pages"] as? [Any])?.count ?? -1)
      }
      #expect("A \(counts[0]) B \(counts[1])" == expected)
    }
  }

  @Test func `write-other-person also moves what people do for themselves`() async throws {
    let seen = try await compare(.writeOtherPerson) { world in
      let faults = world.server.faults
      world.server.faults = []
      for user in [3, 4] { _ = try await enrol(world, user) }
      let page = try await world.activity("page", in: 2, ["name": "P", "page[text]": "x", "completion": "1"])
      world.server.faults = faults
      try await world.client("sanne").call(
        "core_completion_update_activity_completion_status_manually", ["cmid": "\(page.id)", "completed": "1"])
      world.server.faults = []
      var states: [Int] = []
      for user in [3, 4] {
        let reply = try await world.admin.call(
          "core_completion_get_activities_completion_status", ["courseid": "2", "userid": "\(user)"])
        states.append((reply.object["statuses"] as? [[String: Any]])?.first?["state"] as? Int ?? -1)
      }
      return "\(states)"
    }
    #expect(seen.off == "[1, 0]")
    #expect(seen.on == "[0, 1]")
  }

  @Test func `faults are switched over HTTP and listed with their sentences`() async throws {
    try await World.with { world in
      let token = world.server.adminToken
      let on = try await world.admin.post("/lmsaccept/faults?on=list-empty,mail-twice&token=\(token)", [:]).object
      #expect(on["on"] as? [String] == ["list-empty", "mail-twice"])
      #expect((on["known"] as? [[String: Any]])?.count == Fault.allCases.count)
      #expect(world.server.faults == [.listEmpty, .mailTwice])
      let off = try await world.admin.post("/lmsaccept/faults?token=\(token)", [:]).object
      #expect((off["on"] as? [String])?.isEmpty == true)
    }
  }

  @Test func `every fault has a sentence of its own`() {
    let sentences = Set(Fault.allCases.map(\.sentence))
    #expect(sentences.count == Fault.allCases.count)
    #expect(sentences.allSatisfy { $0.hasSuffix(".") })
  }
}
