internal import Patterns

/// Two expressions that can match one same sentence.
package struct ExpressionOverlap: Sendable, Hashable {
  /// A sentence as short as possible.
  package var example: String
  /// True when both expressions were seen to match the example. False when a parameter type's regular expression has
  /// parts that this comparison reads as more than they match: there may be an overlap, worth a warning.
  package var isCertain: Bool

  /// The overlap of two expressions; nil when no sentence matches both, which is always true when it is said.
  ///
  /// Sentences are one line. Ordinary regular expressions are compared exactly; look-around, back references, flags
  /// and Unicode properties are taken to match anything.
  package static func between(_ left: CucumberExpression, _ right: CucumberExpression) -> ExpressionOverlap? {
    OverlapFinder(left).overlap(with: OverlapFinder(right))
  }

  /// All overlapping pairs of a list, each with the lower index first.
  package static func all(
    among expressions: [CucumberExpression]
  ) -> [(first: Int, second: Int, overlap: ExpressionOverlap)] {
    let finders = expressions.map(OverlapFinder.init)
    var found: [(first: Int, second: Int, overlap: ExpressionOverlap)] = []
    for first in finders.indices {
      for second in finders.indices.dropFirst(first + 1) {
        if let overlap = finders[first].overlap(with: finders[second]) { found.append((first, second, overlap)) }
      }
    }
    return found
  }
}

/// One side of the comparison, prepared once for many partners.
private struct OverlapFinder {
  private let expression: CucumberExpression
  private let automaton: ExpressionAutomaton
  /// Fixed text at both ends: where it differs nothing else need be looked at.
  private let head: [UInt8]
  private let tail: [UInt8]

  init(_ expression: CucumberExpression) {
    self.expression = expression
    automaton = ExpressionAutomaton(expression)
    head = Self.text(expression.tree.children.prefix(while: \.isText))
    tail = Self.text(expression.tree.children.reversed().prefix(while: \.isText).reversed()).reversed()
  }

  private static func text(_ nodes: some Sequence<ExpressionNode>) -> [UInt8] {
    nodes.reduce(into: []) { text, node in
      if case .text(let part) = node.kind { text += part.utf8 }
    }
  }

  func overlap(with other: OverlapFinder) -> ExpressionOverlap? {
    guard zip(head, other.head).allSatisfy({ $0 == $1 }), zip(tail, other.tail).allSatisfy({ $0 == $1 }),
      let example = automaton.commonSentence(with: other.automaton)
    else { return nil }
    // The real patterns have the last word; a match that was given up proves nothing.
    let isCertain = [expression, other.expression].allSatisfy { ((try? $0.pattern.isMatch(example)) ?? false) }
    return ExpressionOverlap(example: example, isCertain: isCertain)
  }
}

extension ExpressionAutomaton {
  /// A shortest sentence of both automata, found by walking them side by side; nil when there is none.
  fileprivate func commonSentence(with other: ExpressionAutomaton) -> String? {
    if acceptsEmpty, other.acceptsEmpty { return "" }
    let width = other.sets.count
    var seen = BitSet(count: sets.count * width)
    var queue: [(left: Int, right: Int, before: Int)] = []
    func enqueue(_ lefts: [Int], _ rights: [Int], _ before: Int) {
      for left in lefts {
        for right in rights where !seen[left * width + right] && sets[left].meets(other.sets[right]) {
          seen.insert(left * width + right)
          queue.append((left, right, before))
        }
      }
    }
    enqueue(first, other.first, -1)
    var at = 0
    while at < queue.count {
      let (left, right, _) = queue[at]
      if isLast[left], other.isLast[right] { break }
      enqueue(follow[left], other.follow[right], at)
      at += 1
    }
    guard at < queue.count else { return nil }
    var sentence: [Unicode.Scalar] = []
    while at >= 0 {
      let (left, right, before) = queue[at]
      if let scalar = sets[left].intersection(other.sets[right]).sample { sentence.append(scalar) }
      at = before
    }
    return String(String.UnicodeScalarView(sentence.reversed()))
  }
}

/// Members of 0..<count. Ten thousands of pairs are compared, most of them in a few steps: to make room must be cheap.
private struct BitSet {
  private var words: [UInt64]

  init(count: Int) {
    words = Array(repeating: 0, count: count / 64 + 1)
  }

  subscript(_ member: Int) -> Bool { words[member / 64] & 1 << UInt64(member % 64) != 0 }

  mutating func insert(_ member: Int) { words[member / 64] |= 1 << UInt64(member % 64) }
}
