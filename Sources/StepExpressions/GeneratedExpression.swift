/// A Cucumber Expression proposed for a step's text.
package struct GeneratedExpression: Sendable, Hashable {
  /// The expression, escaped where the text has characters with a meaning.
  package var source: String
  package var types: [ParameterType]
  /// A name for each argument: the type's name, from the second of a type on with its number (`int`, `int2`).
  package var parameterNames: [String]

  /// - Parameter texts: what stands before, between and behind the parameters; one more than there are types.
  init(texts: [String], types: [ParameterType]) {
    self.types = types
    source = zip(texts, types).map { $0 + "{\($1.name)}" }.joined() + (texts.last ?? "")
    var uses: [String: Int] = [:]
    parameterNames = types.map { type in
      uses[type.name, default: 0] += 1
      let use = uses[type.name, default: 1]
      return use == 1 ? type.name : "\(type.name)\(use)"
    }
  }
}
