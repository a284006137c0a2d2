import DemoLMS
import Foundation
import FoundationNetworking
import Testing

/// An answer as a test reads it.
struct Reply {
  var status: Int
  var type: String
  var location: String?
  var text: String

  var json: Any {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) ?? NSNull()
  }
  var object: [String: Any] { json as? [String: Any] ?? [:] }
  var list: [[String: Any]] { json as? [[String: Any]] ?? [] }
  var errorcode: String? { object["errorcode"] as? String }
  var warnings: [[String: Any]] { object["warnings"] as? [[String: Any]] ?? [] }

  /// The value of a hidden or text field of the page.
  func field(_ name: String) -> String? {
    guard let start = text.range(of: "name=\"\(name)\""),
      let value = text.range(of: "value=\"", range: start.upperBound..<text.endIndex),
      let end = text.range(of: "\"", range: value.upperBound..<text.endIndex)
    else { return nil }
    return String(text[value.upperBound..<end.lowerBound])
  }

  var sesskey: String? {
    guard let start = text.range(of: "\"sesskey\":\""),
      let end = text.range(of: "\"", range: start.upperBound..<text.endIndex)
    else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }
}

/// Follows no redirect: tests look at each answer.
private final class Still: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) { completionHandler(nil) }
}

/// Talks to one server as one person; keeps the session cookie itself.
final class Client {
  let base: String
  var token = ""
  var cookie: String?
  var sesskey = ""
  private let session: URLSession

  init(_ server: DemoServer, token: String = "") {
    base = server.baseURL
    self.token = token
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    session = URLSession(configuration: configuration, delegate: Still(), delegateQueue: nil)
  }

  func send(_ method: String, _ path: String, body: Data? = nil, type: String? = nil) async throws -> Reply {
    var request = URLRequest(url: try #require(URL(string: path.hasPrefix("http") ? path : base + path)))
    request.httpMethod = method
    request.httpBody = body
    if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
    if let cookie { request.setValue("MoodleSession=\(cookie)", forHTTPHeaderField: "Cookie") }
    let (data, answer) = try await session.data(for: request)
    let response = try #require(answer as? HTTPURLResponse)
    if let set = response.value(forHTTPHeaderField: "Set-Cookie"), set.hasPrefix("MoodleSession=") {
      cookie = String(set.dropFirst("MoodleSession=".count).prefix { $0 != ";" })
    }
    return Reply(
      status: response.statusCode, type: response.value(forHTTPHeaderField: "Content-Type") ?? "",
      location: response.value(forHTTPHeaderField: "Location"), text: String(decoding: data, as: UTF8.self))
  }

  func get(_ path: String) async throws -> Reply { try await send("GET", path) }

  func post(_ path: String, _ fields: [String: String]) async throws -> Reply {
    // PHP keeps lists in the order of arrival.
    let body = fields.sorted { $0.key < $1.key }.map { "\(escape($0.key))=\(escape($0.value))" }.joined(separator: "&")
    return try await send("POST", path, body: Data(body.utf8), type: "application/x-www-form-urlencoded")
  }

  private func escape(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }

  /// Calls a web service function with flat field names.
  @discardableResult
  func call(_ function: String, _ fields: [String: String] = [:]) async throws -> Reply {
    var form = fields
    form["wstoken"] = token
    form["wsfunction"] = function
    form["moodlewsrestformat"] = "json"
    return try await post("/webservice/rest/server.php", form)
  }

  /// Signs in with the login form; true when the start page is reached.
  func signIn(_ username: String, _ password: String = "Test.Pass1!") async throws -> Bool {
    cookie = nil
    let page = try await get("/login/index.php")
    let answer = try await post(
      "/login/index.php",
      ["anchor": "", "logintoken": page.field("logintoken") ?? "", "username": username, "password": password])
    guard answer.location?.contains("testsession=") == true else { return false }
    _ = try await get(answer.location ?? "")
    sesskey = try await get("/my/").sesskey ?? ""
    return !sesskey.isEmpty
  }

  func upload(_ name: String, _ text: String) async throws -> Int { try await upload(name, bytes: Array(text.utf8)) }

  func upload(_ name: String, bytes: [UInt8]) async throws -> Int {
    let boundary = "XXboundaryXX"
    var head = ""
    for (key, value) in [("token", token), ("filepath", "/"), ("itemid", "0")] {
      head += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n"
    }
    head +=
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"file_1\"; filename=\"\(name)\"\r\n"
      + "Content-Type: text/plain\r\n\r\n"
    let body = Data(head.utf8) + Data(bytes) + Data("\r\n--\(boundary)--\r\n".utf8)
    let reply = try await send(
      "POST", "/webservice/upload.php", body: body, type: "multipart/form-data; boundary=\(boundary)")
    return try #require(reply.list.first?["itemid"] as? Int)
  }

  func dynamicForm(_ form: String, _ data: String) async throws -> Reply {
    let arguments: [[String: Any]] = [
      ["index": 0, "methodname": "core_form_dynamic_form", "args": ["form": form, "formdata": data]]
    ]
    return try await send(
      "POST", "/lib/ajax/service.php?sesskey=\(sesskey)&info=core_form_dynamic_form",
      body: try JSONSerialization.data(withJSONObject: arguments), type: "application/json")
  }
}
