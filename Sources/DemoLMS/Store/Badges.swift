/// A badge of a course, which a site may use as its certificate.
struct Badge: Row {
  enum Status: Int, Codable, Sendable {
    case inactive = 0
    case active = 1
    case inactiveLocked = 2
    case activeLocked = 3
  }

  var id = 0
  var course: Int
  var name: String
  var description: String
  var issuer: String
  var contact: String
  /// The day it ends for everybody.
  var expireDate: Int?
  /// How many seconds after its day of issue it ends.
  var expirePeriod: Int?
  /// Whether whoever completes the course gets it.
  var isForCompletion = false
  var status = Status.inactive
  var author: Int
  var created: Int
  var modified: Int

  var isActive: Bool { status == .active || status == .activeLocked }

  func end(issuedAt time: Int) -> Int? { expireDate ?? expirePeriod.map { time + $0 } }
}

/// A badge that somebody got.
struct IssuedBadge: Row {
  var id = 0
  var badge: Int
  var user: Int
  /// Who has it may look the badge up.
  var code: String
  var issued: Int
  var expires: Int?
}
