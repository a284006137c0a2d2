import CCurl
import Synchronization

/// libcurl's cookie engine, one share handle for each jar; used by every thread of one loop.
///
/// libcurl locks a jar itself around each look at its cookies. The lock here keeps the handles: none is freed between
/// being found and being given to a transfer.
final class CookieJars: Sendable {
  fileprivate struct State {
    var jars: [CookieJar: OpaquePointer] = [:]
    /// Discarded while a transfer still used them.
    var doomed: [OpaquePointer] = []
    /// Reads and empties jars; made at the first need.
    var clerk: UnsafeMutableRawPointer?
    var isClosed = false
  }

  private let state = Mutex(State())

  deinit { close() }

  /// Gives the jar, made at the first use, to an easy handle that is not under way.
  ///
  /// - Returns: false when there is none: without memory, and after `close`.
  func attach(_ jar: CookieJar, to setter: inout OptionSetter) -> Bool {
    let easy = UInt(bitPattern: setter.easy)
    let code: CURLcode? = state.withLock { state in
      guard !state.isClosed, let made = state.jars[jar] ?? ccurl_jar_new() else { return nil }
      state.jars[jar] = made
      return ccurl_set_pointer(UnsafeMutableRawPointer(bitPattern: easy), CURLOPT_SHARE, ccurl_jar_share(made))
    }
    guard let code else { return false }
    setter.code(code)
    return true
  }

  func lines(of jar: CookieJar) -> [String] {
    state.withLock { state in
      var lines: [String] = []
      state.withClerk(jar) { clerk in
        var list: UnsafeMutablePointer<curl_slist>?
        _ = ccurl_get_list(clerk, CURLINFO_COOKIELIST, &list)
        var item = list
        while let line = item?.pointee {
          if let data = line.data { lines.append(String(cString: data)) }
          item = line.next
        }
        curl_slist_free_all(list)
      }
      return lines
    }
  }

  func clear(_ jar: CookieJar) {
    state.withLock { state in
      state.withClerk(jar) { _ = ccurl_set_text($0, CURLOPT_COOKIELIST, "ALL") }
    }
  }

  func discard(_ jar: CookieJar) {
    state.withLock { state in
      if let made = state.jars.removeValue(forKey: jar) { state.doomed.append(made) }
      state.freeDoomed()
    }
  }

  /// Frees every jar that no transfer has; from then on there is none. Safe twice.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.doomed += state.jars.values
      state.jars = [:]
      curl_easy_cleanup(state.clerk)
      state.clerk = nil
      state.freeDoomed()
    }
  }
}

extension CookieJars.State {
  fileprivate mutating func freeDoomed() {
    doomed.removeAll { ccurl_jar_free($0) == CURLSHE_OK }
  }

  /// Does nothing for a jar that no request has used yet.
  fileprivate mutating func withClerk(_ jar: CookieJar, _ work: (UnsafeMutableRawPointer) -> Void) {
    guard let made = jars[jar] else { return }
    if clerk == nil { clerk = curl_easy_init() }
    guard let clerk else { return }
    _ = ccurl_set_pointer(clerk, CURLOPT_SHARE, ccurl_jar_share(made))
    work(clerk)
    _ = ccurl_set_pointer(clerk, CURLOPT_SHARE, nil)
  }
}
