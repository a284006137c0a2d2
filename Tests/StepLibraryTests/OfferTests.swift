import Diagnostics
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// What an LMS does not offer, held against what the adapter's code calls.
struct OfferTests {
  private static let vocabulary = "step \"course.create\" { en = \"{actor} founds a course\", kind = \"action\" }\n"

  private static let adapter = """
    on("course.create", function(actor) create("course", { shortname = "N" }, actor) end)
    offers { what = "calls", call = [[\\bws\\(([^,]+), "(\\w+)"]], hint = "add it",
      ask = function(person) return map(ws(person, "list_calls"), function(c) return c.name end) end }
    local function rename(by, course) ws(by, "rename_course", { id = course.id }) end
    local ways = { slow = function(actor, course) rename(actor, course) end }
    on("course.swap", function(old, course)
      -- ws(admin, "not_called")
      ways.slow(admin, old)
    end)

    """

  private static let all = [
    "find_user", "create_user", "delete_user", "find_course", "create_course", "rename_course", "delete_course",
    "enrolled", "enrol", "unenrol", "hello",
  ]

  /// What is lacking when the account and people may not call these.
  private func offers(account: Set<String> = [], people: Set<String>? = nil) async throws -> (
    offers: Offers, world: World
  ) {
    let lms = MiniLMS { (function, who, _) throws(TransferError) -> Exchange? in
      guard function == "list_calls" else { return nil }
      let names = Self.all.filter { !(who == "admin" ? account : people ?? []).contains($0) }
      return MiniLMS.json("[" + names.map { "{\"name\":\"\($0)\"}" }.joined(separator: ",") + "]")
    }
    let world = try World(vocabulary: Self.vocabulary, adapter: Self.adapter, lms: lms)
    #expect(world.library.problems.map(\.message) == [])
    let found = try await world.run.offers(person: people == nil ? nil : "sanne").get()
    return (try #require(found.first), world)
  }

  private func steps(_ found: (offers: Offers, world: World)) -> [String: [String]] {
    let lacks = found.world.library.book.definitions.map { definition in
      (definition.id, found.offers.lacks(of: definition).map { ($0.isForPeople ? "people " : "") + $0.name })
    }
    return Dictionary(uniqueKeysWithValues: lacks.filter { !$0.1.isEmpty })
  }

  @Test func `is nothing when all is offered`() async throws {
    let found = try await offers(people: [])
    #expect(steps(found) == [:])
    #expect(found.offers.kindNames == ["course", "course enrolment", "user"])
    #expect(found.offers.kindNames.flatMap(found.offers.lacksOfSeeding) == [])
    #expect(found.offers.called == 10 && found.offers.what == "calls" && found.offers.hint == "add it")
  }

  @Test func `is named with the steps and seeds whose code calls it`() async throws {
    let found = try await offers(account: ["enrol"])
    #expect(steps(found) == ["enrolment.add": ["enrol"], "enrolment.have": ["enrol"]])
    #expect(found.offers.lacksOfSeeding("course enrolment").map(\.name) == ["enrol"])
    #expect(found.offers.lacks(.find, of: "course enrolment") == [] && found.offers.lacksOfSeeding("course") == [])
  }

  @Test func `is found through functions, tables and clean-ups, and not in comments`() async throws {
    let found = try await offers(account: ["rename_course"])
    #expect(Set(steps(found).keys) == ["course.rename", "course.swap"])
    #expect(found.offers.lacks(.change, of: "course").map(\.name) == ["rename_course"])
  }

  @Test func `of making a thing concerns every step that makes one`() async throws {
    #expect(try await steps(offers(account: ["create_course"])) == ["course.create": ["create_course"]])
    #expect(try await steps(offers(account: ["delete_course"])) == ["course.create": ["delete_course"]])
    #expect(try await steps(offers(people: ["create_course"])) == ["course.create": ["people create_course"]])
  }

  @Test func `of finding a thing concerns every step that names one`() async throws {
    let found = try await offers(account: ["find_course"])
    #expect(steps(found)["course.count"] == ["find_course"])
    #expect(steps(found)["login.works"] == nil)
    #expect(try await steps(offers(account: ["find_user"]))["login.works"] == ["find_user"])
  }

  @Test func `of people concerns only what they do themselves`() async throws {
    let found = try await offers(people: ["rename_course", "find_course", "unenrol"])
    #expect(steps(found) == ["course.rename": ["people rename_course"], "course.swap": ["people rename_course"]])
    let enrol = try await offers(people: ["enrol"])
    #expect(steps(enrol)["enrolment.add"] == ["people enrol"])
    #expect(enrol.offers.lacksOfSeeding("course enrolment") == [])
  }

  @Test func `is not asked of an adapter that cannot say it`() async throws {
    #expect(try await World().run.offers(person: nil).get().isEmpty)
  }

  @Test func `is unknown when the LMS cannot be asked`() async throws {
    let lms = MiniLMS { (function, _, _) throws(TransferError) -> Exchange? in
      function == "list_calls" ? MiniLMS.failure("invalidtoken") : nil
    }
    guard
      case .failure(let problem) = try await World(vocabulary: Self.vocabulary, adapter: Self.adapter, lms: lms).run
        .offers(person: nil)
    else {
      Issue.record("something was found")
      return
    }
    #expect(problem.message.contains("invalidtoken"))
  }

  @Test func `can be content that the project declares`() async throws {
    let world = try World()
    world.lms.state.withLock { $0.courses["AVG-01"] = ["id": "7", "fullname": "Privacy"] }
    let things = ["AVG-01", "AVG-02"].map { ThingName(kind: "course", key: [$0]) }
    #expect(try await world.run.missing(things).get() == [things[1]])
    #expect(try await world.run.missing([]).get() == [])
  }
}

/// What `seed` makes and `seed --plan` lists.
struct SeedNeedsTests {
  private static let seeds = """
    Given the following "courses" exist:
      | shortname |
      | A |
    Given the following new "courses" exist:
      | shortname |
      | B |
    """

  @Test func `are the lasting things and the people of scenarios that apply`() throws {
    let world = try World()
    let needs = SeedNeeds(
      [
        world.scenario(Self.seeds + "\nWhen \"fatima\" enrols \"tim\" in \"A\""),
        world.scenario(Self.seeds + "\nWhen \"anna\" enrols \"tim\" in \"A\"", title: "T-02"),
      ], library: world.library)
    #expect(needs.scenarios.map(\.id) == ["T-01"])
    #expect(needs.people.map(\.handle) == ["tim", "fatima", "anna"])
    #expect(needs.peopleWithSiteRole == [])
    #expect(needs.scenarios.flatMap(needs.seeds).count == 1)
    #expect(needs.ownCount == 1 && needs.leftOut.isEmpty)
  }

  @Test func `are exactly what seeding makes`() async throws {
    let world = try World()
    let scenario = world.scenario(Self.seeds + "\nWhen \"fatima\" enrols \"tim\" in \"A\"")
    #expect(await world.run.seed([scenario]).isEmpty)
    #expect(Set(world.ledger.all.map(\.key)) == ["A", "fatima", "tim"])
  }

  @Test func `leave out what the LMS does without, and pass over what it has not`() async throws {
    let world = try World(
      vocabulary: "kind \"cohort\" { en = { \"cohort\", \"cohorts\" }, key = \"name\", columns = { name = {} } }\n"
        + "kind \"badge\" { en = { \"badge\", \"badges\" }, key = \"name\", columns = { name = {} } }\n",
      adapter: "entity \"cohort\" { left_out = \"no cohorts\" }\nunsupported { badge = \"no badges\" }\n")
    func scenario(_ kind: String) -> PlannedScenario {
      world.scenario("Given the following \"\(kind)\" exist:\n  | name |\n  | X |", title: kind)
    }
    let needs = SeedNeeds([scenario("cohorts"), scenario("badges")], library: world.library)
    #expect(needs.scenarios.map(\.id) == ["cohorts"])
    #expect(needs.scenarios.flatMap(needs.seeds).isEmpty)
    #expect(needs.leftOut.map(\.reason) == ["no cohorts"])
    #expect(await world.run.seed([scenario("cohorts"), scenario("badges")]).isEmpty)
    let course = await world.course(of: [scenario("badges")])
    #expect(course.first?.setUp?.outcome == .notApplicable && course.first?.setUp?.message == "no badges")
  }
}
