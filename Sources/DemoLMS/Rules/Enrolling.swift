/// What it takes to put somebody into a course and to take him out.
enum Enrolling {
  /// Enrols, or sets times and status of the enrolment that is there; adds the role.
  static func enrol(_ enrolment: Enrolment, role: Int, _ call: inout Call) {
    let present = call.state.enrolments.first {
      $0.user == enrolment.user && $0.course == enrolment.course && $0.instance == enrolment.instance
    }
    if let present, !call.allowsDuplicates {
      call.state.enrolments.update(present.id) {
        $0.start = enrolment.start
        $0.end = enrolment.end
        $0.isSuspended = enrolment.isSuspended
      }
    } else {
      call.state.enrolments.add(enrolment)
      call.log(
        "User enrolled in course",
        "The user with id '\(call.caller.id)' enrolled the user with id '\(enrolment.user)' in the course with id "
          + "'\(enrolment.course)'.", related: enrolment.user, course: enrolment.course)
    }
    assign(role, to: enrolment.user, in: .course(enrolment.course), &call)
  }

  static func assign(_ role: Int, to user: Int, in context: Context, _ call: inout Call) {
    let isThere = call.state.roleAssignments.contains {
      $0.role == role && $0.user == user && $0.context == context
    }
    guard !isThere else { return }
    call.state.roleAssignments.add(RoleAssignment(role: role, user: user, context: context))
    call.log(
      "Role assigned",
      "The user with id '\(call.caller.id)' assigned the role with id '\(role)' to the user with id "
        + "'\(user)'.", related: user, course: context.courseID)
  }

  static func unassign(_ role: Int?, from user: Int, in context: Context, _ call: inout Call) {
    let gone = call.state.roleAssignments.filter {
      $0.user == user && $0.context == context && (role == nil || $0.role == role)
    }
    for assignment in gone {
      call.state.roleAssignments[assignment.id] = nil
      call.log(
        "Role unassigned",
        "The user with id '\(call.caller.id)' unassigned the role with id '\(assignment.role)' "
          + "from the user with id '\(user)'.", related: user, course: context.courseID)
    }
  }

  /// Takes an enrolment away, and the roles in the course with the last one.
  static func unenrol(_ enrolment: Enrolment, _ call: inout Call) {
    call.state.enrolments[enrolment.id] = nil
    call.log(
      "User unenrolled from course",
      "The user with id '\(call.caller.id)' unenrolled the user with id '\(enrolment.user)' from the course with id "
        + "'\(enrolment.course)'.", related: enrolment.user, course: enrolment.course)
    guard !call.state.enrolments.contains(where: { $0.user == enrolment.user && $0.course == enrolment.course })
    else { return }
    unassign(nil, from: enrolment.user, in: .course(enrolment.course), &call)
    call.state.groups.updateAll(where: { $0.course == enrolment.course }) {
      $0.members.removeAll { $0 == enrolment.user }
    }
  }

  /// The welcome mail: sent when the course has a teacher to send it from, on every repeat again.
  static func welcome(_ user: User, to course: Int, _ call: inout Call) {
    guard let course = call.state.courses[course] else { return }
    let teacher = call.state.roleAssignments.first {
      $0.role == Role.teacherID && $0.context == .course(course.id) && $0.user != user.id
    }
    guard let teacher else { return }
    call.notify(
      user.id, "Welcome to \(course.fullname)",
      "Hi \(user["firstname"]), you have been enrolled in the course "
        + "\(course.fullname).", event: "welcome", from: teacher.user, in: course.id)
  }

  /// Brings the enrolments by one cohort instance in line with the members of its cohort.
  static func sync(_ instance: EnrolInstance, _ call: inout Call) {
    let members = instance.cohort.flatMap { call.state.cohorts[$0] }?.members ?? []
    let present = call.state.enrolments.filter { $0.instance == instance.id }
    for user in members where !present.contains(where: { $0.user == user }) {
      enrol(Enrolment(user: user, course: instance.course, instance: instance.id), role: instance.role, &call)
    }
    if call.faults.contains(.audienceStays) { return }
    for enrolment in present where !members.contains(enrolment.user) { unenrol(enrolment, &call) }
  }

  static func syncCohort(_ cohort: Int, _ call: inout Call) {
    for instance in call.state.enrolInstances where instance.cohort == cohort { sync(instance, &call) }
  }
}

extension Context {
  var courseID: Int? {
    if case .course(let id) = self { id } else { nil }
  }
}
