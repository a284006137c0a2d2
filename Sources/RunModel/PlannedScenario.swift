package import Diagnostics

/// One scenario (or one example row of an outline) as it will run: matched, with its people and what it touches.
package struct PlannedScenario: Sendable {
  private struct Contents {
    var index: Int
    var id: String
    var exampleKey: String
    var exampleText: String
    var name: String
    var feature: String
    var rule: String
    var file: SourceFile
    var position: SourcePosition
    var language: String
    var tags: [String]
    var steps: [PlannedStep]
    var revision: String
    var touches: [Touch]
    var locks: [String]
    var people: [String]
    var notApplicable: String?
    var pickleID: String?
  }

  private var shared: Shared<Contents>

  /// From 0 in plan order; results are reported in this order.
  package var index: Int {
    get { shared.value.index }
    set { shared.value.index = newValue }
  }
  /// `USR-01` from `@id:`, else `file:line`.
  package var id: String {
    get { shared.value.id }
    set { shared.value.id = newValue }
  }
  /// Empty for a plain scenario; for an example row the hash that survives reordering of rows.
  package var exampleKey: String {
    get { shared.value.exampleKey }
    set { shared.value.exampleKey = newValue }
  }
  /// For people: `city, Utrecht, accepted`; empty for a plain scenario.
  package var exampleText: String {
    get { shared.value.exampleText }
    set { shared.value.exampleText = newValue }
  }
  package var name: String {
    get { shared.value.name }
    set { shared.value.name = newValue }
  }
  package var feature: String {
    get { shared.value.feature }
    set { shared.value.feature = newValue }
  }
  /// The rule it stands in; empty for none.
  package var rule: String {
    get { shared.value.rule }
    set { shared.value.rule = newValue }
  }
  package var file: SourceFile {
    get { shared.value.file }
    set { shared.value.file = newValue }
  }
  package var position: SourcePosition {
    get { shared.value.position }
    set { shared.value.position = newValue }
  }
  /// The Gherkin dialect of the file: `en`, `nl`.
  package var language: String {
    get { shared.value.language }
    set { shared.value.language = newValue }
  }
  /// With `@`, own and inherited.
  package var tags: [String] {
    get { shared.value.tags }
    set { shared.value.tags = newValue }
  }
  package var steps: [PlannedStep] {
    get { shared.value.steps }
    set { shared.value.steps = newValue }
  }
  /// Hash over keyword types, texts, tables and doc strings: what a result is a result *of*.
  package var revision: String {
    get { shared.value.revision }
    set { shared.value.revision = newValue }
  }
  /// Things read and written, for running side by side.
  package var touches: [Touch] {
    get { shared.value.touches }
    set { shared.value.touches = newValue }
  }
  /// `@lock:` names; `*` excludes everybody.
  package var locks: [String] {
    get { shared.value.locks }
    set { shared.value.locks = newValue }
  }
  /// Handles of the people named anywhere in it.
  package var people: [String] {
    get { shared.value.people }
    set { shared.value.people = newValue }
  }
  /// Set when the scenario cannot apply to the target (`@only`, `@not`, `@needs`), with the reason.
  package var notApplicable: String? {
    get { shared.value.notApplicable }
    set { shared.value.notApplicable = newValue }
  }
  /// Id of its pickle in the Gherkin stream of this run, for reports that name it.
  package var pickleID: String? {
    get { shared.value.pickleID }
    set { shared.value.pickleID = newValue }
  }

  package init(
    index: Int, id: String, exampleKey: String = "", exampleText: String = "", name: String, feature: String,
    rule: String = "", file: SourceFile, position: SourcePosition, language: String, tags: [String],
    steps: [PlannedStep], revision: String, touches: [Touch] = [], locks: [String] = [], people: [String] = [],
    notApplicable: String? = nil, pickleID: String? = nil
  ) {
    shared = Shared(
      Contents(
        index: index, id: id, exampleKey: exampleKey, exampleText: exampleText, name: name, feature: feature,
        rule: rule, file: file, position: position, language: language, tags: tags, steps: steps, revision: revision,
        touches: touches, locks: locks, people: people, notApplicable: notApplicable, pickleID: pickleID))
  }

  /// The values of `@name:value` tags, in order.
  package func values(of tag: String) -> [String] {
    let prefix = "@" + tag + ":"
    return tags.compactMap { $0.utf8.starts(with: prefix.utf8) ? String($0.utf8.dropFirst(prefix.utf8.count)) : nil }
  }

  /// Id and example, as `show` and worksheets name it: `USR-03 [city, Utrecht, accepted]`.
  package var title: String { exampleText.isEmpty ? id : "\(id) [\(exampleText)]" }
}

/// A thing that a scenario reads or writes: `user:tim`.
package struct Touch: Sendable, Hashable {
  package var thing: String
  package var writes: Bool

  package init(thing: String, writes: Bool) {
    self.thing = thing
    self.writes = writes
  }
}

/// One step of a planned scenario.
package struct PlannedStep: Sendable {
  private struct Contents {
    var ordinal: Int
    var keyword: String
    var type: StepType
    var text: String
    var offset: Int
    var position: SourcePosition
    var table: [[String]]?
    var docString: String?
    var understanding: Understanding
    var definition: MatchedDefinition?
    var pickleStepID: String?
  }

  private var shared: Shared<Contents>

  /// From 0 among all steps as written, background included.
  package var ordinal: Int {
    get { shared.value.ordinal }
    set { shared.value.ordinal = newValue }
  }
  /// As written, with its space: `Given `.
  package var keyword: String {
    get { shared.value.keyword }
    set { shared.value.keyword = newValue }
  }
  /// The resolved meaning of And and But.
  package var type: StepType {
    get { shared.value.type }
    set { shared.value.type = newValue }
  }
  package var text: String {
    get { shared.value.text }
    set { shared.value.text = newValue }
  }
  /// UTF-8 offset of the text in the scenario's file; nil when a step comes from a table file.
  package var offset: Int {
    get { shared.value.offset }
    set { shared.value.offset = newValue }
  }
  package var position: SourcePosition {
    get { shared.value.position }
    set { shared.value.position = newValue }
  }
  /// Rows of cells, the first the header.
  package var table: [[String]]? {
    get { shared.value.table }
    set { shared.value.table = newValue }
  }
  package var docString: String? {
    get { shared.value.docString }
    set { shared.value.docString = newValue }
  }
  package var understanding: Understanding {
    get { shared.value.understanding }
    set { shared.value.understanding = newValue }
  }
  /// The definition of a matched step, for reports that have no vocabulary at hand.
  package var definition: MatchedDefinition? {
    get { shared.value.definition }
    set { shared.value.definition = newValue }
  }
  /// Id of its step in the pickle.
  package var pickleStepID: String? {
    get { shared.value.pickleStepID }
    set { shared.value.pickleStepID = newValue }
  }

  package init(
    ordinal: Int, keyword: String, type: StepType, text: String, offset: Int, position: SourcePosition,
    table: [[String]]? = nil, docString: String? = nil, understanding: Understanding,
    definition: MatchedDefinition? = nil, pickleStepID: String? = nil
  ) {
    shared = Shared(
      Contents(
        ordinal: ordinal, keyword: keyword, type: type, text: text, offset: offset, position: position,
        table:
          table, docString: docString, understanding: understanding, definition: definition,
        pickleStepID:
          pickleStepID))
  }
}

package enum StepType: String, Sendable, Codable {
  case context, action, outcome, unknown
}

/// What planning made of a step text.
package enum Understanding: Sendable {
  case matched(StepMatch)
  /// A person's step: judge, task or prepare, with the text the person reads.
  case human(StepKind, text: String)
  /// `the following "courses" exist`.
  case seed(SeedTable)
  case undefined(nearest: [String], snippet: String)
  /// Ids of the definitions that all match.
  case ambiguous([String])
}

/// A seeding table understood: rows of columns by vocabulary name.
package struct SeedTable: Sendable, Hashable {
  package var kind: String
  /// True for "the following new …": an own copy for this scenario.
  package var isNew: Bool
  /// In the order written; cells already translated to the column's type spelling (`yes`, `ja` -> `true`).
  package var rows: [[SeedCell]]

  package init(kind: String, isNew: Bool, rows: [[SeedCell]]) {
    self.kind = kind
    self.isNew = isNew
    self.rows = rows
  }
}

package struct SeedCell: Sendable, Hashable {
  package var column: String
  package var text: String

  package init(column: String, text: String) {
    self.column = column
    self.text = text
  }
}
