import Diagnostics
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// Two systems in one project, with adapters that know the same kinds.
struct TargetTests {
  private static let vocabulary = """
    step "portal.make" { en = "the portal has {course}", kind = "state" }
    step "portal.name" { en = "on the portal {course} is called {string}", kind = "check" }
    step "portal.rename" { en = "the portal renames {course}", kind = "action" }

    """
  private static let portal = """
    on("portal.make", function(course) create("course", { shortname = course.shortname, fullname = setting "greeting" }) end)
    on("portal.name", function(course, name) expect(course.fullname, "name").equals(name) end)
    on("portal.rename", function(course)
      undo("course.name", { id = course.id, fullname = "Old" })
      ws(admin, "rename_course", { id = course.id, fullname = "New" })
    end)

    """

  private struct Two {
    let lms = MiniLMS()
    let portal = MiniLMS()
    let world: World
    let ledger: MemoryLedger

    init(ledger: MemoryLedger = MemoryLedger()) throws {
      var files = LibraryFiles(shipped: Prelude.files)
      files.overlay("vocabulary/mini.lua", text: MiniLibrary.vocabulary + TargetTests.vocabulary)
      files.overlay("adapters/mini.lua", text: MiniLibrary.adapter + MiniLibrary.tail)
      files.overlay("adapters/portal.lua", text: MiniLibrary.adapter + TargetTests.portal + MiniLibrary.tail)
      let settings = ["admin_token": "admin-token-1"]
      let main = TargetSettings(name: "lms", adapter: "mini", base: "http://lms.test", settings: settings)
      let other = TargetSettings(
        name: "portal", adapter: "portal", base: "http://portal.test",
        settings: settings.merging(["greeting": "Welcome"]) { $1 })
      let library = try Library(
        files: files, settings: LibrarySettings(main: main, others: [other], people: World.people))
      self.ledger = ledger
      world = World(
        library: library, lms: lms, ledger: ledger,
        clients: ["lms": lms.client, "portal": portal.client])
    }
  }

  @Test func `each adapter keeps its own things, also under one name`() async throws {
    let two = try Two()
    let course = await two.world.course(
      OutcomeRuleTests.seed + """
        Given the portal has "AVG-01"
        Then on the portal "AVG-01" is called "Welcome"
        Then "AVG-01" is called "Privacy"
        """)
    #expect(course.outcomes == [.passed, .passed, .passed, .passed], "\(course.last.message)")
    #expect(two.portal.calls.contains("delete_course") && two.portal.state.withLock { $0.courses.isEmpty })
    #expect(!two.lms.calls.contains("delete_course") && two.lms.state.withLock { $0.courses["AVG-01"] != nil })
  }

  @Test func `clean-up in another process goes to the system it was made on`() async throws {
    let two = try Two()
    let opening = OutcomeRuleTests.seed + "Given the portal has \"AVG-01\"\nWhen the portal renames \"AVG-01\""
    let kept = await two.world.course(opening, keeping: true)
    #expect(kept.outcomes == [.passed, .passed, .passed], "\(kept.last.message)")
    let open = try await two.ledger.open(target: nil, scenario: nil)
    #expect(Set(open.filter { $0.lifetime == .held }.map(\.target)) == ["portal"])
    let another = World(
      library: two.world.library, lms: two.lms, ledger: two.ledger,
      clients: ["lms": two.lms.client, "portal": two.portal.client])
    let before = two.portal.calls.count
    #expect(await another.run.clean(open.filter { $0.lifetime == .held }) == [])
    let order = two.portal.calls.dropFirst(before).filter { ["rename_course", "delete_course"].contains($0) }
    #expect(order == ["rename_course", "delete_course"])
    // It is looked for before it is called gone.
    #expect(two.portal.calls.last == "find_course")
    #expect(two.lms.state.withLock { $0.courses["AVG-01"]?["fullname"] } == "Privacy")
  }

  @Test func `what was made on a system that the project no longer names is told and stays`() async throws {
    let two = try Two()
    _ = await two.world.course("Given the portal has \"AVG-01\"", keeping: true)
    let without = try World(lms: two.lms, ledger: two.ledger)
    let open = try await two.ledger.open(target: "portal", scenario: nil)
    #expect(await without.run.clean(open) == ["course AVG-01: the project has no target 'portal' any more"])
    #expect(try await two.ledger.open(target: "portal", scenario: nil).count == 1)
  }
}
