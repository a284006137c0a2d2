struct Category: Row {
  var id = 0
  var name: String
  var idnumber = ""
  var description = ""
  var parent = 0
  var isVisible = true
  var modified: Int

  init(name: String, modified: Int) {
    self.name = name
    self.modified = modified
  }
}

struct Course: Row {
  static let siteID = 1

  var id = 0
  var fullname: String
  var shortname: String
  var idnumber = ""
  var category: Int
  var summary = ""
  var format = "topics"
  var start = 0
  var end = 0
  var isVisible = true
  var tracksCompletion = false
  var notifiesCompletion = false
  var showsGrades = true
  var newsItems = 0
  var groupMode = 0
  var language = ""
  var created: Int
  var modified: Int
  var customFields: [String: String] = [:]
  var criteria: CompletionCriteria?

  init(fullname: String, shortname: String, category: Int, now: Int) {
    self.fullname = fullname
    self.shortname = shortname
    self.category = category
    created = now
    modified = now
  }

  func hasEnded(at now: Int) -> Bool { end > 0 && end <= now }
}

/// What must be done before a course is complete.
struct CompletionCriteria: Codable, Sendable {
  var activities: [Int] = []
  var isSelf = false
  var passGrade: Double?
  /// 1 all, 2 any.
  var aggregation = 1

  var isEmpty: Bool { activities.isEmpty && !isSelf && passGrade == nil }
}

struct FieldCategory: Row {
  var id = 0
  var name: String
}

/// A field that the site has added to courses.
struct CourseField: Row {
  var id = 0
  var category: Int
  var shortname: String
  var name: String
  var type: String
  var options: [String] = []
}

struct Section: Row {
  var id = 0
  var course: Int
  var number: Int
  var name: String
  var isVisible = true
}

/// An activity in a course; `settings` are the fields of its form, by their form names.
struct Module: Row {
  var id = 0
  var course: Int
  var section: Int
  var kind: String
  /// The number among activities of its kind.
  var instance: Int
  var name: String
  var idnumber: String
  var isVisible = true
  /// 0 none, 1 by hand, 2 by rules.
  var completion: Int
  var settings: [String: String]
  /// The questions of a quiz, in order.
  var slots: [Int] = []
  var added: Int

  func number(_ setting: String) -> Double? { settings[setting].flatMap { Double($0) } }
  func integer(_ setting: String) -> Int { settings[setting].flatMap { Int($0) } ?? 0 }
  func isOn(_ setting: String) -> Bool { settings[setting] == "1" }
}

struct ActivityCompletion: Row {
  var id = 0
  var module: Int
  var user: Int
  /// 0 incomplete, 1 complete, 2 complete and passed, 3 complete and failed.
  var state = 0
  var hasViewed = false
  var completed = 0
  var overriddenBy: Int?

  init(module: Int, user: Int) {
    self.module = module
    self.user = user
  }
}

struct CourseCompletion: Row {
  var id = 0
  var course: Int
  var user: Int
  /// When the person said so, where the course asks for it.
  var declared: Int?
  var completed: Int?
}
