internal import Diagnostics
package import Patterns

extension ExpressionSet {
  /// The expressions somebody probably meant with a text that nothing matches, nearest first.
  ///
  /// Compares word by word; a parameter is near to any words its type matches. Expressions of which more than half
  /// would have to change are left out.
  package func nearest(to text: String, limit: Int = 3) throws(PatternLimit) -> [Int] {
    let words = WordDistance.words(of: text)
    let wanted = Set(words.map { $0.lowercased() })
    let shared = expressions.map { expression in
      WordDistance.roughWords(of: expression).count { wanted.contains($0) }
    }
    // Only those that share most words are compared closely: enough for typing errors, cheap for large vocabularies.
    let candidates = expressions.indices.sorted { (shared[$0], $1) > (shared[$1], $0) }.prefix(50)
    var ranked: [(distance: Double, index: Int)] = []
    for index in candidates {
      guard case .cucumber(let expression) = expressions[index] else { continue }
      let slots = WordDistance.slots(of: expression)
      let distance = try WordDistance.distance(words, slots) / Double(max(words.count, slots.count, 1))
      if distance <= 0.5 { ranked.append((distance, index)) }
    }
    ranked.sort { ($0.distance, $0.index) < ($1.distance, $1.index) }
    return ranked.prefix(limit).map(\.index)
  }
}

/// How far a text is from an expression, in words.
enum WordDistance {
  /// One word of an expression.
  enum Slot {
    /// The spellings that alternatives and optionals allow.
    case words([[Unicode.Scalar]])
    /// A word with a parameter in it.
    case parameter(Pattern)
  }

  /// The words of a text; quoted text is one word.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var quote: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if quote == nil, scalar.isExpressionSpace {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
        continue
      }
      if scalar == quote {
        quote = nil
      } else if quote == nil, word.isEmpty, scalar == "\"" || scalar == "'" {
        quote = scalar
      }
      word.append(scalar)
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// The fixed words of an expression in lower case, for a first choice.
  static func roughWords(of expression: StepExpression) -> [String] {
    guard case .cucumber(let expression) = expression else { return [] }
    var text = ""
    for node in expression.tree.children {
      switch node.kind {
      case .text(let part): text += part
      case .alternation: text += node.children.map(spelling).joined(separator: " ")
      default: break
      }
    }
    return words(of: text.lowercased())
  }

  private static func spelling(_ node: ExpressionNode) -> String {
    if case .text(let text) = node.kind { return text }
    return node.kind == .optional ? "" : node.children.map(spelling).joined()
  }

  /// The words of an expression.
  static func slots(of expression: CucumberExpression) -> [Slot] {
    var slots: [Slot] = []
    var spellings = [""]
    var regex = ""
    var hasParameter = false
    var parameters = expression.parameters[...]
    func finish() {
      if hasParameter, let pattern = try? Pattern("^(?:\(regex))$") {
        slots.append(.parameter(pattern))
      } else if spellings != [""] {
        slots.append(.words(spellings.map { Array($0.lowercased().unicodeScalars) }))
      }
      spellings = [""]
      regex = ""
      hasParameter = false
    }
    for node in expression.tree.children {
      switch node.kind {
      case .text(let text) where text.unicodeScalars.allSatisfy(\.isExpressionSpace): finish()
      case .parameter:
        regex += parameters.popFirst()?.type.group ?? ".*"
        hasParameter = true
      default:
        let variants = variants(of: node)
        // Few enough to compare all; the rest of a long list of alternatives changes little.
        spellings = Array(spellings.flatMap { start in variants.map { start + $0 } }.prefix(16))
        regex += ".*"
      }
    }
    finish()
    return slots
  }

  private static func variants(of node: ExpressionNode) -> [String] {
    switch node.kind {
    case .text(let text): return [text]
    case .alternation: return node.children.flatMap(variants)
    case .optional: return [node.children.map(spelling).joined(), ""]
    case .alternative, .expression, .parameter:
      return node.children.reduce([""]) { starts, child in
        let ends = variants(of: child)
        return Array(starts.flatMap { start in ends.map { start + $0 } }.prefix(16))
      }
    }
  }

  /// The least cost of turning the words into the slots: a missing or extra word costs 1, a misspelt one its share of
  /// wrong letters, a parameter with something its type does not match 0.6. A parameter may take up to four words.
  static func distance(_ words: [String], _ slots: [Slot]) throws(PatternLimit) -> Double {
    let letters = words.map { Array($0.lowercased().unicodeScalars) }
    var rows = [(0...words.count).map(Double.init)]
    for (row, slot) in slots.enumerated() {
      var costs = [Double(row + 1)]
      for column in 0..<words.count {
        var cost = min(rows[row][column + 1] + 1, costs[column] + 1)
        switch slot {
        case .words(let spellings):
          let misspelling = spellings.map { difference($0, letters[column]) }.min() ?? 1
          cost = min(cost, rows[row][column] + misspelling)
        case .parameter(let pattern):
          cost = min(cost, rows[row][column] + 0.6)
          for length in 1...min(4, column + 1) {
            let text = words[(column + 1 - length)...column].joined(separator: " ")
            if try pattern.isMatch(text) { cost = min(cost, rows[row][column + 1 - length]) }
          }
        }
        costs.append(cost)
      }
      rows.append(costs)
    }
    return rows[slots.count][words.count]
  }

  private static func difference(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Double {
    if left == right { return 0 }
    return min(1, 1.2 * Double(editDistance(left, right)) / Double(max(left.count, right.count, 1)))
  }
}
