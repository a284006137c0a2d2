import Foundation
import Testing
import Transfer

/// Callers that have a transfer thread alone.
struct OwnThreadTests {
  @Test func `a task runs on its thread before and after it was answered`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK", [], "hello")
      return .keep
    }
    let harness = try TransferHarness()
    let thread = try #require(harness.loop.takeThread())
    let threads = try await Task(executorPreference: thread) { () throws -> Set<UInt> in
      var seen: Set<UInt> = [Self.thread]
      for _ in 0..<5 {
        let text = try await harness.get(server).text
        #expect(text == "hello")
        seen.insert(Self.thread)
        await Task.yield()
        seen.insert(Self.thread)
      }
      return seen
    }.value
    #expect(threads.count == 1)
    #expect(server.requests.count == 5)
  }

  @Test func `no two callers have one thread, and what was given back is taken again`() async throws {
    let harness = try TransferHarness()
    let first = try #require(harness.loop.takeThread())
    let second = try #require(harness.loop.takeThread())
    let (one, two) = (await number(of: first), await number(of: second))
    #expect(one != two)
    harness.loop.giveBack(first)
    let third = try #require(harness.loop.takeThread())
    #expect(await number(of: third) == one)
  }

  @Test func `there is an end to threads, and none for another loop's sake`() async throws {
    let harness = try TransferHarness()
    var taken = 0
    while taken < 1000, harness.loop.takeThread() != nil { taken += 1 }
    #expect(taken == 64)
    let other = try TransferHarness()
    #expect(other.loop.takeThread() != nil)
  }

  @Test func `a cookie that came over one thread goes out over another, and is read and cleared from anywhere`()
    async throws
  {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK", ["Set-Cookie: session=abc; Path=/"])
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request("GET", server)
    let jar = CookieJar()
    request.jar = jar
    for _ in 0..<2 {
      let thread = try #require(harness.loop.takeThread())
      let asked = request
      _ = try await Task(executorPreference: thread) { try await harness.client.send(asked) }.value
    }
    #expect(server.requests.map { $0.header("Cookie") } == [nil, "session=abc"])
    #expect(await harness.client.cookie("session", jar, server.base) == "abc")
    await harness.client.clear(jar)
    #expect(await harness.client.cookie("session", jar, server.base) == nil)
    _ = try await harness.client.send(request)
    #expect(server.requests.last?.header("Cookie") == nil)
  }

  @Test func `who asks through another loop uses that one's cookies`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK", ["Set-Cookie: session=abc; Path=/"])
      return .keep
    }
    let (harness, other) = (try TransferHarness(), try TransferHarness())
    let thread = try #require(harness.loop.takeThread())
    var request = try harness.request("GET", server)
    let jar = CookieJar()
    request.jar = jar
    let asked = request
    _ = try await Task(executorPreference: thread) { try await other.client.send(asked) }.value
    #expect(await other.client.cookie("session", jar, server.base) == "abc")
    #expect(await harness.client.cookie("session", jar, server.base) == nil)
  }

  @Test func `many threads share jars that are emptied and thrown away meanwhile`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK", ["Set-Cookie: number=\(connection.number); Path=/"])
      return .keep
    }
    let harness = try TransferHarness()
    let jars = [CookieJar(), CookieJar()]
    let plain = try harness.request("GET", server)
    let answered = try await withThrowingTaskGroup(of: Int.self) { group in
      for place in 0..<8 {
        let thread = try #require(harness.loop.takeThread())
        group.addTask(executorPreference: thread) {
          var answered = 0
          for turn in 0..<50 {
            var request = plain
            request.jar = jars[(place + turn) % 2]
            let status = try await harness.client.send(request).status
            answered += status == 200 ? 1 : 0
            if turn % 9 == place { await harness.client.clear(jars[turn % 2]) }
            if turn % 13 == place { await harness.client.discard(jars[turn % 2]) }
          }
          return answered
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(answered == 400)
    await harness.loop.shutDown()
  }

  @Test func `cancelling ends what is under way on an own thread`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _, connection in
      arrival.yield()
      connection.waitForEnd()
      return .close
    }
    let harness = try TransferHarness()
    let thread = try #require(harness.loop.takeThread())
    let request = try harness.request("GET", server)
    let task = Task(executorPreference: thread) { await harness.error(request) }
    _ = await arrivals.first { true }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
  }

  @Test func `shutting down ends what is under way on every thread, and tasks go on elsewhere`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _, connection in
      arrival.yield()
      connection.waitForEnd()
      return .close
    }
    let harness = try TransferHarness()
    let thread = try #require(harness.loop.takeThread())
    let request = try harness.request("GET", server)
    let task = Task(executorPreference: thread) {
      let before = Self.thread
      let error = await harness.error(request)
      return (error, before, Self.thread)
    }
    _ = await arrivals.first { true }
    await harness.loop.shutDown()
    let (error, before, after) = await task.value
    #expect(error?.kind == .shutDown)
    #expect(before != after)
    #expect(await Task(executorPreference: thread) { await harness.error(request)?.kind }.value == .shutDown)
  }

  private static var thread: UInt { UInt(pthread_self()) }

  private func number(of thread: any TaskExecutor) async -> UInt {
    await Task(executorPreference: thread) { Self.thread }.value
  }
}
