import RunModel

/// The one sentence for seeding: `the following new "courses" exist:` / `de volgende nieuwe "cursussen" bestaan:`.
///
/// The plural form takes a table with a header row, the singular form a vertical table of two columns.
struct SeedPhrase {
  /// As written between the quotes.
  var entity: String
  var isNew: Bool
  /// From the start of the step's text, UTF-8.
  var entityOffset: Int

  private static let openings: [(text: String, isNew: Bool)] = [
    ("the following new \"", true), ("the following \"", false),
    ("de volgende nieuwe \"", true), ("het volgende nieuwe \"", true),
    ("de volgende \"", false), ("het volgende \"", false),
  ]
  private static let endings: Set<String> = ["exist", "exists", "bestaan", "bestaat"]

  /// nil when the text is not a seeding sentence.
  init?(_ text: String) {
    guard let opening = Self.openings.first(where: { text.hasPrefix($0.text) }) else { return nil }
    let rest = text.dropFirst(opening.text.count)
    guard let quote = rest.firstIndex(of: "\"") else { return nil }
    let ending = rest[rest.index(after: quote)...].drop { $0 == " " }
    let verb = ending.hasSuffix(":") ? ending.dropLast() : ending
    guard Self.endings.contains(String(verb)) else { return nil }
    entity = String(rest[..<quote])
    isNew = opening.isNew
    entityOffset = opening.text.utf8.count
  }
}
