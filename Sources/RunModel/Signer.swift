/// What somebody says with a signature.
package enum SigningMeaning: String, Sendable, CaseIterable {
  case authored, executed, reviewed, witnessed, delivered, approved
  case acknowledgedWithObjection = "acknowledged-with-objection"
  case rejected

  /// A statement about the report, possible as soon as it is frozen; the others are about the decision.
  package var isAboutReport: Bool { [.authored, .executed, .reviewed, .witnessed].contains(self) }

  /// The customer's word: never by somebody who tested.
  package var isDeciding: Bool { self == .approved || self == .rejected }
}

/// Somebody on the list of those who may sign.
package struct Signer: Sendable, Hashable {
  /// Printed name; unique on the list.
  package var name: String
  /// How OpenSSH's list calls them; unique on the list.
  package var email: String
  package var function: String
  package var organisation: String
  package var meanings: [SigningMeaning]
  /// `ssh-ed25519 AAAA…`, without a comment.
  package var key: String
  /// First and last day on which the key counts (UTC); nil: no limit.
  package var validFrom: CalendarDay?
  package var validUntil: CalendarDay?
  /// From this day on the key counts for nothing: it was lost, or somebody else had it.
  package var revoked: CalendarDay?

  package init(
    name: String, email: String, function: String, organisation: String, meanings: [SigningMeaning], key: String,
    validFrom: CalendarDay? = nil, validUntil: CalendarDay? = nil, revoked: CalendarDay? = nil
  ) {
    self.name = name
    self.email = email
    self.function = function
    self.organisation = organisation
    self.meanings = meanings
    self.key = key
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.revoked = revoked
  }
}

extension Texts {
  package func name(_ meaning: SigningMeaning) -> String {
    switch meaning {
    case .authored: self("authored", "opgesteld")
    case .executed: self("executed", "uitgevoerd")
    case .reviewed: self("reviewed", "beoordeeld")
    case .witnessed: self("witnessed", "bijgewoond")
    case .delivered: self("delivered", "opgeleverd")
    case .approved: self("approved", "geaccepteerd")
    case .acknowledgedWithObjection: self("acknowledged with objection", "gezien met bezwaar")
    case .rejected: self("rejected", "afgekeurd")
    }
  }
}
