extension Call {
  /// Sends a notification, which is also a mail.
  mutating func notify(_ user: Int, _ subject: String, _ text: String, event: String, from: Int = Notification.noReply)
  {
    let notification = Notification(
      from: from, to: faults.contains(.mailToNobody) ? 0 : user, subject: subject, text: text, component: "moodle",
      event: event, time: now)
    state.notifications.add(notification)
    if faults.contains(.mailTwice) { state.notifications.add(notification) }
  }
}
