/// `<name>` in an outline, for one column of its examples.
///
/// The official compiler takes a column's name for a regular expression. Plain names, nearly all, are replaced word
/// for word; the others go through `Regex`. A name that is no regular expression stops the official compiler; here
/// it is taken word for word.
enum Placeholder {
  /// The bytes of `<name>`.
  case plain([UInt8])
  /// Apart, for its size would make all of them costly to hand on.
  indirect case pattern(Regex<AnyRegexOutput>)

  /// Replaced word for word, so that only a text with `<` can have it.
  var isPlain: Bool { if case .plain = self { true } else { false } }

  init(column: String) {
    let isPlain = column.unicodeScalars.allSatisfy { !".^$*+?{}[]\\|()".unicodeScalars.contains($0) }
    if !isPlain, let pattern = try? Regex("<\(column)>") {
      self = .pattern(pattern.matchingSemantics(.unicodeScalar))
    } else {
      self = .plain(Array("<\(column)>".utf8))
    }
  }

  func filled(_ text: String, with value: String) -> String {
    switch self {
    case .pattern(let pattern): text.replacing(pattern) { _ in value }
    case .plain(let literal): text.replacingBytes(literal, with: value)
    }
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
    if placeholders.isEmpty || arePlain && !text.utf8.contains(UInt8(ascii: "<")) { return text }
    return zip(placeholders, values).reduce(text) { $1.0.filled($0, with: $1.1) }
  }
}
