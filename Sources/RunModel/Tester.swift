/// Somebody who fills in worksheets, as the project file names them; not to be confused with a `Person`, whose account
/// they may use.
package struct Tester: Sendable, Hashable {
  /// As it stands on sheets and beside verdicts; unique in the project.
  package var name: String
  /// Keys of role words, in the order written: one worksheet each.
  package var roles: [String]
  /// Handle of the person whose account this tester uses; nil: the first person with the role.
  package var account: String?
  package var email: String?
  package var organisation: String?
  /// Days on which this tester is there, `2026-12-01`, in order; empty: whenever the lead says.
  package var days: [String]

  package init(
    name: String, roles: [String], account: String? = nil, email: String? = nil, organisation: String? = nil,
    days: [String] = []
  ) {
    self.name = name
    self.roles = roles
    self.account = account
    self.email = email
    self.organisation = organisation
    self.days = days
  }
}

/// Whom testers call, and to whom worksheets go back.
package struct LeadContact: Sendable, Hashable {
  package var name: String
  package var email: String?
  package var phone: String?

  package init(name: String, email: String? = nil, phone: String? = nil) {
    self.name = name
    self.email = email
    self.phone = phone
  }
}

/// What every briefing of the project says beside what lmsaccept knows itself.
package struct BriefingSettings: Sendable, Hashable {
  /// Where and from when people test: `Room 2.14, from 09:00`.
  package var place: String?
  /// When filled-in worksheets must be back: `2026-12-03 17:00`, or in words.
  package var back: String?
  /// Address of the LMS that people work with every day, so that nobody tests there.
  package var live: String?
  /// Further sentences of the lead's own, in the project's language.
  package var remarks: [String]

  package init(place: String? = nil, back: String? = nil, live: String? = nil, remarks: [String] = []) {
    self.place = place
    self.back = back
    self.live = live
    self.remarks = remarks
  }
}
