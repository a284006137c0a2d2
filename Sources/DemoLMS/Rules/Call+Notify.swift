extension Call {
  /// Sends a notification, which is also a mail. Who cannot sign in any more gets none.
  mutating func notify(
    _ user: Int, _ subject: String, _ text: String, event: String, from: Int = Notification.noReply,
    about module: Module? = nil, in course: Int? = nil
  ) {
    if faults.contains(.mailToEverybody), let course = course ?? module?.course {
      for other in state.participants(of: course).withoutRepeats where other.id != user {
        deliver(other.id, subject, text, event: event, from: from, about: module)
      }
    }
    deliver(user, subject, text, event: event, from: from, about: module)
  }

  private mutating func deliver(
    _ user: Int, _ subject: String, _ text: String, event: String, from: Int, about module: Module?
  ) {
    if state.users[user]?.isSuspended == true, !faults.contains(.mailToLeavers) { return }
    var notification = Notification(
      from: from, to: faults.contains(.mailToNobody) ? 0 : user, subject: subject, text: text,
      component: module.map { "mod_\($0.kind)" } ?? "moodle", event: event, time: now)
    notification.page = module.map { "/mod/\($0.kind)/view.php?id=\($0.id)" }
    notification.pageName = module?.name
    state.notifications.add(notification)
    if faults.contains(.mailTwice) { state.notifications.add(notification) }
  }
}
