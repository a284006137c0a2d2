/// A fault the built-in LMS can be told to have, so that a run against it must fail.
///
/// Unless a sentence says otherwise a fault bites for everybody, the administrator included.
package enum Fault: String, CaseIterable, Sendable, Codable {
  case writeLost = "write-lost"
  case writeOtherPerson = "write-other-person"
  case writeOtherCourse = "write-other-course"
  case writeTwice = "write-twice"
  case updateIgnored = "update-ignored"
  case deleteIgnored = "delete-ignored"
  case everyCapabilityAllowed = "every-capability-allowed"
  case everyCapabilityRefused = "every-capability-refused"
  case listEmpty = "list-empty"
  case listUnfiltered = "list-unfiltered"
  case listCut = "list-cut"
  case oldState = "old-state"
  case numberAsText = "number-as-text"
  case namesEscaped = "names-escaped"
  case dateOffByOneDay = "date-off-by-one-day"
  case errorIn200 = "error-in-200"
  case successWithWarning = "success-with-warning"
  case completionWithoutRule = "completion-without-rule"
  case gradeRounded = "grade-rounded"
  case mailToNobody = "mail-to-nobody"
  case mailTwice = "mail-twice"

  /// What goes wrong, in one sentence.
  package var sentence: String {
    switch self {
    case .writeLost: "A create or an action is answered as done, and nothing is stored."
    case .writeOtherPerson: "A write about one person is stored for another person."
    case .writeOtherCourse: "A write about one course is stored in another course."
    case .writeTwice: "A create or an action is stored twice."
    case .updateIgnored: "A change is answered as done, and the old values stay."
    case .deleteIgnored: "A removal is answered as done, and the thing stays."
    case .everyCapabilityAllowed: "Nobody lacks a right or an enrolment."
    case .everyCapabilityRefused: "Everybody but the administrator lacks every right."
    case .listEmpty: "Every list that is read is empty."
    case .listUnfiltered: "Lists that are read hold everything, whatever was asked for."
    case .listCut: "Of every list that is read only the first item comes back, as if page 1 were all."
    case .oldState: "Reads show the state before the last write."
    case .numberAsText: "Numbers in answers are texts."
    case .namesEscaped: "Names in answers are HTML-escaped, also when raw text was asked for."
    case .dateOffByOneDay: "Dates in answers are one day early."
    case .errorIn200: "Every write fails and stores nothing, which only the body of its 200 answer says."
    case .successWithWarning: "Every write stores nothing and is answered as done, with a warning beside it."
    case .completionWithoutRule: "Activities and courses count as complete though their rules are not met."
    case .gradeRounded: "Grades are stored as whole numbers."
    case .mailToNobody: "Notifications and mails are sent to nobody."
    case .mailTwice: "Every notification and mail arrives twice."
    }
  }
}
