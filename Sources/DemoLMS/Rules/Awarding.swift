/// Who gets the badges of a course.
enum Awarding {
  /// What a course gives to somebody who has just completed it.
  static func courseCompleted(_ course: Course, by user: Int, _ call: inout Call) {
    for badge in call.state.badges where badge.course == course.id && badge.isForCompletion && badge.isActive {
      award(badge, to: user, &call)
    }
  }

  /// Gives a badge that has just been enabled to all who are complete already; how many they were.
  static func review(_ badge: Badge, _ call: inout Call) -> Int {
    guard badge.isForCompletion else { return 0 }
    let before = call.state.issuedBadges.count
    for row in call.state.courseCompletions where row.course == badge.course && row.completed != nil {
      award(badge, to: row.user, &call)
    }
    return call.state.issuedBadges.count - before
  }

  private static func award(_ badge: Badge, to user: Int, _ call: inout Call) {
    guard !call.state.issuedBadges.contains(where: { $0.badge == badge.id && $0.user == user }) else { return }
    let now = call.now
    let end = call.faults.contains(.certificateEndless) ? nil : badge.end(issuedAt: now)
    call.state.issuedBadges.add(
      IssuedBadge(badge: badge.id, user: user, code: Secret.random(), issued: now, expires: end))
    call.state.badges.update(badge.id) { $0.status = .activeLocked }
    call.notify(
      user, "Congratulations! You just earned a badge!", "You have been awarded the badge \"\(badge.name)\"!",
      event: "badgerecipientnotice", in: badge.course)
  }
}
