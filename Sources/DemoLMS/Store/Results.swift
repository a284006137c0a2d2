/// A column of the gradebook: an activity, or the total of the course (`module` is nil).
struct GradeItem: Row {
  var id = 0
  var course: Int
  var module: Int?
  var isHidden = false
  var maximum = 100.0
  var pass = 0.0
}

struct Grade: Row {
  var id = 0
  var item: Int
  var user: Int
  var value: Double?
  var feedback = ""
  var graded: Int
  var grader: Int
}

/// One line of the grade history.
struct GradeChange: Row {
  var id = 0
  var item: Int
  var user: Int
  var before: Double?
  var after: Double?
  var grader: Int
  var time: Int
  var source: String
}

struct Submission: Row {
  var id = 0
  var module: Int
  var user: Int
  var text: String
  var files: [String] = []
  /// new, draft, submitted
  var status: String
  var created: Int
  var modified: Int
}

/// The trainer's grade of an assignment, which reaches the gradebook only when it is released.
struct AssignGrade: Row {
  var id = 0
  var module: Int
  var user: Int
  var value: Double
  var feedback = ""
  var grader: Int
  var created: Int
  var modified: Int
  /// Empty without marking workflow; else notmarked, inmarking, readyforrelease, released…
  var workflow = ""
}

struct Question: Row {
  var id = 0
  var course: Int
  /// The quiz in whose bank it lies.
  var quiz: Int
  var name: String
  var text: String
  /// truefalse, multichoice
  var kind: String
  var answers: [Answer]

  struct Answer: Codable, Sendable {
    var text: String
    /// The share of the mark this answer earns, from 0 to 1.
    var fraction: Double
  }
}

struct Attempt: Row {
  var id = 0
  var module: Int
  var user: Int
  var number: Int
  /// inprogress, finished
  var state = "inprogress"
  var slots: [Int]
  /// The chosen answer of each slot, by its place in the question.
  var chosen: [Int: Int] = [:]
  var start: Int
  var finish = 0
  var modified: Int
  var points: Double?
}

/// What a SCORM package stored in one attempt of one person: the last value of an element.
struct PackageTrack: Row {
  var id = 0
  var module: Int
  var user: Int
  var attempt: Int
  var part: Int
  var element: String
  var value: String
  var time: Int
}

struct FeedbackItem: Row {
  var id = 0
  var module: Int
  var type: String
  var name: String
  var label: String
  var presentation: String
  var isRequired: Bool
}

/// What one person answered; `user` is 0 when the feedback is anonymous.
struct FeedbackAnswers: Row {
  var id = 0
  var module: Int
  var user: Int
  /// Who answered, kept apart so that nobody answers twice; no answer gives it away.
  var respondent: Int
  var time: Int
  var values: [Int: String]
}
