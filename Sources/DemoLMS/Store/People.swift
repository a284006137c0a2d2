/// A person with an account.
///
/// Passwords are kept as typed: this LMS holds invented people only, and a test must be able to sign them in.
struct User: Row {
  static let guestID = 1
  static let adminID = 2
  /// The fields that are plain text and have no rule but their declared type.
  static let textFields = [
    "firstname", "lastname", "email", "idnumber", "department", "institution", "city", "country", "phone1", "phone2",
    "address", "description", "middlename", "alternatename", "firstnamephonetic", "lastnamephonetic", "timezone",
    "lang", "theme", "interests", "calendartype",
  ]

  var id = 0
  var username: String
  var password = ""
  var auth = "manual"
  var texts: [String: String]
  var customFields: [String: String] = [:]
  var preferences: [String: String] = [:]
  var mailFormat = 1
  var isSuspended = false
  var isConfirmed = true
  var isDeleted = false
  var created = 0
  var firstAccess = 0
  var lastAccess = 0
  var failedLogins = 0
  var lockedUntil = 0

  init(username: String, texts: [String: String] = [:]) {
    self.username = username
    self.texts = texts
  }

  subscript(field: String) -> String { texts[field] ?? "" }

  var fullName: String { self["firstname"] + " " + self["lastname"] }
  var isAdmin: Bool { id == User.adminID }
  var mustChangePassword: Bool { preferences["auth_forcepasswordchange"] == "1" }
}

/// A profile field that the site has added.
struct ProfileField: Row {
  /// Who sees a value: Moodle's numbers.
  enum Visibility: Int, Codable, Sendable {
    case nobody = 0
    case owner = 1
    case everyone = 2
    case teachers = 3
  }

  var id = 0
  var shortname: String
  var name: String
  var datatype: String
  var isLocked = false
  var isRequired = false
  var isUnique = false
  var visibility = Visibility.everyone
  var options: [String] = []
}

struct Token: Codable, Sendable {
  var user: Int
  var service: String
  /// 0 for ever.
  var validUntil = 0

  init(user: Int, service: String) {
    self.user = user
    self.service = service
  }
}

/// A browser session, kept under the value of its cookie.
struct Session: Codable, Sendable {
  var user: Int?
  var sesskey: String
  var loginToken: String
  /// What the login page says once.
  var alert: String?
}

struct RoleAssignment: Row {
  var id = 0
  var role: Int
  var user: Int
  var context: Context
}

struct Cohort: Row {
  var id = 0
  var name: String
  var idnumber: String
  var description: String
  var isVisible = true
  var context: Context
  var members: [Int] = []
}

struct Group: Row {
  var id = 0
  var course: Int
  var name: String
  var idnumber: String
  var description: String
  var enrolmentKey: String
  var members: [Int] = []
}

struct Grouping: Row {
  var id = 0
  var course: Int
  var name: String
  var idnumber: String
  var description: String
  var groups: [Int] = []
}

/// A way into a course: by hand, by oneself, by cohort.
struct EnrolInstance: Row {
  var id = 0
  var course: Int
  var type: String
  var name = ""
  var password = ""
  var role = Role.studentID
  /// The cohort whose members are enrolled, or, of a way for oneself, who alone may come in.
  var cohort: Int?
  /// How many may come in by themselves; nil without a limit.
  var places: Int?
}

struct Enrolment: Row {
  var id = 0
  var user: Int
  var course: Int
  var instance: Int
  var isSuspended = false
  var start = 0
  var end = 0

  func isActive(at now: Int) -> Bool { !isSuspended && start <= now && (end == 0 || end > now) }
}

/// Somebody's request for the own data.
struct DataRequest: Row {
  var id = 0
  /// 1 a copy, 2 deletion.
  var type: Int
  var user: Int
  var author: Int
  var comments: String
  /// Moodle's numbers: 2 awaiting approval, 3 approved, 8 ready to download.
  var status: Int
  var created: Int
  var approved: Int?
}

/// One line of the course and site log.
struct LogEntry: Codable, Sendable {
  var time: Int
  var user: Int
  var related: Int?
  var course: Int?
  var name: String
  var description: String
  var origin: String
}
