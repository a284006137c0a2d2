/// What reports need to know of the definition that a step matched.
package struct MatchedDefinition: Sendable, Hashable {
  /// `enrolment.add`.
  package var id: String
  package var kind: StepKind
  /// The wording that matched, a Cucumber Expression.
  package var pattern: String
  /// True for "tries to …".
  package var isAttempt: Bool
  package var place: ScriptPlace

  package init(id: String, kind: StepKind, pattern: String, isAttempt: Bool = false, place: ScriptPlace) {
    self.id = id
    self.kind = kind
    self.pattern = pattern
    self.isAttempt = isAttempt
    self.place = place
  }
}
