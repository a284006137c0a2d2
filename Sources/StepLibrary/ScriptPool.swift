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
    let masker = masker
    return try LibraryState(
      files: library.files, settings: library.settings, limits: Library.limits, secret: { masker.add($0) })
  }

  func give(_ state: LibraryState) { idle.withLock { $0.append(state) } }
}
