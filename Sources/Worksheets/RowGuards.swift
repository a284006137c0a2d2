import Campaign

/// The two places in which a row says which one it is: its first cell, and `ROW/FINGERPRINT/SHEET` in its last.
///
/// They stand at both ends, so that sorting some of the columns parts them.
struct RowGuards: Sendable, Hashable {
  enum Slot: Sendable, Hashable {
    case row(RowID)
    /// A free row: `R-NEW-1`.
    case free(String)
  }

  var slot: Slot
  /// Empty for a free row.
  var fingerprint: String
  /// nil when the check column ends before it.
  var sheet: SheetID?

  /// nil when the places do not fit together.
  init?(row: String, check: String) {
    guard row.utf8.count <= 64, check.utf8.count <= 200 else { return nil }
    let parts = Self.parts(of: check)
    guard (2...3).contains(parts.count) else { return nil }
    if parts.count == 3 {
      guard let sheet = SheetID(parts[2]) else { return nil }
      self.sheet = sheet
    }
    let isPlain = parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    fingerprint = isPlain ? parts[1] : parts[1].uppercased().filter { !$0.isWhitespace }
    if let id = RowID(row) {
      guard RowID(parts[0]) == id, !fingerprint.isEmpty else { return nil }
      slot = .row(id)
    } else if let free = Self.free(row) {
      guard Self.free(parts[0]) == free, fingerprint.isEmpty else { return nil }
      slot = .free(free)
    } else {
      return nil
    }
  }

  private static func parts(of check: String) -> [String] {
    // Where each byte is a character, bytes can be compared, which is many times faster.
    if check.utf8.allSatisfy({ $0 < 0x80 }) {
      return check.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
    }
    return check.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  private static func free(_ written: String) -> String? {
    let word = written.uppercased().filter { $0.isLetter || $0.isNumber }
    guard word.hasPrefix("RNEW"), let number = Int(word.dropFirst(4)), (1...999).contains(number) else { return nil }
    return "R-NEW-\(number)"
  }
}
