/// The code that stands on every page of a frozen report: 20 letters in groups of five, `7K2QX-…`.
///
/// The SHA-256 of `content.json` is read as a fraction of 2^256, the first byte first, and written with 29 digits: times
/// 29, the whole part is the first letter, the rest times 29 the second. Each letter is as likely as any other to one
/// part in 2^150. Twenty letters are 97 bits: enough to bind paper; a signature is over the whole digest.
package enum ReportCode {
  /// No vowels, so no words; nothing that looks like another.
  package static let alphabet = Array("23456789BCDFGHJKLMNPQRSTVWXYZ")

  package static func code(of digest: [UInt8]) -> String {
    precondition(digest.count == 32, "a report code is made from a SHA-256")
    var fraction = digest
    var code = ""
    for place in 0..<20 {
      var carry = 0
      for index in fraction.indices.reversed() {
        let product = Int(fraction[index]) * alphabet.count + carry
        fraction[index] = UInt8(product & 0xFF)
        carry = product >> 8
      }
      if place > 0, place.isMultiple(of: 5) { code.append("-") }
      code.append(alphabet[carry])
    }
    return code
  }
}
