/// The sentences of an expression as an automaton without empty moves (Glushkov's construction): a state for each
/// place of a character in the expression, and which places may follow it.
struct ExpressionAutomaton: Sendable {
  /// What the character of a place may be.
  private(set) var sets: [ScalarSet] = []
  private(set) var follow: [[Int]] = []
  private(set) var first: [Int] = []
  private(set) var isLast: [Bool] = []
  private(set) var acceptsEmpty = false
  /// False when a parameter type's regular expression was read as more than it matches.
  private(set) var isExact: Bool
  /// A parameter with more places than the first, and an expression with more than the second, is read as any text.
  private static let mostPlaces = (parameter: 1_000, expression: 4_000)

  init(_ expression: CucumberExpression) {
    let (tree, isExact) = Self.tree(of: expression)
    self.isExact = isExact
    if tree.places <= Self.mostPlaces.expression {
      build(tree)
    } else {
      self.isExact = false
      build(.anything)
    }
  }

  private mutating func build(_ tree: RegexTree) {
    let whole = add(tree)
    first = whole.first
    acceptsEmpty = whole.isNullable
    isLast = Array(repeating: false, count: sets.count)
    for place in whole.last { isLast[place] = true }
    // Repetition and sequence can find the same pair twice.
    for place in follow.indices { follow[place] = Array(Set(follow[place])).sorted() }
  }

  private struct Part {
    var isNullable: Bool
    var first: [Int] = []
    var last: [Int] = []
  }

  private mutating func add(_ tree: RegexTree) -> Part {
    switch tree {
    case .empty: return Part(isNullable: true)
    case .set(let set):
      sets.append(set.intersection(.any))
      follow.append([])
      return Part(isNullable: false, first: [sets.count - 1], last: [sets.count - 1])
    case .sequence(let parts):
      return parts.reduce(Part(isNullable: true)) { join($0, add($1)) }
    case .choice(let parts):
      return parts.reduce(Part(isNullable: false)) { left, tree in
        let right = add(tree)
        return Part(
          isNullable: left.isNullable || right.isNullable, first: left.first + right.first,
          last: left.last + right.last)
      }
    case .repeat(let inside, let least, let most): return addRepeat(inside, least, most)
    }
  }

  private mutating func join(_ left: Part, _ right: Part) -> Part {
    for place in left.last { follow[place] += right.first }
    return Part(
      isNullable: left.isNullable && right.isNullable,
      first: left.isNullable ? left.first + right.first : left.first,
      last: right.isNullable ? left.last + right.last : right.last)
  }

  private mutating func addRepeat(_ inside: RegexTree, _ least: Int, _ most: Int?) -> Part {
    var whole = Part(isNullable: true)
    for _ in 0..<max(0, most == nil ? least - 1 : least) { whole = join(whole, add(inside)) }
    guard let most else {
      var loop = add(inside)
      for place in loop.last { follow[place] += loop.first }
      loop.isNullable = loop.isNullable || least == 0
      return join(whole, loop)
    }
    for _ in least..<max(least, most) {
      var part = add(inside)
      part.isNullable = true
      whole = join(whole, part)
    }
    return whole
  }

  private static func tree(of expression: CucumberExpression) -> (RegexTree, Bool) {
    var isExact = true
    var parameters = expression.parameters[...]
    func tree(_ node: ExpressionNode) -> RegexTree {
      switch node.kind {
      case .text(let text): return .sequence(text.unicodeScalars.map { .set(ScalarSet($0)) })
      case .optional: return .repeat(.sequence(node.children.map(tree)), least: 0, most: 1)
      case .alternation: return .choice(node.children.map(tree))
      case .alternative, .expression: return .sequence(node.children.map(tree))
      case .parameter:
        guard let type = parameters.popFirst()?.type else { return .anything }
        let read = type.regexps.map(RegexReader.read)
        let choice = RegexTree.choice(read.map(\.tree))
        if read.contains(where: { !$0.isExact }) || choice.places > mostPlaces.parameter { isExact = false }
        return choice.places > mostPlaces.parameter ? .anything : choice
      }
    }
    let whole = tree(expression.tree)
    return (whole, isExact)
  }
}

extension RegexTree {
  /// The number of places it takes in an automaton.
  fileprivate var places: Int {
    switch self {
    case .empty: 0
    case .set: 1
    case .sequence(let parts), .choice(let parts): parts.reduce(0) { min(1 << 20, $0 + $1.places) }
    case .repeat(let inside, let least, let most): min(1 << 20, inside.places * max(1, least, most ?? 1))
    }
  }
}
