internal import Patterns

/// One argument of a matched step.
package struct StepArgument: Sendable, Hashable {
  /// The type named in the expression; nil for a group of a regular expression that no type has.
  package var type: ParameterType?
  /// UTF-8 offsets in the step's text, half open; nil when the group took no part in the match.
  package var range: Range<Int>?
  /// The text at `range`.
  package var text: String?
  /// The texts of the groups inside the argument, or of the argument itself when it has none: what a custom type's
  /// transformation gets.
  package var texts: [String?]
  package var value: ArgumentValue
  /// The group with everything inside it, for reports that show groups.
  package var group: MatchedGroup
}

/// A capturing group and those inside it, as they took part in one match.
package struct MatchedGroup: Sendable, Hashable {
  /// UTF-8 offsets, half open; nil when the group took no part.
  package var range: Range<Int>?
  package var text: String?
  package var children: [MatchedGroup]

  init(_ tree: GroupTree, _ match: PatternMatch, in text: String) {
    range = match.groups[tree.number]
    self.text = range.map { text.part($0) }
    children = tree.children.map { MatchedGroup($0, match, in: text) }
  }
}

extension StepArgument {
  init(_ tree: GroupTree, _ match: PatternMatch, in text: String, type: ParameterType?) {
    let group = MatchedGroup(tree, match, in: text)
    let texts = group.children.isEmpty ? [group.text] : group.children.map(\.text)
    self.init(
      type: type, range: group.range, text: group.text, texts: texts, value: ArgumentValue(texts, type), group: group)
  }
}
