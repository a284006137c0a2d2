import Scripting
import Synchronization
import Transfer

/// What all scenarios of a run share: sessions, ensured objects, controls, the LMS's clock.
///
/// Everything that somebody makes is made by one scenario while the others wait for it. Nobody waits while holding the
/// mutex, and nobody holds a claim while waiting for another: a scenario takes all it needs at once.
final class RunStores: Sendable {
  struct SessionKey: Hashable, Sendable {
    var target: String
    var who: String
    var kind: String
  }

  struct Session: Sendable {
    var jar: Int
    var generation: Int
    var data: ScriptValue
  }

  enum SessionGrant: Sendable {
    case have(Session)
    /// The caller makes it and says `put` or `failed`.
    case make(jar: Int, generation: Int)
  }

  private struct Slot {
    var session: Session?
    var generation = 0
    var isBeingMade = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private struct Ensured {
    var words: String
    var ids: ScriptValue
  }

  private struct State {
    var sessions: [SessionKey: Slot] = [:]
    var jars: [Int: CookieJar] = [:]
    var lastJar = 0
    var ensured: [String: Ensured] = [:]
    var claims: Set<String> = []
    var claimWaiters: [CheckedContinuation<Void, Never>] = []
    var controls: [String: ScriptValue] = [:]
    var isClockTaken = false
    var clockWaiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  // MARK: Jars

  func newJar() -> Int {
    state.withLock { state in
      state.lastJar += 1
      state.jars[state.lastJar] = CookieJar()
      return state.lastJar
    }
  }

  func jar(_ number: Int) -> CookieJar? { state.withLock { $0.jars[number] } }

  func forgetJar(_ number: Int) -> CookieJar? { state.withLock { $0.jars.removeValue(forKey: number) } }

  // MARK: Sessions

  /// - Parameter stale: the generation that the LMS no longer takes; a newer one is given as it is.
  func session(_ key: SessionKey, stale: Int? = nil) async -> SessionGrant {
    while true {
      if let grant = grant(key, stale: stale) { return grant }
      await withCheckedContinuation { continuation in
        let isFree = state.withLock { state in
          guard state.sessions[key]?.isBeingMade == true else { return true }
          state.sessions[key]?.waiters.append(continuation)
          return false
        }
        if isFree { continuation.resume() }
      }
    }
  }

  private func grant(_ key: SessionKey, stale: Int?) -> SessionGrant? {
    state.withLock { state in
      var slot = state.sessions[key] ?? Slot()
      if slot.isBeingMade { return nil }
      if let session = slot.session, stale.map({ session.generation > $0 }) ?? true { return .have(session) }
      slot.isBeingMade = true
      slot.generation += 1
      slot.session = nil
      state.lastJar += 1
      state.jars[state.lastJar] = CookieJar()
      state.sessions[key] = slot
      return .make(jar: state.lastJar, generation: slot.generation)
    }
  }

  func put(_ key: SessionKey, jar: Int, generation: Int, data: ScriptValue) {
    finish(key) { $0.session = Session(jar: jar, generation: generation, data: data) }
  }

  func failed(_ key: SessionKey) { finish(key) { $0.session = nil } }

  private func finish(_ key: SessionKey, _ change: (inout Slot) -> Void) {
    let waiters = state.withLock { state in
      var slot = state.sessions[key] ?? Slot()
      guard slot.isBeingMade else { return [CheckedContinuation<Void, Never>]() }
      slot.isBeingMade = false
      change(&slot)
      defer { state.sessions[key] = slot }
      defer { slot.waiters = [] }
      return slot.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// The next use signs in anew; who has the old session keeps it for the scenario.
  func drop(who: String) {
    state.withLock { state in
      for key in state.sessions.keys where key.who == who { state.sessions[key]?.session = nil }
    }
  }

  // MARK: Controls

  func control(_ key: String) -> ScriptValue? { state.withLock { $0.controls[key] } }
  func setControl(_ key: String, _ result: ScriptValue) { state.withLock { $0.controls[key] = result } }

  // MARK: Ensured objects

  struct Claim: Sendable {
    var key: String
    var words: String
  }

  /// The ids of what this run has ensured with the same words, nil for what the caller now claims.
  func claim(_ claims: [Claim]) async -> [ScriptValue?] {
    while true {
      if let known = tryClaim(claims) { return known }
      await withCheckedContinuation { continuation in
        let isFree = state.withLock { state in
          guard claims.contains(where: { state.claims.contains($0.key) }) else { return true }
          state.claimWaiters.append(continuation)
          return false
        }
        if isFree { continuation.resume() }
      }
    }
  }

  private func tryClaim(_ claims: [Claim]) -> [ScriptValue?]? {
    state.withLock { state in
      if claims.contains(where: { state.claims.contains($0.key) }) { return nil }
      return claims.map { claim in
        if let known = state.ensured[claim.key], known.words == claim.words { return known.ids }
        state.claims.insert(claim.key)
        return nil
      }
    }
  }

  func settle(_ claim: Claim, ids: ScriptValue) {
    state.withLock { $0.ensured[claim.key] = Ensured(words: claim.words, ids: ids) }
  }

  func forget(_ key: String) { state.withLock { _ = $0.ensured.removeValue(forKey: key) } }

  func release(_ keys: some Sequence<String>) {
    let waiters = state.withLock { state in
      state.claims.subtract(keys)
      defer { state.claimWaiters = [] }
      return state.claimWaiters
    }
    for waiter in waiters { waiter.resume() }
  }

  // MARK: The LMS's clock

  /// One scenario at a time turns the clock, or another's deadline would pass unseen.
  func takeClock() async {
    while true {
      let isMine = state.withLock { state in
        if state.isClockTaken { return false }
        state.isClockTaken = true
        return true
      }
      if isMine { return }
      await withCheckedContinuation { continuation in
        let isFree = state.withLock { state in
          guard state.isClockTaken else { return true }
          state.clockWaiters.append(continuation)
          return false
        }
        if isFree { continuation.resume() }
      }
    }
  }

  func leaveClock() {
    let waiters = state.withLock { state in
      state.isClockTaken = false
      defer { state.clockWaiters = [] }
      return state.clockWaiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
