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
    if let first = library.firstState.take() { state = first } else { state = try load() }
    for secret in state.secrets { masker.add(secret) }
    return state
  }

  func give(_ state: LibraryState) { idle.withLock { $0.append(state) } }

  private func load() throws(LibraryProblem) -> LibraryState {
    try LibraryState.load(files: library.files, settings: library.settings, limits: Library.limits).state
  }
}

/// The state in which a library was read, for the first pool that asks: loading one takes long. Nobody else may have it,
/// for two scenarios would run in it.
final class FirstState: Sendable {
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
}
