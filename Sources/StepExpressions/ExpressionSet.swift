/// Expressions in order, asked together which of them match a step's text.
///
/// An expression whose text must contain a certain whole word is only tried on texts that have that word; of several
/// such words the one that fewest expressions share is taken, so that a text meets very few regular expressions.
package struct ExpressionSet: Sendable {
  /// One expression that matched.
  package struct Match: Sendable, Hashable {
    /// Its place in the set, from 0.
    package var index: Int
    package var arguments: [StepArgument]
  }

  package let expressions: [StepExpression]
  /// Places of the expressions that need a word, by that word's bytes.
  private let byWord: [ArraySlice<UInt8>: [Int]]
  /// Places of those that need no word.
  private let always: [Int]

  package init(_ expressions: [StepExpression]) {
    self.expressions = expressions
    let words = expressions.map(RequiredWords.words)
    var uses: [[UInt8]: Int] = [:]
    for word in words.flatMap(Set.init) { uses[word, default: 0] += 1 }
    var byWord: [ArraySlice<UInt8>: [Int]] = [:]
    var always: [Int] = []
    for (index, candidates) in words.enumerated() {
      let rarest = candidates.min { uses[$0, default: 0] < uses[$1, default: 0] }
      if let rarest { byWord[rarest[...], default: []].append(index) } else { always.append(index) }
    }
    self.byWord = byWord
    self.always = always
  }

  package init(_ expressions: [CucumberExpression]) {
    self.init(expressions.map(StepExpression.cucumber))
  }

  /// All expressions that match a text, in order.
  ///
  /// - Throws: `StepMatchProblem` as soon as one expression cannot tell, since the answer would not be whole.
  package func matches(for text: String) throws(StepMatchProblem) -> [Match] {
    var candidates = always
    var bytes = Array(text.utf8)
    // `$` matches before a last line feed too.
    if bytes.last == 0x0A { bytes.removeLast() }
    var seen: [ArraySlice<UInt8>] = []
    for word in bytes.split(separator: UInt8(ascii: " ")) {
      guard let places = byWord[word], !seen.contains(word) else { continue }
      seen.append(word)
      candidates += places
    }
    if !seen.isEmpty { candidates.sort() }
    var found: [Match] = []
    for index in candidates {
      if let arguments = try expressions[index].match(text) { found.append(Match(index: index, arguments: arguments)) }
    }
    return found
  }
}

/// Finds the words that stand, between spaces or the ends, in every text that an expression matches.
enum RequiredWords {
  static func words(of expression: StepExpression) -> [[UInt8]] {
    guard case .cucumber(let expression) = expression else { return [] }
    // A zero byte stands for whatever is not fixed; it can be no part of a required word.
    var fixed: [UInt8] = []
    for node in expression.tree.children {
      if case .text(let text) = node.kind { fixed += text.utf8 } else { fixed.append(0) }
    }
    return fixed.split(separator: UInt8(ascii: " ")).filter { !$0.contains(0) && $0.last != 0x0A }.map(Array.init)
  }
}
