extension Call {
  /// Whether the caller has a right.
  func can(_ capability: Capability, in context: Context = .system) -> Bool {
    if faults.contains(.everyCapabilityAllowed) { return true }
    if caller.isAdmin { return true }
    if faults.contains(.everyCapabilityRefused) { return false }
    return has(caller.id, capability, in: context)
  }

  func require(_ capability: Capability, in context: Context = .system) throws(Refusal) {
    guard can(capability, in: context) else { throw .missing(capability) }
  }

  /// Whether a person has a right through a role, at the context or above it.
  func has(_ user: Int, _ capability: Capability, in context: Context) -> Bool {
    let chain = state.chain(of: context)
    return state.roleAssignments.contains { assignment in
      assignment.user == user && chain.contains(assignment.context)
        && options.roles.contains { $0.id == assignment.role && $0.capabilities.contains(capability) }
    }
  }

  /// Whether the caller may enter a course: by an active enrolment or by a right to look in.
  func canEnter(_ course: Course) -> Bool {
    if course.id == Course.siteID || caller.isAdmin || faults.contains(.everyCapabilityAllowed) { return true }
    if faults.contains(.everyCapabilityRefused) { return false }
    if can(.viewCourses, in: .course(course.id)) { return true }
    return state.isActive(caller.id, in: course.id, at: now)
      && (course.isVisible || can(.viewHiddenCourses, in: .course(course.id)))
  }

  /// The course of an argument, if the caller may enter it; `wrapped` for functions that name the course in their refusal.
  func enter(_ id: Int, wrapped: Bool = false) throws(Refusal) -> Course {
    let course = try course(id)
    if let refusal = obstacle(to: course) { throw wrapped ? .course(id, refusal) : refusal }
    return course
  }

  private func obstacle(to course: Course) -> Refusal? {
    if caller.mustChangePassword { return .mustChangePassword }
    return canEnter(course) ? nil : .notEnrolled
  }

  /// Whether the caller may know of a person at all.
  func canSee(_ user: User) -> Bool {
    if user.id == caller.id || can(.viewUsers) || can(.viewUsers, in: .user(user.id)) { return true }
    return state.enrolments.contains { mine in
      mine.user == caller.id && mine.isActive(at: now)
        && state.enrolments.contains { $0.user == user.id && $0.course == mine.course }
    }
  }

  /// Whether the caller sees what only an administration sees of a person.
  func seesAll(of user: User) -> Bool {
    user.id == caller.id || can(.viewAllDetails) || can(.viewAllDetails, in: .user(user.id)) || can(.updateUsers)
  }

  /// Whether the caller may see another person's results: by a right in the course or over the person.
  func can(_ capability: Capability, about user: Int, in course: Int) -> Bool {
    can(capability, in: .course(course)) || can(capability, in: .user(user))
  }
}

extension State {
  /// A context with all that hold it, innermost first.
  func chain(of context: Context) -> [Context] {
    switch context {
    case .system: [.system]
    case .user: [context, .system]
    case .category(let id): [context] + chain(of: categories[id].flatMap(above) ?? .system)
    case .course(let id): [context] + chain(of: courses[id].flatMap(above) ?? .system)
    case .module(let id): [context] + chain(of: modules[id].map { .course($0.course) } ?? .system)
    }
  }

  private func above(_ category: Category) -> Context? { category.parent == 0 ? .system : .category(category.parent) }
  private func above(_ course: Course) -> Context? { course.category == 0 ? .system : .category(course.category) }

  func isActive(_ user: Int, in course: Int, at now: Int) -> Bool {
    enrolments.contains { $0.user == user && $0.course == course && $0.isActive(at: now) }
  }

  /// The ids of the roles a person has in exactly this context, lowest first.
  func roles(of user: Int, in context: Context) -> [Int] {
    Set(roleAssignments.filter { $0.user == user && $0.context == context }.map(\.role)).sorted()
  }

  /// People with an enrolment in a course, in the order of their ids; somebody enrolled twice comes twice.
  func participants(of course: Int, activeAt now: Int? = nil) -> [User] {
    enrolments.filter { $0.course == course && (now.map($0.isActive(at:)) ?? true) }
      .compactMap { users[$0.user] }.filter { !$0.isDeleted }.sorted { $0.id < $1.id }
  }
}
