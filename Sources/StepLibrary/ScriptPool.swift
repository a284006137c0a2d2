import Synchronization

/// Loaded Lua states, one for each scenario that runs at once; a state is used again when its scenario has ended.
final class ScriptPool: Sendable {
  private let library: Library
  private let masker: Masker
  private let idle = Mutex<[LibraryState]>([])

  init(library: Library, masker: Masker) {
    self.library = library
    self.masker = masker
  }

  func take() throws(LibraryProblem) -> LibraryState {
    if let state = idle.withLock({ $0.popLast() }) { return state }
    let state: LibraryState
    if let spare = library.spareState.take() { state = spare } else { state = try library.furtherState() }
    for secret in state.secrets { masker.add(secret) }
    return state
  }

  func give(_ state: LibraryState) { idle.withLock { $0.append(state) } }

  /// After the last scenario: one state is kept for who asks the LMS something next, the others end.
  func end() {
    var states = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    if let last = states.popLast() { library.spareState.give(last) }
  }
}

/// A loaded state that nobody uses, for the next pool that asks: loading one takes long. Whoever takes it has it alone,
/// for two scenarios would run in it.
final class SpareState: Sendable {
  private let state: Mutex<LibraryState?>

  init(_ state: LibraryState) {
    self.state = Mutex(state)
  }

  func take() -> LibraryState? {
    state.withLock { state in
      defer { state = nil }
      return state
    }
  }

  func give(_ spare: LibraryState) { state.withLock { $0 = spare } }
}
