import CCurl

/// Owns one libcurl easy handle and what arrives on it. Belongs to the loop's thread.
///
/// Handles are used again, since making one costs more than a small request. What never changes is set once; what a
/// request may leave behind (method, body, headers, cookies) is set anew by `prepare` or taken away by `release`.
final class EasyHandle {
  /// Why one of our own callbacks ended the transfer.
  enum Stop {
    case bodyTooLarge, headTooLarge, wouldRepeat
  }

  let easy: UnsafeMutableRawPointer
  var flight: Flight?
  private(set) var head: [UInt8] = []
  private(set) var body: [UInt8] = []
  private(set) var stop: Stop?
  /// How often libcurl was about to send the request of this hop.
  private(set) var attempts = 0
  var watch = IdleWatch()
  /// Where it stands in the loop's list of handles under way.
  var index = 0

  private var hasJar = false
  private var isHeadComplete = false
  private var headBytes = 0
  private var lines: UnsafeMutablePointer<curl_slist>?
  private var mime: OpaquePointer?
  private var options: HTTPClient.Options?
  private let errorText: UnsafeMutablePointer<CChar>

  /// Far beyond what servers accept themselves, and below the limit where libcurl would speak of a receive error.
  private static let maximumHeadBytes = 256 << 10

  init?() {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    setOnce()
  }

  deinit {
    release()
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
    context.map { Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
  }

  private func setOnce() {
    // Unretained: libcurl calls back only while the handle lives, and `deinit` ends that.
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_set_receivers(
      easy,
      { bytes, size, count, context in
        EasyHandle.from(context)?.receiveBody(bytes, size * count) ?? 0
      },
      { bytes, size, count, context in
        EasyHandle.from(context)?.receiveHead(bytes, size * count) ?? 0
      }, context)
    _ = ccurl_set_before_request(
      easy,
      { context, _, _, _, _ in EasyHandle.from(context)?.mayBeSent() ?? CURL_PREREQFUNC_ABORT },
      context)
    _ = ccurl_set_pointer(easy, CURLOPT_PRIVATE, context)
    _ = ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    _ = ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    // Without this, giving up a name look-up would hold the one thread until the resolver answers.
    _ = ccurl_set_long(easy, CURLOPT_QUICK_EXIT, 1)
    _ = ccurl_set_long(easy, CURLOPT_PATH_AS_IS, 1)
    _ = ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    _ = ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    _ = ccurl_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    _ = ccurl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "")
  }

  /// Sets everything that this hop wants.
  ///
  /// - Returns: the first code that is not CURLE_OK.
  func prepare(_ flight: Flight, _ jars: CookieJars) -> CURLcode {
    self.flight = flight
    flight.easy = self
    head.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: true)
    (isHeadComplete, headBytes, attempts, stop) = (false, 0, 0, nil)
    watch = IdleWatch()
    errorText.pointee = 0
    var setter = OptionSetter(easy: easy)
    if options != flight.options { setOptions(flight.options, &setter) }
    setter.text(CURLOPT_URL, flight.hop.address.requestText)
    setMethod(flight.hop, &setter)
    if let jar = flight.request.jar {
      // Without its cookies the request would be another person's, or nobody's.
      guard jars.attach(jar, to: &setter) else { return CURLE_OUT_OF_MEMORY }
      hasJar = true
      // Only this turns the cookie engine on; no file is read.
      setter.text(CURLOPT_COOKIEFILE, "")
    }
    setter.long(CURLOPT_CONNECTTIMEOUT_MS, flight.request.limits.connect.milliseconds)
    setter.long(CURLOPT_TIMEOUT_MS, flight.remaining.milliseconds)
    return setter.code
  }

  private func setOptions(_ options: HTTPClient.Options, _ setter: inout OptionSetter) {
    self.options = options
    setter.long(CURLOPT_SSL_VERIFYPEER, options.verifiesTLS ? 1 : 0)
    setter.long(CURLOPT_SSL_VERIFYHOST, options.verifiesTLS ? 2 : 0)
    setter.text(CURLOPT_USERAGENT, options.userAgent)
    if let file = options.authorityFile {
      setter.text(CURLOPT_CAINFO, file)
      setter.pointer(CURLOPT_CAPATH, nil)
    } else {
      setter.pointer(CURLOPT_CAINFO, builtIn(CURLINFO_CAINFO))
      setter.pointer(CURLOPT_CAPATH, builtIn(CURLINFO_CAPATH))
    }
    switch options.proxy {
    case .environment:
      setter.text(CURLOPT_PROXY, nil)
      setter.text(CURLOPT_NOPROXY, nil)
    case .none:
      setter.text(CURLOPT_PROXY, "")
      setter.text(CURLOPT_NOPROXY, nil)
    case .url(let url, let except):
      setter.text(CURLOPT_PROXY, url)
      setter.text(CURLOPT_NOPROXY, except)
    }
  }

  /// libcurl's own default, which an option set to NULL would not bring back.
  private func builtIn(_ info: CURLINFO) -> UnsafeMutableRawPointer? {
    var text: UnsafeMutableRawPointer?
    _ = ccurl_get_pointer(easy, info, &text)
    return text
  }

  private func setMethod(_ hop: Hop, _ setter: inout OptionSetter) {
    setter.long(CURLOPT_HTTPGET, 1)
    switch hop.body {
    case .none:
      if ["POST", "PUT", "PATCH"].contains(hop.method) { setBytes([], &setter) }
    case .bytes(let bytes, _): setBytes(bytes, &setter)
    case .multipart(let parts): setParts(parts, &setter)
    }
    if hop.method == "HEAD" { setter.long(CURLOPT_NOBODY, 1) }
    let isUsual = hop.method == "HEAD" || (hop.method == "GET" && hop.body == .none)
    setter.text(CURLOPT_CUSTOMREQUEST, isUsual ? nil : hop.method)
    // A write is never sent again on a new connection (see `mayBeSent`), so it rides only on one that the server has
    // hardly had time to close: Apache does so after five seconds.
    setter.long(CURLOPT_MAXAGE_CONN, RedirectRule.isSafe(hop.method) ? 100 : 4)
    setHeaders(hop, &setter)
  }

  private func setBytes(_ bytes: [UInt8], _ setter: inout OptionSetter) {
    setter.size(CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
    bytes.withUnsafeBytes {
      setter.pointer(CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
    }
    if bytes.isEmpty { setter.text(CURLOPT_COPYPOSTFIELDS, "") }
  }

  private func setParts(_ parts: [Request.Part], _ setter: inout OptionSetter) {
    mime = curl_mime_init(easy)
    for part in parts {
      let made = curl_mime_addpart(mime)
      setter.code(curl_mime_name(made, part.name))
      switch part.content {
      case .value(let value): setter.data(made, Array(value.utf8))
      case .file(let name, let type, let bytes):
        setter.data(made, bytes)
        setter.code(curl_mime_filename(made, name))
        setter.code(curl_mime_type(made, type))
      }
    }
    setter.pointer(CURLOPT_MIMEPOST, mime.map { UnsafeMutableRawPointer($0) })
  }

  private func setHeaders(_ hop: Hop, _ setter: inout OptionSetter) {
    var line: [CChar] = []
    for field in hop.headers {
      line.removeAll(keepingCapacity: true)
      line.append(contentsOf: field.name.utf8.lazy.map { CChar(bitPattern: $0) })
      // "Name:" alone would take a header of libcurl's away; "Name;" sends it empty.
      let isEmpty = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      line.append(contentsOf: isEmpty ? [0x3B] : [0x3A, 0x20])
      if !isEmpty { line.append(contentsOf: field.value.utf8.lazy.map { CChar(bitPattern: $0) }) }
      line.append(0)
      lines = curl_slist_append(lines, line)
    }
    if hop.body != .none {
      lines = curl_slist_append(lines, "Expect:")
      if case .bytes(_, let type) = hop.body, hop.headers.values(named: "Content-Type").isEmpty {
        lines = curl_slist_append(lines, type.map { "Content-Type: " + $0 } ?? "Content-Type:")
      }
    } else if hop.method != "GET" {
      lines = curl_slist_append(lines, "Content-Type:")
    }
    setter.pointer(CURLOPT_HTTPHEADER, lines.map { UnsafeMutableRawPointer($0) })
  }

  /// Takes away what belonged to the last request: body, header lines, cookies.
  func release() {
    flight?.easy = nil
    flight = nil
    if mime != nil {
      _ = ccurl_set_pointer(easy, CURLOPT_MIMEPOST, nil)
      curl_mime_free(mime)
      mime = nil
    }
    if lines != nil {
      _ = ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, nil)
      curl_slist_free_all(lines)
      lines = nil
    }
    _ = ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, nil)
    if hasJar {
      // In this order: the engine lets go of the shared cookies, then the jar goes. The other way round the handle would
      // keep an engine, and cookies, of its own.
      _ = ccurl_set_text(easy, CURLOPT_COOKIEFILE, nil)
      _ = ccurl_set_pointer(easy, CURLOPT_SHARE, nil)
      hasJar = false
    }
    body = []
    head = []
  }

  /// Hands over what arrived.
  func takeAnswer() -> (head: [UInt8], body: [UInt8]) {
    defer { (head, body) = ([], []) }
    return (head, body)
  }

  /// libcurl's own words about an error; empty when it had none.
  var detail: String { String(cString: errorText) }
}

// MARK: - Called by libcurl

extension EasyHandle {
  /// - Returns: how many bytes were taken; fewer than `count` ends the transfer.
  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes, let flight else { return 0 }
    guard body.count + count <= flight.request.limits.bodyBytes else {
      stop = .bodyTooLarge
      return 0
    }
    body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }

  /// One whole header line. Each head of a row (100, 103, the final one) begins anew; trailers are not kept.
  private func receiveHead(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    headBytes += count
    guard headBytes <= Self.maximumHeadBytes else {
      stop = .headTooLarge
      return 0
    }
    if isHeadComplete {
      guard line.starts(with: "HTTP/".utf8) else { return count }
      isHeadComplete = false
      head.removeAll(keepingCapacity: true)
    }
    if head.isEmpty { head.reserveCapacity(512) }
    head.append(contentsOf: line)
    isHeadComplete = line.first == 0x0D || line.first == 0x0A
    return count
  }

  /// Called each time before libcurl sends the request.
  ///
  /// When a kept connection dies before the first byte of an answer, libcurl (7.88, `Curl_retry_request`) sends the
  /// request again on a new one, POST or not. The server may have carried out the first, so a write stops here.
  private func mayBeSent() -> Int32 {
    attempts += 1
    watch.begin(now: .now)
    if attempts > 1, let flight, !RedirectRule.isSafe(flight.hop.method) {
      stop = .wouldRepeat
      return CURL_PREREQFUNC_ABORT
    }
    return CURL_PREREQFUNC_OK
  }

  /// Bytes that went either way in this hop.
  var progress: Int {
    number(CURLINFO_SIZE_UPLOAD_T) + number(CURLINFO_SIZE_DOWNLOAD_T) + headBytes
  }

  var bytesSent: Int { status(CURLINFO_REQUEST_SIZE) + number(CURLINFO_SIZE_UPLOAD_T) }

  var bytesReceived: Int { status(CURLINFO_HEADER_SIZE) + number(CURLINFO_SIZE_DOWNLOAD_T) }

  func status(_ info: CURLINFO) -> Int {
    var value = 0
    _ = ccurl_get_long(easy, info, &value)
    return value
  }

  private func number(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    _ = ccurl_get_size(easy, info, &value)
    return Int(value)
  }
}
