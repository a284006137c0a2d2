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
    "run_adapter", "open_context", "take_declared", "automation", "set_people", "set_adopted",
  ]

  private init(script: ScriptState, functions: [String: ScriptReference], secrets: [String]) {
    self.script = script
    self.functions = functions
    self.secrets = secrets
  }

  static func load(
    files: LibraryFiles, settings: LibrarySettings, limits: ScriptLimits
  ) throws(LibraryProblem) -> (state: LibraryState, statements: Statements) {
    let script: ScriptState
    do throws(ScriptFault) {
      script = try ScriptState(limits: limits)
    } catch {
      throw LibraryProblem(error.description)
    }
    var loader = LibraryLoader(script: script, files: files)
    let functions = try loader.prelude(entryPoints)
    let declared = try loader.everything(settings)
    let automation = try loader.automation()
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
