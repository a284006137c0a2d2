/// The language of a regular expression, as far as overlaps need it.
indirect enum RegexTree: Sendable, Hashable {
  case empty
  case set(ScalarSet)
  case sequence([RegexTree])
  case choice([RegexTree])
  /// At least `least` times; `most` nil for without end.
  case `repeat`(RegexTree, least: Int, most: Int?)

  /// Any text at all, for what cannot be read.
  static let anything = RegexTree.repeat(.set(.any), least: 0, most: nil)
}

/// Reads the ordinary part of regular expressions: characters, `.`, classes, `\d \w \s` and their opposites, groups,
/// `|`, `*`, `+`, `?`, `{n,m}`.
///
/// Everything else is read as more than it matches, never as less, and `isExact` becomes false: two languages without
/// overlap then have none in truth either.
struct RegexReader {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private(set) var isExact = true
  /// Repetitions beyond this are read as "without end".
  private static let mostRepeats = 200

  /// - Returns: the language of a regular expression, and whether it is exactly that.
  static func read(_ regexp: String) -> (tree: RegexTree, isExact: Bool) {
    var reader = RegexReader(regexp)
    guard let tree = reader.choice(depth: 0), reader.at == reader.scalars.count else { return (.anything, false) }
    return (tree, reader.isExact)
  }

  private init(_ regexp: String) {
    scalars = Array(regexp.unicodeScalars)
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private func has(_ text: String) -> Bool { scalars[at...].starts(with: text.unicodeScalars) }

  private mutating func skip(_ text: String) -> Bool {
    guard has(text) else { return false }
    at += text.unicodeScalars.count
    return true
  }

  private mutating func choice(depth: Int) -> RegexTree? {
    guard depth < 100 else { return nil }
    var choices: [RegexTree] = []
    repeat {
      guard let sequence = sequence(depth: depth) else { return nil }
      choices.append(sequence)
    } while skip("|")
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence(depth: Int) -> RegexTree? {
    var parts: [RegexTree] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = atom(depth: depth), let repeated = repeated(atom) else { return nil }
      parts.append(repeated)
    }
    return .sequence(parts)
  }

  /// One character, class or group; nil when it cannot be read at all.
  private mutating func atom(depth: Int) -> RegexTree? {
    guard let scalar = next else { return nil }
    at += 1
    switch scalar {
    case ".": return .set(.any)
    case "[":
      at -= 1
      return characterClass().map(RegexTree.set)
    case "(":
      return group(depth: depth)
    case "\\":
      return escape()
    case "^", "$":
      // A place, not a character: matching everywhere is more than it does.
      isExact = false
      return .empty
    case "*", "+", "?": return nil
    default: return .set(ScalarSet(scalar))
    }
  }

  private mutating func group(depth: Int) -> RegexTree? {
    if next == "*" { return nil }
    if next == "?" {
      if skip("?=") || skip("?!") || skip("?<=") || skip("?<!") {
        guard choice(depth: depth + 1) != nil, skip(")") else { return nil }
        isExact = false
        return .empty
      }
      if skip("?>") {
        isExact = false
      } else if !skip("?:") {
        guard skipGroupName() else { return nil }
      }
    }
    guard let inside = choice(depth: depth + 1), skip(")") else { return nil }
    return inside
  }

  /// `?<name>`, `?P<name>` or `?'name'`.
  private mutating func skipGroupName() -> Bool {
    guard skip("?<") || skip("?P<") || skip("?'") else { return false }
    while let scalar = next, scalar == "_" || scalar.isAlphanumeric { at += 1 }
    return skip(">") || skip("'")
  }

  private mutating func escape() -> RegexTree? {
    if let set = escapedSet() { return .set(set) }
    guard let scalar = next, ["b", "B", "A", "Z", "z", "G"].contains(scalar) else { return nil }
    at += 1
    isExact = false
    return .empty
  }

  /// The set for what follows a backslash, inside and outside a class; nil, with nothing consumed, for anything else.
  private mutating func escapedSet() -> ScalarSet? {
    guard let scalar = next else { return nil }
    let set: ScalarSet
    switch scalar {
    case "d": set = .digit
    case "D": set = ScalarSet.digit.inverted
    case "w": set = .word
    case "W": set = ScalarSet.word.inverted
    case "s": set = .space
    case "S": set = ScalarSet.space.inverted
    case "t": set = ScalarSet("\t")
    case "n": set = ScalarSet("\n")
    case "r": set = ScalarSet("\r")
    default:
      guard scalar.value < 0x80, !scalar.isAlphanumeric else { return nil }
      set = ScalarSet(scalar)
    }
    at += 1
    return set
  }

  private mutating func characterClass() -> ScalarSet? {
    at += 1
    let isInverted = skip("^")
    var set = ScalarSet([])
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      if has("[:") || has("[.") || has("[=") { return nil }
      guard let lower = classMember() else { return nil }
      guard lower.isSingle, next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
        set = set.union(lower)
        continue
      }
      at += 1
      guard let upper = classMember(), upper.isSingle, let from = lower.ranges.first?.lowerBound,
        let to = upper.ranges.first?.upperBound, from <= to
      else { return nil }
      set = set.union(ScalarSet([from...to]))
    }
    guard skip("]") else { return nil }
    return isInverted ? set.inverted : set
  }

  private mutating func classMember() -> ScalarSet? {
    guard let scalar = next else { return nil }
    at += 1
    guard scalar == "\\" else { return ScalarSet(scalar) }
    return escapedSet()
  }

  /// The atom with what repeats it behind it.
  private mutating func repeated(_ atom: RegexTree) -> RegexTree? {
    let (least, most): (Int, Int?)
    switch next {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      guard let bounds = bounds() else { return nil }
      (least, most) = bounds
      at -= 1
    default: return atom
    }
    at += 1
    if skip("+") {
      isExact = false
    } else {
      // Lazy or not, the language is the same.
      _ = skip("?")
    }
    if let next, ["*", "+", "?", "{"].contains(next) { return nil }
    guard least <= Self.mostRepeats, most ?? 0 <= Self.mostRepeats else {
      isExact = false
      return .repeat(atom, least: 0, most: nil)
    }
    return .repeat(atom, least: least, most: most)
  }

  /// `{n}`, `{n,}` or `{n,m}`; a brace that is plain text in PCRE2 is not worth telling apart.
  private mutating func bounds() -> (Int, Int?)? {
    guard let close = scalars[at...].firstIndex(of: "}") else { return nil }
    let inside = String(String.UnicodeScalarView(scalars[(at + 1)..<close]))
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
    guard let least = Int(parts[0]), least >= 0, parts.count <= 2 else { return nil }
    at = close + 1
    if parts.count == 1 { return (least, least) }
    if parts[1].isEmpty { return (least, nil) }
    guard let most = Int(parts[1]), most >= least else { return nil }
    return (least, most)
  }
}

extension ScalarSet {
  fileprivate var isSingle: Bool { ranges.count == 1 && ranges[0].count == 1 }
}
