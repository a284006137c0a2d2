extension Call {
  /// Sends a notification, which is also a mail.
  mutating func notify(
    _ user: Int, _ subject: String, _ text: String, event: String, from: Int = Notification.noReply,
    about module: Module? = nil
  ) {
    var notification = Notification(
      from: from, to: faults.contains(.mailToNobody) ? 0 : user, subject: subject, text: text,
      component: module.map { "mod_\($0.kind)" } ?? "moodle", event: event, time: now)
    notification.page = module.map { "/mod/\($0.kind)/view.php?id=\($0.id)" }
    notification.pageName = module?.name
    state.notifications.add(notification)
    if faults.contains(.mailTwice) { state.notifications.add(notification) }
  }
}
