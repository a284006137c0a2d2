struct Scale: Row {
  var id = 0
  var name: String
  var items: [String]
}

struct Framework: Row {
  var id = 0
  var shortname: String
  var idnumber: String
  var description: String
  var scale: Int
  var scaleConfiguration: String
  var isVisible = true
  var taxonomies: String
  var time: Int
  var author: Int
}

struct Competency: Row {
  var id = 0
  var shortname: String
  var idnumber: String
  var description: String
  var framework: Int
  var parent: Int
  var path: String
  var sortOrder: Int
  var ruleOutcome = 0
  var time: Int
  var author: Int
}

/// A competency that a course serves, and what completing the course does for it.
struct CourseCompetency: Row {
  /// 0 nothing, 1 evidence, 2 ask for review, 3 set the rating.
  enum Outcome: Int, Codable, Sendable {
    case none = 0
    case evidence = 1
    case recommend = 2
    case complete = 3
  }

  var id = 0
  var course: Int
  var competency: Int
  var outcome = Outcome.evidence
  var time: Int
  var author: Int
}

struct UserCompetency: Row {
  var id = 0
  var user: Int
  var competency: Int
  /// 0 idle, 1 waiting for review, 2 in review.
  var status = 0
  var reviewer: Int?
  var grade: Int?
  var isProficient: Bool?
  var time: Int
  var author: Int
}

/// Something that happened to a person's competency.
struct Evidence: Row {
  var id = 0
  var userCompetency: Int
  var context: Context
  /// 0 logged, 2 completed by rule, 3 overridden by a rating.
  var action: Int
  var actor: Int?
  var identifier: String
  var subject: String?
  var url: String?
  var grade: Int?
  var note: String?
  var time: Int
}

struct Plan: Row {
  var id = 0
  var name: String
  var description: String
  var user: Int
  /// 0 draft, 1 active, 2 complete.
  var status: Int
  var due: Int
  var competencies: [Int] = []
  var time: Int
  var author: Int
}

struct PlanTemplate: Row {
  var id = 0
  var shortname: String
  var description: String
  var due: Int
  var competencies: [Int] = []
  var time: Int
  var author: Int
}
