import DemoLMS
import Foundation
import Testing

struct AssessmentTests {
  /// Takes a quiz of true/false questions and answers so many right.
  private func take(_ quiz: Int, as client: Client, right: Int, of count: Int) async throws -> Reply {
    let started = try await client.call("mod_quiz_start_attempt", ["quizid": "\(quiz)"])
    let attempt = try #require((started.object["attempt"] as? [String: Any])?["id"] as? Int, "\(started.text)")
    return try await answer(attempt, as: client, right: right, of: count)
  }

  private func answer(_ attempt: Int, as client: Client, right: Int, of count: Int) async throws -> Reply {
    var form = ["attemptid": "\(attempt)", "finishattempt": "1"]
    for slot in 1...count {
      form["data[\(2 * slot)][name]"] = "q\(attempt):\(slot)_answer"
      form["data[\(2 * slot)][value]"] = slot <= right ? "1" : "0"
      form["data[\(2 * slot + 1)][name]"] = "q\(attempt):\(slot)_:sequencecheck"
      form["data[\(2 * slot + 1)][value]"] = "1"
    }
    return try await client.call("mod_quiz_process_attempt", form)
  }

  @Test(arguments: [(6, 3), (7, 2), (10, 2)])
  func `the pass mark is applied exactly`(right: Int, state: Int) async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let sanne = try await world.person("sanne")
      try await world.enrol(sanne, in: course)
      let quiz = try await world.quiz(
        in: course, questions: 10, ["gradepass": "7", "completion": "2", "completionpassgrade": "1"])
      let client = try await world.client("sanne")
      _ = try await take(quiz.instance, as: client, right: right, of: 10)
      let best = try await client.call("mod_quiz_get_user_best_grade", ["quizid": "\(quiz.instance)"]).object
      #expect(best["grade"] as? Int == right)
      #expect(best["gradetopass"] as? Int == 7)
      let done = try await client.call(
        "core_completion_get_activities_completion_status", ["courseid": "\(course)", "userid": "\(sanne)"])
      let statuses = try #require(done.object["statuses"] as? [[String: Any]])
      #expect(statuses.first?["state"] as? Int == state)
    }
  }

  @Test func `a third attempt is refused when two are allowed`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      try await world.enrol(try await world.person("sanne"), in: course)
      let quiz = try await world.quiz(in: course, questions: 2, ["attempts": "2"])
      let client = try await world.client("sanne")
      for _ in 1...2 { _ = try await take(quiz.instance, as: client, right: 1, of: 2) }
      let third = try await client.call("mod_quiz_start_attempt", ["quizid": "\(quiz.instance)"])
      #expect(third.errorcode == "attempterror")
      let access = try await client.call("mod_quiz_get_quiz_access_information", ["quizid": "\(quiz.instance)"])
      #expect(access.object["preventaccessreasons"] as? [String] == ["No more attempts are allowed"])
    }
  }

  @Test func `each quiz has a bank of its own`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let first = try await world.quiz(in: course, questions: 3, [:])
      let second = try await world.quiz(in: course, questions: 2, ["name": "Second"])
      for (quiz, count) in [(first, 3), (second, 2)] {
        let bank = try await world.admin.get("/question/edit.php?cmid=\(quiz.id)").text
        #expect(bank.components(separatedBy: "name=\"q").count == count + 1)
      }
      let mixed = ["cmid": "\(second.id)", "sesskey": world.admin.sesskey, "add": "1", "addonpage": "0", "q1": "1"]
      #expect(try await world.admin.post("/mod/quiz/edit.php", mixed).status == 303)
      let slots = try await world.admin.get("/mod/quiz/edit.php?cmid=\(second.id)").text
      #expect(slots.components(separatedBy: "<li>").count == 3)
    }
  }

  @Test func `an answer after the time limit does not count`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      try await world.enrol(try await world.person("sanne"), in: course)
      let quiz = try await world.quiz(
        in: course, questions: 2,
        ["timelimit[enabled]": "1", "timelimit[number]": "20", "timelimit[timeunit]": "60"])
      let client = try await world.client("sanne")
      let started = try await client.call("mod_quiz_start_attempt", ["quizid": "\(quiz.instance)"])
      let attempt = try #require((started.object["attempt"] as? [String: Any])?["id"] as? Int)
      try await world.advance(20 * 60 + 120)
      let reply = try await answer(attempt, as: client, right: 2, of: 2)
      #expect(reply.object["state"] as? String == "finished")
      let best = try await client.call("mod_quiz_get_user_best_grade", ["quizid": "\(quiz.instance)"]).object
      #expect(best["grade"] as? Int == 0)
    }
  }

  @Test func `answers have to be matched by their text`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      try await world.enrol(try await world.person("sanne"), in: course)
      let quiz = try await world.activity("quiz", in: course, ["name": "Q", "grade": "1"])
      let gift = "::Fridge:: How cold \\= right? {=4 degrees#yes ~10 degrees ~20 degrees}"
      let draft = try await world.admin.upload("q.gift", gift)
      _ = try await world.admin.post(
        "/question/bank/importquestions/import.php",
        ["cmid": "\(quiz.id)", "sesskey": world.admin.sesskey, "format": "gift", "newfile": "\(draft)"])
      _ = try await world.admin.post(
        "/mod/quiz/edit.php", ["cmid": "\(quiz.id)", "sesskey": world.admin.sesskey, "add": "1", "q1": "1"])
      let client = try await world.client("sanne")
      let started = try await client.call("mod_quiz_start_attempt", ["quizid": "\(quiz.instance)"])
      let attempt = try #require((started.object["attempt"] as? [String: Any])?["id"] as? Int)
      let data = try await client.call("mod_quiz_get_attempt_data", ["attemptid": "\(attempt)", "page": "0"])
      let question = try #require((data.object["questions"] as? [[String: Any]])?.first)
      let html = try #require(question["html"] as? String)
      #expect(html.contains("How cold = right?"))
      let before = try #require(html.components(separatedBy: ">4 degrees<").first)
      let value = try #require(before.components(separatedBy: "value=\"").last?.prefix { $0 != "\"" })
      #expect(value != "0")
      _ = try await client.call(
        "mod_quiz_process_attempt",
        [
          "attemptid": "\(attempt)", "finishattempt": "1", "data[0][name]": "q\(attempt):1_answer",
          "data[0][value]": String(value), "data[1][name]": "q\(attempt):1_:sequencecheck", "data[1][value]": "1",
        ])
      let best = try await client.call("mod_quiz_get_user_best_grade", ["quizid": "\(quiz.instance)"]).object
      #expect(best["grade"] as? Int == 1)
    }
  }

  private func grade(_ world: World, _ essay: Int, _ user: Int, _ value: String, _ workflow: String = "") async throws {
    let reply = try await world.client("youssef").call(
      "mod_assign_save_grade",
      [
        "assignmentid": "\(essay)", "userid": "\(user)", "grade": value, "attemptnumber": "-1", "addattempt": "0",
        "workflowstate": workflow, "applytoall": "0", "plugindata[assignfeedbackcomments_editor][text]": "Well done",
        "plugindata[assignfeedbackcomments_editor][format]": "1",
      ])
    #expect(reply.text == "null")
  }

  private func classroom(_ world: World) async throws -> (course: Int, sanne: Int) {
    let course = try await world.course("C1")
    let sanne = try await world.person("sanne")
    try await world.enrol(sanne, in: course)
    try await world.enrol(try await world.person("youssef"), in: course, as: 3)
    return (course, sanne)
  }

  private func finalGrade(_ client: Client, _ course: Int, _ user: Int) async throws -> Any? {
    let report = try await client.call(
      "gradereport_user_get_grade_items", ["courseid": "\(course)", "userid": "\(user)"])
    let rows = (report.object["usergrades"] as? [[String: Any]])?.first?["gradeitems"] as? [[String: Any]]
    let values = (rows ?? []).map { $0["graderaw"] }
    #expect(values.count == 2)
    #expect("\(String(describing: values[0]))" == "\(String(describing: values[1]))")
    return values[0] is NSNull ? nil : values[0]
  }

  @Test func `work is handed in, graded and read back`() async throws {
    try await World.with { world in
      let (course, sanne) = try await classroom(world)
      let essay = try await world.activity(
        "assign", in: course,
        ["name": "Essay", "grade[modgrade_point]": "10", "assignsubmission_onlinetext_enabled": "1"])
      let client = try await world.client("sanne")
      let saved = try await client.call(
        "mod_assign_save_submission",
        [
          "assignmentid": "\(essay.instance)", "plugindata[onlinetext_editor][text]": "Mine",
          "plugindata[onlinetext_editor][format]": "1", "plugindata[onlinetext_editor][itemid]": "0",
        ])
      #expect(saved.text == "[]")
      try await grade(world, essay.instance, sanne, "7.5")
      let status = try await client.call("mod_assign_get_submission_status", ["assignid": "\(essay.instance)"]).text
      #expect(status.contains(#""status":"submitted""#))
      #expect(status.contains(#""grade":"7.50000""#))
      #expect(status.contains(#""text":"Well done""#))
      #expect(try await finalGrade(client, course, sanne) as? Double == 7.5)
      try await grade(world, essay.instance, sanne, "11")
      #expect(try await finalGrade(client, course, sanne) as? Double == 7.5)
    }
  }

  @Test func `a grade in the marking workflow is not seen before it is released`() async throws {
    try await World.with { world in
      let (course, sanne) = try await classroom(world)
      let essay = try await world.activity("assign", in: course, ["name": "Essay", "markingworkflow": "1"])
      let client = try await world.client("sanne")
      try await grade(world, essay.instance, sanne, "80", "readyforrelease")
      #expect(try await finalGrade(client, course, sanne) == nil)
      let hidden = try await client.call("mod_assign_get_submission_status", ["assignid": "\(essay.instance)"])
      #expect(hidden.object["feedback"] == nil)
      let reply = try await world.client("youssef").call(
        "mod_assign_set_user_flags",
        [
          "assignmentid": "\(essay.instance)", "userflags[0][userid]": "\(sanne)",
          "userflags[0][workflowstate]": "released",
        ])
      #expect(reply.errorcode == nil)
      #expect(try await finalGrade(client, course, sanne) as? Int == 80)
      let told = try await client.call(
        "core_message_get_messages", ["useridto": "\(sanne)", "type": "notifications", "read": "2"])
      let pages = (told.object["messages"] as? [[String: Any]] ?? []).map { $0["contexturl"] as? String }
      let about = pages.compactMap(\.self).filter { $0.hasSuffix("/mod/assign/view.php?id=\(essay.id)") }
      #expect(about.count == 1)
    }
  }

  @Test func `a hidden grade item shows the learner neither grade nor total`() async throws {
    try await World.with { world in
      let (course, sanne) = try await classroom(world)
      let essay = try await world.activity("assign", in: course, ["name": "Essay"])
      try await grade(world, essay.instance, sanne, "80")
      let hide = { (hidden: String) in
        [
          "source": "test", "courseid": "\(course)", "component": "mod_assign", "activityid": "\(essay.id)",
          "itemnumber": "0", "itemdetails[hidden]": hidden,
        ]
      }
      let trainer = try await world.client("youssef")
      let client = try await world.client("sanne")
      #expect(try await trainer.call("core_grades_update_grades", hide("1")).text == "0")
      #expect(try await finalGrade(client, course, sanne) == nil)
      let status = try await client.call("mod_assign_get_submission_status", ["assignid": "\(essay.instance)"])
      #expect(status.object["feedback"] == nil)
      #expect(try await finalGrade(trainer, course, sanne) as? Int == 80)
      #expect(try await trainer.call("core_grades_update_grades", hide("0")).text == "0")
      #expect(try await finalGrade(client, course, sanne) as? Int == 80)
    }
  }

  @Test func `a changed grade leaves old value, new value, person and time`() async throws {
    try await World.with { world in
      let (course, sanne) = try await classroom(world)
      let bram = try await world.person("bram")
      try await world.admin.call(
        "core_role_assign_roles",
        ["assignments[0][roleid]": "10", "assignments[0][userid]": "\(bram)", "assignments[0][contextid]": "1"])
      let essay = try await world.activity("assign", in: course, ["name": "Essay"])
      try await grade(world, essay.instance, sanne, "5")
      try await grade(world, essay.instance, sanne, "6")
      let auditor = Client(world.server)
      #expect(try await auditor.signIn("bram"))
      let history = try await auditor.get("/grade/report/history/index.php?id=\(course)&download=csv").text
      #expect(history.contains("Essay,5.00,6.00,\"Youssef Test\",\"mod/assign\""))
      #expect(history.contains("Essay,\"\",5.00,") || history.contains("Essay,,5.00,"))
      let learner = Client(world.server)
      #expect(try await learner.signIn("sanne"))
      #expect(try await learner.get("/grade/report/history/index.php?id=\(course)&download=csv").status == 404)
    }
  }

  @Test func `an anonymous evaluation says nothing about who answered`() async throws {
    try await World.with { world in
      let (course, sanne) = try await classroom(world)
      let evaluation = try await world.activity(
        "feedback", in: course, ["name": "E", "anonymous": "1", "completion": "2", "completionsubmit": "1"])
      let item = [
        "cmid": "\(evaluation.id)", "typ": "numeric", "name": "Useful?", "rangefrom": "1", "rangeto": "5",
        "required": "1", "sesskey": world.admin.sesskey,
      ]
      #expect(try await world.admin.post("/mod/feedback/edit_item.php", item).status == 303)
      let client = try await world.client("sanne")
      let answer = { (value: String) in
        [
          "feedbackid": "\(evaluation.instance)", "page": "0", "responses[0][name]": "numeric_1",
          "responses[0][value]": value,
        ]
      }
      let bad = try await client.call("mod_feedback_process_page", answer("9"))
      #expect(bad.object["completed"] as? Bool == false)
      let good = try await client.call("mod_feedback_process_page", answer("4"))
      #expect(good.object["completed"] as? Bool == true)
      let again = try await client.call("mod_feedback_process_page", answer("4"))
      #expect(again.errorcode == "this_feedback_is_already_submitted")
      let id = ["feedbackid": "\(evaluation.instance)"]
      let seen = try await world.client("youssef").call("mod_feedback_get_responses_analysis", id)
      #expect(seen.object["totalanonattempts"] as? Int == 1)
      #expect(seen.object["totalattempts"] as? Int == 0)
      #expect(seen.text.contains(#""rawval":"4""#))
      #expect(!seen.text.contains("Sanne"))
      #expect(!seen.text.contains("timemodified"))
      let done = try await client.call(
        "core_completion_get_activities_completion_status", ["courseid": "\(course)", "userid": "\(sanne)"])
      #expect((done.object["statuses"] as? [[String: Any]])?.first?["state"] as? Int == 1)
    }
  }

  @Test func `criteria added afterwards count after cron`() async throws {
    try await World.with { world in
      let (course, sanne) = try await classroom(world)
      let page = try await world.activity(
        "page", in: course, ["name": "P", "page[text]": "x", "completion": "2", "completionview": "1"])
      let client = try await world.client("sanne")
      #expect(
        try await client.call("mod_page_view_page", ["pageid": "\(page.instance)"]).object["status"] as? Bool == true)
      try await world.complete(course, by: [page.id])
      let done = { () async throws -> Bool? in
        let reply = try await client.call(
          "core_completion_get_course_completion_status", ["courseid": "\(course)", "userid": "\(sanne)"])
        return (reply.object["completionstatus"] as? [String: Any])?["completed"] as? Bool
      }
      #expect(try await done() == false)
      #expect(try await client.get("/admin/cron.php").text.contains("not provided a valid password"))
      #expect(try await done() == false)
      #expect(try await client.get("/admin/cron.php?password=cron").text.contains("completed correctly"))
      #expect(try await done() == true)
    }
  }
}
