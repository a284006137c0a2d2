/// A CSS selector, taken apart: alternatives of steps.
struct Selector {
  /// `a > b`: the element `b` and how it stands to the one before.
  struct Step {
    var combinator: Combinator
    var conditions: [Condition]
  }

  enum Combinator {
    case descendant, child, next, later
  }

  enum Operator {
    case isPresent, equals, begins, ends, contains, hasWord, isLanguage
  }

  indirect enum Condition {
    case any
    case tag(String)
    case id(String)
    case hasClass(String)
    case attribute(String, Operator, String)
    /// Place among the elements of one parent, from 1: `step * n + offset` for n from 0.
    case nthChild(step: Int, offset: Int)
    case lastChild
    /// None of the alternatives holds.
    case not([[Condition]])
  }

  var alternatives: [[Step]]
}

extension Selector {
  /// XPath 1.0 that finds the same elements below a context node, in document order.
  var xpath: String {
    alternatives.map { steps in
      steps.map { $0.xpath }.joined(separator: "/")
    }.joined(separator: " | ")
  }
}

extension Selector.Step {
  fileprivate var xpath: String {
    let start =
      switch combinator {
      case .descendant: "descendant::*"
      case .child: "child::*"
      case .next: "following-sibling::*[1]"
      case .later: "following-sibling::*"
      }
    return start + conditions.map { "[" + $0.xpath + "]" }.joined()
  }
}

extension Selector.Condition {
  fileprivate var xpath: String {
    switch self {
    case .any: "true()"
    // `name()` and not a name test: a name with a colon would be a prefix there.
    case .tag(let name): "name() = \(Self.literal(name))"
    case .id(let value): "@id = \(Self.literal(value))"
    case .hasClass(let name): Self.word(name, in: "@class")
    case .attribute(let name, let comparison, let value):
      Self.compare("@*[name() = \(Self.literal(name))]", comparison, value)
    case .nthChild(let step, let offset): Self.place(step: step, offset: offset)
    case .lastChild: "not(following-sibling::*)"
    case .not(let alternatives):
      "not("
        + alternatives.map { conditions in
          "(" + conditions.map { $0.xpath }.joined(separator: " and ") + ")"
        }.joined(separator: " or ") + ")"
    }
  }

  private static func compare(_ attribute: String, _ comparison: Selector.Operator, _ value: String)
    -> String
  {
    let literal = literal(value)
    switch comparison {
    case .isPresent: return attribute
    case .equals: return "\(attribute) = \(literal)"
    // An empty value matches nothing here (Selectors 4, 6.2), while XPath finds it everywhere.
    case .begins, .ends, .contains, .hasWord:
      if value.isEmpty || (comparison == .hasWord && value.contains(where: \.isWhitespace)) {
        return "false()"
      }
    case .isLanguage:
      return
        "(\(attribute) = \(literal) or starts-with(\(attribute), \(Self.literal(value + "-"))))"
    }
    switch comparison {
    case .begins: return "starts-with(\(attribute), \(literal))"
    case .contains: return "contains(\(attribute), \(literal))"
    case .ends:
      let length = value.unicodeScalars.count
      return "substring(\(attribute), string-length(\(attribute)) - \(length - 1)) = \(literal)"
    default: return word(value, in: attribute)
    }
  }

  private static func word(_ word: String, in attribute: String) -> String {
    "contains(concat(' ', normalize-space(\(attribute)), ' '), \(literal(" " + word + " ")))"
  }

  private static func place(step: Int, offset: Int) -> String {
    let place = "(count(preceding-sibling::*) + 1)"
    if step == 0 { return "\(place) = \(offset)" }
    let isReached = step > 0 ? "\(place) >= \(offset)" : "\(place) <= \(offset)"
    return "\(isReached) and (\(place) - \(offset)) mod \(step) = 0"
  }

  /// XPath has no escapes in its strings: a text with both quotes is put together.
  private static func literal(_ text: String) -> String {
    if !text.contains("'") { return "'\(text)'" }
    if !text.contains("\"") { return "\"\(text)\"" }
    return "concat("
      + text.split(separator: "'", omittingEmptySubsequences: false).map { "'\($0)'" }.joined(
        separator: ", \"'\", ") + ")"
  }
}
