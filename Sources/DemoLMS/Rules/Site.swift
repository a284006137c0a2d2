import Foundation
import Synchronization

/// The one LMS behind a server: its state, its clock and its faults.
final class Site: Sendable {
  let options: DemoLMS.Options
  private let memory: Mutex<Memory>
  private let address = Mutex("")
  /// How often the catalogue was asked for, for `Fault.slowAnswers`.
  private let catalogueRequests = Mutex(0)

  private struct Memory {
    var state: State
    /// The state before the last write, for `Fault.oldState`.
    var before: State?
    var faults: Set<Fault>
  }

  /// Takes up the state of the data file, or a fresh one.
  init(options: DemoLMS.Options) throws {
    self.options = options
    let stored = try options.dataFile.flatMap { try DataFile(path: $0).load() }
    var state = stored ?? State(options: options, now: Site.clock())
    // A restart may come with another token than the one in the file.
    if state.tokens[options.adminToken] == nil {
      state.tokens[options.adminToken] = Token(user: User.adminID, service: options.service)
    }
    memory = Mutex(Memory(state: state, before: nil, faults: options.faults))
  }

  /// The address of the site; known once the port is bound, before any request is answered.
  var baseURL: String { address.withLock { $0 } }

  func setBaseURL(_ url: String) { address.withLock { $0 = url } }

  var faults: Set<Fault> {
    get { memory.withLock { $0.faults } }
    set { memory.withLock { $0.faults = newValue } }
  }

  /// Whether `Fault.slowAnswers` holds this request up.
  func isLate(for request: WebRequest) -> Bool {
    guard faults.contains(.slowAnswers) else { return false }
    switch request.path {
    case "/course/index.php":
      return catalogueRequests.withLock { count in
        count += 1
        return count % 10 == 0
      }
    case "/my/":
      return look { state, _ in
        guard let user = request.cookie.flatMap({ state.sessions[$0]?.user }) else { return false }
        return state.roleAssignments.contains { $0.user == user && $0.context == .system }
      }
    default: return false
    }
  }

  /// Runs one request. What it changed is kept when it returns and dropped when it throws.
  ///
  /// `caller` is asked with the state under the lock: it says who asks, or refuses.
  func run<Answer>(
    effect: Function.Effect, caller: (State, Int) throws(Refusal) -> User,
    _ body: (inout Call) throws(Refusal) -> Answer
  ) throws(Refusal) -> Answer {
    try memory.withLock { (memory) throws(Refusal) -> Answer in
      let now = Site.clock() + memory.state.clockOffset
      let isStale = effect == .read && memory.faults.contains(.oldState)
      let seen = isStale ? memory.before ?? memory.state : memory.state
      let user = try caller(memory.state, now)
      var call = Call(
        state: seen, options: options, faults: memory.faults, baseURL: baseURL, now: now, caller: user)
      do throws(Refusal) {
        let answer = try body(&call)
        if effect != .read { keep(call.state, in: &memory) }
        return answer
      } catch {
        if effect != .read, memory.faults.contains(.refusedIsStored) {
          call.state = seen
          call.faults.insert(.everyCapabilityAllowed)
          call.allowsDuplicates = true
          if (try? body(&call)) != nil { keep(call.state, in: &memory) }
        }
        throw error
      }
    }
  }

  /// Changes the state outside of any function: sessions, tokens, the clock.
  func change<Answer>(_ body: (inout State, Int) -> Answer) -> Answer {
    memory.withLock { memory in
      let now = Site.clock() + memory.state.clockOffset
      var state = memory.state
      memory.state = State()
      let answer = body(&state, now)
      memory.state = state
      save(state)
      return answer
    }
  }

  /// Looks at the state outside of any function.
  func look<Answer>(_ body: (State, Int) -> Answer) -> Answer {
    memory.withLock { body($0.state, Site.clock() + $0.state.clockOffset) }
  }

  private func keep(_ state: State, in memory: inout Memory) {
    memory.before = memory.faults.contains(.oldState) ? memory.state : nil
    memory.state = state
    save(state)
  }

  private func save(_ state: State) {
    guard let path = options.dataFile else { return }
    do {
      try DataFile(path: path).store(state)
    } catch {
      // A test that kills this process relies on the file: going on without it would make the test lie.
      preconditionFailure("cannot write \(path): \(error)")
    }
  }

  private static func clock() -> Int { Int(Date().timeIntervalSince1970) }
}
