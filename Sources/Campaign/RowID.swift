import Crypto

/// The name of a worksheet row: `R-` with six letters and a check letter, the same in every run and on every machine.
///
/// The alphabet has no vowels and nothing that a spreadsheet takes for a number or a month. A single wrong letter and a
/// swap of neighbours are always noticed.
package struct RowID: Sendable, Hashable, CustomStringConvertible {
  /// Upper case, with its check letter: `R-7K2QXBM`.
  package let text: String

  package var description: String { text }

  static let alphabet = Array("23456789BCDFGHJKLMNPQRSTVWXYZ".utf8)
  private static let letters = 6

  /// - Parameter ordinal: the step's place among all steps as written, background included.
  package init(project: String, scenario: String, exampleKey: String, ordinal: Int) {
    var number = Self.number(project: project, scenario: scenario, exampleKey: exampleKey, ordinal: ordinal)
    var values: [Int] = []
    values.reserveCapacity(Self.letters + 1)
    for _ in 0..<Self.letters {
      values.append(Int(number % 29))
      number /= 29
    }
    values.append(Self.check(values))
    text = String(decoding: Array("R-".utf8) + values.map { Self.alphabet[$0] }, as: UTF8.self)
  }

  /// What the letters say, below 29 to the sixth: two ids are equal when their numbers are. Asked for by the ten
  /// thousands, of which no id is printed.
  static func number(project: String, scenario: String, exampleKey: String, ordinal: Int) -> UInt64 {
    // NUL cannot be part of a name, so no two different quadruples give one text.
    leadingNumber(ofHashOver: [project, scenario, exampleKey, String(ordinal)]) % idCount
  }

  private static let idCount: UInt64 = 29 * 29 * 29 * 29 * 29 * 29

  /// Reads what came back on a worksheet: in any case, with spaces, without its dash or with another one; nil when the
  /// check letter does not fit.
  package init?(_ written: String) {
    if Self.isAsPrinted(written, initial: UInt8(ascii: "R")) {
      text = written
    } else {
      guard let letters = Self.letters(of: written, initial: UInt8(ascii: "R")) else { return nil }
      text = "R-" + letters
    }
  }

  /// Whether it is written just as it was printed, and its check letter fits: most of what comes back is, by the ten
  /// thousands, and needs none of the care that `letters` takes.
  package static func isAsPrinted(_ written: String, initial: UInt8) -> Bool {
    guard written.utf8.count == letters + 3 else { return false }
    var (sum, last, place) = (0, 0, 0)
    for byte in written.utf8 {
      switch place {
      case 0: if byte != initial { return false }
      case 1: if byte != UInt8(ascii: "-") { return false }
      default:
        guard byte < 0x80, values[Int(byte)] >= 0 else { return false }
        last = Int(values[Int(byte)])
        if place < letters + 2 { sum += place * last }
      }
      place += 1
    }
    return sum % 29 == last
  }

  /// Value of each letter of the alphabet by its ASCII code; -1 for what is none.
  private static let values: [Int8] = (0..<0x80).map { byte in
    alphabet.firstIndex(of: UInt8(byte)).map { Int8($0) } ?? -1
  }

  /// The letters behind the initial, in upper case; nil unless they are seven of the alphabet and the last one checks.
  package static func letters(of written: String, initial: UInt8) -> String? {
    // Longer is no id: cells may hold long texts, and are looked at by the thousand.
    guard written.utf8.count <= 64 else { return nil }
    var word: [UInt8] = []
    for scalar in written.unicodeScalars where !scalar.properties.isWhitespace && !dashes.contains(scalar) {
      guard scalar.isASCII else { return nil }
      let byte = UInt8(scalar.value)
      word.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
    }
    guard word.count == letters + 2, word[0] == initial else { return nil }
    let values = word.dropFirst().compactMap { alphabet.firstIndex(of: $0) }
    guard values.count == letters + 1, values.last == check(Array(values.dropLast())) else { return nil }
    return String(decoding: word.dropFirst(), as: UTF8.self)
  }

  /// What programs make of a hyphen, the invisible one included.
  private static let dashes: Set<Unicode.Scalar> = [
    "-", "\u{AD}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
  ]

  /// Weights 2, 3, …: modulo a prime, so that no single change and no swap keeps the sum.
  private static func check(_ values: [Int]) -> Int {
    values.enumerated().reduce(0) { $0 + ($1.offset + 2) * $1.element } % 29
  }
}

/// The first eight letters of a hash over texts: changes when what a person reads changes.
func fingerprint(_ texts: [String]) -> String {
  var number = leadingNumber(ofHashOver: texts)
  var letters: [UInt8] = []
  for _ in 0..<8 {
    letters.append(RowID.alphabet[Int(number % 29)])
    number /= 29
  }
  return String(decoding: letters, as: UTF8.self)
}

/// The first eight bytes of the SHA-256 of texts with a NUL between them, as a number.
private func leadingNumber(ofHashOver texts: [String]) -> UInt64 {
  sha256(texts).withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
}
