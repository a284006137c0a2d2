import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// What is asked, made, put back and removed for several at once, and who is told when that goes wrong.
struct TogetherTests {
  private static let three = """
    Given "sanne" is enrolled in "AVG-01"
    Given "tim" is enrolled in "AVG-01"
    Given "fatima" is enrolled in "AVG-01"

    """

  /// An adapter that makes and looks for many enrolments; `enrol_many` is the request that makes them.
  private static let many = (
    SeedingTests.findMany.0,
    SeedingTests.findMany.1.replacing(
      "create = function",
      with: """
        create_many = function(all)
          ws(admin, "enrol_many")
          for _, e in ipairs(all) do ws(admin, "enrol", { user = e.user.id, course = e.course.id }) end
        end,
        create = function
        """)
  )

  private static func lms(takesMany: Bool = true) -> MiniLMS {
    MiniLMS { function, _, form throws(TransferError) in
      if function == "enrol_many" { return takesMany ? MiniLMS.json("null") : MiniLMS.failure("nopermissions") }
      // Whoever has the number 2 is enrolled nowhere.
      return function == "enrol" && form["user"] == "2" ? MiniLMS.failure("nopermissions") : nil
    }
  }

  // MARK: Making

  @Test func `relations of steps that follow each other are made in one request`() async throws {
    let world = try World(lms: Self.lms(), replacing: Self.many)
    let course = await world.course(OutcomeRuleTests.seed + Self.three + "Then \"AVG-01\" has 3 learners")
    #expect(course.outcomes == [.passed, .passed, .passed, .passed, .passed], "\(course.last.message)")
    #expect(world.lms.calls.count { $0 == "enrol_many" } == 1)
    #expect(course.results.dropFirst(2).prefix(2).map(\.requests) == [0, 0])
    #expect(course.troubles == [] && world.lms.state.withLock { $0.enrolments.isEmpty })
    let made = world.ledger.all.filter { $0.what == .thing(kind: "course enrolment") }
    #expect(made.count == 3 && made.allSatisfy { $0.lifetime == .scenario && $0.state == .removed })
  }

  @Test func `what the LMS does not take is told in its own step, and nothing of later steps is left`() async throws {
    let world = try World(lms: Self.lms(takesMany: false), replacing: Self.many)
    world.lms.state.withLock { $0.users = ["sanne": 1, "tim": 2, "fatima": 3] }
    let course = await world.course(OutcomeRuleTests.seed + Self.three)
    #expect(course.outcomes == [.passed, .passed, .broken], "\(course.last.message)")
    #expect(course.troubles == [] && world.lms.state.withLock { $0.enrolments.isEmpty })
    let states = world.ledger.all.filter { $0.what == .thing(kind: "course enrolment") }.map(\.state)
    #expect(Set(states) == [.abandoned, .removed])
  }

  @Test func `what was made for a step that never ran is removed`() async throws {
    let world = try World(lms: Self.lms(), replacing: Self.many)
    let scenario = world.scenario(OutcomeRuleTests.seed + Self.three)
    #expect(await world.run.maker.begin([scenario]) == nil)
    let session = await world.run.maker.open(scenario, ScenarioPlace())
    #expect(await session.prepare() == nil)
    for step in scenario.steps.prefix(2) { #expect(await session.run(step).outcome == .passed) }
    #expect(world.lms.state.withLock { $0.enrolments.count } == 3)
    #expect(await session.cleanUp(keeping: false) == [])
    #expect(world.lms.state.withLock { $0.enrolments.isEmpty })
  }

  @Test func `a step that does anything else parts its neighbours`() async throws {
    let world = try World(
      vocabulary: "step \"course.touch\" { en = \"{course} is touched\", kind = \"state\" }\n",
      adapter: "on(\"course.touch\", function() ws(admin, \"hello\") end)\n", lms: Self.lms(), replacing: Self.many)
    let course = await world.course(
      OutcomeRuleTests.seed + """
        Given "sanne" is enrolled in "AVG-01"
        Given "AVG-01" is touched
        Given "tim" is enrolled in "AVG-01"
        Then "AVG-01" has 2 learners
        """)
    #expect(course.outcomes == [.passed, .passed, .passed, .passed, .passed], "\(course.last.message)")
    #expect(!world.lms.calls.contains("enrol_many"))
    let order = world.lms.calls.filter { ["enrol", "hello"].contains($0) }
    #expect(order == ["enrol", "hello", "enrol"])
  }

  // MARK: Looking

  @Test func `a look-up that asks the same again at once is answered from the last`() async throws {
    let reads = """
      function lms.writes(request) return not (text.has(request.path, "enrolled") or text.has(request.path, "find_")) end

      """
    var counts: [Int] = []
    for adapter in ["", reads] {
      let world = try World(adapter: adapter)
      let course = await world.course(
        OutcomeRuleTests.attempt + "Then the request is refused\nThen nothing has changed\n")
      #expect(course.outcomes == [.passed, .passed, .passed, .passed], "\(course.last.message)")
      counts.append(world.lms.calls.count { $0 == "enrolled" })
    }
    // What the attempt watches and what it looks for before its request is one look; whether it is there all the same, and
    // what the next step looks for, are looks of their own.
    #expect(counts == [4, 3])
  }

  // MARK: Removing and putting back

  private static let new = "Given the following new \"courses\" exist:\n| shortname |\n| AVG-01 |\n"
  /// An adapter that says of which thing a change is.
  private static let about = (
    "undo(\"course.name\", { id = course.id, fullname = \"Old\" })",
    "undo(\"course.name\", { id = course.id, fullname = \"Old\" }, \"course\", course)"
  )

  @Test func `nothing is put back on a thing that goes itself, at the end of a scenario and by clean`() async throws {
    for keeping in [false, true] {
      let world = try World(replacing: Self.about)
      let course = await world.course(Self.new + "When \"fatima\" renames \"AVG-01\" to \"New\"", keeping: keeping)
      #expect(course.outcomes == [.passed, .passed] && course.troubles == [], "\(course.last.message)")
      if keeping {
        let open = try await world.ledger.open(target: nil, scenario: nil)
        #expect(await world.run.clean(open) == [])
      }
      #expect(world.lms.calls.count { $0 == "rename_course" } == 1)
      #expect(world.lms.state.withLock { $0.courses.isEmpty })
      #expect(world.ledger.all.first { $0.what == .change(cleanup: "course.name") }?.state == .removed)
    }
  }

  @Test func `a change is put back when its thing stays`() async throws {
    // Nobody of ours made it, nobody can remove it, or another one stands in its place.
    let theirs = try World(replacing: Self.about)
    theirs.lms.state.withLock { $0.courses = ["AVG-01": ["id": "9", "fullname": "Privacy"]] }
    let rename = "When \"fatima\" renames \"AVG-01\" to \"New\""
    #expect(await theirs.course(OutcomeRuleTests.seed + rename).troubles == [])
    #expect(theirs.lms.state.withLock { $0.courses["AVG-01"]?["fullname"] } == "Old")

    let stays = MiniLMS { function, _, _ throws(TransferError) in
      function == "delete_course" ? MiniLMS.failure("nopermissions") : nil
    }
    let stuck = try World(lms: stays, replacing: Self.about)
    #expect(await stuck.course(Self.new + rename).troubles.count == 1)
    #expect(stays.state.withLock { $0.courses.values.map { $0["fullname"] } } == ["Old"])

    let replaced = try World(replacing: Self.about)
    _ = await replaced.course(Self.new + rename, keeping: true)
    replaced.lms.state.withLock { state in
      for name in state.courses.keys { state.courses[name]?["id"] = "4711" }
    }
    let open = try await replaced.ledger.open(target: nil, scenario: nil)
    #expect(await replaced.run.clean(open).first?.hasSuffix("another one stands in its place") == true)
    #expect(replaced.lms.calls.count { $0 == "rename_course" } == 2)
  }

  @Test func `clean removes things of one kind together, those that refer to others first`() async throws {
    let lms = MiniLMS { function, _, _ throws(TransferError) in
      function == "delete_courses" ? MiniLMS.json("null") : nil
    }
    let place = "remove = function(f) ws(admin, \"delete_course\", { id = f.id }) end,"
    let world = try World(
      lms: lms,
      replacing: (
        place,
        """
        find_many = function(wanted)
          return map(wanted, function(c) return ws(admin, "find_course", { shortname = c.shortname })[1] or null end)
        end,
        remove_many = function(all)
          ws(admin, "delete_courses")
          for _, f in ipairs(all) do ws(admin, "delete_course", { id = f.id }) end
        end,
        \(place)
        """
      ))
    let text = ["A", "B"].map { name in
      """
      Given the following new "courses" exist:
      | shortname |
      | \(name) |
      Given "tim" is enrolled in "\(name)"

      """
    }
    #expect(await world.course(text.joined(), keeping: true).troubles == [])
    let open = try await world.ledger.open(target: nil, scenario: nil).filter { $0.lifetime == .held }
    #expect(await world.run.clean(open) == [])
    let order = lms.calls.filter { ["unenrol", "delete_courses"].contains($0) }
    #expect(order == ["unenrol", "unenrol", "delete_courses"])
    #expect(lms.state.withLock { $0.courses.isEmpty && $0.enrolments.isEmpty })
  }

  @Test func `changes of one name are put back together, newest first, and one by one when that fails`() async throws {
    for fails in [false, true] {
      let lms = MiniLMS { function, _, _ throws(TransferError) in
        function == "rename_courses" ? (fails ? MiniLMS.failure("nopermissions") : MiniLMS.json("null")) : nil
      }
      let place = "cleanup \"course.name\" (function(c) ws(admin, \"rename_course\", c) end)"
      let world = try World(
        lms: lms,
        replacing: (
          place,
          """
          \(place).many(function(all)
            ws(admin, "rename_courses")
            for _, c in ipairs(all) do ws(admin, "rename_course", c) end
          end)
          """
        ))
      let rename = "When \"fatima\" renames \"AVG-01\" to \"New\"\n"
      let course = await world.course(OutcomeRuleTests.seed + rename + rename)
      #expect(course.outcomes == [.passed, .passed, .passed] && course.troubles == [], "\(course.last.message)")
      #expect(lms.calls.count { $0 == "rename_courses" } == 1 && lms.calls.count { $0 == "rename_course" } == 2 + 2)
      #expect(lms.state.withLock { $0.courses["AVG-01"]?["fullname"] } == "Old")
    }
  }
}
