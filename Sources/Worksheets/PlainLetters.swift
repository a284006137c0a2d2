extension String {
  /// Letters and digits alone: programs change spaces, quotes and what stands before a formula.
  ///
  /// - Parameter isLossy: letters outside of ASCII may have become question marks, and say nothing.
  func plainLetters(isLossy: Bool) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord, scalar.isASCII || !isLossy { plain.append(scalar) }
    }
    return String(plain)
  }
}
