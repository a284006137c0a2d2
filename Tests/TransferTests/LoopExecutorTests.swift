import Foundation
import Testing
import Transfer

struct LoopExecutorTests {
  @Test func `tasks that prefer the loop run on one thread, its own`() async throws {
    let loop = try TransferLoop()
    let executor = loop.executor
    var threads: Set<UInt> = []
    for _ in 0..<20 {
      let task = Task(executorPreference: executor) {
        let before = Self.thread
        await Task.yield()
        return [before, Self.thread]
      }
      threads.formUnion(await task.value)
    }
    #expect(threads.count == 1)
    await loop.shutDown()
  }

  @Test func `a task goes on elsewhere when the loop has ended`() async throws {
    let loop = try TransferLoop()
    let task = Task(executorPreference: loop.executor) {
      let before = Self.thread
      await loop.shutDown()
      return (before, Self.thread)
    }
    let (before, after) = await task.value
    #expect(before != after)
    #expect(await Task(executorPreference: loop.executor) { 1 }.value == 1)
  }

  @Test func `answers come while other tasks of the loop wait`() async throws {
    let loop = try TransferLoop()
    let executor = loop.executor
    let client = HTTPClient.live(loop)
    let asking = Task(executorPreference: executor) { () -> Bool in
      do throws(TransferError) {
        // Nobody listens on port 1.
        _ = try await client.send(Request("GET", "http://127.0.0.1:1/", allowedHosts: ["http://127.0.0.1:1"]))
        return false
      } catch {
        return true
      }
    }
    let waiting = Task(executorPreference: executor) { try? await Task.sleep(for: .milliseconds(5)) }
    #expect(await asking.value)
    await waiting.value
    await loop.shutDown()
  }

  private static var thread: UInt { UInt(pthread_self()) }
}
