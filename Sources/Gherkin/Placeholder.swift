/// `<name>` in an outline, for one column of its examples.
///
/// The official compiler takes a column's name for a regular expression. Plain names, nearly all, are replaced word
/// for word; the others go through `Regex`. A name that is no regular expression stops the official compiler; here
/// it is taken word for word.
struct Placeholder {
  private let literal: [UInt8]
  private let pattern: Regex<AnyRegexOutput>?
  /// Replaced word for word, so that only a text with `<` can have it.
  var isPlain: Bool { pattern == nil }

  init(column: String) {
    literal = Array("<\(column)>".utf8)
    let isPlain = column.unicodeScalars.allSatisfy { !".^$*+?{}[]\\|()".unicodeScalars.contains($0) }
    pattern = isPlain ? nil : (try? Regex("<\(column)>"))?.matchingSemantics(.unicodeScalar)
  }

  func filled(_ text: String, with value: String) -> String {
    if let pattern { return text.replacing(pattern) { _ in value } }
    let bytes = Array(text.utf8)
    guard var start = bytes.firstIndex(of: literal[0]) else { return text }
    var result = Array(bytes[..<start])
    while start < bytes.count {
      if bytes[start] == literal[0], bytes[start...].starts(with: literal) {
        result += value.utf8
        start += literal.count
      } else {
        result.append(bytes[start])
        start += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The values of one row of examples, put into texts column by column: a value may bring in a later placeholder.
struct Filling {
  private let placeholders: [Placeholder]
  private let values: [String]
  private let arePlain: Bool

  init(placeholders: [Placeholder] = [], values: [String] = []) {
    self.placeholders = placeholders
    self.values = values
    arePlain = placeholders.allSatisfy(\.isPlain)
  }

  func callAsFunction(_ text: String) -> String {
    if arePlain, placeholders.isEmpty || !text.utf8.contains(UInt8(ascii: "<")) { return text }
    return zip(placeholders, values).reduce(text) { $1.0.filled($0, with: $1.1) }
  }
}
