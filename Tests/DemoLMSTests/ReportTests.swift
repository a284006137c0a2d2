import DemoLMS
import Foundation
import Testing

/// Custom reports, message preferences, and who hears of what.
struct ReportTests {
  private let form = "core_reportbuilder\\form\\report"

  private func make(_ world: World) async throws -> Int {
    #expect(try await world.admin.signIn("admin", "Admin.Pass1!"))
    let data =
      "_qf__core_reportbuilder_form_report=1&name=History&includedefaultsetup=1&tags%5B%5D=mark"
      + "&source=core_course%5Creportbuilder%5Cdatasource%5Cparticipants"
    let made = try await world.admin.dynamicForm(form, data)
    #expect(made.text.contains("reportbuilder"), "\(made.text)")
    return 1
  }

  @Test func `a report is made, extended, read and removed`() async throws {
    try await World.with { world in
      try await world.person("sanne", ["idnumber": "E1"])
      let course = try await world.course("A")
      try await world.enrol(3, in: course)
      let id = try await make(world)
      let listed = try await world.admin.call("core_reportbuilder_list_reports").object["reports"]
      let tags = (listed as? [[String: Any]])?.first?["tags"] as? [[String: Any]]
      #expect(tags?.map { $0["rawname"] as? String } == ["mark"])
      #expect((listed as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["History"])
      try await world.admin.call(
        "core_reportbuilder_columns_add", ["reportid": "\(id)", "uniqueidentifier": "user:idnumber"])
      let unknown = try await world.admin.call(
        "core_reportbuilder_columns_add", ["reportid": "\(id)", "uniqueidentifier": "user:nothing"])
      #expect(unknown.errorcode == "invalidparameter")
      let read = try await world.admin.call("core_reportbuilder_retrieve_report", ["reportid": "\(id)"])
      let data = try #require(read.object["data"] as? [String: Any])
      #expect(
        data["headers"] as? [String] == ["Course full name with link", "Full name with link", "Name", "ID number"])
      let row = try #require((data["rows"] as? [[String: Any]])?.first?["columns"] as? [String])
      #expect(row.suffix(2) == ["Manual enrolments", "E1"])
      #expect(row[1].contains(">Sanne Test</a>"))
      #expect(try await world.admin.call("core_reportbuilder_reports_delete", ["reportid": "\(id)"]).text == "true")
      #expect(
        try await world.admin.call("core_reportbuilder_retrieve_report", ["reportid": "\(id)"]).errorcode
          == "invalidrecordunknown")
    }
  }

  @Test func `a learner sees no report and may read none`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let id = try await make(world)
      let sanne = try await world.client("sanne")
      #expect((try await sanne.call("core_reportbuilder_list_reports").object["reports"] as? [Any])?.isEmpty == true)
      let read = try await sanne.call("core_reportbuilder_retrieve_report", ["reportid": "\(id)"])
      #expect(read.errorcode == "errorreportview")
    }
  }

  @Test func `whoever has the role of a report's audience reads it and does not change it`() async throws {
    try await World.with { world in
      try await world.person("fatima")
      try await world.admin.call(
        "core_role_assign_roles",
        [
          "assignments[0][roleid]": "1", "assignments[0][userid]": "3", "assignments[0][contextlevel]": "system",
          "assignments[0][instanceid]": "0",
        ])
      let id = try await make(world)
      let fatima = try await world.client("fatima")
      let read = ["reportid": "\(id)"]
      #expect(try await fatima.call("core_reportbuilder_retrieve_report", read).errorcode == "errorreportview")
      let audience = "core_reportbuilder%5Creportbuilder%5Caudience%5Csystemrole"
      let taken = try await world.admin.dynamicForm(
        "core_reportbuilder\\form\\audience",
        "_qf__core_reportbuilder_form_audience=1&id=&reportid=\(id)&classname=\(audience)&roles%5B%5D=1")
      #expect(taken.text.contains("Assigned system role"), "\(taken.text)")
      #expect(try await fatima.call("core_reportbuilder_retrieve_report", read).errorcode == nil)
      #expect(try await fatima.call("core_reportbuilder_reports_delete", read).errorcode == "errorreportedit")
    }
  }

  @Test func `the report of everybody done and the silent log are lies`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let course = try await world.course("A")
      try await world.enrol(3, in: course)
      let page = try await world.activity("page", in: course, ["name": "P", "page[text]": "x", "completion": "1"])
      try await world.complete(course, by: [page.id])
      let report = "/report/completion/index.php?course=\(course)&format=csv"
      let log = "/report/log/index.php?id=\(course)&chooselog=1&download=csv"
      #expect(try await world.admin.get(report).text.contains("Not completed"))
      #expect(try await world.admin.get(log).text.contains("User enrolled in course"))
      world.server.faults = [.reportCountsAll, .logSilent]
      #expect(try await !world.admin.get(report).text.contains("Not completed"))
      #expect(try await !world.admin.get(log).text.contains("User enrolled in course"))
    }
  }

  private func isOn(_ key: String, _ client: Client) async throws -> [Bool] {
    let reply = try await client.call("core_message_get_user_notification_preferences")
    let preferences = try #require(reply.object["preferences"] as? [String: Any], "\(reply.text)")
    let components = preferences["components"] as? [[String: Any]] ?? []
    let notices = components.flatMap { $0["notifications"] as? [[String: Any]] ?? [] }
    let wanted = try #require(notices.first { $0["preferencekey"] as? String == key })
    return (wanted["processors"] as? [[String: Any]] ?? []).compactMap { $0["enabled"] as? Bool }
  }

  @Test func `messages are switched off and on again, unless they are locked`() async throws {
    try await World.with { world in
      try await world.person("sanne")
      let sanne = try await world.client("sanne")
      let forum = "message_provider_mod_forum_posts"
      let due = "message_provider_mod_assign_assign_due_soon"
      #expect(try await isOn(forum, sanne) == [true, true])
      for key in [forum, due] {
        let set = ["preferences[0][type]": key + "_enabled", "preferences[0][value]": "none"]
        #expect(try await sanne.call("core_user_update_user_preferences", set).text == "null")
      }
      #expect(try await isOn(forum, sanne) == [false, false])
      #expect(try await isOn(due, sanne) == [true, true])
      world.server.faults = [.lockIgnored]
      #expect(try await isOn(due, sanne) == [false, false])
      world.server.faults = []
      try await sanne.call("core_user_update_user_preferences", ["preferences[0][type]": forum + "_enabled"])
      #expect(try await isOn(forum, sanne) == [true, true])
      let other = try await sanne.call("core_message_get_user_notification_preferences", ["userid": "2"])
      #expect(other.errorcode == "nopermissions")
    }
  }

  private func subjects(_ user: Int, _ world: World) async throws -> [String] {
    let sent = try await world.admin.call(
      "core_message_get_messages", ["useridto": "\(user)", "type": "notifications", "read": "2"])
    return (sent.object["messages"] as? [[String: Any]] ?? []).compactMap { $0["subject"] as? String }
  }

  @Test func `trainers hear of work where the assignment says so, and closed accounts hear of nothing`() async throws {
    try await World.with { world in
      for name in ["sanne", "youssef"] { try await world.person(name) }
      let course = try await world.course("A")
      try await world.enrol(3, in: course)
      try await world.enrol(4, in: course, as: 3)
      let work = try await world.activity(
        "assign", in: course, ["name": "Essay", "assignsubmission_onlinetext_enabled": "1", "sendnotifications": "1"])
      let handIn = [
        "assignmentid": "\(work.instance)", "plugindata[onlinetext_editor][text]": "x",
        "plugindata[onlinetext_editor][format]": "1", "plugindata[onlinetext_editor][itemid]": "0",
      ]
      try await world.client("sanne").call("mod_assign_save_submission", handIn)
      let heard = "Sanne Test has updated their assignment submission for Essay"
      #expect(try await subjects(4, world) == [heard])
      #expect(try await subjects(3, world) == ["Assignment submission confirmation - Essay"])
      let close = ["users[0][id]": "4", "users[0][suspended]": "1"]
      try await world.admin.call("core_user_update_users", close)
      try await world.client("sanne").call("mod_assign_save_submission", handIn)
      #expect(try await subjects(4, world) == [heard])
      world.server.faults = [.mailToLeavers]
      try await world.client("sanne").call("mod_assign_save_submission", handIn)
      #expect(try await subjects(4, world) == [heard, heard])
    }
  }
}
