extension String {
  /// Without white space at both ends.
  var trimmed: String {
    // Most texts begin and end with a letter or a sign of ASCII, which no white space can be part of.
    if let first = utf8.first, let last = utf8.last, (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last) {
      return self
    }
    var text = self[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
