import Diagnostics
import RunModel
import Scripting

/// Loads the texts of a library into one state, going on after what is wrong.
struct LibraryLoader {
  let script: ScriptState
  let files: LibraryFiles
  let chunks: CompiledChunks
  private(set) var secrets: [String] = []
  private(set) var problems: [LibraryState.FileProblem] = []
  private var functions: [String: ScriptReference] = [:]
  private var environment: ScriptReference?

  init(script: ScriptState, files: LibraryFiles, chunks: CompiledChunks) {
    self.script = script
    self.files = files
    self.chunks = chunks
  }

  mutating func prelude(_ entryPoints: [String]) throws(LibraryProblem) -> [String: ScriptReference] {
    for name in LibraryState.preludeOrder {
      let path = "prelude/\(name).lua"
      guard let text = files.texts[path] else { throw LibraryProblem("the library has no \(path)") }
      do throws(ScriptFault) {
        _ = try call(try script.load(text, name: path, chunks: chunks), [])
      } catch {
        throw LibraryProblem("\(path): \(error)")
      }
    }
    guard case .reference(let shared) = script.global("P") else { throw LibraryProblem("the prelude made no P") }
    for name in entryPoints { functions[name] = try entry(name, of: shared) }
    environment = try entry("environment", of: shared)
    return functions
  }

  private func entry(_ name: String, of shared: ScriptReference) throws(LibraryProblem) -> ScriptReference {
    guard let found = (try? script.field(name, of: shared))?.reference else {
      throw LibraryProblem("the prelude has no P.\(name)")
    }
    return found
  }

  /// The names that these texts use were looked at in another state; that takes as long as all the rest.
  mutating func trustNames() { _ = attempt("trust_names", []) }

  /// Vocabulary, adapters, the project's steps.
  mutating func everything(_ settings: LibrarySettings) {
    for path in files.paths(in: "vocabulary") { run(path, as: .vocabulary) }
    for target in settings.targets { open(target, isMain: target.name == settings.main.name, mark: settings.mark) }
    for target in settings.targets {
      run("adapters/common.lua", as: .adapter(target: target.name, module: "common"), isOptional: true)
      run("adapters/\(target.adapter).lua", as: .adapter(target: target.name, module: target.adapter))
    }
    for path in files.paths(in: "Steps") { run(path, as: .adapter(target: settings.main.name, module: nil)) }
    _ = attempt("set_people", [.list(settings.people.map(Self.value))])
    _ = attempt("set_adopted", [.list(settings.adopt.map(ScriptValue.text))])
  }

  mutating func declared() -> ScriptValue { attempt("take_declared", []).first ?? .list([]) }

  mutating func automation() -> ScriptValue { attempt("automation", []).first ?? .table([]) }

  private enum Role {
    case vocabulary
    case adapter(target: String, module: String?)
  }

  private mutating func open(_ target: TargetSettings, isMain: Bool, mark: String) {
    var fields = target.settings.map { ScriptField($0.key, .text($0.value)) }
    fields.append(ScriptField("base", .text(target.base)))
    fields.append(ScriptField("target", .text(target.name)))
    fields.append(ScriptField("mark", .text(mark)))
    if let environment = target.environment { fields.append(ScriptField("environment", .text(environment.rawValue))) }
    for value in attempt("open_context", [.text(target.name), .table(fields), .bool(isMain)]) {
      script.release(in: value)
    }
  }

  private mutating func run(_ path: String, as role: Role, isOptional: Bool = false) {
    guard let text = files.texts[path] else {
      if !isOptional {
        problems.append(.init(path: path, line: nil, message: "there is no such file", isSyntax: false))
      }
      return
    }
    do throws(ScriptFault) {
      let chunk = try script.load(text, name: path, environment: environment, chunks: chunks)
      let result: [ScriptValue]
      switch role {
      case .vocabulary: result = attempt("run_vocabulary", [.reference(chunk)])
      case .adapter(let target, let module):
        result = attempt(
          "run_adapter", [.reference(chunk), .text(target), module.map(ScriptValue.text) ?? .none])
      }
      script.release(chunk)
      if result.first == .bool(false) {
        let place = result.count > 2 ? result[2].text ?? "" : ""
        note(result.count > 1 ? result[1].text ?? "?" : "?", place: place, path: path, isSyntax: false)
      }
    } catch {
      note(error.message, place: error.place ?? "", path: path, isSyntax: error.kind == .syntax)
    }
  }

  private mutating func note(_ message: String, place: String, path: String, isSyntax: Bool) {
    // `Steps/a.lua:4 > adapters/moodle.lua:50`: the file that was being loaded is the one to look at.
    let parts = place.split(separator: " > ").map(String.init)
    let own = parts.first { $0.hasPrefix(path + ":") } ?? parts.last ?? ""
    let colon = own.lastIndex(of: ":")
    let line = colon.flatMap { Int(own[own.index(after: $0)...]) }
    let file = colon.map { String(own[..<$0]) } ?? path
    problems.append(.init(path: file, line: line, message: message, isSyntax: isSyntax))
  }

  private mutating func attempt(_ name: String, _ arguments: [ScriptValue]) -> [ScriptValue] {
    guard let function = functions[name] else { return [] }
    do throws(ScriptFault) {
      return try call(function, arguments)
    } catch {
      problems.append(.init(path: "prelude", line: nil, message: error.description, isSyntax: false))
      return []
    }
  }

  /// Runs to the end; calls that need a network fail.
  private mutating func call(
    _ function: ScriptReference, _ arguments: [ScriptValue]
  ) throws(ScriptFault) -> [ScriptValue] {
    let thread = script.start(function, arguments)
    var progress = thread.resume()
    while true {
      switch progress {
      case .done(let values): return values
      case .failed(let fault):
        guard fault.kind == .notJSON else { throw fault }
        progress = thread.resume(HostReply.failure("broken", fault.message))
      case .call(let name, let arguments): progress = thread.resume(serve(name, arguments))
      }
    }
  }

  private mutating func serve(_ name: String, _ arguments: [ScriptValue]) -> [ScriptValue] {
    switch name {
    case "load_module": return module(arguments.first?.text ?? "")
    case "secret":
      if let text = arguments.first?.text { secrets.append(text) }
      return [.bool(true)]
    default:
      if let reply = PureCalls.serve(name, arguments) { return reply }
      return HostReply.failure("script", "\(name) needs the LMS, which nobody asks while a file is loaded")
    }
  }

  private func module(_ name: String) -> [ScriptValue] {
    guard let (path, text) = files.module(name) else {
      return HostReply.failure("script", "there is no library file '\(name.visibleLine)' to require")
    }
    do throws(ScriptFault) {
      return [.bool(true), .reference(try script.load(text, name: path, environment: environment, chunks: chunks))]
    } catch {
      return HostReply.failure("script", "\(path): \(error.message)")
    }
  }

  private static func value(_ person: Person) -> ScriptValue {
    .table([
      ScriptField("handle", .text(person.handle)), ScriptField("role", .text(person.role)),
      ScriptField("columns", .table(person.columns.map { ScriptField($0.key, .text($0.value)) })),
    ])
  }
}
