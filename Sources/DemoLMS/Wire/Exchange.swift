/// A request as pages and services see it.
struct WebRequest: Sendable {
  var isPost: Bool
  var path: String
  var query = Form()
  var body = Form()
  var files: [SentFile] = []
  /// The body as it came, for JSON.
  var bytes: [UInt8] = []
  /// The value of the cookie MoodleSession.
  var cookie: String?

  /// Query and body together; the body wins.
  var fields: Form {
    var all = query
    all.append(body)
    return all
  }
}

/// What goes back.
struct WebAnswer: Sendable {
  var status = 200
  var type = "text/html; charset=utf-8"
  var location: String?
  var cookie: String?
  var bytes: [UInt8] = []

  static func json(_ value: Value, type: String = "application/json; charset=utf-8") -> WebAnswer {
    var answer = WebAnswer(type: type)
    value.write(to: &answer.bytes)
    return answer
  }

  static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> WebAnswer {
    WebAnswer(type: type, bytes: Array(text.utf8))
  }

  static func html(_ text: String, status: Int = 200) -> WebAnswer {
    WebAnswer(status: status, bytes: Array(text.utf8))
  }

  /// A redirect as Moodle sends it, to an absolute address.
  static func redirect(_ location: String) -> WebAnswer {
    let link = location.escapedHTML
    return WebAnswer(
      status: 303, location: location,
      bytes: Array(
        "<!DOCTYPE html><html><head><title>Redirect</title></head><body><a href=\"\(link)\">Continue</a></body></html>"
          .utf8))
  }
}
