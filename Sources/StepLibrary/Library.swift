package import Diagnostics
package import RunModel
import Scripting

/// The vocabulary and the adapters of a run, read and checked; what planning, running and listing need of them.
package struct Library: Sendable {
  package let files: LibraryFiles
  package let settings: LibrarySettings
  package let book: StepBook
  /// What the adapter provides, for `@needs:`.
  package let capabilities: Set<String>
  /// Kinds of things that the LMS has not, with the reason.
  package let unsupportedKinds: [String: Reason]
  /// Kinds of things that seeds ask for and that this LMS can do without, with the reason.
  package let leftOutKinds: [String: Reason]
  /// Roles that have a counterpart on the LMS, with their level (`course`, `system`, …); nil when the adapter says
  /// nothing about roles.
  package let roleLevels: [String: String]?
  /// Names of fields that the adapters want masked, beside the usual ones: for `Masker(more:)`.
  package let secretFields: [String]
  /// What is wrong with the texts: nothing may run. At most ten a file.
  package let problems: [Diagnostic]

  let spareState: SpareState
  private let chunks = CompiledChunks()
  private let patterns: [String: StepPatterns]

  /// Loads everything once and reads it.
  ///
  /// - Throws: only when the prelude itself is not usable; mistakes in vocabulary and adapters are in `problems`.
  package init(files: LibraryFiles, settings: LibrarySettings) throws(LibraryProblem) {
    self.files = files
    self.settings = settings
    let (state, statements) = try LibraryState.load(
      files: files, settings: settings, limits: Self.limits, chunks: chunks)
    spareState = SpareState(state)
    var reader = VocabularyReader(files: files)
    reader.read(statements.declared)
    var compiler = VocabularyCompiler(reader)
    let patterns = compiler.compile()
    self.patterns = patterns
    let said = AdapterStatements(statements.automation)
    capabilities = said.capabilities
    unsupportedKinds = said.unsupported.filter { reader.kinds[$0.key] != nil }
    leftOutKinds = said.leftOut
    roleLevels = said.roles
    secretFields = said.secretFields
    problems = Self.limited(
      statements.problems.map { Self.diagnostic($0, in: files) } + reader.problems + compiler.problems)
    book = StepBook(
      definitions: compiler.definitions, automation: compiler.definitions.map { said.automation(of: $0, reader.kinds) },
      kinds: reader.kinds, words: reader.words,
      match: { text, language in patterns[language]?.match(text) ?? [] },
      nearest: { text, language in patterns[language]?.nearest(text) ?? [] },
      snippet: { text, language in (patterns[language] ?? patterns["en"])?.snippet(text) ?? "" },
      strangeWord: { text, language in patterns[language]?.strangeWord(in: text) })
  }

  private static let limits = ScriptLimits()

  /// Another state in which everything is loaded, for a scenario that runs beside others.
  func furtherState() throws(LibraryProblem) -> LibraryState {
    try LibraryState.load(files: files, settings: settings, limits: Self.limits, chunks: chunks, again: true).state
  }

  /// What `check` looks at beyond `problems`: pairs of patterns that one sentence matches, and wrong examples.
  package func review() -> [Diagnostic] {
    Self.limited(VocabularyReview(files: files, definitions: book.definitions, patterns: patterns).problems())
  }

  /// Languages that the vocabulary speaks.
  package var languages: [String] { patterns.keys.sorted() }

  private static func diagnostic(_ problem: LibraryState.FileProblem, in files: LibraryFiles) -> Diagnostic {
    let place = DeclarationPlace(problem.path, line: problem.line ?? 0, in: files)
    let code = problem.isSyntax ? "library.syntax" : problem.line == nil ? "library.file" : "library.script"
    let hint: String? =
      if code == "library.file", let adapter = adapter(at: problem.path) {
        hint(forMissing: adapter, in: files)
      } else if problem.isSyntax, problem.message.contains("<eof>") {
        "a bracket, a text or a block that begins above has no end"
      } else if problem.isSyntax {
        "Lua met this where it cannot stand; often a comma, a quote or an end is missing just before"
      } else {
        // The script said what it met; what was meant only its writer knows.
        nil
      }
    return Diagnostic(
      .error, code, problem.message, in: place.file, at: place.range(of: nil).map { Label($0) }, hint: hint)
  }

  /// `small` of `adapters/small.lua`.
  private static func adapter(at path: String) -> String? {
    guard path.hasPrefix("adapters/"), path.hasSuffix(".lua") else { return nil }
    let name = path.dropFirst("adapters/".count).dropLast(".lua".count)
    return name.contains("/") ? nil : String(name)
  }

  private static func hint(forMissing name: String, in files: LibraryFiles) -> String {
    let known = files.paths(in: "adapters").compactMap(adapter).filter { $0 != "common" }
    if let near = nearestName(to: name, among: known) { return "did you mean \"\(near)\"?" }
    return "there are: \(known.joined(separator: ", ")); lmsaccept adapter new \(name.visibleLine) begins Adapters/"
      + "\(name.visibleLine).lua beside the project file"
  }

  /// Ten a file, for the eleventh is mostly the first again.
  private static func limited(_ problems: [Diagnostic]) -> [Diagnostic] {
    var counts: [String: Int] = [:]
    return problems.filter { problem in
      counts[problem.file?.path ?? "", default: 0] += 1
      return counts[problem.file?.path ?? "", default: 0] <= 10
    }
  }
}
