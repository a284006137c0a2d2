/// Where a finding stands. A finding is *closed* only by a passed retest, or by being rejected or merged.
package enum FindingStatus: String, Sendable, Codable, CaseIterable {
  case new, accepted
  case inProgress = "in-progress"
  case fixed
  case retestPassed = "retest-passed"
  case retestFailed = "retest-failed"
  case rejected, deferred, duplicate

  /// Counts against acceptance: a deferred finding does, whoever deferred it.
  package var isOpen: Bool { ![.retestPassed, .rejected, .duplicate].contains(self) }

  /// What a person may set next. `retest-passed` also needs the retest, `duplicate` comes by merging.
  package var next: [FindingStatus] {
    switch self {
    case .new: [.accepted, .inProgress, .fixed, .rejected, .deferred, .duplicate]
    case .accepted: [.inProgress, .fixed, .rejected, .deferred, .duplicate]
    case .inProgress: [.accepted, .fixed, .rejected, .deferred, .duplicate]
    case .fixed: [.retestPassed, .retestFailed, .inProgress, .duplicate]
    case .retestPassed: [.inProgress]
    case .retestFailed: [.accepted, .inProgress, .fixed, .rejected, .deferred, .duplicate]
    case .rejected: [.accepted]
    case .deferred: [.accepted, .inProgress, .fixed, .rejected, .duplicate]
    case .duplicate: [.accepted]
    }
  }

  /// Nobody sees later why, unless it is written down: also of opening again what was closed.
  package func needsReason(after before: FindingStatus) -> Bool {
    [.rejected, .duplicate, .deferred].contains(self) || !before.isOpen || before == .fixed && self == .inProgress
  }
}

/// What sort of thing was found. A wish is no ground to refuse a delivery, so it must not pass for a defect.
package enum FindingClass: String, Sendable, Codable, CaseIterable {
  case defect, wish, question, data, environment
  case testError = "test-error"
  case duplicate
}

/// When it is to be mended; the lead's word, never the tester's.
package enum FindingPriority: String, Sendable, Codable, CaseIterable {
  case now
  case beforeGoLive = "before-golive"
  case afterGoLive = "after-golive"
  case someday
}

/// What the report says will become of a finding.
package enum Disposition: String, Sendable, Codable, CaseIterable {
  case fixed
  /// A concession: off specification, taken all the same.
  case acceptedAsIs = "accepted-as-is"
  case deferredWithDate = "deferred-with-date"
  case workaround, rejected
  case changeRequest = "change-request"
}

/// Whether the finding departs from what was agreed, which alone is a ground for refusing.
package enum Contractual: String, Sendable, Codable, CaseIterable {
  case yes, no, disputed
}

extension Texts {
  package func name(_ status: FindingStatus) -> String {
    switch status {
    case .new: self("New", "Nieuw")
    case .accepted: self("Accepted as finding", "Erkend")
    case .inProgress: self("In progress", "In behandeling")
    case .fixed: self("Fixed", "Opgelost")
    case .retestPassed: self("Retest passed", "Hertest goed")
    case .retestFailed: self("Retest failed", "Hertest fout")
    case .rejected: self("Rejected", "Afgewezen")
    case .deferred: self("Deferred", "Uitgesteld")
    case .duplicate: self("Duplicate", "Dubbel")
    }
  }

  package func name(_ kind: FindingClass) -> String {
    switch kind {
    case .defect: self("Defect", "Gebrek")
    case .wish: self("Wish", "Wens")
    case .question: self("Question", "Vraag")
    case .data: self("Test data", "Testgegevens")
    case .environment: self("Environment", "Omgeving")
    case .testError: self("Test error", "Testfout")
    case .duplicate: self("Duplicate", "Dubbel")
    }
  }

  package func name(_ priority: FindingPriority) -> String {
    switch priority {
    case .now: self("Now", "Nu")
    case .beforeGoLive: self("Before go-live", "Voor livegang")
    case .afterGoLive: self("After go-live", "Na livegang")
    case .someday: self("Someday", "Ooit")
    }
  }

  package func name(_ disposition: Disposition) -> String {
    switch disposition {
    case .fixed: self("Fixed", "Opgelost")
    case .acceptedAsIs: self("Accepted as is", "Geaccepteerd zoals het is")
    case .deferredWithDate: self("Deferred with date", "Uitgesteld met datum")
    case .workaround: self("Workaround", "Omweg")
    case .rejected: self("Rejected", "Afgewezen")
    case .changeRequest: self("Change request", "Wijzigingsverzoek")
    }
  }

  package func name(_ contractual: Contractual) -> String {
    switch contractual {
    case .yes: self("Yes", "Ja")
    case .no: self("No", "Nee")
    case .disputed: self("Disputed", "Betwist")
    }
  }
}
