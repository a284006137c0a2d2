import Diagnostics
import Foundation
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// Section 1a of `docs/language.md`, rules 10 to 16.
struct StepRuleTests {
  /// Steps of which the body is given; English only.
  private static func world(
    _ bodies: [(text: String, kind: String, body: String)], lms: MiniLMS = MiniLMS(), patience: Double? = nil,
    more: String = ""
  ) throws -> World {
    var vocabulary = ""
    var adapter = ""
    for (index, step) in bodies.enumerated() {
      vocabulary += "step \"own.s\(index)\" { en = \"\(step.text)\", kind = \"\(step.kind)\" }\n"
      adapter += "on(\"own.s\(index)\", function(...) \(step.body) end)\n"
    }
    return try World(vocabulary: vocabulary, adapter: adapter + more, lms: lms, patience: patience)
  }

  private static func one(_ kind: String, _ body: String, lms: MiniLMS = MiniLMS(), more: String = "") async throws
    -> StepResult
  {
    try await world([("it is so", kind, body)], lms: lms, more: more).course("Then it is so").last
  }

  @Test func `a check that compares nothing is broken`() async throws {
    let result = try await Self.one("check", "ws(admin, \"hello\")")
    #expect(result.outcome == .broken)
    #expect(result.cause == "no-check")
  }

  @Test(arguments: ["action", "state"])
  func `an action or state that sends nothing is broken`(kind: String) async throws {
    let nothing = try await Self.one(kind, "local x = 1")
    #expect(nothing.outcome == .broken)
    #expect(nothing.cause == "no-request")
    let lookup = try await Self.one(kind, "local x = thing(\"user\", \"sanne\").exists")
    #expect(lookup.cause == "no-request")
    let already = try await Self.one(kind, "already \"it is always so\"")
    #expect(already.outcome == .passed)
    #expect(already.notes == ["already so: it is always so"])
  }

  @Test(arguments: [
    ("try(function() expect(1).equals(2) end) expect(1).equals(1)", Outcome.failed),
    ("try(function() broken \"gone\" end) expect(1).equals(1)", .broken),
    ("try(function() local x = nil + 1 end) expect(1).equals(1)", .broken),
    ("try(function() unknown_name() end) expect(1).equals(1)", .broken),
    ("try(function() while true do end end) expect(1).equals(1)", .broken),
    ("try(function() not_applicable \"no\" end) expect(1).equals(1)", .notApplicable),
    ("local _, f = try(function() not_found \"gone\" end) expect(f.class).equals \"not-found\"", .passed),
  ])
  func `try lets through what says nothing about the LMS`(body: String, outcome: Outcome) async throws {
    #expect(try await Self.one("check", body).outcome == outcome)
  }

  @Test(arguments: [
    ("expect(list { 1, 2 }).lacks(3, { beside = 1 })", Outcome.passed),
    ("expect(list { 1, 3 }).lacks(3, { beside = 1 })", .failed),
    ("expect(list {}).lacks(3, { beside = 1 })", .broken),
    ("expect(list { 2 }).lacks(3)", .broken),
    ("expect(list {}).excludes(3)", .broken),
    ("expect(nil).excludes(3)", .broken),
    ("expect(\"abc\").excludes \"b\"", .failed),
    ("expect(\"abc\").lacks(\"x\", { beside = \"b\" })", .passed),
    ("expect(nil).differs_from(3)", .failed),
    ("expect(1).equals(nil)", .broken),
    ("expect(1.0).equals(1)", .passed),
    ("expect(\"1\").equals(1)", .failed),
    ("expect({ a = { 1 } }).equals { a = { 1 } }", .passed),
    ("expect({ a = 1 }).equals { a = 1, b = 2 }", .failed),
    ("expect(\"x1\").matches [[^x\\d$]]", .passed),
    ("expect(0/0).at_most(5)", .failed),
    ("expect(nil).at_least(0)", .failed),
    ("expect(\"\").is_present()", .failed),
    ("expect(list {}).is_empty()", .passed),
    ("expect(1).equls(1)", .broken),
  ])
  func `comparisons say what they mean`(body: String, outcome: Outcome) async throws {
    let result = try await Self.one("check", body)
    #expect(result.outcome == outcome, "\(result.message)")
  }

  // MARK: Controls

  @Test func `without a control a refusal is not automated`() async throws {
    let world = try World(replacing: ("control(lms,", "local _ = (function() end)(lms,"))
    let course = await world.course(OutcomeRuleTests.attempt + "Then the request is refused")
    #expect(course.outcomes == [.passed, .awaiting])
    #expect(course.last.message.hasPrefix("not automated: 'sanne' was refused, but nothing shows"))
    #expect(course.last.cause == "no-control")
  }

  @Test func `a control that is refused too leaves the refusal unproven`() async throws {
    let lms = MiniLMS { function, who, _ throws(TransferError) in
      who == "sanne" && function == "hello" ? MiniLMS.failure("nopermissions") : nil
    }
    let world = try World(lms: lms)
    let course = await world.course(OutcomeRuleTests.attempt + "Then the request is refused")
    #expect(course.outcomes == [.passed, .awaiting])
    #expect(course.last.message.contains("failed too"))
  }

  @Test func `a control runs once for each session of a run`() async throws {
    let world = try World()
    let scenarios = (1...3).map {
      world.scenario(OutcomeRuleTests.attempt + "Then the request is refused", title: "T-\($0)")
    }
    let courses = await world.course(of: scenarios)
    #expect(courses.allSatisfy { $0.outcomes == [.passed, .passed, .passed] })
    // Once as somebody, and once as nobody, to whom it must say no.
    #expect(world.lms.calls.filter { $0 == "hello" }.count == 2)
    #expect(world.lms.calls.filter { $0 == "login" }.count == 1)
  }

  @Test func `a refusal caught by try needs its control, too`() async throws {
    let world = try World(
      vocabulary: "step \"own.try\" { en = \"{actor} may not write\", kind = \"check\" }\n",
      adapter:
        "on(\"own.try\", function(actor) local _, f = try(ws, actor, \"create_user\", { username = \"q\" }) expect(f.class).equals \"refused\" end)\n",
      replacing: ("control(lms,", "local _ = (function() end)(lms,"))
    #expect(await world.course("Then \"sanne\" may not write").outcomes == [.awaiting])
  }

  // MARK: Memory

  @Test func `a check reads anew what an earlier step knew`() async throws {
    let world = try World()
    let course = await world.course(
      OutcomeRuleTests.seed + """
        Then "AVG-01" is called "Privacy"
        When "fatima" renames "AVG-01" to "Changed"
        Then "AVG-01" is called "Changed"
        Then "AVG-01" is called "Privacy"
        """)
    #expect(course.outcomes == [.passed, .passed, .passed, .passed, .failed])
  }

  @Test func `a thing that is not there says so, and using it ends the step`() async throws {
    let world = try World()
    let absent = await world.course("Then \"NONE\" does not exist")
    #expect(absent.outcomes == [.passed], "\(absent.last.message)")
    let used = await world.course("When \"fatima\" renames \"NONE\" to \"X\"")
    #expect(used.outcomes == [.failed])
    #expect(used.last.message.hasPrefix("not-found: course \"NONE\" does not exist"))
    let attempt = await world.course("When \"sanne\" tries to rename \"NONE\" to \"X\"\nThen the request is refused")
    #expect(attempt.outcomes == [.broken])
  }

  @Test func `not found counts as hidden only when the administrator finds it`() async throws {
    let lms = MiniLMS { function, who, form throws(TransferError) in
      who == "sanne" && function == "rename_course" ? MiniLMS.failure("gone") : nil
    }
    let world = try World(
      vocabulary: "step \"own.hidden\" { en = \"it is hidden\", kind = \"check\" }\n",
      adapter:
        "on(\"own.hidden\", function() local o = outcome() expect(o.class).equals \"not-found\" expect(o.hidden).equals(true) end)\n",
      lms: lms)
    let hidden = await world.course(
      OutcomeRuleTests.seed + "When \"sanne\" tries to rename \"AVG-01\" to \"X\"\nThen it is hidden")
    #expect(hidden.outcomes == [.passed, .passed, .passed], "\(hidden.last.message)")
  }

  @Test func `world is empty at the start of a scenario, and an unset field is a fault`() async throws {
    let world = try Self.world([
      ("it is set", "check", "world.page = 1 expect(world.page).equals(1)"),
      ("it is read", "check", "expect(world.page).equals(1)"),
      ("it is misspelt", "check", "expect(world.pgae).equals(1)"),
    ])
    #expect(await world.course("Then it is set\nThen it is read").outcomes == [.passed, .passed])
    let next = await world.course("Then it is read")
    #expect(next.last.message == "no step set world.page")
    let misspelt = await world.course("Then it is set\nThen it is misspelt")
    #expect(misspelt.last.message.contains("did you mean 'page'"))
  }

  // MARK: Waiting

  @Test func `of a step that waits only what its last look compared counts`() async throws {
    let body = "local n = 0 eventually({ within = 5, every = 0.001 }, function() n = n + 1 expect(n).at_least(3) end)"
    #expect(try await Self.one("check", body).checks == 1)
  }

  @Test func `eventually repeats on a wrong value and stops at the deadline`() async throws {
    let body =
      "eventually({ within = 1, every = 0.001 }, function() expect(#ws(admin, \"enrolled\", { course = 1 })).equals(5) end)"
    let result = try await Self.one("check", body)
    #expect(result.outcome == .failed)
    #expect(result.message.contains("looked"))
    #expect(result.requests > 1)
  }

  @Test func `patience ends waiting without a verdict`() async throws {
    let world = try Self.world(
      [("it comes", "check", "eventually({ within = 3600, every = 0.001 }, function() expect(1).equals(2) end)")],
      patience: 0.01)
    let course = await world.course("Then it comes")
    #expect(course.outcomes == [.awaiting])
    #expect(course.last.message.contains("of 60 minutes"))
  }

  @Test func `a clock that the LMS lets us turn spares the waiting, never beyond the deadline`() async throws {
    let clock = """
      local time_now = 0
      clock { now = function() return time_now end, advance = function(s) ws(admin, "hello") time_now = time_now + s end }

      """
    let within = "eventually({ within = 3600 }, function() expect(time_now).at_least(3600) end)"
    #expect(try await Self.oneWithClock(within, clock).outcome == .passed)
    let beyond = "eventually({ within = 3600 }, function() expect(time_now).at_least(3601) end)"
    #expect(try await Self.oneWithClock(beyond, clock).outcome == .failed)
    // Whoever has the clock does not wait for it.
    let inTime = "in_time(function() in_time(function() \(within) end) end)"
    #expect(try await Self.oneWithClock(inTime, clock).outcome == .passed)
  }

  @Test func `what the LMS gives a minute for is done before another scenario turns the clock`() async throws {
    let isWaiting = Atomic(false)
    let lms = MiniLMS { function, _, _ in
      guard ["start", "finish", "wait", "turn"].contains(function) else { return nil }
      if function == "wait" { isWaiting.store(true, ordering: .releasing) }
      if function == "start" {
        // Long enough for who waits to turn the clock many times over.
        while !isWaiting.load(ordering: .acquiring) { Thread.sleep(forTimeInterval: 0.001) }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return MiniLMS.json("{}")
    }
    let world = try World(
      vocabulary: """
        step "own.take" { en = "it is done in time", kind = "action" }
        step "own.wait" { en = "it comes", kind = "check" }

        """,
      adapter: """
        local time_now = 0
        clock { now = function() return time_now end, advance = function(s) ws(admin, "turn") time_now = time_now + s end }
        on("own.take", function() in_time(function() ws(admin, "start") ws(admin, "finish") end) end)
        on("own.wait", function()
          ws(admin, "wait")
          eventually({ within = 3600 }, function() expect(time_now).at_least(3600) end)
        end)

        """, lms: lms)
    let texts = ["When it is done in time", "Then it comes"]
    let scenarios = texts.map { world.scenario($0, title: $0) }
    #expect(await world.atOnce(scenarios) == [.passed, .passed])
    let calls = lms.calls.filter { $0 != "wait" }
    let start = try #require(calls.firstIndex(of: "start"))
    #expect(calls[start + 1] == "finish")
    #expect(calls.contains("turn"))
  }

  private static func oneWithClock(_ body: String, _ clock: String) async throws -> StepResult {
    let world = try World(
      vocabulary: "step \"own.clock\" { en = \"it comes\", kind = \"check\" }\n",
      adapter: clock + "on(\"own.clock\", function() \(body) end)\n")
    return await world.course("Then it comes").last
  }

  @Test(arguments: [
    "create(\"course\", { shortname = \"Q\" })", "undo(\"course.name\", {})", "made(\"course\", { shortname = \"Q\" })",
  ])
  func `nothing is made inside eventually`(making: String) async throws {
    let result = try await Self.one("action", "eventually({ within = 1 }, function() \(making) end)")
    #expect(result.outcome == .broken)
    #expect(result.message.contains("inside eventually"))
  }

  // MARK: The end of a run

  @Test func `a dead server ends the run, and the probe says why`() async throws {
    let lms = MiniLMS { _, _, _ throws(TransferError) in
      throw TransferError(.refused, doing: "POST http://scripted.test", reason: "connection refused")
    }
    let world = try World(lms: lms)
    let courses = await world.course(of: [world.scenario(OutcomeRuleTests.attempt)])
    #expect(courses[0].setUp?.endsRun == true)
    #expect(await world.run.maker.probe()?.contains("connection refused") == true)
  }

  @Test func `a failed sign-in of the administrator ends the run`() async throws {
    let world = try World(replacing: ("if person.token then return { token = secret(person.token) } end", ""))
    let courses = await world.course(of: [world.scenario(OutcomeRuleTests.attempt)])
    #expect(courses[0].setUp?.endsRun == true)
    #expect(courses[0].setUp?.cause == "sign-in")
    #expect(await world.run.maker.probe()?.contains("sign-in of 'admin' failed") == true)
  }

  @Test func `a script that never ends is broken and the next scenario runs`() async throws {
    let world = try Self.world([
      ("it hangs", "action", "while true do end"), ("it works", "check", "expect(1).equals(1)"),
    ])
    let hung = await world.course("When it hangs")
    #expect(hung.outcomes == [.broken])
    #expect(hung.last.cause == "budget")
    #expect(await world.course("Then it works").outcomes == [.passed])
  }

  @Test func `a role without counterpart makes the scenario not applicable`() async throws {
    let world = try World()
    let course = await world.course("Then \"anna\" can sign in")
    #expect(course.outcomes == [.notApplicable])
    #expect(course.last.message.contains("role 'author' has no counterpart"))
  }

  @Test func `a safe scenario writes nothing, whatever its steps try`() async throws {
    let world = try World(
      adapter:
        "function lms.writes(request) return not text.matches(request.path, \"(find_|hello|enrolled|login)\") end\n")
    world.lms.state.withLock { $0.users = ["sanne": 1, "tim": 2, "fatima": 3] }
    let seed = await world.course(OutcomeRuleTests.seed, tags: ["@safe"])
    #expect(seed.outcomes == [.broken])
    #expect(seed.last.cause == "safe")
    world.lms.state.withLock { $0.courses = ["AVG-01": ["id": "9", "fullname": "Privacy"]] }
    let act = await world.course(
      OutcomeRuleTests.seed + "When \"fatima\" enrols \"tim\" in \"AVG-01\"", tags: ["@safe"])
    #expect(act.outcomes == [.passed, .broken])
    world.lms.state.withLock { #expect($0.enrolments.isEmpty) }
    #expect(!world.lms.calls.contains("enrol"))
  }
}
