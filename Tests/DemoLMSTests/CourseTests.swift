import DemoLMS
import Foundation
import Testing

struct CourseTests {
  @Test func `the category tree comes in its order with paths`() async throws {
    try await World.with { world in
      let top = try await world.admin.call(
        "core_course_create_categories",
        ["categories[0][name]": "Zorg", "categories[0][idnumber]": "Z", "categories[1][name]": "Techniek"])
      let ids = top.list.compactMap { $0["id"] as? Int }
      let child = try await world.admin.call(
        "core_course_create_categories", ["categories[0][name]": "Hygiëne", "categories[0][parent]": "\(ids[0])"])
      let below = try #require(child.list.first?["id"] as? Int)
      let all = try await world.admin.call("core_course_get_categories").list
      #expect(all.compactMap { $0["id"] as? Int } == [1, ids[0], below, ids[1]])
      #expect(all.compactMap { $0["path"] as? String } == ["/1", "/\(ids[0])", "/\(ids[0])/\(below)", "/\(ids[1])"])
      let found = try await world.admin.call(
        "core_course_get_categories", ["criteria[0][key]": "idnumber", "criteria[0][value]": "Z"])
      #expect(found.list.count == 2)
    }
  }

  @Test func `drafts and ended courses are not offered to a learner`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let ilse = try await world.person("ilse")
      let draft = try await world.course("CON-00", ["visible": "0", "summary": "same words"])
      try await world.course("OUD-19", ["startdate": "1000", "enddate": "2000", "summary": "same words"])
      try await world.course("NEW", ["summary": "<p>same words</p>"])
      try await world.enrol(ilse, in: draft, as: 3)
      let search = ["criterianame": "search", "criteriavalue": "words same"]
      let codes = { (reply: Reply) in
        (reply.object["courses"] as? [[String: Any]] ?? []).compactMap { $0["shortname"] as? String }
      }
      #expect(codes(try await world.client("sanne").call("core_course_search_courses", search)) == ["NEW"])
      #expect(codes(try await world.admin.call("core_course_search_courses", search)) == ["CON-00", "OUD-19", "NEW"])
      let contents = try await world.client("ilse").call("core_course_get_contents", ["courseid": "\(draft)"])
      #expect(contents.errorcode == nil)
      let closed = try await world.client("sanne").call("core_course_get_contents", ["courseid": "\(draft)"])
      #expect(closed.errorcode == "errorcoursecontextnotvalid")
    }
  }

  @Test func `a course field is made, filled and read`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      let form = "core_customfield\\field_config_form"
      let data = "categoryid=1&type=text&_qf__core_customfield_field_config_form=1&name=Owner&shortname=owner"
      #expect(try await world.admin.dynamicForm(form, data).text.contains("\"submitted\":true"))
      #expect(try await world.admin.dynamicForm(form, data).text.contains("Short name already exists"))
      try await world.admin.call(
        "core_course_update_courses",
        [
          "courses[0][id]": "\(course)", "courses[0][customfields][0][shortname]": "owner",
          "courses[0][customfields][0][value]": "Fatima",
        ])
      let read = try await world.admin.call("core_course_get_courses_by_field", ["field": "id", "value": "\(course)"])
      #expect(read.text.contains(#""shortname":"owner","type":"text","valueraw":"Fatima","value":"Fatima""#))
    }
  }

  @Test func `a batch with one mistake stores nothing`() async throws {
    try await World.with { world in
      let reply = try await world.admin.call(
        "core_course_create_courses",
        [
          "courses[0][fullname]": "A", "courses[0][shortname]": "A", "courses[0][categoryid]": "1",
          "courses[1][fullname]": "B", "courses[1][shortname]": "A", "courses[1][categoryid]": "1",
        ])
      #expect(reply.errorcode == "shortnametaken")
      #expect(try await world.admin.call("core_course_get_courses").list.count == 1)
    }
  }

  @Test func `a copied course has the activities and none of the people`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      try await world.enrol(try await world.person("tim"), in: course)
      _ = try await world.quiz(in: course, questions: 3, [:])
      let copy = try await world.admin.call(
        "core_course_duplicate_course",
        ["courseid": "\(course)", "fullname": "Copy", "shortname": "C2", "categoryid": "1"])
      let id = try #require(copy.object["id"] as? Int)
      #expect(try await world.participants(id).isEmpty)
      let quizzes = try await world.admin.call("mod_quiz_get_quizzes_by_courses", ["courseids[0]": "\(id)"])
      #expect((quizzes.object["quizzes"] as? [[String: Any]])?.first?["sumgrades"] as? Int == 3)
    }
  }

  @Test func `cohort members come into a course at once, in both orders`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let first = try await world.person("first")
      let second = try await world.person("second")
      let cohort = try #require(
        try await world.admin.call(
          "core_cohort_create_cohorts",
          [
            "cohorts[0][categorytype][type]": "system", "cohorts[0][categorytype][value]": "",
            "cohorts[0][name]": "Zorg", "cohorts[0][idnumber]": "ZORG",
          ]
        ).list.first?["id"] as? Int)
      let join = { (name: String) in
        [
          "members[0][cohorttype][type]": "idnumber", "members[0][cohorttype][value]": "ZORG",
          "members[0][usertype][type]": "username", "members[0][usertype][value]": name,
        ]
      }
      try await world.admin.call("core_cohort_add_cohort_members", join("first"))
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      let page = try await world.admin.get("/enrol/editinstance.php?courseid=\(course)&type=cohort")
      #expect(page.text.contains("<option value=\"\(cohort)\">Zorg</option>"))
      let form = [
        "courseid": "\(course)", "type": "cohort", "sesskey": world.admin.sesskey, "customint1[]": "\(cohort)",
        "roleid": "5",
      ]
      #expect(try await world.admin.post("/enrol/editinstance.php", form).status == 303)
      #expect(try await world.participants(course) == [first])
      try await world.admin.call("core_cohort_add_cohort_members", join("second"))
      #expect(try await world.participants(course) == [first, second])
      try await world.admin.call(
        "core_cohort_delete_cohort_members", ["members[0][cohortid]": "\(cohort)", "members[0][userid]": "\(first)"])
      #expect(try await world.participants(course) == [second])
      let instances = try await world.admin.get("/enrol/instances.php?id=\(course)")
      let row = try #require(instances.text.components(separatedBy: "<tr>").first { $0.contains("Zorg") })
      let link = try #require(row.components(separatedBy: "href=\"").last?.components(separatedBy: "\"").first)
      _ = try await world.admin.get(link.replacingOccurrences(of: "&amp;", with: "&") + "&confirm=1")
      #expect(try await world.participants(course).isEmpty)
    }
  }

  @Test func `an enrolment that is over or suspended gives no way in`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let tim = try await world.person("tim")
      let enrol = { (more: [String: String]) in
        [
          "enrolments[0][roleid]": "5", "enrolments[0][userid]": "\(tim)", "enrolments[0][courseid]": "\(course)",
        ].merging(more) { $1 }
      }
      let client = try await world.client("tim")
      for more in [
        ["enrolments[0][timestart]": "9999999999"], ["enrolments[0][suspend]": "1"], ["enrolments[0][timeend]": "1000"],
      ] {
        try await world.admin.call("enrol_manual_enrol_users", enrol(more))
        let reply = try await client.call("core_course_get_contents", ["courseid": "\(course)"])
        #expect(reply.errorcode == "errorcoursecontextnotvalid", "\(more)")
        #expect(try await client.call("core_enrol_get_users_courses", ["userid": "\(tim)"]).text == "[]")
      }
      try await world.admin.call("enrol_manual_enrol_users", enrol([:]))
      #expect(try await client.call("core_course_get_contents", ["courseid": "\(course)"]).errorcode == nil)
    }
  }

  @Test func `what was deleted is gone with all that hung on it`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let tim = try await world.person("tim")
      try await world.enrol(tim, in: course)
      let page = try await world.activity("page", in: course, ["name": "P", "page[text]": "x"])
      try await world.admin.call("core_course_delete_modules", ["cmids[0]": "\(page.id)"])
      let gone = try await world.admin.call("core_course_get_course_module", ["cmid": "\(page.id)"])
      #expect(gone.errorcode == "invalidrecordunknown")
      #expect(try await world.admin.call("core_course_delete_courses", ["courseids[0]": "\(course)"]).warnings.isEmpty)
      #expect(try await world.client("tim").call("core_enrol_get_users_courses", ["userid": "\(tim)"]).text == "[]")
      try await world.admin.call("core_user_delete_users", ["userids[0]": "\(tim)"])
      #expect(try await world.found("username", "tim").isEmpty)
      #expect(try await world.client("tim").call("core_webservice_get_site_info").errorcode == "invalidtoken")
      try await world.person("tim")
    }
  }

  @Test func `a form that is not filled in comes back with its errors`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
      let reply = try await world.admin.post(
        "/course/modedit.php",
        ["course": "\(course)", "add": "assign", "section": "1", "sesskey": world.admin.sesskey, "name": ""])
      #expect(reply.status == 200)
      #expect(reply.text.contains("id=\"id_error_name\">- You must supply a value here.<"))
    }
  }
}
