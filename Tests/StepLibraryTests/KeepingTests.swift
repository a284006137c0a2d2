import JSON
import RunModel
import StepLibrary
import Synchronization
import Testing

/// What one process hands on to the next while a scenario waits for a person.
@Suite struct `A scenario that another process goes on with` {
  private static let vocabulary = """

    step "memory.set" { en = "{person} keeps {string} and {course}", kind = "state" }
    step "memory.get" { en = "what was kept is {string} of {person} and {course}", kind = "check" }
    step "memory.odd" { en = "{string} is kept that cannot be", kind = "state" }
    step "memory.read" { en = "{string} can be read", kind = "check" }
    """
  private static let adapter = """

    on("memory.set", function(person, text, course)
      already "only memory"
      world.who, world.text, world.course = person, text, course
      world.deep = { list { 1, 2.5, "é", null, false }, { course = course, who = admin } }
    end)
    on("memory.get", function(text, person, course)
      expect(world.text).equals(text)
      expect(world.who.handle).equals(person.handle)
      expect(world.course.id, "id").equals(course.id)
      expect(world.course.shortname == course.shortname).equals(true)
      expect(#world.deep[1]).equals(5)
      expect(math.type(world.deep[1][1])).equals("integer")
      expect(world.deep[1][2]).equals(2.5)
      expect(world.deep[1][4] == null).equals(true)
      expect(world.deep[2].course == course and world.deep[2].who == admin).equals(true)
    end)
    on("memory.odd", function(what)
      already "only memory"
      local odd = { ["a function"] = function() end, ["bytes"] = "\\xff", ["a secret"] = secret("s3cret-value") }
      world.odd = odd[what]
    end)
    on("memory.read", function() expect(world.odd).is_present() end)
    """

  private static let courses = """
    Given the following new "courses" exist:
      | shortname |
      | AVG-01 |

    """

  private func worlds(_ before: String) async throws -> World {
    let first = try World(vocabulary: Self.vocabulary, adapter: Self.adapter)
    let course = await first.course(before, keeping: true)
    #expect(course.results.allSatisfy { $0.outcome == .passed } && course.troubles == [], "\(course.last.message)")
    return try World(
      vocabulary: Self.vocabulary, adapter: Self.adapter, lms: first.lms, ledger: first.ledger, resumes: true)
  }

  @Test func `knows its values, people and own copies again`() async throws {
    let second = try await worlds(Self.courses + "Given \"sanne\" keeps \"a word\" and \"AVG-01\"\n")
    let course = await second.course("Then what was kept is \"a word\" of \"sanne\" and \"AVG-01\"")
    #expect(course.outcomes == [.passed], "\(course.last.message)")
  }

  @Test(arguments: ["a function", "bytes", "a secret"])
  func `never guesses what could not be kept`(_ what: String) async throws {
    let second = try await worlds("Given \"\(what)\" is kept that cannot be\n")
    let course = await second.course("Then \"\(what)\" can be read")
    #expect(course.outcomes == [.broken] && course.last.cause == "not-kept", "\(course.last.message)")
    #expect(course.last.message.hasPrefix("world.odd was set before the scenario waited"))
    #expect(!second.ledger.kept.values.contains { ($0.memory?.text ?? "").contains("s3cret-value") })
  }

  @Test func `judges the attempt that was made before, with what it watches`() async throws {
    let attempt = OutcomeRuleTests.seed + "When \"tim\" tries to enrol \"sanne\" in \"AVG-01\"\n"
    let second = try await worlds(attempt)
    let course = await second.course("Then the request is refused\nThen nothing has changed")
    #expect(course.results.map(\.outcome) == [.passed, .passed], "\(course.last.message)")
    let third = try await worlds(attempt)
    third.lms.state.withLock { _ = $0.enrolments.insert("9/\($0.courses["AVG-01"]?["id"] ?? "")") }
    #expect(await third.course("Then nothing has changed").outcomes == [.failed])
  }

  @Test func `runs nothing when its things were removed since, or when nothing was kept`() async throws {
    let second = try await worlds(Self.courses)
    _ = await second.run.clean(try await second.ledger.open(target: nil, scenario: nil))
    let cleaned = try World(lms: second.lms, ledger: second.ledger, resumes: true)
    let course = await cleaned.course("Then \"AVG-01\" has 0 learners")
    #expect(course.outcomes == [.broken] && course.last.message.contains("was removed since"))
    let stranger = try World(resumes: true)
    let other = await stranger.course("Then \"AVG-01\" does not exist")
    #expect(other.outcomes == [.broken] && other.last.message.contains("was not kept"))
  }
}
