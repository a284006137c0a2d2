import DemoLMS
import Foundation
import Testing

struct CompetencyTests {
  /// A framework with a scale of four levels, of which the upper two are proficient.
  private func framework(_ world: World) async throws -> Int {
    #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
    let scale = try await world.admin.post(
      "/grade/edit/scale/edit.php",
      ["sesskey": world.admin.sesskey, "name": "Zorg", "scale": "Not, Basic, Good, Expert", "courseid": "0"])
    #expect(scale.status == 303)
    let values = try await world.admin.call("core_competency_get_scale_values", ["scaleid": "3"])
    #expect(values.list.compactMap { $0["name"] as? String } == ["Not", "Basic", "Good", "Expert"])
    let configuration =
      #"[{"scaleid":"3"},{"id":1,"scaledefault":1,"proficient":0},{"id":3,"scaledefault":0,"proficient":1},{"id":4,"scaledefault":0,"proficient":1}]"#
    let made = try await world.admin.call(
      "core_competency_create_competency_framework",
      [
        "competencyframework[shortname]": "Zorg 2026", "competencyframework[idnumber]": "Z26",
        "competencyframework[scaleid]": "3", "competencyframework[scaleconfiguration]": configuration,
        "competencyframework[contextid]": "1",
      ])
    return try #require(made.object["id"] as? Int, "\(made.text)")
  }

  private func competency(_ world: World, _ framework: Int, _ number: String, parent: Int = 0) async throws -> Int {
    let made = try await world.admin.call(
      "core_competency_create_competency",
      [
        "competency[shortname]": "Competency \(number)", "competency[idnumber]": number,
        "competency[competencyframeworkid]": "\(framework)", "competency[parentid]": "\(parent)",
      ])
    return try #require(made.object["id"] as? Int, "\(made.text)")
  }

  private func summary(_ client: Client, _ user: Int, _ competency: Int) async throws -> [String: Any] {
    try await client.call(
      "tool_lp_data_for_user_competency_summary", ["userid": "\(user)", "competencyid": "\(competency)"]
    ).object
  }

  @Test func `a framework has its clusters, competencies and levels`() async throws {
    try await World.with { world in
      let framework = try await framework(world)
      let cluster = try await competency(world, framework, "A")
      for number in 1...3 { _ = try await competency(world, framework, "A\(number)", parent: cluster) }
      let list = { (column: String, value: Int) in
        try await world.admin.call(
          "core_competency_list_competencies",
          ["filters[0][column]": column, "filters[0][value]": "\(value)", "sort": "idnumber", "order": "ASC"]
        ).list
      }
      #expect(try await list("competencyframeworkid", framework).count == 4)
      let children = try await list("parentid", cluster)
      #expect(children.compactMap { $0["idnumber"] as? String } == ["A1", "A2", "A3"])
      #expect(children.first?["path"] as? String == "/0/\(cluster)/")
      let all = try await world.admin.call(
        "core_competency_list_competency_frameworks", ["context[contextid]": "1"])
      #expect(all.list.first?["competenciescount"] as? Int == 4)
    }
  }

  @Test func `completing a course gives evidence that names it, and no level`() async throws {
    try await World.with { world in
      let framework = try await framework(world)
      let safe = try await competency(world, framework, "SAFE")
      let course = try await world.course("BRV-26")
      let sanne = try await world.person("sanne")
      try await world.enrol(sanne, in: course)
      let link = ["courseid": "\(course)", "competencyid": "\(safe)"]
      #expect(try await world.admin.call("core_competency_add_competency_to_course", link).text == "true")
      #expect(try await world.admin.call("core_competency_add_competency_to_course", link).text == "false")
      let page = try await world.activity("page", in: course, ["name": "P", "page[text]": "x", "completion": "1"])
      try await world.complete(course, by: [page.id])
      let client = try await world.client("sanne")
      #expect(try await summary(client, sanne, safe)["evidence"] as? [Any] != nil)
      #expect((try await summary(client, sanne, safe)["evidence"] as? [Any])?.isEmpty == true)
      try await client.call(
        "core_completion_update_activity_completion_status_manually", ["cmid": "\(page.id)", "completed": "1"])
      let after = try await summary(client, sanne, safe)
      let evidence = try #require((after["evidence"] as? [[String: Any]])?.first)
      #expect(evidence["description"] as? String == "The course 'Course BRV-26' was completed.")
      #expect(evidence["descidentifier"] as? String == "evidence_coursecompleted")
      #expect((after["usercompetency"] as? [String: Any])?["grade"] is NSNull)
    }
  }

  @Test func `the outcome of a link can set the rating or ask for review`() async throws {
    try await World.with { world in
      let framework = try await framework(world)
      let course = try await world.course("C1")
      let sanne = try await world.person("sanne")
      try await world.enrol(sanne, in: course)
      var ids: [Int] = []
      for (number, outcome) in [("COMPLETE", 3), ("REVIEW", 2), ("NONE", 0)] {
        let id = try await competency(world, framework, number)
        ids.append(id)
        try await world.admin.call(
          "core_competency_add_competency_to_course", ["courseid": "\(course)", "competencyid": "\(id)"])
        let links = try await world.admin.call("core_competency_list_course_competencies", ["id": "\(course)"]).list
        let link = try #require((links.last?["coursecompetency"] as? [String: Any])?["id"] as? Int)
        let set = try await world.admin.call(
          "core_competency_set_course_competency_ruleoutcome",
          ["coursecompetencyid": "\(link)", "ruleoutcome": "\(outcome)"])
        #expect(set.text == "true")
      }
      let page = try await world.activity("page", in: course, ["name": "P", "page[text]": "x", "completion": "1"])
      try await world.complete(course, by: [page.id])
      let client = try await world.client("sanne")
      try await client.call(
        "core_completion_update_activity_completion_status_manually", ["cmid": "\(page.id)", "completed": "1"])
      let states = try await ids.asyncMap { id in
        try await summary(client, sanne, id)["usercompetency"] as? [String: Any] ?? [:]
      }
      #expect(states[0]["grade"] as? Int == 3)
      #expect(states[0]["proficiency"] as? Bool == true)
      #expect(states[1]["grade"] is NSNull)
      #expect(states[1]["isstatuswaitingforreview"] as? Bool == true)
      #expect(states[2]["isstatusidle"] as? Bool == true)
    }
  }

  @Test func `a review is asked for, and the manager of the person rates`() async throws {
    try await World.with { world in
      let framework = try await framework(world)
      let safe = try await competency(world, framework, "SAFE")
      let sanne = try await world.person("sanne")
      let mark = try await world.person("mark")
      try await world.person("tim")
      try await world.admin.call(
        "core_role_assign_roles",
        [
          "assignments[0][roleid]": "9", "assignments[0][userid]": "\(mark)", "assignments[0][contextlevel]": "user",
          "assignments[0][instanceid]": "\(sanne)",
        ])
      let which = ["userid": "\(sanne)", "competencyid": "\(safe)"]
      let request = "core_competency_user_competency_request_review"
      #expect(try await world.client("tim").call(request, which).errorcode == "nopermissions")
      #expect(try await world.client("sanne").call(request, which).text == "true")
      let rating = which.merging(["grade": "2", "note": "not yet"]) { $1 }
      #expect(
        try await world.client("sanne").call("core_competency_grade_competency", rating).errorcode == "nopermissions")
      let evidence = try await world.client("mark").call("core_competency_grade_competency", rating).object
      #expect(evidence["gradename"] as? String == "Basic")
      #expect(evidence["note"] as? String == "not yet")
      let after = try await summary(try await world.client("sanne"), sanne, safe)
      #expect((after["usercompetency"] as? [String: Any])?["grade"] as? Int == 2)
      #expect((after["usercompetency"] as? [String: Any])?["proficiency"] as? Bool == false)
    }
  }

  @Test func `courses and plans that serve a competency are listed`() async throws {
    try await World.with { world in
      let framework = try await framework(world)
      let safe = try await competency(world, framework, "SAFE")
      let course = try await world.course("C1")
      try await world.admin.call(
        "core_competency_add_competency_to_course", ["courseid": "\(course)", "competencyid": "\(safe)"])
      let courses = try await world.admin.call("tool_lp_list_courses_using_competency", ["id": "\(safe)"])
      #expect(courses.list.compactMap { $0["shortname"] as? String } == ["C1"])
      let sanne = try await world.person("sanne")
      let plan = try await world.admin.call(
        "core_competency_create_plan", ["plan[name]": "Nurse", "plan[userid]": "\(sanne)", "plan[status]": "1"])
      let id = try #require(plan.object["id"] as? Int)
      let add = ["planid": "\(id)", "competencyid": "\(safe)"]
      #expect(try await world.admin.call("core_competency_add_competency_to_plan", add).text == "true")
      let listed = try await world.client("sanne").call("core_competency_list_plan_competencies", ["id": "\(id)"])
      #expect(listed.list.count == 1)
    }
  }
}

extension Array {
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
