import DemoLMS
import Foundation
import Testing

/// What runs by itself, as its pages show it.
struct TaskTests {
  private static let sync = "%5Cenrol_cohort%5Ctask%5Cenrol_cohort_sync"

  private func signedIn(_ world: World) async throws -> Client {
    if world.admin.sesskey.isEmpty { #expect(try await world.admin.signIn("admin", "Admin.Pass1!")) }
    return world.admin
  }

  @Test func `a task that is started by hand says what it did, with the session's key only`() async throws {
    try await World.with { world in
      let admin = try await signedIn(world)
      let path = "/admin/tool/task/schedule_task.php?task=\(Self.sync)&confirm=1&sesskey="
      let page = try await admin.get(path + admin.sesskey)
      #expect(page.text.contains("Scheduled task complete: ") && page.text.contains("... used 0.01 seconds"))
      #expect(try await admin.get(path + "wrong").status == 404)
      world.server.faults = [.tasksStopped]
      #expect(try await admin.get(path + admin.sesskey).text.contains("... used 90000 seconds"))
    }
  }

  @Test func `the schedule shows the last run, which stands still when the fault says so`() async throws {
    try await World.with { world in
      let admin = try await signedIn(world)
      let page = try await admin.get("/admin/tool/task/scheduledtasks.php").text
      #expect(page.contains("class=\"task-class\">\\core\\task\\search_index_task"))
      #expect(page.firstMatch(of: /c4">[A-Z][a-z]+day, \d+ [A-Z][a-z]+ \d{4}, \d+:\d\d [AP]M</) != nil)
      world.server.faults = [.tasksStopped]
      #expect(try await admin.get("/admin/tool/task/scheduledtasks.php").text != page)
      #expect(try await admin.get("/admin/tool/task/adhoctasks.php").text.contains("c4\">1<"))
    }
  }

  @Test func `only who administers the site sees it`() async throws {
    try await World.with { world in
      try await world.person("tim")
      let browser = Client(world.server)
      #expect(try await browser.signIn("tim", World.password))
      for page in ["scheduledtasks", "adhoctasks", "schedule_task"] {
        #expect(try await browser.get("/admin/tool/task/\(page).php?task=\(Self.sync)").status == 404)
      }
    }
  }
}
