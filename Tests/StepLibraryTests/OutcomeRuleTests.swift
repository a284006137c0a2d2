import Diagnostics
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// Section 1a of `docs/language.md`: one test for each way to pass wrongly, rules 1 to 9.
struct OutcomeRuleTests {
  static let seed = """
    Given the following "courses" exist:
    | shortname | fullname |
    | AVG-01 | Privacy |

    """
  static let attempt = seed + "When \"sanne\" tries to enrol \"tim\" in \"AVG-01\"\n"

  /// An LMS that answers `enrol` in its own way when sanne asks.
  static func bent(_ answer: @escaping @Sendable () throws(TransferError) -> Exchange) -> MiniLMS {
    MiniLMS { function, who, _ throws(TransferError) in
      function == "enrol" && who == "sanne" ? try answer() : nil
    }
  }

  @Test func `a right that says no is refused`() async throws {
    let world = try World()
    let course = await world.course(Self.attempt + "Then the request is refused\nThen nothing has changed")
    #expect(course.outcomes == [.passed, .passed, .passed, .passed], "\(course.results.map(\.message))")
    #expect(course.results[1].notes == ["outcome: refused, nopermissions: no"])
    #expect(course.results.map(\.attempt) == [nil, "refused", nil, nil])
  }

  @Test func `an accepted attempt is not refused`() async throws {
    let world = try World()
    let text = Self.seed + "When \"fatima\" tries to enrol \"tim\" in \"AVG-01\"\nThen the request is refused"
    let course = await world.course(text)
    #expect(course.last.outcome == .failed)
    #expect(course.last.cause == "expectation")
    #expect(course.last.expected == "\"refused\"")
    #expect(course.results.map(\.attempt) == [nil, "accepted", nil])
  }

  @Test func `a code about our own token is broken, not refused`() async throws {
    let world = try World(lms: Self.bent { () throws(TransferError) in MiniLMS.failure("invalidtoken") })
    let course = await world.course(Self.attempt + "Then the request is refused")
    #expect(course.outcomes == [.passed, .broken])
  }

  @Test(arguments: [200, 403, 500])
  func `an HTML page where data was asked is broken whatever its status`(status: Int) async throws {
    let world = try World(
      lms: Self.bent { () throws(TransferError) in MiniLMS.html("<h1>Access denied</h1>", status: status) })
    let course = await world.course(Self.attempt + "Then the request is refused")
    #expect(course.outcomes == [.passed, .broken])
    #expect(course.last.cause == "not-json")
    #expect(course.last.message.contains("Access denied"))
  }

  @Test func `somebody else's refusal is not the actor's outcome`() async throws {
    let world = try World(
      vocabulary: """
        step "helper.refused" { en = "{actor} asks through another", attempt = { en = "{actor} tries through another" }, kind = "action" }
        """,
      adapter: """
        on("helper.refused", function(actor) ws(actor, "hello") ws(person "tim", "create_user", { username = "q" }) end)

        """)
    let course = await world.course("When \"sanne\" tries through another\nThen the request is refused")
    #expect(course.outcomes == [.broken])
    #expect(course.last.message.hasPrefix("not the actor's own request failed"))
  }

  @Test func `a reason raised after a helper's request is nobody's outcome`() async throws {
    let world = try World(
      vocabulary: """
        step "helper.raises" { en = "{actor} raises", attempt = { en = "{actor} tries to raise" }, kind = "action" }
        """,
      adapter: """
        on("helper.raises", function(actor) ws(actor, "hello") ws(admin, "hello") refused "no form" end)

        """)
    let course = await world.course("When \"sanne\" tries to raise\nThen the request is refused")
    #expect(course.outcomes == [.broken])
  }

  @Test func `a reason found after the actor's own failure is the actor's outcome`() async throws {
    let world = try World(
      vocabulary: """
        step "user.taken" { en = "{actor} makes {string}", attempt = { en = "{actor} tries to make {string}" }, kind = "action" }
        """,
      adapter: """
        on("user.taken", function(actor, name)
          local _, failure = try(ws, actor, "nonsense")
          if failure and #ws(admin, "find_user", { username = name }) == 1 then conflict("taken: " .. failure.message) end
        end)

        """)
    let text = Self.seed + "When \"sanne\" tries to make \"sanne\"\nThen the request is rejected"
    let course = await world.course(text)
    #expect(course.outcomes == [.passed, .passed, .passed], "\(course.results.map(\.message))")
  }

  @Test func `an implicit sign-in that fails is broken`() async throws {
    let lms = MiniLMS { function, _, form throws(TransferError) in
      function == "login" && form["username"] == "sanne" ? MiniLMS.failure("invalidlogin") : nil
    }
    let world = try World(lms: lms)
    let course = await world.course(Self.attempt + "Then the request is refused")
    #expect(course.outcomes == [.passed, .broken])
    #expect(course.last.message == "the sign-in of 'sanne' failed: refused: invalidlogin: no")
    #expect(!course.last.endsRun)
  }

  @Test func `an explicit sign-in can be refused and is never taken from memory`() async throws {
    let isClosed = Flag()
    let lms = MiniLMS { function, _, form throws(TransferError) in
      function == "login" && form["username"] == "sanne" && isClosed.value ? MiniLMS.failure("invalidlogin") : nil
    }
    let world = try World(lms: lms)
    let open = await world.course("Then \"sanne\" can sign in")
    #expect(open.outcomes == [.passed], "\(open.last.message)")
    isClosed.value = true
    let closed = await world.course("Then \"sanne\" cannot sign in")
    #expect(closed.outcomes == [.passed], "\(closed.last.message)")
    let wrong = await world.course("Then \"sanne\" can sign in")
    #expect(wrong.outcomes == [.failed])
  }

  @Test func `a stored token signs nobody in`() async throws {
    let world = try World(
      vocabulary: "step \"admin.in\" { en = \"the tool signs in\", kind = \"check\" }\n",
      adapter: "on(\"admin.in\", function() expect(lms:sign_in(admin)).is_present() end)\n")
    let course = await world.course("Then the tool signs in")
    // Its maker finds no token and asks the LMS with no password, which says no.
    #expect(course.outcomes == [.failed])
    #expect(world.lms.calls.last == "login")
  }

  @Test func `an attempt that nothing judges fails the scenario`() async throws {
    let world = try World()
    let course = await world.course(Self.attempt)
    #expect(course.outcomes == [.passed, .passed, .failed])
    #expect(course.last.message.contains("never judged"))
    let two = Self.attempt + "When \"sanne\" tries to rename \"AVG-01\" to \"X\"\nThen the request is refused"
    let second = await world.course(two)
    #expect(second.outcomes.last == .failed)
  }

  @Test func `what fails in a Given is broken, in a When failed`() async throws {
    let world = try World()
    let given = await world.course(Self.seed + "Given \"sanne\" enrols \"tim\" in \"AVG-01\"")
    #expect(given.outcomes == [.passed, .broken])
    #expect(given.last.message == "set-up: refused: nopermissions: no")
    let when = await world.course(Self.seed + "When \"sanne\" enrols \"tim\" in \"AVG-01\"")
    #expect(when.outcomes == [.passed, .failed])
    #expect(when.last.cause == "refused")
    #expect(when.last.exchange != nil)
  }

  @Test func `a wrong request of ours never passes and never fails the LMS`() async throws {
    let world = try World(lms: Self.bent { () throws(TransferError) in MiniLMS.failure("invalidparameter") })
    let attempt = await world.course(Self.attempt + "Then the request is refused")
    #expect(attempt.last.outcome == .failed)
    let act = await world.course(Self.seed + "When \"sanne\" enrols \"tim\" in \"AVG-01\"")
    #expect(act.last.outcome == .broken)
    #expect(act.last.cause == "invalid")
  }

  @Test func `a script error is broken and shows the body's line first`() async throws {
    let world = try World(
      vocabulary:
        "step \"bug.nil\" { en = \"a bug\", kind = \"action\" }\nstep \"bug.name\" { en = \"a misspelt name\", kind = \"action\" }\n",
      adapter: """
        local function deep(t) return t.body.text .. "" end
        on("bug.nil", function() local x = deep {} return x end)
        on("bug.name", function() expct(1).equals(1) end)

        """)
    let bug = await world.course("When a bug")
    #expect(bug.outcomes == [.broken])
    #expect(bug.last.message.contains("attempt to index a nil value"))
    let place = try #require(bug.last.place)
    #expect(place.contains("adapters/mini.lua:") && place.contains(" > "))
    let name = await world.course("When a misspelt name")
    #expect(name.last.message == "unknown name 'expct' (did you mean 'expect'?)")
  }

  @Test func `a look-up that gives somebody else is a script fault`() async throws {
    let lms = MiniLMS { function, _, _ throws(TransferError) in
      function == "find_course" ? MiniLMS.json(#"[{"id":7,"shortname":"OTHER"}]"#) : nil
    }
    let world = try World(lms: lms)
    let course = await world.course(Self.seed)
    #expect(course.outcomes == [.broken])
    #expect(course.last.message.contains("the look-up does not look for the key"))
    #expect(course.last.cause == "script")
  }

  @Test func `a refusal that changes something all the same is found out`() async throws {
    let lms = MiniLMS()
    let world = try World(
      lms: lms,
      replacing: (
        "on(\"course.rename\", function(actor, course, name)",
        "local seen = 0\non(\"course.rename\", function(actor, course, name)\n ws(admin, \"rename_course\", { id = course.id, fullname = \"Changed\" })"
      ),
      watching: "course.rename")
    let course = await world.course(
      Self.seed
        + "When \"sanne\" tries to rename \"AVG-01\" to \"X\"\nThen the request is refused\nThen nothing has changed")
    #expect(course.outcomes == [.passed, .passed, .passed, .failed], "\(course.results.map(\.message))")
    #expect(course.last.message.contains("something has changed"))
  }

  @Test func `an adapter that does not say what could change leaves the question to a person`() async throws {
    let world = try World()
    let course = await world.course(
      Self.seed + "When \"sanne\" tries to rename \"AVG-01\" to \"X\"\nThen nothing has changed")
    #expect(course.outcomes == [.passed, .passed, .awaiting])
  }
}

final class Flag: Sendable {
  private let state = Mutex(false)
  var value: Bool {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
