package import Diagnostics

/// What a feature file says (the AST of Cucumber's messages), with the places needed to point at any of it.
package struct GherkinDocument: Sendable, Hashable {
  /// nil when the file holds nothing but comments and empty lines.
  package var feature: Feature?
  package var comments: [Comment]
}

/// A line that begins with `#`, with its leading space.
package struct Comment: Sendable, Hashable {
  package var location: Location
  package var text: String
}

/// A tag with its `@`.
package struct Tag: Sendable, Hashable {
  package var id: NodeID
  package var location: Location
  package var name: String
  package var range: SourceRange
}

package struct Feature: Sendable, Hashable {
  package var tags: [Tag]
  package var heading: Heading
  /// The dialect's code (`nl`).
  package var language: String
  package var children: [FeatureChild]
}

package enum FeatureChild: Sendable, Hashable {
  case background(Background)
  case scenario(Scenario)
  case rule(Rule)
}

package struct Rule: Sendable, Hashable {
  package var id: NodeID
  package var tags: [Tag]
  package var heading: Heading
  package var children: [RuleChild]
}

package enum RuleChild: Sendable, Hashable {
  case background(Background)
  case scenario(Scenario)
}

/// What Feature, Rule, Background, Scenario and Examples have in common: the line that opens them, and a description.
package struct Heading: Sendable, Hashable {
  package var location: Location
  /// Without the colon; nil only for a Markdown file whose first line is no `# Feature:`.
  package var keyword: String?
  package var name: String
  package var nameRange: SourceRange
  package var description = ""
  /// The lines of the description that are not blank, each without the space around it.
  package var descriptionLines: [DescriptionLine] = []

  package var keywordRange: SourceRange { location.range(of: keyword ?? name) }
}

package struct DescriptionLine: Sendable, Hashable {
  package var line: Int
  package var range: SourceRange
}

extension Feature {
  /// All scenarios in the order written, with the rule each stands in.
  package var scenarios: [(rule: Rule?, scenario: Scenario)] {
    children.flatMap { child -> [(rule: Rule?, scenario: Scenario)] in
      switch child {
      case .background: []
      case .scenario(let scenario): [(nil, scenario)]
      case .rule(let rule):
        rule.children.compactMap { child in
          guard case .scenario(let scenario) = child else { return nil }
          return (rule, scenario)
        }
      }
    }
  }

  /// All backgrounds: the feature's own and those of its rules.
  package var backgrounds: [Background] {
    children.flatMap { child -> [Background] in
      switch child {
      case .background(let background): [background]
      case .scenario: []
      case .rule(let rule):
        rule.children.compactMap { child in
          guard case .background(let background) = child else { return nil }
          return background
        }
      }
    }
  }
}
