import Foundation
import Patterns
import Synchronization

/// Takes secrets and personal values out of everything that is recorded or shown.
///
/// Secrets are found by value, in every encoding that a request or page puts them in, and by place: the names of
/// headers, fields and parameters that hold secrets everywhere. Personal values are found by the name of their field.
package final class Masker: Sendable {
  /// What stands in the place of a secret.
  package static let mark = "•••"
  /// Shorter secrets are masked by place only: they would be found in innocent text.
  package static let shortestValue = 6

  private struct Needles: Sendable {
    var values: Set<String> = []
    /// By first byte, longest first.
    var byFirst: [[[UInt8]]] = Array(repeating: [], count: 256)
  }

  private let needles = Mutex(Needles())
  private let query: Pattern?
  private let json: Pattern?
  private let html: Pattern?
  private let personalNames: [String]

  /// Fields and parameters whose values are secret on every system.
  static let secretFields = [
    "password", "passwort", "wachtwoord", "newpassword", "oldpassword", "token", "wstoken", "access_token",
    "refresh_token", "id_token", "sesskey", "secret", "client_secret", "assertion", "SAMLResponse", "logintoken",
    "csrfmiddlewaretoken", "privatetoken", "api_key", "apikey",
  ]
  /// Secret in an address or form, but an innocent name in JSON.
  private static let addressFields = ["code", "key"]

  /// - Parameters:
  ///   - secrets: values that may appear nowhere.
  ///   - personal: names of fields whose values are masked.
  ///   - more: further names of secret fields, from adapters.
  package init(secrets: [String] = [], personal: [String] = [], more: [String] = []) {
    personalNames = personal
    let names = Self.secretFields + more + personal
    query = Self.pattern(
      #"(?i)(?<=^|[?&;\s])(?:[\w.\[\]%-]*(?:\[|%5B))?(?:"# + Self.alternatives(names + Self.addressFields)
        + #")(?:\]|%5D)?=([^&\s"'<>#]+)"#)
    json = Self.pattern(
      #"(?i)"(?:"# + Self.alternatives(names) + #")"\s*:\s*(?:"((?:[^"\\]|\\.)+)"|(-?[0-9][0-9.eE+-]*))"#)
    html = Self.pattern(
      #"(?i)name=["'](?:"# + Self.alternatives(names) + #")["'][^>]*?value=["']([^"']+)["']"#)
    for secret in secrets { add(secret) }
  }

  private static func alternatives(_ names: [String]) -> String {
    names.map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|")
  }

  private static func pattern(_ text: String) -> Pattern? {
    // Names come from the project file; one that makes no pattern masks nothing by place, which the tests watch.
    try? Pattern(text, options: [.bytes])
  }

  /// From now on this value appears nowhere.
  package func add(_ secret: String) {
    guard secret.utf8.count >= Self.shortestValue else { return }
    needles.withLock { needles in
      guard needles.values.insert(secret).inserted else { return }
      for spelling in SecretSpellings.all(of: Array(secret.utf8)) {
        guard let first = spelling.first else { continue }
        needles.byFirst[Int(first)].append(spelling)
        needles.byFirst[Int(first)].sort { $0.count > $1.count }
      }
    }
  }

  /// A text for people: secrets by value.
  package func text(_ text: String) -> String {
    guard let masked = replaced(Array(text.utf8)) else { return text }
    return String(decoding: masked, as: UTF8.self)
  }

  /// A body as it may be stored.
  package func body(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var masked = bytes
    for pattern in [json, query, html] { masked = byPlace(masked, pattern) }
    return replaced(masked) ?? masked
  }

  /// An address: its query by place, all of it by value.
  package func address(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: "?")) else { return text(address) }
    let bytes = byPlace(Array(address.utf8), query)
    return String(decoding: replaced(bytes) ?? bytes, as: UTF8.self)
  }

  /// A header's value; all of it when the name says so.
  package func header(_ name: String, _ value: String) -> String {
    let lower = name.lowercased()
    let isSecret =
      ["authorization", "proxy-authorization", "cookie", "set-cookie"].contains(lower) || lower.contains("csrf")
      || lower.contains("xsrf") || lower.contains("token") || lower.contains("api-key") || lower.contains("apikey")
    if isSecret { return Self.mark }
    return lower == "location" || lower == "referer" ? address(value) : text(value)
  }

  private func byPlace(_ bytes: [UInt8], _ pattern: Pattern?) -> [UInt8] {
    guard let pattern else { return bytes }
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let match: PatternMatch?
      do {
        match = try bytes.withUnsafeBufferPointer { buffer in
          try pattern.firstMatch(in: buffer, from: at)
        }
      } catch {
        // A page that the pattern gives up on is not shown at all: masking must never fail open.
        return Array(Self.mark.utf8)
      }
      guard let match, let range = match.groups.dropFirst().compactMap(\.self).first else { break }
      result += bytes[at..<range.lowerBound]
      result += Array(Self.mark.utf8)
      at = range.upperBound
    }
    if at == 0 { return bytes }
    result += bytes[at...]
    return result
  }

  /// nil when nothing was found, which is the usual case and costs one pass without copying.
  private func replaced(_ bytes: [UInt8]) -> [UInt8]? {
    let table = needles.withLock { $0.values.isEmpty ? nil : $0.byFirst }
    guard let table else { return nil }
    var result: [UInt8]?
    var copied = 0
    var at = 0
    while at < bytes.count {
      let candidates = table[Int(bytes[at])]
      if !candidates.isEmpty, let found = candidates.first(where: { Self.stands($0, in: bytes, at: at) }) {
        result = (result ?? []) + bytes[copied..<at] + Array(Self.mark.utf8)
        at += found.count
        copied = at
      } else {
        at += 1
      }
    }
    guard var result else { return nil }
    result += bytes[copied...]
    return result
  }

  private static func stands(_ needle: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
    guard start + needle.count <= bytes.count else { return false }
    var index = 1
    while index < needle.count {
      if bytes[start + index] != needle[index] { return false }
      index += 1
    }
    return true
  }
}

/// Every way in which a request, an answer or a page may spell a value.
enum SecretSpellings {
  static func all(of secret: [UInt8]) -> Set<[UInt8]> {
    var spellings: Set<[UInt8]> = [secret]
    spellings.insert(percent(secret, spaceIsPlus: false, upper: true))
    spellings.insert(percent(secret, spaceIsPlus: false, upper: false))
    spellings.insert(percent(secret, spaceIsPlus: true, upper: true))
    spellings.insert(percent(percent(secret, spaceIsPlus: false, upper: true), spaceIsPlus: false, upper: true))
    spellings.insert(json(secret, slash: false, unicode: false))
    spellings.insert(json(secret, slash: true, unicode: false))
    spellings.insert(json(secret, slash: false, unicode: true))
    spellings.insert(json(secret, slash: true, unicode: true))
    for apostrophe in ["&#39;", "&#039;", "&apos;", "'"] { spellings.insert(html(secret, apostrophe: apostrophe)) }
    spellings.insert(hex(secret, upper: false))
    spellings.insert(hex(secret, upper: true))
    for offset in 0..<3 { spellings.formUnion(base64(secret, offset: offset)) }
    return spellings.filter { $0.count >= Masker.shortestValue }
  }

  private static func percent(_ bytes: [UInt8], spaceIsPlus: Bool, upper: Bool) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      let isPlain = byte.isLetter || (0x30...0x39).contains(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      if isPlain { return [byte] }
      if byte == 0x20, spaceIsPlus { return [0x2B] }
      return [0x25] + digits(byte, upper: upper)
    }
  }

  private static func json(_ bytes: [UInt8], slash: Bool, unicode: Bool) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.flatMap { scalar -> [UInt8] in
      switch scalar {
      case "\"": return Array("\\\"".utf8)
      case "\\": return Array("\\\\".utf8)
      case "/" where slash: return Array("\\/".utf8)
      case _ where scalar.value > 0x7E && unicode:
        return String(scalar).utf16.flatMap { unit in
          Array("\\u".utf8) + digits(UInt8(unit >> 8), upper: false) + digits(UInt8(unit & 0xFF), upper: false)
        }
      default: return Array(String(scalar).utf8)
      }
    }
  }

  private static func html(_ bytes: [UInt8], apostrophe: String) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "\""): Array("&quot;".utf8)
      case UInt8(ascii: "'"): Array(apostrophe.utf8)
      default: [byte]
      }
    }
  }

  private static func hex(_ bytes: [UInt8], upper: Bool) -> [UInt8] { bytes.flatMap { digits($0, upper: upper) } }

  private static func digits(_ byte: UInt8, upper: Bool) -> [UInt8] {
    let text = String(byte, radix: 16, uppercase: upper)
    return Array((text.utf8.count == 1 ? "0" + text : text).utf8)
  }

  /// The characters that every Base64 text has in which the value begins at a byte of this remainder by three: those
  /// that also depend on what stands before or behind are left out.
  private static func base64(_ bytes: [UInt8], offset: Int) -> [[UInt8]] {
    let padded = Array(repeating: 0, count: offset) + bytes
    let encoded = Array(Data(padded).base64EncodedString().utf8)
    let first = (offset * 8 + 5) / 6
    let last = padded.count * 8 / 6
    guard first < last else { return [] }
    let standard = Array(encoded[first..<last])
    let urlSafe = standard.map {
      $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
    }
    return [standard, urlSafe]
  }
}
