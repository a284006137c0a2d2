import Diagnostics
import RunModel
import Scripting
import Transfer

/// Makes the request that a script described: address, query, body, headers.
struct RequestBuilder {
  let target: TargetSettings
  let origins: [WebOrigin]

  struct Problem: Error {
    var message: String
  }

  /// - Throws: for what cannot be a request; the message is for the adapter's author.
  func request(_ options: ScriptValue, jar: CookieJar?) throws(Problem) -> Request {
    var request = Request(
      options["method"]?.text ?? "GET", try address(options), jar: jar, allowedHosts: origins)
    request.headers = try headers(options["headers"])
    request.body = try body(options)
    request.followsRedirects = options["follow"]?.bool ?? (request.method == "GET" || request.method == "HEAD")
    if let seconds = try seconds(options) { request.limits.whole = .milliseconds(Int64(seconds * 1000)) }
    return request
  }

  /// How long the whole answer may take: the request's own option, or the setting `timeout` of the target.
  private func seconds(_ options: ScriptValue) throws(Problem) -> Double? {
    let setting = target.settings["timeout"]
    guard let seconds = options["timeout"]?.double ?? setting.map({ Double($0) ?? 0 }) else { return nil }
    guard seconds > 0, seconds < 86400 else { throw Problem(message: "timeout wants seconds, more than 0") }
    return seconds
  }

  // MARK: Address

  private func address(_ options: ScriptValue) throws(Problem) -> String {
    let path = options["path"]?.text ?? ""
    var address = path
    if !path.hasPrefix("http://"), !path.hasPrefix("https://") {
      var base = target.base
      while base.hasSuffix("/") { base.removeLast() }
      address = base + (path.isEmpty || path.hasPrefix("/") || path.hasPrefix("?") ? path : "/" + path)
    }
    guard let query = options["query"] else { return address }
    let pairs = try self.pairs(query, what: "query")
    guard !pairs.isEmpty else { return address }
    let text = FormEncoding.text(pairs)
    let hash = address.firstIndex(of: "#") ?? address.endIndex
    let plain = address[..<hash]
    return plain + (plain.contains("?") ? (plain.hasSuffix("?") || plain.hasSuffix("&") ? "" : "&") : "?") + text
  }

  private func headers(_ value: ScriptValue?) throws(Problem) -> [Transfer.HeaderField] {
    var headers: [Transfer.HeaderField] = []
    for field in value?.fields ?? [] {
      guard let text = field.value.formText else {
        throw Problem(message: "the header \(field.key.visibleLine) is no text")
      }
      headers.append(Transfer.HeaderField(field.key, text))
    }
    return headers
  }

  // MARK: Body

  private func body(_ options: ScriptValue) throws(Problem) -> Request.Body {
    if let json = options["json"] {
      do throws(ScriptFault) {
        return .bytes(try json.jsonBytes(), type: "application/json")
      } catch {
        throw Problem(message: error.message)
      }
    }
    if let form = options["form"] { return .form(try pairs(form, what: "form")) }
    if let multipart = options["multipart"] { return .multipart(try parts(multipart)) }
    if let pairs = options["pairs"] {
      let fields = try listedPairs(pairs)
      guard options["type"]?.text == "multipart" else { return .form(fields) }
      return .multipart(fields.map { Request.Part($0.name, .value($0.value)) })
    }
    if let body = options["body"] {
      guard let data = body.data else { throw Problem(message: "body wants text") }
      return .bytes(data, type: options["type"]?.text)
    }
    return .none
  }

  private func parts(_ value: ScriptValue) throws(Problem) -> [Request.Part] {
    var parts: [Request.Part] = []
    for field in value.fields ?? [] {
      if let file = Self.file(field.value) {
        parts.append(Request.Part(field.key, file))
      } else {
        var found: [(name: String, value: String)] = []
        try flatten(field.value, field.key, into: &found, what: "multipart", depth: 0)
        parts += found.map { Request.Part($0.name, .value($0.value)) }
      }
    }
    return parts
  }

  private static func file(_ value: ScriptValue) -> Request.Part.Content? {
    guard value["__file"] == .bool(true), let name = value["name"]?.text else { return nil }
    return .file(
      name: name, type: value["type"]?.text ?? "application/octet-stream", bytes: value["text"]?.data ?? [])
  }

  /// Nested tables as `users[0][username]`; lists count from 0; `null` is an empty value.
  private func pairs(_ value: ScriptValue, what: String) throws(Problem) -> [(name: String, value: String)] {
    if let text = value.text { return FormEncoding.pairs(text) }
    if let ordered = value["__pairs"] { return try listedPairs(ordered) }
    var found: [(name: String, value: String)] = []
    for field in value.fields ?? [] { try flatten(field.value, field.key, into: &found, what: what, depth: 0) }
    if value.fields == nil, value.list?.isEmpty != true {
      throw Problem(message: "\(what) wants a table of names and values")
    }
    return found
  }

  private func flatten(
    _ value: ScriptValue, _ name: String, into pairs: inout [(name: String, value: String)], what: String, depth: Int
  ) throws(Problem) {
    if let text = value.formText {
      pairs.append((name, text))
      return
    }
    guard depth < 20 else { throw Problem(message: "\(what): \(name.visibleLine) is nested too deeply") }
    switch value {
    case .null: pairs.append((name, ""))
    case .list(let values):
      for (index, item) in values.enumerated() {
        try flatten(item, "\(name)[\(index)]", into: &pairs, what: what, depth: depth + 1)
      }
    case .table(let fields):
      for field in fields {
        try flatten(field.value, "\(name)[\(field.key)]", into: &pairs, what: what, depth: depth + 1)
      }
    default:
      throw Problem(
        message: "\(what): \(name.visibleLine) is neither text, number, true, false nor a table; use its key or id")
    }
  }

  /// `{ { "name", "value" }, … }` in order.
  private func listedPairs(_ value: ScriptValue) throws(Problem) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for pair in value.list ?? [] {
      guard let both = pair.list, both.count == 2, let name = both[0].formText, let text = both[1].formText else {
        throw Problem(message: "pairs wants { { \"name\", \"value\" }, … }")
      }
      found.append((name, text))
    }
    return found
  }
}
