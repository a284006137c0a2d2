import Diagnostics
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// Pages and forms in adapters, and scripts that are interrupted.
struct PageTests {
  private static let page = """
    <html><body><h1>Profile</h1>
    <form id="login" action="/call/login" method="post"><input type="hidden" name="sesskey" value="k1">
    <input type="hidden" name="box" value="0"><input type="checkbox" name="box" value="1" checked>
    <input name="username"><input name="password" type="password"><button name="go" value="in">Go</button></form></body></html>
    """

  private static func world(_ body: String) throws -> World {
    let lms = MiniLMS { function, _, _ throws(TransferError) in function == "page" ? MiniLMS.html(page) : nil }
    return try World(
      vocabulary: "step \"own.page\" { en = \"{actor} uses a page\", kind = \"action\" }\n",
      adapter: """
        on("own.page", function(actor)
          local page = lms:as(actor):get("/call/page", { html = true }) \(body)
        end)

        """, lms: lms)
  }

  @Test func `a form is sent as a browser would, with what was set`() async throws {
    let world = try Self.world(
      """
      local form = page.html:form "input[name=username]"
      expect(form:has "username").equals(true)
      form:submit({ username = "sanne", password = "right-password", box = 1 }, { button = "go" })
      expect(page.html:one("h1"):text()).equals "Profile"
      """)
    let course = await world.course("When \"sanne\" uses a page")
    #expect(course.outcomes == [.passed], "\(course.last.message)")
    let request = try #require(world.lms.state.withLock { $0.requests.last })
    #expect(request.url == "http://scripted.test/call/login")
    guard case .bytes(let bytes, _) = request.body else {
      Issue.record("no body")
      return
    }
    #expect(
      String(decoding: bytes, as: UTF8.self) == "sesskey=k1&box=1&username=sanne&password=right-password&go=in")
  }

  @Test(arguments: [
    ("page.html:form(\"#login\"):submit { usrname = \"x\" }", "the form has no field \"usrname\""),
    ("page.html:form(\"#login\"):submit({}, { button = \"no\" })", "no submit button \"no\""),
    ("page.html:one \"a[\"", "bad selector"),
    ("expect(page.html:form \"#none\").is_present()", "expected something, actual nothing"),
    ("local x = page.json", "the answer is not JSON but text/html"),
  ])
  func `what a page has not is said`(body: String, words: String) async throws {
    let course = await (try Self.world(body)).course("When \"sanne\" uses a page")
    #expect(course.last.outcome == .broken || course.last.outcome == .failed)
    #expect(course.last.message.contains(words), "\(course.last.message)")
  }

  @Test func `an interrupted scenario stops waiting and still cleans up`() async throws {
    let world = try World(
      vocabulary: "step \"own.wait\" { en = \"it comes\", kind = \"check\" }\n",
      adapter: """
        on("own.wait", function() eventually({ within = 3600, every = 3600 }, function() expect(1).equals(2) end) end)

        """)
    let scenario = world.scenario(
      OutcomeRuleTests.seed + "When \"fatima\" enrols \"tim\" in \"AVG-01\"\nThen it comes")
    _ = await world.run.maker.begin([scenario])
    let session = await world.run.maker.open(scenario, ScenarioPlace())
    _ = await session.prepare()
    for step in scenario.steps.prefix(2) { #expect(await session.run(step).outcome == .passed) }
    let waiting = Task { await session.run(scenario.steps[2]) }
    waiting.cancel()
    #expect(await waiting.value.cause == "interrupted")
    #expect(await session.cleanUp(keeping: false) == [])
    #expect(world.lms.state.withLock { $0.enrolments.isEmpty })
  }
}
