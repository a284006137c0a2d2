import RunModel
import Scripting

/// One Lua state with prelude, vocabulary and adapters loaded; one scenario at a time uses it.
///
/// Loading never leaves this machine: of the host's calls only those are served that need no network.
final class LibraryState: Sendable {
  /// What a file said while it was loaded and what is wrong with it.
  struct FileProblem: Sendable {
    var path: String
    var line: Int?
    var message: String
    var isSyntax: Bool
  }

  /// Files of `Library/prelude/` in the order in which they need each other.
  static let preludeOrder = [
    "failures", "values", "vocabulary", "adapter", "requests", "sessions", "pages", "checks", "things", "making",
    "seeding",
    "cleaning",
    "steps", "keeping", "offers", "sandbox",
  ]

  /// Everything that scripts said while they were loaded, for the library's own reading; not kept with the state.
  struct Statements {
    var declared: ScriptValue
    var automation: ScriptValue
    var problems: [FileProblem]
  }

  let script: ScriptState
  /// What scripts called secret while they were loaded.
  let secrets: [String]
  private let functions: [String: ScriptReference]

  /// Functions of the prelude that Swift calls.
  private static let entryPoints = [
    "run", "run_seed", "announce", "reset", "conclude", "clean", "clean_entries", "aside", "run_chunk",
    "run_vocabulary",
    "run_adapter", "open_context", "trust_names", "take_declared", "automation", "set_people", "set_adopted",
  ]

  private init(script: ScriptState, functions: [String: ScriptReference], secrets: [String]) {
    self.script = script
    self.functions = functions
    self.secrets = secrets
  }

  /// - Parameter chunks: of the same files. When they were read before, their names were looked at then, and what they
  ///   declare is known.
  static func load(
    files: LibraryFiles, settings: LibrarySettings, limits: ScriptLimits, chunks: CompiledChunks, again: Bool = false
  ) throws(LibraryProblem) -> (state: LibraryState, statements: Statements) {
    let script: ScriptState
    do throws(ScriptFault) {
      script = try ScriptState(limits: limits)
    } catch {
      throw LibraryProblem(error.description)
    }
    var loader = LibraryLoader(script: script, files: files, chunks: chunks)
    let functions = try loader.prelude(entryPoints)
    if again { loader.trustNames() }
    loader.everything(settings)
    let declared = again ? .none : loader.declared()
    let automation = again ? .none : loader.automation()
    script.resetBudget()
    return (
      LibraryState(script: script, functions: functions, secrets: loader.secrets),
      Statements(declared: declared, automation: automation, problems: loader.problems)
    )
  }

  /// A prelude function by name; the names are checked while loading.
  func function(_ name: String) -> ScriptReference {
    guard let function = functions[name] else {
      preconditionFailure("the prelude has no function '\(name)': add it to entryPoints")
    }
    return function
  }
}
