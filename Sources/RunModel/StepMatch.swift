/// A step text understood: which definition, said how, with which arguments.
package struct StepMatch: Sendable, Hashable {
  /// Index into the book's definitions.
  package var definition: Int
  /// Index into that definition's wordings.
  package var wording: Int
  /// In the order of the definition's parameters; what an attempt leaves out is `.missing`.
  package var arguments: [StepArgument]

  package init(definition: Int, wording: Int, arguments: [StepArgument]) {
    self.definition = definition
    self.wording = wording
    self.arguments = arguments
  }
}

/// One argument of a step.
package struct StepArgument: Sendable, Hashable {
  package var name: String
  /// As written in the scenario, quotes included.
  package var text: String
  /// UTF-8 offsets in the step's text, half open; nil for a missing one.
  package var lower: Int?
  package var upper: Int?
  package var value: ArgumentValue

  package init(name: String, text: String, lower: Int? = nil, upper: Int? = nil, value: ArgumentValue) {
    self.name = name
    self.text = text
    self.lower = lower
    self.upper = upper
    self.value = value
  }
}

package enum ArgumentValue: Sendable, Hashable {
  /// `"sanne"`, `learner "sanne"`, `the learner`: at least one of role and handle is there.
  case person(handle: String?, role: String?)
  /// A thing of a kind by the key written in the text.
  case thing(kind: String, key: String)
  /// `{activity} of {course}` and other keys of two parts, in the order of the kind's key columns.
  case part(kind: String, keys: [String])
  /// A word of a list (`words "field"`), by its key.
  case word(list: String, key: String)
  case int(Int)
  case number(Double)
  case seconds(Double)
  case text(String)
  case missing
}

/// The vocabulary of a run, ready to be matched.
package struct StepBook: Sendable {
  package var definitions: [StepDefinition]
  /// What the chosen adapter says, by definition index.
  package var automation: [Automation]
  /// What a table column of a step or seed means, and every kind there is, by name.
  package var kinds: [String: ThingKind]
  /// Word lists, by name.
  package var words: [String: [WordEntry]]
  /// All definitions that match a step text in a language, in library order.
  package var match: @Sendable (_ text: String, _ language: String) -> [StepMatch]
  /// The nearest patterns to a text that nothing matches, best first, at most three.
  package var nearest: @Sendable (_ text: String, _ language: String) -> [String]
  /// A Lua skeleton for a text that nothing matches.
  package var snippet: @Sendable (_ text: String, _ language: String) -> String
  /// Where a text that nothing matches is a sentence of the vocabulary but for one word of a list.
  package var strangeWord: @Sendable (_ text: String, _ language: String) -> StrangeWord?

  package init(
    definitions: [StepDefinition], automation: [Automation], kinds: [String: ThingKind] = [:],
    words: [String: [WordEntry]] = [:],
    match: @escaping @Sendable (String, String) -> [StepMatch],
    nearest: @escaping @Sendable (String, String) -> [String] = { _, _ in [] },
    snippet: @escaping @Sendable (String, String) -> String = { _, _ in "" },
    strangeWord: @escaping @Sendable (String, String) -> StrangeWord? = { _, _ in nil }
  ) {
    self.definitions = definitions
    self.automation = automation
    self.kinds = kinds
    self.words = words
    self.match = match
    self.nearest = nearest
    self.snippet = snippet
    self.strangeWord = strangeWord
  }
}

/// A word that stands where a sentence takes one of a list, and is not in it: `the shoe size of "tim"` where a field goes.
package struct StrangeWord: Sendable, Hashable {
  package var text: String
  /// UTF-8 offsets in the step's text, half open.
  package var lower: Int
  package var upper: Int
  /// The name of the list, as in `{field}`.
  package var list: String
  /// What the language has in it, the spelling that is printed.
  package var known: [String]

  package init(text: String, lower: Int, upper: Int, list: String, known: [String]) {
    self.text = text
    self.lower = lower
    self.upper = upper
    self.list = list
    self.known = known
  }
}

/// One word that has a translation: `field` `city` is `woonplaats` in Dutch.
package struct WordEntry: Sendable, Hashable {
  package var key: String
  /// Language -> spellings, the first is the one we print.
  package var spellings: [String: [String]]

  package init(key: String, spellings: [String: [String]]) {
    self.key = key
    self.spellings = spellings
  }
}

/// A kind of thing that can be seeded and named: `course`, `course enrolment`.
package struct ThingKind: Sendable, Hashable {
  package var name: String
  /// Language -> [singular, plural].
  package var names: [String: [String]]
  /// One column, or several for relations.
  package var key: [String]
  package var isRelation: Bool
  package var columns: [ThingColumn]
  package var place: ScriptPlace

  package init(
    name: String, names: [String: [String]], key: [String], isRelation: Bool, columns: [ThingColumn], place: ScriptPlace
  ) {
    self.name = name
    self.names = names
    self.key = key
    self.isRelation = isRelation
    self.columns = columns
    self.place = place
  }
}

/// A column of a kind, as the vocabulary describes it.
package struct ThingColumn: Sendable, Hashable {
  package var name: String
  /// Language -> spellings beside the name itself.
  package var names: [String: [String]]
  /// `text`, `int`, `number`, `bool`, `date`, `role` or a word list's name.
  package var type: String
  /// The kind that this column names, or nil.
  package var refersTo: String?
  package var isWriteOnly: Bool

  package init(name: String, names: [String: [String]], type: String, refersTo: String?, isWriteOnly: Bool) {
    self.name = name
    self.names = names
    self.type = type
    self.refersTo = refersTo
    self.isWriteOnly = isWriteOnly
  }
}
