import CCurl

/// Sets options one after the other and keeps the first error.
struct OptionSetter {
  let easy: UnsafeMutableRawPointer
  var code = CURLE_OK

  mutating func code(_ new: CURLcode) {
    if code == CURLE_OK { code = new }
  }

  mutating func long(_ option: CURLoption, _ value: Int) {
    code(ccurl_set_long(easy, option, value))
  }

  mutating func size(_ option: CURLoption, _ value: Int) {
    code(ccurl_set_size(easy, option, curl_off_t(value)))
  }

  mutating func text(_ option: CURLoption, _ text: String?) {
    if let text {
      code(text.withCString { ccurl_set_text(easy, option, $0) })
    } else {
      code(ccurl_set_text(easy, option, nil))
    }
  }

  mutating func pointer(_ option: CURLoption, _ pointer: UnsafeMutableRawPointer?) {
    code(ccurl_set_pointer(easy, option, pointer))
  }

  mutating func data(_ part: OpaquePointer?, _ bytes: [UInt8]) {
    code(
      bytes.withUnsafeBytes {
        curl_mime_data(part, $0.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
      })
  }
}

extension Duration {
  /// At least one: libcurl reads 0 as "no limit".
  var milliseconds: Int {
    let parts = components
    return max(
      1, Int(min(parts.seconds, 1_000_000)) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))
  }
}
