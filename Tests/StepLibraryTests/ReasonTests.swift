import RunModel
import StepLibrary
import Testing
import Transfer

/// What an adapter says to people stands in the language of their scenario.
struct ReasonTests {
  private static let vocabulary = """
    step "own.act" { en = "it happens", nl = "gebeurt het", kind = "action" }
    step "own.enter" { en = "{actor} is let in", nl = "komt {actor} binnen", kind = "check" }
    kind "badge" { en = { "badge", "badges" }, nl = { "insigne", "insignes" }, key = "name",
      columns = { name = {}, colour = { nl = "kleur" } } }
    kind "cohort" { en = { "cohort", "cohorts" }, nl = { "doelgroep", "doelgroepen" }, key = "name", columns = { name = {} } }

    """

  private static let refusal = """
    on("own.enter", function(actor) local _, f = try(ws, actor, "create_user", { username = "q" }) end)

    """

  private static func result(_ body: String, _ language: String) async throws -> StepResult {
    let world = try World(vocabulary: vocabulary, adapter: "on(\"own.act\", function() \(body) end)\n")
    return await world.course(language == "nl" ? "When gebeurt het" : "When it happens", language: language).last
  }

  @Test(arguments: [
    ("not_automated { en = \"by hand\", nl = \"met de hand\" }", "en", Outcome.awaiting, "not automated: by hand"),
    ("not_automated { en = \"by hand\", nl = \"met de hand\" }", "nl", .awaiting, "niet geautomatiseerd: met de hand"),
    ("not_automated { en = \"by hand\" }", "nl", .awaiting, "niet geautomatiseerd: by hand"),
    ("not_automated \"by hand\"", "en", .awaiting, "not automated: by hand"),
    ("not_automated \"by hand\"", "nl", .awaiting, "niet geautomatiseerd: by hand"),
    ("not_applicable { en = \"no badges\", nl = \"geen insignes\" }", "en", .notApplicable, "no badges"),
    ("not_applicable { en = \"no badges\", nl = \"geen insignes\" }", "nl", .notApplicable, "geen insignes"),
    ("not_applicable \"no badges\"", "nl", .notApplicable, "no badges"),
    (
      "transfer { url = \"sftp://a\" }", "en", .awaiting,
      "not automated: this version asks no other schemes than http and https"
    ),
    (
      "transfer { url = \"sftp://a\" }", "nl", .awaiting,
      "niet geautomatiseerd: deze versie stuurt geen verzoeken met een ander schema dan http en https"
    ),
    // What the machine saw is told as it was seen.
    ("broken \"no answer\"", "nl", .broken, "no answer"),
  ])
  func `a step that finds out says it`(body: String, language: String, outcome: Outcome, words: String) async throws {
    let result = try await Self.result(body, language)
    #expect(result.outcome == outcome && result.message == words)
  }

  @Test(arguments: [
    ("not_automated { nl = \"met de hand\" }", "needs its English text"),
    ("not_applicable { en = \"by hand\", de = \"von Hand\" }", "not in \"de\""),
  ])
  func `a reason that somebody could not read is a fault of the script`(body: String, words: String) async throws {
    let result = try await Self.result(body, "nl")
    #expect(result.outcome == .broken && result.cause == "script")
    #expect(result.message.contains(words), "\(result.message)")
  }

  @Test(arguments: [
    ("en", "role 'author' has no counterpart on this LMS (\"anna\")"),
    ("nl", "de rol 'auteur' heeft op dit LMS geen tegenhanger (\"anna\")"),
  ])
  func `so does a role that the LMS has not`(language: String, words: String) async throws {
    let world = try World(vocabulary: Self.vocabulary, adapter: "on(\"own.enter\", function() end)\n")
    let course = await world.course(
      language == "nl" ? "Then komt \"anna\" binnen" : "Then \"anna\" is let in", language: language)
    #expect(course.last.outcome == .notApplicable && course.last.message == words)
  }

  @Test(arguments: [
    ("en", "this LMS cannot hold 'colour' of a badge", "not automated: this adapter makes no badge"),
    (
      "nl", "dit LMS heeft geen plaats voor 'kleur' van een insigne",
      "niet geautomatiseerd: deze adapter maakt geen insigne aan"
    ),
  ])
  func `so does the host`(language: String, noPlace: String, noCode: String) async throws {
    let world = try World(
      vocabulary: Self.vocabulary,
      adapter: "entity \"badge\" { accepts = { \"name\" }, find = function() ws(admin, \"hello\") return nil end }\n")
    let seed = "Given the following \"badges\" exist:\n"
    let colour = await world.course(seed + "| name | colour |\n| X | red |", language: language)
    #expect(colour.last.outcome == .notApplicable && colour.last.message == noPlace)
    let plain = await world.course(seed + "| name |\n| X |", language: language)
    #expect(plain.last.outcome == .awaiting && plain.last.message == noCode)
  }

  @Test(arguments: [("en", "cohort left out: no cohorts"), ("nl", "doelgroep weggelaten: geen doelgroepen")])
  func `so does the note of what is left out`(language: String, words: String) async throws {
    let world = try World(
      vocabulary: Self.vocabulary,
      adapter: "entity \"cohort\" { left_out = { en = \"no cohorts\", nl = \"geen doelgroepen\" } }\n")
    let course = await world.course(
      "Given the following \"cohorts\" exist:\n| name |\n| X |", language: language)
    #expect(course.outcomes == [.passed])
    #expect(course.results.first?.notes == [words])
  }

  @Test(arguments: [
    ("en", "not automated: 'sanne' was refused, but nothing shows that a permitted request"),
    ("nl", "niet geautomatiseerd: 'sanne' werd geweigerd, maar niets toont aan dat een toegestaan verzoek"),
  ])
  func `so does a refusal without a control`(language: String, words: String) async throws {
    let world = try World(
      vocabulary: Self.vocabulary, adapter: Self.refusal,
      replacing: ("control(lms,", "local _ = (function() end)(lms,"))
    let course = await world.course(
      language == "nl" ? "Then komt \"sanne\" binnen" : "Then \"sanne\" is let in", language: language)
    #expect(course.outcomes == [.awaiting] && course.last.message.hasPrefix(words), "\(course.last.message)")
  }

  @Test func `so does a control that failed, to each scenario of the run`() async throws {
    let lms = MiniLMS { function, who, _ throws(TransferError) in
      who == "sanne" && function == "hello" ? MiniLMS.failure("nopermissions") : nil
    }
    let world = try World(vocabulary: Self.vocabulary, adapter: Self.refusal, lms: lms)
    let courses = await world.course(of: [
      world.scenario("Then \"sanne\" is let in", title: "T-01"),
      world.scenario("Then komt \"sanne\" binnen", title: "T-02", language: "nl"),
    ])
    #expect(courses.map(\.outcomes) == [[.awaiting], [.awaiting]])
    #expect(courses[0].last.message.contains("a harmless request over the same session failed too"))
    #expect(courses[1].last.message.contains("een onschuldig verzoek over dezelfde sessie mislukte ook"))
  }

  @Test func `a listing says what the adapter says in English`() throws {
    let world = try World(
      vocabulary: Self.vocabulary,
      adapter: "manual \"own.act\" { en = \"by hand\", nl = \"met de hand\" }\n"
        + "unsupported { badge = { en = \"no badges\", nl = \"geen insignes\" } }\n")
    #expect(world.library.problems == [])
    #expect(world.library.unsupportedKinds["badge"] == Reason("no badges", "geen insignes"))
    let row = try #require(StepListing([world.library]).rows.first { $0.definition.id == "own.act" })
    #expect(row.automation == [.manual(reason: Reason("by hand", "met de hand"))])
    #expect(row.automation.map(StepListing.words) == ["by a person: by hand"])
  }
}
