/// Where a right or a role counts.
enum Context: Hashable, Sendable, Codable {
  case system
  case category(Int)
  case course(Int)
  case module(Int)
  case user(Int)

  enum Level: Int, Sendable {
    case system = 1
    case user = 3
    case category = 4
    case course = 5
    case module = 7
  }

  var level: Level {
    switch self {
    case .system: .system
    case .category: .category
    case .course: .course
    case .module: .module
    case .user: .user
    }
  }

  /// The number the web services use: 1 for the site, else the instance with its level as last digit.
  var number: Int {
    switch self {
    case .system: 1
    case .category(let id), .course(let id), .module(let id), .user(let id): id * 10 + level.rawValue
    }
  }

  init?(number: Int) {
    if number == 1 {
      self = .system
    } else {
      guard number > 10, let level = Level(rawValue: number % 10) else { return nil }
      self.init(level: level, instance: number / 10)
    }
  }

  init?(level name: String, instance: Int) {
    switch name {
    case "system": self = .system
    case "coursecat": self = .category(instance)
    case "course": self = .course(instance)
    case "module": self = .module(instance)
    case "user": self = .user(instance)
    default: return nil
    }
  }

  private init(level: Level, instance: Int) {
    switch level {
    case .system: self = .system
    case .category: self = .category(instance)
    case .course: self = .course(instance)
    case .module: self = .module(instance)
    case .user: self = .user(instance)
    }
  }
}
