/// Entries that are only ever added, in pieces, so that the copy a request works on stays cheap however long it grows.
struct Journal<Element: Codable & Sendable>: Codable, Sendable {
  private static var pieceSize: Int { 128 }
  private var pieces: [[Element]] = []

  mutating func add(_ entry: Element) {
    if let last = pieces.indices.last, pieces[last].count < Journal.pieceSize {
      pieces[last].append(entry)
    } else {
      pieces.append([entry])
    }
  }

  /// All entries, oldest first.
  var entries: [Element] { Array(pieces.joined()) }
}
