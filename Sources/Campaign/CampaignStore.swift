import Dispatch
import Foundation
import GRDB
package import RunModel
import Synchronization

/// The campaign file: everything that was run, said and made, in SQLite beside the project file.
///
/// Writing is done on one queue of its own, never on a thread of the cooperative pool: what is recorded gathers under
/// a mutex and goes out every 50 ms, after 500 events, or at once when somebody waits for it, each time as one
/// transaction. Several who wait share one transaction.
package final class CampaignStore: Sendable {
  /// Who uses the campaign, and what it keeps.
  package struct Options: Sendable {
    /// For a new file, and for row ids.
    package var project: String
    /// For the journal: `marieke@laptop-12`.
    package var actor: String
    package var evidence: Project.Evidence
    /// Without it a missing file is a problem.
    package var makesFile: Bool
    /// How long to wait for another process's transaction; ours take milliseconds.
    package var busySeconds: Double
    /// Seconds since 1970, UTC.
    package var now: @Sendable () -> Double

    package init(
      project: String, actor: String, evidence: Project.Evidence = .failures, makesFile: Bool = true,
      busySeconds: Double = 10,
      now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) {
      self.project = project
      self.actor = actor
      self.evidence = evidence
      self.makesFile = makesFile
      self.busySeconds = busySeconds
      self.now = now
    }
  }

  enum Item: Sendable {
    case event(RunEvent)
    case job(Job)
  }

  /// Something that is done inside the next transaction and waited for.
  struct Job: Sendable {
    var body: @Sendable (Database) throws -> Void
    var done: @Sendable (CampaignProblem?) -> Void
  }

  private enum Wake { case none, later, now }

  private struct Inbox {
    var items: [Item] = []
    var wake = Wake.none
    var failure: CampaignProblem?
    var hasWritten = false
    var onCommitted: (@Sendable (_ run: Int, [RunEvent]) -> Void)?
    var onFailure: (@Sendable (CampaignProblem) -> Void)?
  }

  package let path: String
  package let options: Options
  let database: DatabaseQueue
  private let queue = DispatchQueue(label: "lmsaccept.campaign")
  private let inbox = Mutex(Inbox())
  private let writer: Mutex<EventWriter>

  private static let batchEvents = 500
  private static let batchMilliseconds = 50

  /// Opens the campaign, or makes it; blocks for a few milliseconds.
  package init(path: String, options: Options) throws(CampaignProblem) {
    self.path = path
    self.options = options
    do {
      database = try CampaignFile.open(path: path, options: options)
      let salt = try database.read { db in try Data.fetchOne(db, sql: "SELECT salt FROM campaign") ?? Data() }
      writer = Mutex(EventWriter(bodies: BodyStore(salt: Array(salt)), options: options))
    } catch {
      throw .wrap(error, path: path)
    }
  }

  /// Called after each commit, in order, on the store's own queue: what it gets will survive a kill.
  package func onCommitted(_ hook: @escaping @Sendable (_ run: Int, [RunEvent]) -> Void) {
    inbox.withLock { $0.onCommitted = hook }
  }

  /// Called once when nothing can be stored any more (a full disk): whoever runs should stop.
  package func onFailure(_ hook: @escaping @Sendable (CampaignProblem) -> Void) {
    inbox.withLock { $0.onFailure = hook }
  }

  /// The run whose events came last; nil before the first `runStarted` is committed.
  package var currentRun: Int? { writer.withLock(\.run) }

  /// Commits what was recorded before, and takes what this process wrote from SQLite's log beside the file into the file
  /// itself, as far as nobody else reads there. Blocks; harmless when nothing was written.
  package func settleFile() {
    queue.sync { drain() }
    guard inbox.withLock(\.hasWritten) else { return }
    _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.passive) }
  }

  /// Returns when all that was recorded before is committed.
  @concurrent
  package func flush() async throws(CampaignProblem) {
    try await perform { _ in }
  }

  /// Does `body` in the next transaction; returns after the commit, on disk.
  @concurrent
  func perform<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(CampaignProblem)
    -> Value
  {
    let result: Result<Value, CampaignProblem> = await withCheckedContinuation { continuation in
      let box = Mutex<Value?>(nil)
      let job = Job(
        body: { db in
          let value = try body(db)
          box.withLock { $0 = value }
        },
        done: { problem in
          let value = box.withLock { $0 }
          if let value, problem == nil {
            continuation.resume(returning: .success(value))
          } else {
            let unknown = CampaignProblem(.unusable, path: "", "nothing was stored")
            continuation.resume(returning: .failure(problem ?? unknown))
          }
        })
      post(.job(job), wake: .now)
    }
    return try result.get()
  }

  /// Reads on a thread of SQLite's own.
  @concurrent
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(CampaignProblem)
    -> Value
  {
    do {
      return try await database.read(body)
    } catch {
      throw .wrap(error, path: path)
    }
  }

  private func post(_ item: Item, wake wanted: Wake) {
    let wake: Wake = inbox.withLock { inbox in
      inbox.items.append(item)
      let wanted = inbox.items.count >= Self.batchEvents ? .now : wanted
      switch (inbox.wake, wanted) {
      case (.now, _), (.later, .later): return .none
      default:
        inbox.wake = wanted
        return wanted
      }
    }
    switch wake {
    case .none: break
    case .later: queue.asyncAfter(deadline: .now() + .milliseconds(Self.batchMilliseconds)) { self.drain() }
    case .now: queue.async { self.drain() }
    }
  }

  /// On the queue: commits all there is and tells everybody.
  private func drain() {
    let (items, failure) = inbox.withLock { inbox in
      defer {
        inbox.items = []
        inbox.wake = .none
      }
      return (inbox.items, inbox.failure)
    }
    if items.isEmpty { return }
    if let failure { return tell(items, failure) }
    do {
      try commit(items)
      inbox.withLock { $0.hasWritten = true }
      tell(items, nil)
    } catch {
      let problem = CampaignProblem.wrap(error, path: path)
      let hook = inbox.withLock { inbox in
        inbox.failure = problem
        return inbox.onFailure
      }
      tell(items, problem)
      hook?(problem)
    }
  }

  /// One transaction; on disk when somebody waits for it, else safe against a kill (the log is synced later).
  private func commit(_ items: [Item]) throws {
    let isAwaited = items.contains { if case .job = $0 { true } else { false } }
    try writer.withLock { writer in
      let before = writer
      do {
        try database.writeWithoutTransaction { db in
          try db.execute(sql: isAwaited ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
          try db.inTransaction(.immediate) {
            for item in items {
              switch item {
              case .event(let event): try writer.write(event, in: db)
              case .job(let job): try job.body(db)
              }
            }
            return .commit
          }
        }
      } catch {
        writer = before
        throw error
      }
    }
  }

  private func tell(_ items: [Item], _ problem: CampaignProblem?) {
    var events: [RunEvent] = []
    for item in items {
      switch item {
      case .event(let event): events.append(event)
      case .job: break
      }
    }
    if problem == nil, !events.isEmpty, let run = currentRun, let hook = inbox.withLock(\.onCommitted) {
      hook(run, events)
    }
    for item in items {
      if case .job(let job) = item { job.done(problem) }
    }
  }
}

extension CampaignStore: EventSink {
  package func record(_ event: RunEvent) {
    post(.event(event), wake: .later)
  }
}
