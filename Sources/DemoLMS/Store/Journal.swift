import Foundation

/// Entries that are only ever added, in pieces, so that the copy a request works on stays cheap however long it grows.
struct Journal<Element: Codable & Sendable>: Sendable {
  private static var pieceSize: Int { 128 }
  private var pieces: [[Kept<Element>]] = []

  init() {}

  mutating func add(_ entry: Element) {
    if let last = pieces.indices.last, pieces[last].count < Journal.pieceSize {
      pieces[last].append(Kept(entry))
    } else {
      pieces.append([Kept(entry)])
    }
  }

  /// All entries, oldest first.
  var entries: [Element] { pieces.joined().map(\.value) }
}

extension Journal: Codable {
  init(from decoder: any Decoder) throws {
    for entry in try decoder.singleValueContainer().decode([Element].self) { add(entry) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(entries)
  }
}

extension Journal: StoredInPieces {
  func write(to json: inout Data, _ encoder: JSONEncoder) throws {
    json.append(UInt8(ascii: "["))
    try pieces.joined().write(to: &json, encoder)
    json.append(UInt8(ascii: "]"))
  }
}
