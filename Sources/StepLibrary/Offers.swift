package import RunModel
import Scripting

/// Something that an adapter's code calls and the LMS does not offer.
package struct Lack: Sendable, Hashable, Comparable {
  /// `core_user_create_users`.
  package var name: String
  /// True when the tool's account has it and people have not: only steps in which a person does it come to grief.
  package var isForPeople: Bool

  package static func < (left: Lack, right: Lack) -> Bool {
    (left.name, left.isForPeople ? 1 : 0) < (right.name, right.isForPeople ? 1 : 0)
  }
}

/// What an LMS offers, held against what the code of its adapter calls.
package struct Offers: Sendable {
  /// What the tool does with things of a kind.
  package enum Use: String, Sendable, CaseIterable {
    case find, make, change, remove
  }

  package let target: String
  /// `web-service functions`.
  package let what: String
  /// What a reader can do about a lack; nil when the adapter does not say.
  package let hint: String?
  /// How many different names the code calls.
  package let called: Int
  private let steps: [String: [Lack]]
  /// Kinds of things that the code of a step makes.
  private let makes: [String: [String]]
  private let kinds: [String: [String: [Lack]]]

  init(_ value: ScriptValue) {
    target = value["target"]?.text ?? ""
    what = value["what"]?.text ?? ""
    hint = value["hint"]?.text
    called = Int(value["called"]?.int ?? 0)
    steps = Self.byName(value["steps"], Self.lacks)
    makes = Self.byName(value["makes"]) { ($0.list ?? []).compactMap(\.text) }
    kinds = Self.byName(value["kinds"]) { Self.byName($0, Self.lacks) }
  }

  private static func byName<Value>(
    _ value: ScriptValue?, _ read: (ScriptValue) -> Value
  ) -> [String: Value] {
    Dictionary((value?.fields ?? []).map { ($0.key, read($0.value)) }, uniquingKeysWith: { first, _ in first })
  }

  private static func lacks(_ value: ScriptValue) -> [Lack] {
    (value.fields ?? []).map { Lack(name: $0.key, isForPeople: $0.value.text == "people") }.sorted()
  }

  /// What a use of a kind's things lacks; done by the tool's account.
  package func lacks(_ use: Use, of kind: String) -> [Lack] { kinds[kind]?[use.rawValue] ?? [] }

  /// What a step lacks: in its own code, in finding the things it names, and in making and removing what it makes.
  package func lacks(of definition: StepDefinition) -> [Lack] {
    var found = Set(steps[definition.id] ?? [])
    for kind in makes[definition.id] ?? [] {
      found.formUnion(kinds[kind]?["make_as"] ?? [])
      for use in [Use.find, .make, .remove] { found.formUnion(lacks(use, of: kind)) }
    }
    let named =
      definition.parameters.map { StepTypes.isPerson($0.type) ? "user" : $0.type }
      + (definition.table ?? []).compactMap(\.refersTo)
    for kind in named { found.formUnion(lacks(.find, of: kind)) }
    return found.sorted()
  }

  /// What a seed of a kind lacks.
  package func lacksOfSeeding(_ kind: String) -> [Lack] {
    Set([Use.find, .make, .remove].flatMap { lacks($0, of: kind) }).sorted()
  }

  package var kindNames: [String] { kinds.keys.sorted() }
}

extension LibraryRun {
  /// Asks each target that can say it what it offers.
  ///
  /// - Parameter person: somebody who can sign in, to learn what people may call; nil: only the tool's account is asked.
  @concurrent
  package func offers(person: String?) async -> Result<[Offers], AskingProblem> {
    let files = shared.library.files
    let texts = (files.paths(in: "adapters") + files.paths(in: "Steps")).compactMap { path in
      files.texts[path].map { ScriptField(path, .text($0)) }
    }
    var offers: [Offers] = []
    let trouble = await aside("lacking", [.table(texts), .text(person ?? "")]) { value in
      offers = (value.list ?? []).map(Offers.init)
    }
    if let trouble { return .failure(AskingProblem(message: trouble.message)) }
    return .success(offers)
  }

  /// Those of the things that the LMS does not have, as the tool's account finds them.
  @concurrent
  package func missing(_ things: [ThingName]) async -> Result<[ThingName], AskingProblem> {
    guard !things.isEmpty else { return .success([]) }
    var missing: [ThingName] = []
    let asked = things.map { thing in
      ScriptValue.table([
        ScriptField("kind", .text(thing.kind)), ScriptField("key", .list(thing.key.map(ScriptValue.text))),
      ])
    }
    let trouble = await aside("missing_content", [.list(asked)]) { value in
      missing = (value.list ?? []).compactMap { $0.int.map { things[Int($0) - 1] } }
    }
    if let trouble { return .failure(AskingProblem(message: trouble.message)) }
    return .success(missing)
  }
}
