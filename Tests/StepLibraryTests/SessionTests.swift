import Diagnostics
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// Sessions, requests and what is recorded of them.
struct SessionTests {
  private static let hello = "step \"own.hello\" { en = \"{actor} says hello\", kind = \"action\" }\n"
  private static let say = "on(\"own.hello\", function(actor) ws(actor, \"hello\") end)\n"

  @Test func `a person signs in once for all scenarios of a run`() async throws {
    let world = try World(vocabulary: Self.hello, adapter: Self.say)
    let scenarios = (1...3).map { world.scenario("When \"sanne\" says hello", title: "T-\($0)") }
    #expect(await world.course(of: scenarios).allSatisfy { $0.outcomes == [.passed] })
    #expect(world.lms.state.withLock { $0.logins } == 1)
  }

  @Test func `scenarios at once share one sign-in`() async throws {
    let world = try World(vocabulary: Self.hello, adapter: Self.say)
    let scenarios = (1...6).map { world.scenario("When \"sanne\" says hello", title: "T-\($0)") }
    #expect(await world.atOnce(scenarios).allSatisfy { $0 == .passed })
    #expect(world.lms.state.withLock { $0.logins } == 1)
  }

  @Test func `a stale session is renewed once and noted`() async throws {
    let world = try World(vocabulary: Self.hello, adapter: Self.say)
    _ = await world.course("When \"sanne\" says hello")
    world.lms.state.withLock { $0.tokens = ["admin-token-1": "admin"] }
    let course = await world.course("When \"sanne\" says hello")
    #expect(course.outcomes == [.passed], "\(course.last.message)")
    #expect(course.last.notes == ["the session of sanne was stale and renewed once"])
    #expect(world.lms.state.withLock { $0.logins } == 2)
  }

  @Test func `nested tables and booleans are sent as forms spell them`() async throws {
    let world = try World(
      vocabulary: Self.hello,
      adapter: """
        on("own.hello", function(actor) ws(actor, "hello", { users = { { name = "a b", on = true, off = false, n = 2.0 } }, ids = list {}, none = nil }) end)

        """)
    #expect(await world.course("When \"sanne\" says hello").outcomes == [.passed])
    let request = try #require(world.lms.state.withLock { $0.requests.last })
    guard case .bytes(let bytes, let type) = request.body else {
      Issue.record("no body")
      return
    }
    #expect(type == "application/x-www-form-urlencoded")
    let pairs = FormEncoding.pairs(String(decoding: bytes, as: UTF8.self)).map { "\($0.name)=\($0.value)" }
    #expect(
      pairs == [
        "token=token-sanne-1", "users[0][n]=2", "users[0][name]=a b", "users[0][off]=0", "users[0][on]=1",
      ])
  }

  @Test func `secrets and bodies of a failed step are recorded masked`() async throws {
    let world = try World(
      vocabulary: Self.hello,
      adapter: """
        on("own.hello", function(actor) ws(actor, "hello", { note = "see " .. lms:as(actor).session.token }) log("token " .. lms:as(actor).session.token) expect(1).equals(2) end)

        """)
    let course = await world.course("Then \"sanne\" says hello")
    #expect(course.outcomes == [.failed])
    #expect(course.last.notes == ["token \(Masker.mark)"])
    let bodies = world.sink.exchanges.map { String(decoding: $0.requestBody, as: UTF8.self) }
    #expect(bodies.contains { $0.contains("note=see+\(Masker.mark)") }, "\(bodies)")
    #expect(!bodies.joined().contains("token-sanne"))
    #expect(!bodies.joined().contains("right-password"))
    #expect(world.sink.exchanges.allSatisfy { !$0.requestBody.isEmpty && $0.step == 0 })
  }

  @Test func `bodies of a passed step are kept only when asked for`() async throws {
    let failures = try World(vocabulary: Self.hello, adapter: Self.say)
    _ = await failures.course("When \"sanne\" says hello")
    #expect(failures.sink.exchanges.count == 2)
    #expect(failures.sink.exchanges.allSatisfy { $0.requestBody.isEmpty && $0.answerBody.isEmpty })
    let all = try World(vocabulary: Self.hello, adapter: Self.say, evidence: .all)
    _ = await all.course("When \"sanne\" says hello")
    #expect(all.sink.exchanges.allSatisfy { !$0.requestBody.isEmpty })
    let none = try World(
      vocabulary: Self.hello, adapter: "on(\"own.hello\", function(a) ws(a, \"nonsense\") end)\n", evidence: .none)
    _ = await none.course("When \"sanne\" says hello")
    #expect(none.sink.exchanges.allSatisfy { $0.requestBody.isEmpty })
  }

  @Test func `a request goes only to the hosts of its target`() async throws {
    let world = try World(
      vocabulary: Self.hello,
      adapter: "on(\"own.hello\", function(actor) lms:as(actor):get(\"http://elsewhere.test/x\") end)\n")
    _ = await world.course("When \"sanne\" says hello")
    let request = try #require(world.lms.state.withLock { $0.requests.last })
    #expect(request.url == "http://elsewhere.test/x")
    #expect(request.allowedHosts.map(\.description) == ["http://scripted.test"])
  }

  @Test func `an unknown option of a request is a fault with a hint`() async throws {
    let world = try World(
      vocabulary: Self.hello,
      adapter: "on(\"own.hello\", function(actor) lms:as(actor):get(\"/x\", { qery = { a = 1 } }) end)\n")
    let course = await world.course("When \"sanne\" says hello")
    #expect(course.last.message == "a request has no option 'qery' (did you mean 'query'?)")
  }
}
