/// What a report says of itself on every page: a draft, or exactly what was frozen under a code.
package struct ReportSeal: Sendable, Hashable {
  package enum State: String, Sendable {
    case draft
    case frozen
    /// Frozen to practise: the built-in LMS, a fault was on, or certificates were not checked.
    case rehearsal
  }

  package var state: State
  /// `7K2QX-…`, 20 letters in groups of five; empty for a draft.
  package var code: String
  /// From 1; 0 for a draft.
  package var revision: Int
  /// Code of the revision that this one takes the place of.
  package var replaces: String?
  /// Seconds since 1970: when it was frozen, or when a draft was written.
  package var at: Double

  package init(state: State, code: String = "", revision: Int = 0, replaces: String? = nil, at: Double) {
    self.state = state
    self.code = code
    self.revision = revision
    self.replaces = replaces
    self.at = at
  }
}
