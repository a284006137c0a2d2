import JSON
import Synchronization
import Transfer

/// A very small LMS that answers requests in this process: users, courses, enrolments, and rights by token.
///
/// `POST /call/<function>` with a form; the token says who asks. Tests bend it with `override`.
final class MiniLMS: Sendable {
  struct State: Sendable {
    var users: [String: Int] = [:]
    var courses: [String: [String: String]] = [:]
    /// `user id/course id`.
    var enrolments: Set<String> = []
    var lastID = 100
    var requests: [Request] = []
    var calls: [String] = []
    var tokens: [String: String] = ["admin-token-1": "admin"]
    var logins = 0
  }

  let state = Mutex(State())
  /// Answers instead of the LMS; nil lets it answer itself.
  let override:
    @Sendable (_ function: String, _ who: String, _ form: [String: String]) throws(TransferError) -> Exchange?

  init(
    _ override: @escaping @Sendable (String, String, [String: String]) throws(TransferError) -> Exchange? = { _, _, _ in
      nil
    }
  ) {
    self.override = override
  }

  var client: HTTPClient { .scripted { [self] request throws(TransferError) in try answer(request) } }

  /// Functions that were called, in order.
  var calls: [String] { state.withLock { $0.calls } }

  static func json(_ text: String, status: Int = 200) -> Exchange {
    Exchange(status: status, headers: [HeaderField("Content-Type", "application/json")], body: text)
  }

  static func html(_ text: String, status: Int = 200) -> Exchange {
    Exchange(status: status, headers: [HeaderField("Content-Type", "text/html; charset=utf-8")], body: text)
  }

  static func failure(_ code: String, _ message: String = "no") -> Exchange {
    json(#"{"exception":"e","errorcode":"\#(code)","message":"\#(message)"}"#)
  }

  private func answer(_ request: Request) throws(TransferError) -> Exchange {
    let function = request.url.split(separator: "/").last.map(String.init) ?? ""
    var form: [String: String] = [:]
    if case .bytes(let bytes, _) = request.body {
      for pair in FormEncoding.pairs(String(decoding: bytes, as: UTF8.self)) { form[pair.name] = pair.value }
    }
    let fields = form
    let who = state.withLock { state in
      state.requests.append(request)
      state.calls.append(function)
      return state.tokens[fields["token"] ?? ""] ?? ""
    }
    if let given = try override(function, who, fields) { return given }
    if function == "login" { return login(fields) }
    guard !who.isEmpty else { return Self.failure("invalidtoken") }
    return state.withLock { Self.perform(function, who, fields, &$0) }
  }

  private func login(_ form: [String: String]) -> Exchange {
    state.withLock { state in
      state.logins += 1
      guard form["password"] == "right-password" else { return Self.failure("invalidlogin") }
      let token = "token-\(form["username"] ?? "")-\(state.logins)"
      state.tokens[token] = form["username"]
      return Self.json(#"{"token":"\#(token)"}"#)
    }
  }

  private static func perform(
    _ function: String, _ who: String, _ form: [String: String], _ state: inout State
  ) -> Exchange {
    func id() -> Int {
      state.lastID += 1
      return state.lastID
    }
    let mayWrite = ["admin", "fatima"].contains(who)
    switch function {
    case "hello": return json(#"{"who":"\#(who)"}"#)
    case "find_user":
      guard let id = state.users[form["username"] ?? ""] else { return json("[]") }
      return json(#"[{"id":\#(id),"username":"\#(form["username"] ?? "")"}]"#)
    case "create_user":
      guard mayWrite else { return failure("nopermissions") }
      guard state.users[form["username"] ?? ""] == nil else { return failure("usernametaken") }
      let new = id()
      state.users[form["username"] ?? ""] = new
      return json(#"{"id":\#(new)}"#)
    case "delete_user":
      state.users = state.users.filter { String($0.value) != form["id"] }
      return json("null")
    case "find_course":
      guard let course = state.courses[form["shortname"] ?? ""] else { return json("[]") }
      return json(
        #"[{"id":\#(course["id"] ?? "0"),"shortname":"\#(form["shortname"] ?? "")","fullname":"\#(course["fullname"] ?? "")"}]"#
      )
    case "create_course":
      let new = id()
      state.courses[form["shortname"] ?? ""] = ["id": String(new), "fullname": form["fullname"] ?? ""]
      return json(#"{"id":\#(new)}"#)
    case "rename_course":
      guard mayWrite else { return failure("nopermissions") }
      for (name, course) in state.courses where course["id"] == form["id"] {
        state.courses[name]?["fullname"] = form["fullname"]
      }
      return json("null")
    case "delete_course":
      state.courses = state.courses.filter { $0.value["id"] != form["id"] }
      return json("null")
    case "enrolled":
      let ids = state.enrolments.filter { $0.hasSuffix("/" + (form["course"] ?? "")) }.sorted()
      return json("[" + ids.map { #"{"id":\#($0.prefix { $0 != "/" })}"# }.joined(separator: ",") + "]")
    case "enrol":
      guard mayWrite else { return failure("nopermissions") }
      state.enrolments.insert("\(form["user"] ?? "")/\(form["course"] ?? "")")
      return json("null")
    case "unenrol":
      state.enrolments.remove("\(form["user"] ?? "")/\(form["course"] ?? "")")
      return json("null")
    default: return failure("unknownfunction")
    }
  }
}
