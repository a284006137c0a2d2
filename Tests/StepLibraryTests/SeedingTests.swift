import Diagnostics
import JSON
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// Ensuring, own copies, lifetimes and the ledger.
struct SeedingTests {
  private static let enrolment = """
    Given the following "course enrolments" exist:
    | user | course |
    | tim | AVG-01 |

    """

  @Test func `an object is looked at once a run, a relation in every scenario`() async throws {
    let world = try World()
    let text = OutcomeRuleTests.seed + Self.enrolment + "Then \"AVG-01\" has 1 learner"
    let scenarios = (1...3).map { world.scenario(text, title: "T-\($0)") }
    let courses = await world.course(of: scenarios)
    #expect(courses.allSatisfy { $0.outcomes == [.passed, .passed, .passed] }, "\(courses[0].last.message)")
    #expect(world.lms.calls.filter { $0 == "find_course" }.count == 1)
    #expect(world.lms.calls.filter { $0 == "create_course" }.count == 1)
    #expect(world.lms.calls.filter { $0 == "enrol" }.count == 3)
    #expect(world.lms.calls.filter { $0 == "unenrol" }.count == 3)
  }

  @Test func `the intent is in the ledger before the request leaves`() async throws {
    let ledger = MemoryLedger()
    let lms = MiniLMS { function, _, _ throws(TransferError) in
      if function == "create_course" {
        #expect(ledger.all.contains { $0.key == "AVG-01" && $0.state == .intended })
      }
      return nil
    }
    let world = try World(lms: lms, ledger: ledger)
    let course = await world.course(OutcomeRuleTests.seed)
    #expect(course.outcomes == [.passed])
    let entry = try #require(ledger.all.first { $0.key == "AVG-01" })
    #expect(entry.state == .made)
    #expect(entry.lifetime == .campaign)
    #expect(entry.scenario.isEmpty)
    #expect(entry.data["fullname"] == "Privacy")
    #expect(entry.data["@id"]?.int != nil)
  }

  @Test func `a request that was refused leaves no debt, one that got lost does`() async throws {
    let refusing = MiniLMS { function, _, _ throws(TransferError) in
      function == "create_course" ? MiniLMS.failure("nopermissions") : nil
    }
    let refused = try World(lms: refusing)
    #expect(await refused.course(OutcomeRuleTests.seed).outcomes == [.broken])
    #expect(refused.ledger.all.first { $0.key == "AVG-01" }?.state == .abandoned)

    let losing = MiniLMS { function, _, _ throws(TransferError) in
      guard function == "create_course" else { return nil }
      throw TransferError(.wholeTimeout, doing: "POST", reason: "timed out", mayHaveArrived: true)
    }
    let lost = try World(lms: losing)
    #expect(await lost.course(OutcomeRuleTests.seed).outcomes == [.broken])
    #expect(lost.ledger.all.first { $0.key == "AVG-01" }?.state == .intended)
  }

  @Test func `a foreign thing that differs is not changed, and the step says how`() async throws {
    let world = try World()
    world.lms.state.withLock { $0.courses = ["AVG-01": ["id": "9", "fullname": "Theirs"]] }
    let course = await world.course(OutcomeRuleTests.seed)
    #expect(course.outcomes == [.broken])
    #expect(course.last.message.contains("was not made by this campaign and differs: has {fullname = \"Theirs\"}"))
    #expect(!world.lms.calls.contains("rename_course"))
  }

  @Test func `a foreign thing that is equal is used as it is and never removed`() async throws {
    let world = try World()
    world.lms.state.withLock { $0.courses = ["AVG-01": ["id": "9", "fullname": "Privacy"]] }
    #expect(await world.course(OutcomeRuleTests.seed).outcomes == [.passed])
    #expect(!world.ledger.all.contains { $0.key == "AVG-01" })
  }

  @Test func `an adopted thing is changed, and clean puts the old values back`() async throws {
    let world = try World(adopt: ["courses"])
    world.lms.state.withLock { $0.courses = ["AVG-01": ["id": "9", "fullname": "Theirs"]] }
    #expect(await world.course(OutcomeRuleTests.seed).outcomes == [.passed])
    #expect(world.lms.state.withLock { $0.courses["AVG-01"]?["fullname"] } == "Privacy")
    let open = try await world.ledger.open(target: "lms", scenario: nil)
    #expect(await world.run.clean(open) == [])
    #expect(world.lms.state.withLock { $0.courses["AVG-01"]?["fullname"] } == "Theirs")
    #expect(world.lms.state.withLock { $0.users.isEmpty })
  }

  @Test func `a new course is the scenario's own, under its name in the text`() async throws {
    let world = try World()
    let course = await world.course(
      """
      Given the following new "courses" exist:
      | shortname |
      | AVG-01 |
      Given the following "course enrolments" exist:
      | user | course |
      | tim | AVG-01 |
      Then "AVG-01" has 1 learner
      """)
    #expect(course.outcomes == [.passed, .passed, .passed], "\(course.last.message)")
    let made = try #require(world.ledger.all.first { $0.what == .thing(kind: "course") })
    #expect(made.key.hasPrefix("AVG-01~"))
    #expect(made.key.utf8.count == 13)
    #expect(made.lifetime == .scenario)
    #expect(world.lms.state.withLock { $0.courses.isEmpty })
    // The relation goes before what it refers to.
    let order = world.lms.calls.filter { ["unenrol", "delete_course"].contains($0) }
    #expect(order == ["unenrol", "delete_course"])
    #expect(world.ledger.told.contains("removed \(made.key)"))
  }

  @Test func `what a scenario made stays while a person still has to look`() async throws {
    let world = try World()
    let text = OutcomeRuleTests.seed + Self.enrolment
    let kept = await world.course(text, keeping: true)
    #expect(kept.troubles == [])
    #expect(world.lms.state.withLock { $0.enrolments.count } == 1)
    #expect(world.ledger.all.first { $0.what == .thing(kind: "course enrolment") }?.lifetime == .held)

    // Another scenario uses the same relation meanwhile: it goes with the last of both.
    let other = await world.course(of: [world.scenario(text + "Then \"AVG-01\" has 1 learner", title: "T-02")])
    #expect(other[0].outcomes.allSatisfy { $0 == .passed }, "\(other[0].last.message)")
    #expect(world.lms.state.withLock { $0.enrolments.count } == 1)

    let held = try await world.ledger.open(target: "lms", scenario: "T-01")
    #expect(await world.run.clean(held) == [])
    #expect(world.lms.state.withLock { $0.enrolments.isEmpty })
  }

  @Test func `another process finishes a scenario with its own copies`() async throws {
    let first = try World()
    let opening = """
      Given the following new "courses" exist:
      | shortname |
      | AVG-01 |
      Given the following "course enrolments" exist:
      | user | course |
      | tim | AVG-01 |

      """
    _ = await first.course(opening, keeping: true)
    let second = try World(lms: first.lms, ledger: first.ledger, resumes: true)
    let course = await second.course("Then \"AVG-01\" has 1 learner")
    #expect(course.outcomes == [.passed], "\(course.last.message)")
    #expect(course.troubles == [])
    #expect(first.lms.state.withLock { $0.courses.isEmpty && $0.enrolments.isEmpty })
  }

  @Test func `a scenario that runs again takes the place of what an earlier run keeps for a person`() async throws {
    let text = """
      Given the following new "courses" exist:
      | shortname |
      | AVG-01 |

      """
    let first = try World()
    _ = await first.course(text, keeping: true)
    let old = try #require(first.lms.state.withLock { $0.courses.keys.first })
    let second = try World(lms: first.lms, ledger: first.ledger)
    let again = await second.course(text, keeping: true)
    #expect(again.outcomes == [.passed] && again.troubles == [], "\(again.last.message)")
    let left = first.lms.state.withLock { Array($0.courses.keys) }
    #expect(left.count == 1 && left != [old])
    #expect(try await first.ledger.open(target: nil, scenario: "T-01").map(\.key) == left)
    // Another scenario leaves them alone.
    let third = try World(lms: first.lms, ledger: first.ledger)
    _ = await third.course(of: [third.scenario(text, title: "T-02")])
    #expect(first.lms.state.withLock { Array($0.courses.keys) } == left)
  }

  @Test func `what an earlier run keeps and nobody can remove is told, and the scenario still runs`() async throws {
    let text = "Given the following new \"courses\" exist:\n| shortname |\n| AVG-01 |\n"
    let lms = MiniLMS { function, _, _ throws(TransferError) in
      function == "delete_course" ? MiniLMS.failure("nopermissions") : nil
    }
    let first = try World(lms: lms)
    _ = await first.course(text, keeping: true)
    let second = try World(lms: lms, ledger: first.ledger)
    let again = await second.course(text, keeping: true)
    #expect(again.outcomes == [.passed])
    #expect(again.troubles.count == 1 && again.troubles[0].contains("could not be removed"))
    #expect(try await first.ledger.open(target: nil, scenario: nil).count { $0.what == .thing(kind: "course") } == 2)
  }

  @Test func `requests that make people ready are recorded before the first scenario`() async throws {
    let world = try World(evidence: .all)
    _ = await world.course("Then \"sanne\" can sign in")
    #expect(world.sink.setUp.map(\.number) == Array(1...max(1, world.sink.setUp.count)))
    #expect(world.sink.setUp.contains { $0.url.hasSuffix("create_user") && !$0.requestBody.isEmpty })
    #expect(!world.sink.setUp.contains { String(decoding: $0.requestBody, as: UTF8.self).contains("right-password") })
  }

  /// An adapter that looks for many enrolments at once, as `replacing:` of a world wants it.
  static let findMany = (
    "create = function(e, by) ws(by or admin, \"enrol\"",
    """
    find_many = function(wanted)
      local by_course = {}
      return map(wanted, function(e)
        local course = e.course.id
        by_course[course] = by_course[course] or ws(admin, "enrolled", { course = course })
        return first(by_course[course], function(u) return u.id == e.user.id end) and { user = e.user, course = e.course } or null
      end)
    end,
    create = function(e, by) ws(by or admin, "enrol"
    """
  )

  @Test func `neighbours that make relations look for them together`() async throws {
    let text =
      OutcomeRuleTests.seed + Self.enrolment
      + "Given \"sanne\" is enrolled in \"AVG-01\"\nGiven \"fatima\" is enrolled in \"AVG-01\"\n"
    let alone = try World()
    _ = await alone.course(text)
    // Once more for each after they are removed.
    #expect(alone.lms.calls.count { $0 == "enrolled" } == 3 + 3)
    let world = try World(replacing: Self.findMany)
    let course = await world.course(text)
    #expect(course.outcomes == [.passed, .passed, .passed, .passed], "\(course.last.message)")
    // Once more before they are removed, so that the look after that is believed.
    #expect(world.lms.calls.count { $0 == "enrolled" } == 1 + 2)
    #expect(world.lms.calls.count { $0 == "enrol" } == 3 && world.lms.state.withLock { $0.enrolments.isEmpty })
  }

  @Test func `a look ahead is used once and never across another step`() async throws {
    // The second neighbour asks for what the first has just made: it looks anew and makes nothing.
    let world = try World(replacing: Self.findMany)
    let twice = "Given \"tim\" is enrolled in \"AVG-01\"\nGiven \"tim\" is enrolled in \"AVG-01\"\n"
    let course = await world.course(OutcomeRuleTests.seed + twice + "Then \"AVG-01\" has 1 learner")
    #expect(course.outcomes.allSatisfy { $0 == .passed }, "\(course.last.message)")
    #expect(world.lms.calls.count { $0 == "enrol" } == 1)
  }

  @Test func `neighbours that ask for one key, as somebody in two roles does, each look for themselves`() async throws {
    // Looked for together, only the first of the two is there; the answer for the last must not stand for the first.
    let (place, _) = Self.findMany
    let world = try World(
      replacing: (
        place,
        """
        find_many = function(wanted)
          return map(wanted, function(e, i) return i == 1 and { user = e.user, course = e.course } or null end)
        end,
        \(place)
        """
      ))
    let twice = "Given \"tim\" is enrolled in \"AVG-01\"\nGiven \"tim\" is enrolled in \"AVG-01\"\n"
    let course = await world.course(OutcomeRuleTests.seed + twice)
    #expect(course.outcomes == [.passed, .passed, .passed], "\(course.last.message)")
    #expect(world.lms.calls.count { $0 == "enrolled" } == 2 + 1)
    #expect(world.lms.calls.count { $0 == "enrol" } == 1)
  }

  @Test func `another process removes only the very thing that was made`() async throws {
    let first = try World()
    #expect(await first.course(OutcomeRuleTests.seed).outcomes == [.passed])
    // Somebody deleted the course and made another of that name.
    first.lms.state.withLock { $0.courses["AVG-01"]?["id"] = "4711" }
    let second = try World(lms: first.lms, ledger: first.ledger)
    let open = try await second.ledger.open(target: "lms", scenario: nil).filter { $0.key == "AVG-01" }
    #expect(await second.run.clean(open) == ["course AVG-01: another one stands in its place"])
    #expect(first.lms.state.withLock { $0.courses["AVG-01"] } != nil)
    #expect(second.ledger.all.first { $0.key == "AVG-01" }?.state == .gone)
  }

  @Test func `a clean-up that fails is told and stays in the ledger`() async throws {
    let lms = MiniLMS { function, _, _ throws(TransferError) in
      function == "unenrol" ? MiniLMS.failure("nopermissions") : nil
    }
    let world = try World(lms: lms)
    let course = await world.course(OutcomeRuleTests.seed + Self.enrolment)
    #expect(course.troubles.count == 1)
    #expect(course.troubles[0].hasPrefix("course enrolment tim / AVG-01 could not be removed"))
    #expect(world.ledger.all.first { $0.key == "tim / AVG-01" }?.state == .stuck)
  }

  private static let twoCourses =
    "Given the following new \"courses\" exist:\n  | shortname |\n  | A |\n  | B |\n"

  @Test func `each removal is looked for again, also the second of its kind`() async throws {
    let removals = Mutex(0)
    let lms = MiniLMS { function, _, _ throws(TransferError) in
      guard function == "delete_course" else { return nil }
      let count = removals.withLock { count in
        count += 1
        return count
      }
      return count == 2 ? MiniLMS.json("null") : nil
    }
    let world = try World(lms: lms)
    let course = await world.course(Self.twoCourses)
    #expect(course.outcomes == [.passed], "\(course.last.message)")
    #expect(course.troubles.count == 1)
    #expect(course.troubles.first?.hasSuffix("could not be removed: the LMS said yes and still has it") == true)
    #expect(world.ledger.all.filter { $0.state == .stuck }.map(\.key) == lms.state.withLock { Array($0.courses.keys) })
  }

  @Test func `what can be removed together is, and one by one when that fails`() async throws {
    for fails in [false, true] {
      let lms = MiniLMS { function, _, _ throws(TransferError) in
        function == "delete_courses" ? (fails ? MiniLMS.failure("nopermissions") : MiniLMS.json("null")) : nil
      }
      let place = "remove = function(f) ws(admin, \"delete_course\", { id = f.id }) end,"
      let world = try World(
        lms: lms,
        replacing: (
          place,
          """
          remove_many = function(all)
            ws(admin, "delete_courses")
            for _, f in ipairs(all) do ws(admin, "delete_course", { id = f.id }) end
          end,
          \(place)
          """
        ))
      let course = await world.course(Self.twoCourses)
      #expect(course.outcomes == [.passed] && course.troubles.isEmpty, "\(course.troubles)")
      #expect(lms.calls.count { $0 == "delete_courses" } == 1 && lms.calls.count { $0 == "delete_course" } == 2)
      #expect(lms.state.withLock { $0.courses.isEmpty })
    }
  }

  @Test func `undo is a name and plain data, run as the tool's own account`() async throws {
    let world = try World()
    let course = await world.course(OutcomeRuleTests.seed + "When \"fatima\" renames \"AVG-01\" to \"New\"")
    #expect(course.outcomes == [.passed, .passed], "\(course.last.message)")
    #expect(world.lms.state.withLock { $0.courses["AVG-01"]?["fullname"] } == "Old")
    let entry = try #require(world.ledger.all.first { $0.what == .change(cleanup: "course.name") })
    #expect(entry.data["fullname"] == "Old")
    #expect(entry.state == .removed)
  }

  @Test func `what was there before a step made it again is not removed`() async throws {
    let world = try World()
    world.lms.state.withLock {
      $0.courses = ["AVG-01": ["id": "9", "fullname": "Privacy"]]
      $0.users = ["tim": 5, "fatima": 6]
      $0.enrolments = ["5/9"]
    }
    let course = await world.course(OutcomeRuleTests.seed + "When \"fatima\" enrols \"tim\" in \"AVG-01\"")
    #expect(course.outcomes == [.passed, .passed], "\(course.last.message)")
    #expect(world.lms.state.withLock { $0.enrolments } == ["5/9"])
    #expect(course.last.notes == ["course enrolment tim / AVG-01 was there before and stays"])
  }

  @Test func `passwords never enter the ledger`() async throws {
    let world = try World()
    let course = await world.course(
      """
      Given the following "users" exist:
      | username | password |
      | nora | right-password |
      Then "nora" can sign in
      """)
    #expect(course.outcomes == [.passed, .passed], "\(course.last.message)")
    let stored = world.ledger.all.map { "\($0.key) \($0.data)" }.joined()
    #expect(stored.contains("nora"))
    #expect(!stored.contains("right-password"))
  }

  @Test func `people of all scenarios are made ready once, before the first`() async throws {
    let world = try World()
    let scenarios = (1...2).map { world.scenario("Then \"sanne\" can sign in", title: "T-\($0)") }
    #expect(await world.course(of: scenarios).allSatisfy { $0.outcomes == [.passed] })
    #expect(world.lms.calls.filter { $0 == "create_user" }.count == 1)
    #expect(world.ledger.all.map(\.lifetime) == [.campaign])
  }

  @Test func `a person that cannot be made ready breaks only scenarios that name it`() async throws {
    let lms = MiniLMS { function, _, form throws(TransferError) in
      function == "create_user" && form["username"] == "tim" ? MiniLMS.failure("invalidparameter") : nil
    }
    let world = try World(lms: lms)
    let scenarios = [
      world.scenario("Then \"sanne\" can sign in", title: "T-1"),
      world.scenario("Then \"tim\" can sign in", title: "T-2"),
    ]
    let courses = await world.course(of: scenarios)
    #expect(courses.map(\.last.outcome) == [.passed, .broken])
    #expect(courses[1].last.message.hasPrefix("\"tim\" is not ready"))
  }

  @Test func `two scenarios at once make a shared course once`() async throws {
    let world = try World()
    let scenarios = (1...6).map { world.scenario(OutcomeRuleTests.seed, title: "T-\($0)") }
    let outcomes = await world.atOnce(scenarios)
    #expect(outcomes.allSatisfy { $0 == .passed })
    #expect(world.lms.calls.filter { $0 == "create_course" }.count == 1)
  }

  @Test func `a column that does not exist and a misspelt word are faults with a hint`() async throws {
    let world = try World(
      vocabulary: "step \"own.seed\" { en = \"a course is made\", kind = \"action\" }\n",
      adapter: "on(\"own.seed\", function() ensure(\"course\", { shortname = \"Q\", fulname = \"x\" }) end)\n")
    let course = await world.course("When a course is made")
    #expect(course.last.message == "'course' has no column 'fulname' (did you mean 'fullname'?)")
  }
}
