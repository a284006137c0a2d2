import Diagnostics
import RunModel

/// A thing that a scenario names before anything in the scenario makes it.
struct UnseededThing {
  var thing: ThingName
  var place: SourceRange
  /// Whether the scenario applies to the target: only then does it run, and only then do its seeds count for others.
  var applies: Bool
  /// The 1-based line of the step that makes it too late; nil when no step of the scenario does.
  var laterLine: Int?
  /// What is there of this kind when the step runs, for the nearest name.
  var known: [ThingName]

  /// What somebody reads of it; nil when it is there after all.
  ///
  /// - Parameter lasting: what the seeds of scenarios leave behind. Of a thing that its own scenario makes later that
  ///   does not count: on an empty LMS the step comes first.
  func diagnostic(in file: SourceFile, lasting: Set<ThingName>) -> Diagnostic? {
    let named = "\(thing.kind) \(thing.quotedKey)"
    if let laterLine {
      return Diagnostic(
        .error, "plan.not-seeded", "\(named) is made only in line \(laterLine)", in: file,
        at: Label(place, "not there yet"), hint: "move the step that makes it above this one")
    }
    guard !lasting.contains(thing) else { return nil }
    let candidates = known + lasting.filter { $0.kind == thing.kind }
    let near = nearestName(to: thing.key[0], among: Set(candidates.map { $0.key[0] }).sorted())
    let otherwise =
      thing.kind == "user"
      ? "declare the person in the project file, or seed a user with this username"
      : "seed it above, or list it under content: in the project file"
    return Diagnostic(
      .error, "plan.not-seeded", "nothing makes \(named)", in: file, at: Label(place, "not seeded and not declared"),
      hint: near.map { "did you mean \"\($0)\"?" } ?? otherwise)
  }
}

/// Walks through the steps of a scenario with what is there so far: declared content and people, then what each step makes.
struct ThingReview {
  let book: StepBook
  let language: String
  private var known: Set<ThingName>
  /// Names in quotes in what people do or prepare: what somebody makes by hand is there afterwards, whatever its kind.
  private var madeByHand: Set<String> = []
  private(set) var missing: [(thing: ThingName, place: SourceRange, known: [ThingName])] = []

  /// - Parameter known: what is there before the first step.
  init(book: StepBook, language: String, known: Set<ThingName>) {
    self.book = book
    self.language = language
    self.known = known
  }

  mutating func read(_ step: PlannedStep, _ reading: StepReading) {
    switch step.understanding {
    case .seed(let seed): read(seed, reading)
    case .matched(let match): read(match, step, reading)
    case .human(.judge, _), .undefined, .ambiguous: break
    case .human(_, let text):
      let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      for place in parts.indices where place % 2 == 1 { madeByHand.insert(String(parts[place])) }
    }
  }

  // MARK: Seeds

  private mutating func read(_ seed: SeedTable, _ reading: StepReading) {
    guard let kind = book.kinds[seed.kind] else { return }
    // Rows may refer to one another, so all are there before the references are looked at.
    for row in seed.rows { known.insert(kind.thing(of: row)) }
    for row in seed.rows {
      // Whom a seed refers to is looked at with the people of the scenario.
      for reference in kind.references(of: row) where reference.thing.kind != "user" {
        let cell = reading.cells?.joined().first { $0.text == reference.thing.key[0] }
        need(reference.thing, at: cell?.range ?? reading.range)
      }
    }
  }

  // MARK: Steps

  private mutating func read(_ match: StepMatch, _ step: PlannedStep, _ reading: StepReading) {
    let definition = book.definitions[match.definition]
    var made: [ThingName] = []
    for argument in match.arguments {
      guard let thing = thing(of: argument) else { continue }
      if definition.makes.contains(argument.name) { made.append(thing) }
      if definition.mayLack(argument.name) { continue }
      need(thing, at: reading.place(argument.lower, argument.upper))
    }
    if let columns = definition.table { read(columns, of: definition, reading, &made) }
    known.formUnion(made)
  }

  private func thing(of argument: StepArgument) -> ThingName? {
    switch argument.value {
    case .thing(let kind, let key): ThingName(kind: kind, key: [key])
    case .part(let kind, let keys): ThingName(kind: kind, key: keys)
    case .person, .word, .int, .number, .seconds, .text, .missing: nil
    }
  }

  private mutating func read(
    _ columns: [ThingColumn], of definition: StepDefinition, _ reading: StepReading, _ made: inout [ThingName]
  ) {
    guard let cells = reading.cells, let header = cells.first else { return }
    let reader = SeedReader(book: book, language: language)
    let found = header.map { name in columns.first { reader.isCalled($0, name.text) } }
    for row in cells.dropFirst() {
      for (column, cell) in zip(found, row) where !cell.text.isEmpty {
        guard let column, let kind = column.refersTo else { continue }
        let thing = ThingName(kind: kind, key: [cell.text])
        if definition.makes.contains(column.name) { made.append(thing) }
        if !definition.mayLack(column.name) { need(thing, at: cell.range) }
      }
    }
  }

  // MARK: What is needed

  private mutating func need(_ thing: ThingName, at place: SourceRange) {
    guard let kind = book.kinds[thing.kind], kind.key.count == thing.key.count, !known.contains(thing),
      !madeByHand.contains(thing.key[0])
    else { return }
    // Of a part only the whole is spoken of when that is not there either: it stands in the same sentence.
    for (column, text) in zip(kind.key, thing.key) where kind.key.count > 1 {
      guard let whole = kind.columns.first(where: { $0.name == column })?.refersTo, whole != "user" else { continue }
      if !known.contains(ThingName(kind: whole, key: [text])), !madeByHand.contains(text) { return }
    }
    missing.append((thing, place, known.filter { $0.kind == thing.kind }))
  }
}

extension StepDefinition {
  /// Whether a thing that this parameter or column names need not be there: the step makes it, or is about its absence.
  fileprivate func mayLack(_ name: String) -> Bool { makes.contains(name) || absent.contains(name) }
}
