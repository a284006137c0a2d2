/// One sentence of the vocabulary: what it means, in every language it can be said, and what it takes.
package struct StepDefinition: Sendable, Hashable {
  private struct Contents: Hashable {
    var id: String
    var kind: StepKind
    var wordings: [StepWording]
    var parameters: [StepParameter]
    var changes: [String]
    var makes: [String]
    var absent: [String]
    var table: [ThingColumn]?
    var takesDocString: Bool
    var doc: String
    var examples: [String]
    var area: String
    var system: OtherSystem?
    var isGeneric: Bool
    var place: ScriptPlace
  }

  private var shared: Shared<Contents>

  /// `enrolment.add`: two words, unique in the library.
  package var id: String {
    get { shared.value.id }
    set { shared.value.id = newValue }
  }
  package var kind: StepKind {
    get { shared.value.kind }
    set { shared.value.kind = newValue }
  }
  package var wordings: [StepWording] {
    get { shared.value.wordings }
    set { shared.value.wordings = newValue }
  }
  /// In the order of the first wording; bodies get their arguments in this order.
  package var parameters: [StepParameter] {
    get { shared.value.parameters }
    set { shared.value.parameters = newValue }
  }
  /// Names of parameters whose thing this step changes: the planner never runs it beside another use of that thing.
  package var changes: [String] {
    get { shared.value.changes }
    set { shared.value.changes = newValue }
  }
  /// Names of parameters and table columns whose thing this step makes, so that later steps may name it.
  package var makes: [String] {
    get { shared.value.makes }
    set { shared.value.makes = newValue }
  }
  /// Names of parameters and table columns whose thing need not be there: the step is about its absence.
  package var absent: [String] {
    get { shared.value.absent }
    set { shared.value.absent = newValue }
  }
  /// The columns of the table that this step takes; nil when it takes none.
  package var table: [ThingColumn]? {
    get { shared.value.table }
    set { shared.value.table = newValue }
  }
  package var takesDocString: Bool {
    get { shared.value.takesDocString }
    set { shared.value.takesDocString = newValue }
  }
  package var doc: String {
    get { shared.value.doc }
    set { shared.value.doc = newValue }
  }
  /// Sentences that this step matches, checked and printed in the documentation.
  package var examples: [String] {
    get { shared.value.examples }
    set { shared.value.examples = newValue }
  }
  /// `USR`, from the vocabulary file or the step; empty when none.
  package var area: String {
    get { shared.value.area }
    set { shared.value.area = newValue }
  }
  /// What the step needs beside the LMS: why a person does it as long as no target of the project brings code for it.
  package var system: OtherSystem? {
    get { shared.value.system }
    set { shared.value.system = newValue }
  }
  /// It says how something is asked and not what it means: for what the vocabulary has no word for yet.
  package var isGeneric: Bool {
    get { shared.value.isGeneric }
    set { shared.value.isGeneric = newValue }
  }
  package var place: ScriptPlace {
    get { shared.value.place }
    set { shared.value.place = newValue }
  }

  package init(
    id: String, kind: StepKind, wordings: [StepWording], parameters: [StepParameter] = [], changes: [String] = [],
    makes: [String] = [], absent: [String] = [], table: [ThingColumn]? = nil, takesDocString: Bool = false,
    doc: String = "", examples: [String] = [],
    area: String = "", system: OtherSystem? = nil, isGeneric: Bool = false, place: ScriptPlace
  ) {
    shared = Shared(
      Contents(
        id: id, kind: kind, wordings: wordings, parameters: parameters, changes: changes, makes: makes, absent: absent,
        table: table, takesDocString: takesDocString, doc: doc, examples: examples, area: area, system: system,
        isGeneric: isGeneric, place: place))
  }
}

/// What a step does, which decides the rules against passing wrongly (section 1a of `docs/language.md`).
package enum StepKind: String, Sendable, Codable, CaseIterable {
  /// Makes sure that something is so (a Given); needs a request unless it says `already`.
  case state
  /// Changes the LMS; needs a request.
  case action
  /// Compares; needs at least one `expect`.
  case check
  /// The host's own seeding tables.
  case seed
  /// A person judges; changes nothing and holds nothing up.
  case judge
  /// A person does something in the LMS; what follows waits.
  case task
  /// The lead prepares something before the testers start.
  case prepare

  package var isHuman: Bool { self == .judge || self == .task || self == .prepare }
}

/// One way to say a step, in one language.
package struct StepWording: Sendable, Hashable {
  /// `en`, `nl`.
  package var language: String
  /// A Cucumber Expression.
  package var pattern: String
  /// True for "tries to …": the outcome is recorded and judged by a later step.
  package var isAttempt: Bool
  /// Parameter names in the order of this pattern; an attempt may leave some of the definition's out.
  package var parameters: [String]

  package init(language: String, pattern: String, isAttempt: Bool = false, parameters: [String] = []) {
    self.language = language
    self.pattern = pattern
    self.isAttempt = isAttempt
    self.parameters = parameters
  }
}

/// A system beside the LMS that steps speak of: a mail system, the HR source, the old LMS.
package struct OtherSystem: Sendable, Hashable {
  /// `mail`.
  package var name: String
  /// Language -> what it is called in a sentence: `a mail system`, `een mailsysteem`.
  package var phrases: [String: String]

  package init(name: String, phrases: [String: String]) {
    self.name = name
    self.phrases = phrases
  }

  /// Why a step about it is left to a person, for the worksheet and the listings.
  package func reason(_ texts: Texts) -> String {
    let phrase = phrases[texts.language] ?? phrases["en"] ?? name
    return texts(
      "needs \(phrase); this project names none", "heeft \(phrase) nodig; dit project noemt er geen")
  }
}

/// A named place in a pattern; the name is the type unless the wording says `{old=course}`.
package struct StepParameter: Sendable, Hashable {
  package var name: String
  package var type: String

  package init(name: String, type: String) {
    self.name = name
    self.type = type
  }
}

/// A line of a library script, 1-based.
package struct ScriptPlace: Sendable, Hashable, Codable, CustomStringConvertible {
  package var file: String
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}

/// What an adapter says about a step.
package enum Automation: Sendable, Hashable {
  case automated
  /// `manual "id" "reason"`: a person does it on this LMS.
  case manual(reason: Reason)
  /// `unsupported { id = "reason" }`: this LMS has no such thing.
  case unsupported(reason: Reason)
  /// No body yet, because the step speaks of a system beside the LMS that no target of the project is.
  case elsewhere(OtherSystem)
  /// Neither body nor statement: a human row in `run`, a warning in `check`.
  case missing
}
