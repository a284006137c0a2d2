import DemoLMS
import Foundation
import Testing

struct RightsTests {
  @Test func `each role may do what Moodle's table says`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      for (name, role) in [("student", 5), ("assistant", 4), ("teacher", 3)] {
        try await world.enrol(try await world.person(name), in: course, as: role)
      }
      let other = try await world.person("other")
      try await world.enrol(other, in: course)
      let manager = try await world.person("manager")
      let author = try await world.person("author")
      for (user, role, level, instance) in [(manager, 1, "system", 0), (author, 2, "coursecat", 1)] {
        let reply = try await world.admin.call(
          "core_role_assign_roles",
          [
            "assignments[0][roleid]": "\(role)", "assignments[0][userid]": "\(user)",
            "assignments[0][contextlevel]": level, "assignments[0][instanceid]": "\(instance)",
          ])
        #expect(reply.text == "null")
      }
      let no = "nopermissions"
      let calls: [(String, [String: String], [String?])] = [
        ("core_course_create_categories", ["categories[0][name]": "X"], [no, no, no, no, nil]),
        (
          "core_cohort_create_cohorts",
          [
            "cohorts[0][categorytype][type]": "system", "cohorts[0][categorytype][value]": "", "cohorts[0][name]": "x",
            "cohorts[0][idnumber]": "",
          ], [no, no, no, no, nil]
        ),
        (
          "core_course_get_contents", ["courseid": "\(course)"], [nil, nil, nil, "errorcoursecontextnotvalid", nil]
        ),
        (
          "core_completion_get_course_completion_status", ["courseid": "\(course)", "userid": "\(other)"],
          ["cannotviewreport", "nocriteriaset", "nocriteriaset", "requireloginerror", "nocriteriaset"]
        ),
        (
          "gradereport_user_get_grade_items", ["courseid": "\(course)", "userid": "\(other)"],
          ["nopermissiontoviewgrades", nil, nil, "requireloginerror", nil]
        ),
        (
          "core_competency_create_plan", ["plan[name]": "P", "plan[userid]": "\(other)"], [no, no, no, no, nil]
        ),
        (
          "enrol_manual_unenrol_users",
          ["enrolments[0][userid]": "\(author)", "enrolments[0][courseid]": "\(course)"],
          [no, no, nil, "requireloginerror", nil]
        ),
      ]
      for (function, fields, codes) in calls {
        for (name, code) in zip(["student", "assistant", "teacher", "author", "manager"], codes) {
          let reply = try await world.client(name).call(function, fields)
          #expect(reply.errorcode == code, "\(function) by \(name): \(reply.text)")
        }
      }
    }
  }

  @Test func `the mobile service holds what learners do and no more`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let client = Client(world.server)
      client.token = try #require(
        try await world.token("sanne", service: "moodle_mobile_app").object["token"] as? String)
      #expect(try await client.call("core_webservice_get_site_info").errorcode == nil)
      #expect(
        try await client.call("core_user_get_users_by_field", ["field": "id", "values[0]": "1"]).errorcode == nil)
      let refused = try await client.call("core_user_delete_users", ["userids[0]": "9"])
      #expect(refused.errorcode == "accessexception")
    }
  }

  @Test func `a withdrawn role is gone at once and the log says who took it`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let youssef = try await world.person("youssef")
      let tim = try await world.person("tim")
      try await world.enrol(youssef, in: course, as: 3)
      try await world.enrol(tim, in: course)
      let essay = try await world.activity("assign", in: course, ["name": "Essay", "grade[modgrade_point]": "10"])
      let grade = [
        "assignmentid": "\(essay.instance)", "userid": "\(tim)", "grade": "7", "attemptnumber": "-1",
        "addattempt": "0", "workflowstate": "", "applytoall": "0",
      ]
      let trainer = try await world.client("youssef")
      #expect(try await trainer.call("mod_assign_save_grade", grade).text == "null")
      try await world.admin.call(
        "core_role_unassign_roles",
        [
          "unassignments[0][roleid]": "3", "unassignments[0][userid]": "\(youssef)",
          "unassignments[0][contextlevel]": "course", "unassignments[0][instanceid]": "\(course)",
        ])
      #expect(try await trainer.call("mod_assign_save_grade", grade).errorcode == "nopermissions")
      let log = try await world.admin.get(
        "/report/log/index.php?id=\(course)&chooselog=1&download=csv&logreader=logstore_standard")
      #expect(log.type.hasPrefix("text/csv"))
      #expect(log.text.contains("\"Admin User\",\"Youssef Test\",\"Course: Course C1\",System,\"Role unassigned\""))
    }
  }

  @Test func `nobody grades himself`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let youssef = try await world.person("youssef")
      try await world.enrol(youssef, in: course, as: 3)
      try await world.enrol(youssef, in: course, as: 5)
      let essay = try await world.activity("assign", in: course, ["name": "Essay"])
      let reply = try await world.client("youssef").call(
        "mod_assign_save_grade",
        [
          "assignmentid": "\(essay.instance)", "userid": "\(youssef)", "grade": "7", "attemptnumber": "-1",
          "addattempt": "0", "workflowstate": "", "applytoall": "0",
        ])
      #expect(reply.errorcode == "nopermissions")
    }
  }

  @Test func `a line manager sees the results of the own people only`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let mark = try await world.person("mark")
      let sanne = try await world.person("sanne")
      let tim = try await world.person("tim")
      for user in [sanne, tim] { try await world.enrol(user, in: course) }
      try await world.admin.call(
        "core_role_assign_roles",
        [
          "assignments[0][roleid]": "9", "assignments[0][userid]": "\(mark)", "assignments[0][contextlevel]": "user",
          "assignments[0][instanceid]": "\(sanne)",
        ])
      let client = try await world.client("mark")
      let own = ["courseid": "\(course)", "userid": "\(sanne)"]
      let other = ["courseid": "\(course)", "userid": "\(tim)"]
      #expect(try await client.call("gradereport_user_get_grade_items", own).errorcode == nil)
      #expect(try await client.call("gradereport_user_get_grade_items", other).errorcode == "requireloginerror")
    }
  }

  @Test func `a manager of a category stops at its border`() async throws {
    try await World.with { world in
      let made = try await world.admin.call(
        "core_course_create_categories", ["categories[0][name]": "Noord", "categories[1][name]": "Zuid"])
      let ids = made.list.compactMap { $0["id"] as? Int }
      let north = try await world.course("N", ["categoryid": "\(ids[0])"])
      let south = try await world.course("S", ["categoryid": "\(ids[1])"])
      let fatima = try await world.person("fatima")
      try await world.admin.call(
        "core_role_assign_roles",
        [
          "assignments[0][roleid]": "1", "assignments[0][userid]": "\(fatima)",
          "assignments[0][contextlevel]": "coursecat", "assignments[0][instanceid]": "\(ids[0])",
        ])
      let client = try await world.client("fatima")
      let rename = { (id: Int) in ["courses[0][id]": "\(id)", "courses[0][fullname]": "New"] }
      #expect(try await client.call("core_course_update_courses", rename(north)).warnings.isEmpty)
      let refused = try await client.call("core_course_update_courses", rename(south))
      #expect(refused.warnings.first?["warningcode"] as? String == "requireloginerror")
    }
  }

  @Test func `a visitor sees the public catalogue and nothing else`() async throws {
    try await World.with { world in
      let sanne = try await world.person("sanne")
      let course = try await world.course("C1", ["summary": "Secret summary"])
      try await world.course("HID", ["visible": "0"])
      let visitor = Client(world.server)
      let catalogue = try await visitor.get("/course/index.php").text
      #expect(catalogue.contains("Course C1"))
      #expect(!catalogue.contains("Course HID"))
      #expect(!catalogue.contains("Secret summary"))
      for path in ["/course/view.php?id=\(course)", "/user/profile.php?id=\(sanne)", "/my/"] {
        let reply = try await visitor.get(path)
        #expect(reply.status == 303)
        #expect(reply.location?.hasSuffix("/login/index.php") == true)
      }
      world.server.faults = [.visitorSeesCourses]
      #expect(try await visitor.get("/course/view.php?id=\(course)").text.contains("Course C1"))
      #expect(try await visitor.get("/user/profile.php?id=\(sanne)").text.contains("Sanne Test"))
      #expect(try await visitor.get("/my/").status == 303)
    }
  }

  @Test func `the role page shows who has a role and pages without a right are 404`() async throws {
    try await World.with { world in
      let joris = try await world.person("joris")
      try await world.admin.call(
        "core_role_assign_roles",
        [
          "assignments[0][roleid]": "1", "assignments[0][userid]": "\(joris)", "assignments[0][contextid]": "1",
        ])
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      let page = try await world.admin.get("/admin/roles/assign.php?contextid=1&roleid=1").text
      let holders = page.components(separatedBy: "</select>")[0]
      #expect(holders.contains("id=\"removeselect\""))
      #expect(holders.contains("<option value=\"\(joris)\">"))
      try await world.person("sanne")
      let client = Client(world.server)
      #expect(try await client.signIn("sanne"))
      let refused = try await client.get("/admin/roles/assign.php?contextid=1&roleid=1")
      #expect(refused.status == 404)
      #expect(refused.text.contains("p class=\"errormessage\">Sorry, but you do not currently have permissions"))
    }
  }
}
