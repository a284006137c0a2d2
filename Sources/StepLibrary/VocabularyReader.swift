import Diagnostics
import RunModel
import Scripting

/// Turns what the vocabulary files said into words, kinds and definitions, collecting what is wrong.
struct VocabularyReader {
  let files: LibraryFiles
  private(set) var words: [String: [WordEntry]] = [:]
  private(set) var kinds: [String: ThingKind] = [:]
  private(set) var systems: [String: OtherSystem] = [:]
  private(set) var definitions: [StepDefinition] = []
  private(set) var problems: [Diagnostic] = []
  private var declarations: [Declaration] = []

  init(files: LibraryFiles) {
    self.files = files
  }

  mutating func read(_ declared: ScriptValue) {
    declarations = (declared.list ?? []).map(Declaration.init)
    for declaration in declarations {
      switch declaration.what {
      case "problem":
        report(declaration.code, declaration.message, declaration, mark: declaration.name, hint: declaration.hint)
      case "words": readWords(declaration)
      case "kind": readKind(declaration)
      case "system": readSystem(declaration)
      default: break
      }
    }
    checkKinds()
    for declaration in declarations {
      if declaration.what == "step" { readStep(declaration) }
      if declaration.what == "human" { readHuman(declaration) }
    }
  }

  mutating func report(
    _ code: String, _ message: String, _ declaration: Declaration, mark: String? = nil, label: String = "",
    hint: String?
  ) {
    let place = DeclarationPlace(declaration.path, line: declaration.line, in: files)
    problems.append(
      Diagnostic(
        .error, code, message, in: place.file, at: place.range(of: mark).map { Label($0, label) }, hint: hint))
  }

  // MARK: Words and kinds

  private mutating func readWords(_ declaration: Declaration) {
    words[declaration.name] = (declaration.data.fields ?? []).map { field in
      let spellings = Declaration.texts(field.value)
      if spellings.isEmpty {
        report(
          "library.words", "\"\(field.key)\" has no spelling", declaration, mark: field.key,
          hint: "write \(field.key) = { en = \"…\", nl = \"…\" }")
      }
      return WordEntry(
        key: field.key,
        spellings: Dictionary(spellings.map { ($0.language, $0.texts) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private mutating func readSystem(_ declaration: Declaration) {
    checkFields(of: declaration.data, among: [], declaration, what: "a system")
    let phrases = Declaration.texts(declaration.data).compactMap { language, texts in
      texts.first.map { (language, $0) }
    }
    if phrases.isEmpty {
      report(
        "library.words", "\"\(declaration.name)\" has no spelling", declaration, mark: declaration.name,
        hint: "write system \"\(declaration.name)\" { en = \"a …\", nl = \"een …\" }")
    }
    systems[declaration.name] = OtherSystem(
      name: declaration.name, phrases: Dictionary(phrases, uniquingKeysWith: { first, _ in first }))
  }

  /// What a step needs beside the LMS; nil when nothing, or when nobody declares it.
  private mutating func system(of declaration: Declaration) -> OtherSystem? {
    guard let name = declaration.data["system"]?.text else { return nil }
    if systems[name] == nil {
      report(
        "library.unknown-system", "the step \"\(declaration.name)\" needs the unknown system \"\(name)\"", declaration,
        mark: "\"\(name)\"",
        hint: didYouMean(name, systems.keys.sorted())
          ?? "declare it: system \"\(name)\" { en = \"a …\", nl = \"een …\" }")
    }
    return systems[name]
  }

  private static let kindFields: Set<String> = ["key", "relation", "columns", "doc"]
  private static let columnFields: Set<String> = ["type", "ref", "write_only", "default", "doc"]

  private mutating func readKind(_ declaration: Declaration) {
    let data = declaration.data
    checkFields(of: data, among: Self.kindFields, declaration, what: "a kind")
    let columns = (data["columns"]?.fields ?? []).map { column($0, declaration) }
    let keys = Declaration.strings(data["key"])
    for key in keys where !columns.contains(where: { $0.name == key }) {
      report(
        "library.unknown-column", "the key \"\(key)\" is no column of \"\(declaration.name)\"", declaration, mark: key,
        hint: didYouMean(key, columns.map(\.name)) ?? "name one of its columns as key")
    }
    if keys.isEmpty {
      report(
        "library.kind", "\"\(declaration.name)\" has no key", declaration, mark: declaration.name,
        hint: "add key = \"…\"")
    }
    kinds[declaration.name] = ThingKind(
      name: declaration.name,
      names: Dictionary(
        Declaration.texts(data).map { ($0.language, $0.texts) }, uniquingKeysWith: { first, _ in first }),
      key: keys, isRelation: data["relation"] == .bool(true),
      columns: columns.sorted { (rank($0, keys), $0.name) < (rank($1, keys), $1.name) },
      place: ScriptPlace(file: declaration.path, line: declaration.line))
  }

  private func rank(_ column: ThingColumn, _ keys: [String]) -> Int { keys.firstIndex(of: column.name) ?? keys.count }

  private mutating func column(_ field: ScriptField, _ declaration: Declaration) -> ThingColumn {
    let data = field.value
    checkFields(of: data, among: Self.columnFields, declaration, what: "a column")
    return ThingColumn(
      name: field.key,
      names: Dictionary(
        Declaration.texts(data).map { ($0.language, $0.texts) }, uniquingKeysWith: { first, _ in first }),
      type: data["type"]?.text ?? "text", refersTo: data["ref"]?.text, isWriteOnly: data["write_only"] == .bool(true))
  }

  private static let plainTypes = ["text", "int", "number", "bool", "date"]

  private mutating func checkKinds() {
    for declaration in declarations where declaration.what == "kind" {
      for column in kinds[declaration.name]?.columns ?? [] {
        check(column, of: declaration)
      }
    }
  }

  private mutating func check(_ column: ThingColumn, of declaration: Declaration) {
    if !Self.plainTypes.contains(column.type), words[column.type] == nil {
      report(
        "library.unknown-type", "the column \"\(column.name)\" has the unknown type \"\(column.type)\"", declaration,
        mark: "\"\(column.type)\"",
        hint: didYouMean(column.type, Self.plainTypes + words.keys.sorted())
          ?? "types: \((Self.plainTypes + words.keys.sorted()).joined(separator: ", "))")
    }
    if let kind = column.refersTo, kinds[kind] == nil {
      report(
        "library.unknown-kind", "the column \"\(column.name)\" refers to the unknown kind \"\(kind)\"", declaration,
        mark: "\"\(kind)\"",
        hint: didYouMean(kind, kinds.keys.sorted()) ?? "kinds: \(kinds.keys.sorted().joined(separator: ", "))")
    }
  }

  private mutating func checkFields(
    of data: ScriptValue, among known: Set<String>, _ declaration: Declaration, what: String
  ) {
    for field in data.fields ?? [] where !known.contains(field.key) && !Declaration.isLanguage(field.key) {
      report(
        "library.unknown-name", "\(what) knows no \"\(field.key)\"", declaration, mark: field.key,
        hint: didYouMean(field.key, known.sorted()) ?? "it may have: \(known.sorted().joined(separator: ", "))")
    }
  }

  private func didYouMean(_ name: String, _ names: [String]) -> String? {
    nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
  }

  // MARK: Steps

  private static let stepFields: Set<String> = [
    "attempt", "kind", "changes", "makes", "absent", "table", "docstring", "doc", "example", "examples", "area",
    "system", "generic", "signs_in",
  ]
  private static let kindNames = [StepKind.state, .action, .check]

  private mutating func readStep(_ declaration: Declaration) {
    let data = declaration.data
    checkFields(of: data, among: Self.stepFields, declaration, what: "a step")
    var wordings = self.wordings(data, isAttempt: false)
    if wordings.isEmpty {
      report(
        "library.wording", "\"\(declaration.name)\" has no wording", declaration, mark: declaration.name,
        hint: "add en = \"…\"")
    }
    if let attempt = data["attempt"] { wordings += self.wordings(attempt, isAttempt: true) }
    let kind = data["kind"]?.text.flatMap(StepKind.init)
    if kind.map(Self.kindNames.contains) != true {
      report(
        "library.step-kind", "\"\(declaration.name)\" must say what it does", declaration, mark: declaration.name,
        hint: "add kind = \"state\" (makes sure), \"action\" (changes) or \"check\" (compares)")
    }
    definitions.append(
      StepDefinition(
        id: declaration.name, kind: kind ?? .action, wordings: wordings,
        changes: Declaration.strings(data["changes"]), makes: Declaration.strings(data["makes"]),
        absent: Declaration.strings(data["absent"]), table: table(data["table"], declaration),
        takesDocString: data["docstring"] == .bool(true), doc: data["doc"]?.text ?? "",
        examples: Declaration.strings(data["examples"]) + Declaration.strings(data["example"]),
        area: data["area"]?.text ?? declaration.area, system: system(of: declaration),
        isGeneric: data["generic"] == .bool(true),
        place: ScriptPlace(file: declaration.path, line: declaration.line)))
  }

  private func wordings(_ data: ScriptValue, isAttempt: Bool) -> [StepWording] {
    Declaration.texts(data).flatMap { language, texts in
      texts.map { StepWording(language: language, pattern: $0, isAttempt: isAttempt) }
    }
  }

  /// `table = { course = "course" }`: column -> kind, word list or type; or the fields of a kind's column.
  private mutating func table(_ value: ScriptValue?, _ declaration: Declaration) -> [ThingColumn]? {
    switch value {
    case nil, .some(.none), .bool(false): return nil
    case .text(let kind):
      if let known = kinds[kind] { return known.columns }
      report(
        "library.unknown-kind", "the table has the unknown kind \"\(kind)\"", declaration, mark: "\"\(kind)\"",
        hint: didYouMean(kind, kinds.keys.sorted()))
      return []
    case .table(let fields):
      return fields.map { field in
        guard let type = field.value.text else { return column(field, declaration) }
        return tableColumn(field.key, type, declaration)
      }
    case .list(let names): return names.compactMap(\.text).map { tableColumn($0, "text", declaration) }
    default: return []
    }
  }

  private mutating func tableColumn(_ name: String, _ type: String, _ declaration: Declaration) -> ThingColumn {
    if kinds[type] != nil {
      return ThingColumn(name: name, names: names(of: name), type: "text", refersTo: type, isWriteOnly: false)
    }
    if !Self.plainTypes.contains(type), words[type] == nil {
      report(
        "library.unknown-type", "the table column \"\(name)\" has the unknown type \"\(type)\"", declaration,
        mark: "\"\(type)\"", hint: didYouMean(type, Self.plainTypes + words.keys.sorted() + kinds.keys.sorted()))
    }
    return ThingColumn(name: name, names: names(of: name), type: type, refersTo: nil, isWriteOnly: false)
  }

  /// How a column of a table is called in other languages: as the kind or the column of that name.
  private func names(of name: String) -> [String: [String]] {
    if let kind = kinds[name] { return kind.names }
    for kind in kinds.values.sorted(by: { $0.name < $1.name }) {
      if let column = kind.columns.first(where: { $0.name == name }), !column.names.isEmpty { return column.names }
    }
    return [:]
  }

  private static let humanKinds = [StepKind.judge, .task, .prepare]

  private mutating func readHuman(_ declaration: Declaration) {
    guard let kind = StepKind(rawValue: declaration.name), kind.isHuman else {
      report(
        "library.human", "\"\(declaration.name)\" is no kind of human step", declaration, mark: declaration.name,
        hint: "use human \"judge\", \"task\" or \"prepare\"")
      return
    }
    definitions.append(
      StepDefinition(
        id: "human.\(kind.rawValue)", kind: kind, wordings: wordings(declaration.data, isAttempt: false),
        doc: declaration.data["doc"]?.text ?? "", place: ScriptPlace(file: declaration.path, line: declaration.line)))
  }

  /// Takes back the definitions with their parameters filled in.
  mutating func set(_ definition: StepDefinition, at index: Int) { definitions[index] = definition }
  mutating func add(_ found: [Diagnostic]) { problems += found }
}
