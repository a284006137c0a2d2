/// A notification, which is also the mail of the same text.
struct Notification: Row {
  /// The sender "Do not reply".
  static let noReply = -10

  var id = 0
  var from = Notification.noReply
  var to: Int
  var subject: String
  var text: String
  var component: String
  var event: String
  var time: Int
  var read: Int?
  /// The page that it is about, without the site's address, and what that page is called.
  var page: String?
  var pageName: String?
}

/// A message from one person to another.
struct Message: Row {
  var id = 0
  var from: Int
  var to: Int
  var text: String
  var time: Int
  var read: Int?
}

struct CalendarEvent: Row {
  var id = 0
  var name: String
  var description: String
  var type: String
  var course: Int
  var group: Int
  var user: Int
  var start: Int
  var duration: Int
  var modified: Int
}

/// A report that the site has put together from a source and some of its columns.
struct CustomReport: Row {
  var id = 0
  var name: String
  /// The class of the source.
  var source: String
  /// `user:username`, in the order of the report.
  var columns: [String]
  /// The roles at the site that let people read it.
  var audience: [Int] = []
  var author: Int
  var time: Int
  var tags: [String] = []
}

/// An uploaded file that a form may take over.
struct DraftFile: Row {
  var id = 0
  var item: Int
  var user: Int
  var name: String
  var bytes: [UInt8]
}
