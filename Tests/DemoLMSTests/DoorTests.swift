import DemoLMS
import Foundation
import Testing

/// Ways into a course that people use themselves, and what holds them up inside.
struct DoorTests {
  private func open(_ course: Int, _ fields: [String: String], _ world: World) async throws -> Int {
    if world.admin.sesskey.isEmpty { #expect(try await world.admin.signIn("admin", "Admin.Pass1!")) }
    var form = ["courseid": "\(course)", "type": "self", "sesskey": world.admin.sesskey, "roleid": "5"]
    form.merge(fields) { $1 }
    #expect(try await world.admin.post("/enrol/editinstance.php", form).status == 303)
    let doors = try await world.admin.call("core_enrol_get_course_enrolment_methods", ["courseid": "\(course)"])
    return try #require(doors.list.last?["id"] as? Int)
  }

  /// What the warning of a refused enrolment says; empty when it was taken in.
  private func enrol(_ username: String, _ course: Int, _ world: World) async throws -> String {
    let reply = try await world.client(username).call("enrol_self_enrol_user", ["courseid": "\(course)"])
    return reply.warnings.first?["message"] as? String ?? ""
  }

  @Test func `a place is taken, is full, and is free again when somebody leaves`() async throws {
    try await World.with { world in
      for name in ["sanne", "tim"] { try await world.person(name) }
      let course = try await world.course("A")
      let door = try await open(course, ["customint3": "1"], world)
      #expect(try await enrol("sanne", course, world) == "")
      #expect(
        try await enrol("tim", course, world)
          == "Maximum number of users allowed to self-enrol was already reached.")
      let sanne = Client(world.server)
      #expect(try await sanne.signIn("sanne"))
      let form = ["enrolid": "\(door)", "sesskey": sanne.sesskey]
      #expect(try await sanne.post("/enrol/self/unenrolself.php", form).text.contains("Continue"))
      #expect(try await world.participants(course) == [3])
      let left = try await sanne.post("/enrol/self/unenrolself.php", form.merging(["confirm": "1"]) { $1 })
      #expect(left.status == 303)
      #expect(try await world.participants(course) == [])
      #expect(try await enrol("tim", course, world) == "")
      #expect(try await world.participants(course) == [4])
    }
  }

  @Test func `a course for one audience lets nobody else in`() async throws {
    try await World.with { world in
      for name in ["sanne", "tim"] { try await world.person(name) }
      let course = try await world.course("A")
      let cohort = try await world.admin.call(
        "core_cohort_create_cohorts",
        [
          "cohorts[0][categorytype][type]": "system", "cohorts[0][categorytype][value]": "",
          "cohorts[0][name]": "Noord", "cohorts[0][idnumber]": "N",
        ])
      let id = try #require(cohort.list.first?["id"] as? Int)
      try await world.admin.call(
        "core_cohort_add_cohort_members",
        [
          "members[0][cohorttype][type]": "id", "members[0][cohorttype][value]": "\(id)",
          "members[0][usertype][type]": "username", "members[0][usertype][value]": "sanne",
        ])
      _ = try await open(course, ["customint5": "\(id)"], world)
      #expect(try await enrol("tim", course, world) == "Only members of cohort 'Noord' can self-enrol.")
      #expect(try await enrol("sanne", course, world) == "")
      world.server.faults = [.placesUnlimited]
      #expect(try await enrol("tim", course, world) == "")
    }
  }

  @Test func `an activity with a condition says which, opens with it, and is never shut for a trainer`() async throws {
    try await World.with { world in
      for name in ["sanne", "youssef"] { try await world.person(name) }
      let course = try await world.course("A")
      try await world.enrol(3, in: course)
      try await world.enrol(4, in: course, as: 3)
      let page = try await world.activity("page", in: course, ["name": "First", "page[text]": "x", "completion": "1"])
      let rule = #"{"op":"&","c":[{"type":"completion","cm":\#(page.id),"e":1}],"showc":[true]}"#
      let quiz = try await world.quiz(in: course, questions: 1, ["availabilityconditionsjson": rule])
      let sanne = try await world.client("sanne")
      let start = ["quizid": "\(quiz.instance)"]
      let refused = try await sanne.call("mod_quiz_start_attempt", start)
      #expect(refused.errorcode == "requireloginerror")
      #expect(refused.text.contains("Activity is hidden"))
      let contents = try await sanne.call("core_course_get_contents", ["courseid": "\(course)"])
      #expect(contents.text.contains("The activity <strong>First</strong> is marked complete"))
      #expect(contents.text.contains(#""uservisible":false"#))
      let seen = try await world.client("youssef").call("core_course_get_contents", ["courseid": "\(course)"])
      #expect(!seen.text.contains(#""uservisible":false"#))
      try await sanne.call(
        "core_completion_update_activity_completion_status_manually", ["cmid": "\(page.id)", "completed": "1"])
      #expect(try await sanne.call("mod_quiz_start_attempt", start).errorcode == nil)
    }
  }

  @Test func `sections are renamed by who may change the course`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let course = try await world.course("A", ["numsections": "1"])
      try await world.enrol(3, in: course)
      let sections = try await world.admin.call("core_course_get_contents", ["courseid": "\(course)"]).list
      let id = try #require(sections.last?["id"] as? Int)
      let wanted = ["component": "format_topics", "itemtype": "sectionname", "itemid": "\(id)", "value": "Welkom"]
      #expect(
        try await world.client("sanne").call("core_update_inplace_editable", wanted).errorcode == "nopermissions")
      #expect(try await world.admin.call("core_update_inplace_editable", wanted).object["value"] as? String == "Welkom")
      let after = try await world.admin.call("core_course_get_contents", ["courseid": "\(course)"]).list
      #expect(after.last?["name"] as? String == "Welkom")
    }
  }
}
