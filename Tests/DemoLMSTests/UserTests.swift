import DemoLMS
import Foundation
import Testing

struct UserTests {
  @Test func `a personnel number belongs to one person only`() async throws {
    try await World.with { world in
      try await world.person("sanne", ["idnumber": "100123"])
      let reply = try await world.admin.call(
        "core_user_create_users",
        [
          "users[0][username]": "other", "users[0][password]": World.password, "users[0][firstname]": "O",
          "users[0][lastname]": "T", "users[0][email]": "o@example.com", "users[0][idnumber]": "100123",
        ])
      #expect(reply.errorcode == "invalidparameter")
      #expect(reply.object["debuginfo"] as? String == "ID number already exists: 100123")
      #expect(try await world.found("idnumber", "100123").count == 1)
    }
  }

  @Test func `a stock site takes a personnel number twice`() async throws {
    try await World.with({ $0.uniqueIDNumbers = false }) { world in
      try await world.person("sanne", ["idnumber": "100123"])
      try await world.person("tim", ["idnumber": "100123"])
      #expect(try await world.found("idnumber", "100123").count == 2)
    }
  }

  @Test func `a learner's profile form offers no locked field`() async throws {
    try await World.with { world in
      let sanne = try await world.person("sanne", ["idnumber": "7", "department": "Zorg"])
      let client = Client(world.server)
      #expect(try await client.signIn("sanne"))
      let page = try await client.get("/user/edit.php?id=\(sanne)")
      #expect(page.text.contains("name=\"phone1\""))
      #expect(!page.text.contains("name=\"idnumber\""))
      let form = [
        "id": "\(sanne)", "sesskey": client.sesskey, "_qf__user_edit_form": "1", "phone1": "0612345678",
        "idnumber": "999", "department": "Directie",
      ]
      #expect(try await client.post("/user/edit.php", form).status == 303)
      let stored = try #require(try await world.found("username", "sanne").first)
      #expect(stored["phone1"] as? String == "0612345678")
      #expect(stored["idnumber"] as? String == "7")
      #expect(stored["department"] as? String == "Zorg")
    }
  }

  @Test func `a stock site lets a learner change the own number`() async throws {
    try await World.with({ $0.lockedFields = [] }) { world in
      let sanne = try await world.person("sanne", ["idnumber": "7"])
      let client = Client(world.server)
      #expect(try await client.signIn("sanne"))
      _ = try await client.post(
        "/user/edit.php", ["id": "\(sanne)", "sesskey": client.sesskey, "idnumber": "999"])
      #expect(try await world.found("idnumber", "999").count == 1)
    }
  }

  @Test func `a learner may choose the language and a form without the session key is refused`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let client = Client(world.server)
      #expect(try await client.signIn("sanne"))
      #expect(try await client.post("/user/language.php", ["lang": "nl", "sesskey": "no"]).status == 404)
      #expect(try await client.post("/user/language.php", ["lang": "nl", "sesskey": client.sesskey]).status == 303)
      #expect(try await world.found("username", "sanne").first?["lang"] as? String == "nl")
    }
  }

  @Test func `a fellow learner sees no mail address, number or private field`() async throws {
    try await World.with { world in
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      for (shortname, visible) in [("function", 2), ("startdate", 1)] {
        let reply = try await world.admin.dynamicForm(
          "core_user\\form\\profile_field_form",
          "datatype=text&_qf__core_user_form_profile_field_form=1&shortname=\(shortname)&name=\(shortname)&visible=\(visible)"
        )
        #expect(reply.text.contains("\"submitted\":true"))
      }
      let sanne = try await world.person(
        "sanne",
        [
          "idnumber": "7", "customfields][0][type": "function", "customfields][0][value": "Nurse",
          "customfields][1][type": "startdate", "customfields][1][value": "2020",
        ])
      let tim = try await world.person("tim")
      let course = try await world.course("C1")
      try await world.enrol(sanne, in: course)
      try await world.enrol(tim, in: course)
      let client = try await world.client("tim")
      let seen = try #require(
        try await client.call("core_user_get_users_by_field", ["field": "id", "values[0]": "\(sanne)"]).list.first)
      #expect(seen["fullname"] as? String == "Sanne Test")
      #expect(seen["email"] == nil)
      #expect(seen["idnumber"] == nil)
      let fields = (seen["customfields"] as? [[String: Any]] ?? []).compactMap { $0["shortname"] as? String }
      #expect(fields == ["function"])
      let asAdmin = try #require(try await world.found("username", "sanne").first)
      #expect((asAdmin["customfields"] as? [Any])?.count == 2)
    }
  }

  @Test func `strangers see nothing of each other`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      try await world.person("tim")
      let reply = try await world.client("tim").call(
        "core_user_get_users_by_field", ["field": "username", "values[0]": "sanne"])
      #expect(reply.text == "[]")
    }
  }

  @Test func `a leaver cannot sign in and keeps the completion`() async throws {
    try await World.with { world in
      let tim = try await world.person("tim")
      let course = try await world.course("C1")
      try await world.enrol(tim, in: course)
      let page = try await world.activity("page", in: course, ["name": "P", "page[text]": "x", "completion": "1"])
      try await world.complete(course, by: [page.id])
      let client = try await world.client("tim")
      try await client.call(
        "core_completion_update_activity_completion_status_manually", ["cmid": "\(page.id)", "completed": "1"])
      try await world.admin.call("core_user_update_users", ["users[0][id]": "\(tim)", "users[0][suspended]": "1"])
      #expect(try await world.token("tim").errorcode == "invalidlogin")
      #expect(try await client.call("core_webservice_get_site_info").errorcode == "wsaccessusersuspended")
      let browser = Client(world.server)
      #expect(try await browser.signIn("tim") == false)
      let status = try await world.admin.call(
        "core_completion_get_course_completion_status", ["courseid": "\(course)", "userid": "\(tim)"])
      let completion = status.object["completionstatus"] as? [String: Any]
      #expect(completion?["completed"] as? Bool == true)
    }
  }

  @Test func `names stay as they are`() async throws {
    try await World.with { world in
      try await world.person("zoe", ["firstname": "Zoë", "lastname": "Özgür-d'Hondt & Co"])
      let zoe = try #require(try await world.found("username", "zoe").first)
      #expect(zoe["fullname"] as? String == "Zoë Özgür-d'Hondt & Co")
      try await world.course("R&D", ["fullname": "R & D \"quoted\""])
      let fields = ["field": "shortname", "value": "R&D"]
      let escaped = try await world.admin.call("core_course_get_courses_by_field", fields)
      #expect(escaped.text.contains(#""fullname":"R &amp; D \"quoted\"""#))
      let raw = try await world.admin.call(
        "core_course_get_courses_by_field", fields.merging(["moodlewssettingraw": "1"]) { $1 })
      #expect(raw.text.contains(#""fullname":"R & D \"quoted\"""#))
    }
  }

  @Test func `wrong passwords lock an account until the clock has moved on`() async throws {
    try await World.with({ $0.lockoutThreshold = 3 }) { world in
      try await world.person("tim")
      for _ in 1...3 { #expect(try await world.token("tim", password: "bad").errorcode == "invalidlogin") }
      #expect(try await world.token("tim").errorcode == "invalidlogin")
      try await world.advance(1801)
      #expect(try await world.token("tim").object["token"] is String)
    }
  }

  @Test func `people come in by file, each line on its own`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      let draft = try await world.admin.upload(
        "users.csv",
        """
        username,password,firstname,lastname,email,department,course1,role1
        nora,Test.Pass1!,Nora,"de Wit, N.",nora@example.com,Zorg,C1,student
        bad,weak,B,A,bad@example.com,Zorg,C1,student
        """)
      let preview = try await world.admin.post(
        "/admin/tool/uploaduser/index.php",
        ["sesskey": world.admin.sesskey, "_qf__admin_uploaduser_form1": "1", "userfile": "\(draft)"])
      let result = try await world.admin.post(
        "/admin/tool/uploaduser/index.php",
        [
          "sesskey": world.admin.sesskey, "_qf__admin_uploaduser_form2": "1", "iid": preview.field("iid") ?? "",
          "uutype": "0",
        ])
      #expect(result.text.contains("Users created: 1"))
      #expect(result.text.contains("Errors: 1"))
      let nora = try #require(try await world.found("username", "nora").first)
      #expect(nora["lastname"] as? String == "de Wit, N.")
      #expect(try await world.participants(course) == [try #require(nora["id"] as? Int)])
    }
  }

  /// The page after an upload of these lines.
  private func uploaded(_ world: World, _ lines: String, _ options: [String: String] = [:]) async throws -> String {
    if world.admin.sesskey.isEmpty { #expect(try await world.admin.signIn("admin", "Admin.Pass1!")) }
    let draft = try await world.admin.upload("users.csv", lines)
    var form = [
      "sesskey": world.admin.sesskey, "_qf__admin_uploaduser_form2": "1", "iid": "\(draft)", "uutype": "2",
      "uuupdatetype": "1",
    ]
    form.merge(options) { $1 }
    return try await world.admin.post("/admin/tool/uploaduser/index.php", form).text
  }

  private static let staff = """
    username,password,firstname,lastname,idnumber,email,suspended
    nora,Test.Pass1!,Nora,Wit,1,nora@example.com,0
    olaf,Test.Pass1!,Olaf,,2,olaf@example.com,0
    piet,Test.Pass1!,Piet,Dijk,1,piet@example.com,0
    quin,Test.Pass1!,Quin,Berg,,quin@example.com,0
    """

  @Test func `lines that cannot be true are rejected with the reason, unless the site is a stock one`() async throws {
    try await World.with { world in
      let page = try await uploaded(world, Self.staff)
      #expect(page.contains("Users created: 1<br />") && page.contains("Errors: 3"), "\(page)")
      for reason in ["no last name", "personnel number twice", "no personnel number"] { #expect(page.contains(reason)) }
    }
    try await World.with({ $0.uploadsFollowSource = false }) { world in
      let page = try await uploaded(world, Self.staff)
      #expect(page.contains("Users created: 2<br />"), "\(page)")
    }
  }

  @Test func `the same file again changes nothing, and a careless import closes whom it does not name`() async throws {
    try await World.with { world in
      let file =
        "username,password,firstname,lastname,idnumber,email,suspended\nnora,Test.Pass1!,Nora,Wit,1,n@example.com,0"
      #expect(try await uploaded(world, file).contains("Users created: 1<br />"))
      let again = try await uploaded(world, file)
      #expect(again.contains("Users created: 0<br />") && again.contains("Users updated: 0<br />"))
      let closed = try await uploaded(world, file.replacing(",0", with: ",1"))
      #expect(closed.contains("Users updated: 1<br />") && closed.contains("No--&gt;Yes"), "\(closed)")
      _ = try await uploaded(world, file)
      world.server.faults = [.importCareless]
      _ = try await uploaded(world, "username,password,firstname,lastname,email\nzoe,Test.Pass1!,Zoe,Vos,z@example.com")
      #expect(try await world.found("username", "nora").first?["suspended"] as? Bool == true)
    }
  }

  @Test func `an upload that ignores columns, or changes, leaves the department as it was`() async throws {
    try await World.with { world in
      try await world.person("nora", ["department": "Zorg"])
      let file = "username,firstname,department,profile_field_manager\nnora,Nora,Techniek,mark"
      world.server.faults = [.importColumnsIgnored]
      _ = try await uploaded(world, file, ["uutype": "3"])
      #expect(try await world.found("username", "nora").first?["department"] as? String == "Zorg")
      world.server.faults = [.updateIgnored]
      _ = try await uploaded(world, file, ["uutype": "3"])
      #expect(try await world.found("username", "nora").first?["department"] as? String == "Zorg")
      world.server.faults = []
      _ = try await uploaded(world, file, ["uutype": "3"])
      #expect(try await world.found("username", "nora").first?["department"] as? String == "Techniek")
    }
  }

  @Test func `a line with a course and no group takes the enrolment away`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let nora = try await world.person("nora")
      let line = "username,course1,role1,group1\nnora,C1,student,"
      _ = try await uploaded(world, line + "G1", ["uutype": "3"])
      #expect(try await world.participants(course) == [nora])
      let groups = try await world.admin.call("core_group_get_course_groups", ["courseid": "\(course)"])
      #expect(groups.list.map { $0["name"] as? String } == ["G1"])
      _ = try await uploaded(world, line, ["uutype": "3"])
      #expect(try await world.participants(course) == [])
    }
  }

  @Test func `a person who must change the password gets no further`() async throws {
    try await World.with { world in
      let tim = try await world.person(
        "tim", ["preferences][0][type": "auth_forcepasswordchange", "preferences][0][value": "1"])
      let course = try await world.course("C1")
      try await world.enrol(tim, in: course)
      let reply = try await world.client("tim").call("core_course_get_contents", ["courseid": "\(course)"])
      #expect(reply.errorcode == "errorcoursecontextnotvalid")
      #expect((reply.object["message"] as? String)?.contains("forcepasswordchangenotice") == true)
      let browser = Client(world.server)
      let page = try await browser.get("/login/index.php")
      let answer = try await browser.post(
        "/login/index.php",
        ["logintoken": page.field("logintoken") ?? "", "username": "tim", "password": World.password])
      #expect(answer.location?.hasSuffix("/login/change_password.php") == true)
    }
  }
}
