import CCurl

/// libcurl's cookie engine, one share handle for each jar. Belongs to the loop's thread, so no lock functions are needed.
struct CookieJars {
  private var shares: [CookieJar: UnsafeMutableRawPointer] = [:]
  /// Discarded while a transfer still used them.
  private var doomed: [UnsafeMutableRawPointer] = []
  /// Reads and empties jars; made at the first need.
  private var clerk: UnsafeMutableRawPointer?

  /// The share handle of the jar, made at the first use; nil only without memory.
  mutating func share(of jar: CookieJar) -> UnsafeMutableRawPointer? {
    if let share = shares[jar] { return share }
    guard let share = curl_share_init() else { return nil }
    _ = ccurl_share_only_cookies(share)
    shares[jar] = share
    return share
  }

  mutating func lines(of jar: CookieJar) -> [String] {
    var lines: [String] = []
    withClerk(jar) { clerk in
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

  mutating func clear(_ jar: CookieJar) {
    withClerk(jar) { _ = ccurl_set_text($0, CURLOPT_COOKIELIST, "ALL") }
  }

  mutating func discard(_ jar: CookieJar) {
    if let share = shares.removeValue(forKey: jar) { doomed.append(share) }
    doomed.removeAll { curl_share_cleanup($0) == CURLSHE_OK }
  }

  mutating func freeAll() {
    doomed += shares.values
    shares = [:]
    curl_easy_cleanup(clerk)
    clerk = nil
    doomed.removeAll { curl_share_cleanup($0) == CURLSHE_OK }
  }

  /// Does nothing for a jar that no request has used yet.
  private mutating func withClerk(_ jar: CookieJar, _ work: (UnsafeMutableRawPointer) -> Void) {
    guard let share = shares[jar] else { return }
    if clerk == nil { clerk = curl_easy_init() }
    guard let clerk else { return }
    _ = ccurl_set_pointer(clerk, CURLOPT_SHARE, share)
    work(clerk)
    _ = ccurl_set_pointer(clerk, CURLOPT_SHARE, nil)
  }
}
