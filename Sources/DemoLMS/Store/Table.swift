import Foundation

/// A row of a table: a number of its own that is never given twice.
protocol Row: Codable, Sendable {
  var id: Int { get set }
}

/// Rows in the order of their ids.
///
/// A request works on a copy of the whole state, so rows are held by reference and never changed in place: the copy
/// of a table costs one reference a row, however wide the rows are.
struct Table<Element: Row>: Sendable, Sequence {
  private var held: [Kept<Element>] = []
  private var lastID = 0

  init() {}

  struct Iterator: IteratorProtocol {
    fileprivate var rest: Array<Kept<Element>>.Iterator

    mutating func next() -> Element? { rest.next()?.value }
  }

  func makeIterator() -> Iterator { Iterator(rest: held.makeIterator()) }

  var count: Int { held.count }

  subscript(id: Int) -> Element? {
    get { index(of: id).map { held[$0].value } }
    set {
      guard let index = index(of: id) else { return }
      if let newValue { held[index] = Kept(newValue) } else { held.remove(at: index) }
    }
  }

  /// Adds a row under the next id.
  @discardableResult
  mutating func add(_ row: Element) -> Element {
    lastID += 1
    var row = row
    row.id = lastID
    held.append(Kept(row))
    return row
  }

  mutating func update(_ id: Int, _ change: (inout Element) -> Void) {
    if let index = index(of: id) { update(at: index, change) }
  }

  mutating func updateAll(where wanted: (Element) -> Bool, _ change: (inout Element) -> Void) {
    for index in held.indices where wanted(held[index].value) { update(at: index, change) }
  }

  private mutating func update(at index: Int, _ change: (inout Element) -> Void) {
    var row = held[index].value
    change(&row)
    held[index] = Kept(row)
  }

  mutating func remove(where unwanted: (Element) -> Bool) { held.removeAll { unwanted($0.value) } }

  private func index(of id: Int) -> Int? {
    var low = 0
    var high = held.count
    while low < high {
      let middle = (low + high) / 2
      if held[middle].value.id < id { low = middle + 1 } else { high = middle }
    }
    return low < held.count && held[low].value.id == id ? low : nil
  }
}

// The three searches every request makes, without copying the rows they pass over.
extension Table {
  func filter(_ isIncluded: (Element) -> Bool) -> [Element] {
    var found: [Element] = []
    for holder in held where isIncluded(holder.value) { found.append(holder.value) }
    return found
  }

  func first(where wanted: (Element) -> Bool) -> Element? {
    for holder in held where wanted(holder.value) { return holder.value }
    return nil
  }

  func contains(where wanted: (Element) -> Bool) -> Bool {
    for holder in held where wanted(holder.value) { return true }
    return false
  }
}

extension Table: Codable {
  private enum CodingKeys: CodingKey { case rows, lastID }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    held = try container.decode([Element].self, forKey: .rows).map(Kept.init)
    lastID = try container.decode(Int.self, forKey: .lastID)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(held.map(\.value), forKey: .rows)
    try container.encode(lastID, forKey: .lastID)
  }
}

extension Table: StoredInPieces {
  func write(to json: inout Data, _ encoder: JSONEncoder) throws {
    json.append(contentsOf: #"{"rows":["#.utf8)
    try held.write(to: &json, encoder)
    json.append(contentsOf: #"],"lastID":\#(lastID)}"#.utf8)
  }
}
