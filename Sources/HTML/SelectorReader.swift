/// Reads the part of CSS selectors that finds things in pages: tags, `#id`, `.class`, `[attribute]` with its operators,
/// descendants, `>`, `+`, `~`, lists, `:first-child`, `:last-child`, `:nth-child()`, `:not()`.
struct SelectorReader {
  private let selector: String
  private let scalars: [Unicode.Scalar]
  private var at = 0

  static func xpath(_ css: String) throws(HTMLProblem) -> String {
    var reader = SelectorReader(css)
    return try reader.selectorList().xpath
  }

  private init(_ css: String) {
    selector = css
    scalars = Array(css.unicodeScalars)
  }

  private mutating func selectorList() throws(HTMLProblem) -> Selector {
    var alternatives: [[Selector.Step]] = []
    repeat {
      skipSpace()
      alternatives.append(try steps())
    } while take(",")
    if at < scalars.count { throw problem("expected a selector, a combinator or the end") }
    return Selector(alternatives: alternatives)
  }

  private mutating func steps() throws(HTMLProblem) -> [Selector.Step] {
    var steps = [Selector.Step(combinator: .descendant, conditions: try compound())]
    while true {
      let hadSpace = skipSpace()
      guard at < scalars.count, peek != ",", peek != ")" else { return steps }
      var combinator = Selector.Combinator.descendant
      switch peek {
      case ">": combinator = .child
      case "+": combinator = .next
      case "~": combinator = .later
      default: if !hadSpace { throw problem("expected a selector, a combinator or the end") }
      }
      if combinator != .descendant {
        at += 1
        skipSpace()
      }
      steps.append(Selector.Step(combinator: combinator, conditions: try compound()))
    }
  }

  /// `tag#id.class[attribute]:pseudo` without space.
  private mutating func compound() throws(HTMLProblem) -> [Selector.Condition] {
    var conditions: [Selector.Condition] = []
    if take("*") {
      conditions.append(.any)
    } else if let name = identifier() {
      conditions.append(.tag(name.lowercased()))
    }
    while let mark = peek {
      switch mark {
      case "#": conditions.append(.id(try named("an id after \"#\"")))
      case ".": conditions.append(.hasClass(try named("a class name after \".\"")))
      case "[": conditions.append(try attribute())
      case ":": conditions.append(try pseudoClass())
      default:
        if conditions.isEmpty {
          throw problem("expected a tag, #id, .class, [attribute] or :pseudo-class")
        }
        return conditions
      }
    }
    if conditions.isEmpty {
      throw problem("expected a tag, #id, .class, [attribute] or :pseudo-class")
    }
    return conditions
  }

  private mutating func named(_ what: String) throws(HTMLProblem) -> String {
    at += 1
    // An id may begin with a digit in HTML, and people write it so.
    guard let name = identifier(mayBeginWithDigit: true) else { throw problem("expected \(what)") }
    return name
  }

  private mutating func attribute() throws(HTMLProblem) -> Selector.Condition {
    at += 1
    skipSpace()
    guard let name = identifier()?.lowercased() else { throw problem("expected an attribute name") }
    skipSpace()
    if take("]") { return .attribute(name, .isPresent, "") }
    let operators: [(Unicode.Scalar, Selector.Operator)] = [
      ("^", .begins), ("$", .ends), ("*", .contains), ("~", .hasWord), ("|", .isLanguage),
    ]
    var comparison = Selector.Operator.equals
    if let found = operators.first(where: { $0.0 == peek }) {
      comparison = found.1
      at += 1
    }
    guard take("=") else {
      throw problem("expected \"]\", \"=\", \"^=\", \"$=\", \"*=\", \"~=\" or \"|=\"")
    }
    skipSpace()
    let value = try value()
    skipSpace()
    guard take("]") else { throw problem("expected \"]\" after the value") }
    return .attribute(name, comparison, value)
  }

  private mutating func value() throws(HTMLProblem) -> String {
    guard let quote = peek, quote == "'" || quote == "\"" else {
      guard let name = identifier(mayBeginWithDigit: true) else {
        throw problem("expected a value, best in quotes")
      }
      return name
    }
    let start = at
    at += 1
    var text = String.UnicodeScalarView()
    while let scalar = peek, scalar != quote {
      if scalar == "\\", let escaped = escape() {
        text.append(escaped)
      } else {
        text.append(scalar)
      }
      at += 1
    }
    guard take(quote) else { throw problem("the quote is not closed", at: start) }
    return String(text)
  }

  private mutating func pseudoClass() throws(HTMLProblem) -> Selector.Condition {
    let start = at
    at += 1
    let name = identifier()?.lowercased() ?? ""
    switch name {
    case "first-child": return .nthChild(step: 0, offset: 1)
    case "last-child": return .lastChild
    case "nth-child", "not":
      guard take("(") else { throw problem("expected \"(\" after :\(name)") }
      skipSpace()
      let condition = name == "not" ? try negation() : try place()
      skipSpace()
      guard take(")") else { throw problem("expected \")\"") }
      return condition
    default:
      throw problem(
        "expected :first-child, :last-child, :nth-child(…) or :not(…); no other pseudo-class is known",
        at: start)
    }
  }

  private mutating func negation() throws(HTMLProblem) -> Selector.Condition {
    var alternatives: [[Selector.Condition]] = []
    repeat {
      skipSpace()
      alternatives.append(try compound())
      skipSpace()
    } while take(",")
    return .not(alternatives)
  }

  /// `odd`, `even`, `3`, `2n`, `2n+1`, `-n + 3`.
  private mutating func place() throws(HTMLProblem) -> Selector.Condition {
    let start = at
    var text = ""
    while let scalar = peek, scalar != ")" {
      if !scalar.properties.isWhitespace { text.unicodeScalars.append(scalar) }
      at += 1
    }
    text = text.lowercased()
    if text == "odd" { return .nthChild(step: 2, offset: 1) }
    if text == "even" { return .nthChild(step: 2, offset: 0) }
    let halves = text.split(separator: "n", maxSplits: 1, omittingEmptySubsequences: false)
    let limit = 1_000_000
    if halves.count == 1, let offset = Int(text), abs(offset) < limit {
      return .nthChild(step: 0, offset: offset)
    }
    let step = ["": 1, "+": 1, "-": -1][halves[0]] ?? Int(halves[0])
    if halves.count == 2, let step, let offset = halves[1].isEmpty ? 0 : Int(halves[1]),
      abs(step) < limit,
      abs(offset) < limit, halves[1].isEmpty || "+-".contains(halves[1].prefix(1))
    {
      return .nthChild(step: step, offset: offset)
    }
    throw problem("expected a place such as 3, odd, even or 2n+1", at: start)
  }
}

// MARK: - Characters

extension SelectorReader {
  private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    at += 1
    return true
  }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = at
    while let scalar = peek, scalar.properties.isWhitespace { at += 1 }
    return at > start
  }

  private mutating func identifier(mayBeginWithDigit: Bool = false) -> String? {
    let start = at
    var name = String.UnicodeScalarView()
    while let scalar = peek {
      if scalar == "\\", let escaped = escape() {
        name.append(escaped)
      } else {
        let isDigit = ("0"..."9").contains(scalar)
        let isLetter =
          ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
          || scalar == "-"
        let isFit =
          isLetter || scalar.value >= 0x80 || (isDigit && (mayBeginWithDigit || at > start))
        guard isFit, !scalar.properties.isWhitespace else { break }
        name.append(scalar)
      }
      at += 1
    }
    return name.isEmpty ? nil : String(name)
  }

  /// The character that a backslash here stands for, `\:` or `\3A `; `at` ends on its last scalar.
  private mutating func escape() -> Unicode.Scalar? {
    let digits = scalars[(at + 1)...].prefix(6).prefix { $0.isASCII && $0.properties.isHexDigit }
    if !digits.isEmpty, let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) {
      at += digits.count
      if at + 1 < scalars.count, scalars[at + 1] == " " { at += 1 }
      return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
    guard at + 1 < scalars.count else { return nil }
    at += 1
    return scalars[at]
  }

  private func problem(_ message: String, at place: Int? = nil) -> HTMLProblem {
    let place = min(place ?? at, scalars.count)
    let offset = String(String.UnicodeScalarView(scalars[..<place])).utf8.count
    let found = place < scalars.count ? "found \"\(scalars[place])\"" : "found the end"
    return .badSelector(selector, offset: offset, message: message + ", " + found)
  }
}
