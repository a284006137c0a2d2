/// The parameter types that expressions may name, in the order of definition; begins with Cucumber's own.
package struct ParameterTypes: Sendable {
  package private(set) var all: [ParameterType] = []
  private var byName: [String: ParameterType] = [:]
  /// For each regular expression its types, the preferred one first.
  private var byRegexp: [String: [ParameterType]] = [:]

  package init() {
    for type in ParameterType.builtIn { add(type) }
  }

  /// The type with a name; the anonymous one has the empty name.
  package subscript(name: String) -> ParameterType? { byName[name] }

  /// Adds a type.
  ///
  /// - Throws: `ExpressionProblem` when the name is taken, or when a regular expression of it already has a
  ///   preferential type and this one is preferential too.
  package mutating func define(_ type: ParameterType) throws(ExpressionProblem) {
    if byName[type.name] != nil { throw .nameIsTaken(type.name) }
    for regexp in type.regexps {
      if type.isPreferential, let first = byRegexp[regexp]?.first, first.isPreferential {
        throw .twoPreferential(regexp, first.name, type.name)
      }
    }
    add(type)
  }

  private mutating func add(_ type: ParameterType) {
    all.append(type)
    byName[type.name] = type
    for regexp in type.regexps {
      // After those of the same rank: the order of definition decides between equals.
      let types = byRegexp[regexp, default: []]
      let place = types.firstIndex { ParameterType.isBefore(type, $0) } ?? types.count
      byRegexp[regexp, default: []].insert(type, at: place)
    }
  }

  /// All types with this regular expression, the preferred one first.
  func types(withRegexp regexp: String) -> [ParameterType] {
    byRegexp[regexp] ?? []
  }
}

extension ExpressionProblem {
  fileprivate static func nameIsTaken(_ name: String) -> ExpressionProblem {
    ExpressionProblem(
      "type-defined-twice",
      name.isEmpty
        ? "The anonymous parameter type has already been defined"
        : "There is already a parameter with name \(name)",
      advice: "give the type another name")
  }

  fileprivate static func twoPreferential(_ regexp: String, _ first: String, _ second: String) -> ExpressionProblem {
    ExpressionProblem(
      "two-preferential-types",
      """
      There can only be one preferential parameter type per regexp.
      The regexp '\(regexp)' is used for two preferential parameter types,
      \(first) and \(second)
      """, advice: "make one of the two not preferential")
  }
}
