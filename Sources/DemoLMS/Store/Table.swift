/// A row of a table: a number of its own that is never given twice.
protocol Row: Codable, Sendable {
  var id: Int { get set }
}

/// Rows in the order of their ids.
///
/// A request works on a copy of the whole state, so rows are held by reference and never changed in place: the copy
/// of a table costs one reference a row, however wide the rows are.
struct Table<Element: Row>: Sendable, Sequence {
  fileprivate final class Held: Sendable {
    let row: Element

    init(_ row: Element) { self.row = row }
  }

  private var held: [Held] = []
  private var lastID = 0

  init() {}

  struct Iterator: IteratorProtocol {
    fileprivate var rest: Array<Held>.Iterator

    mutating func next() -> Element? { rest.next()?.row }
  }

  func makeIterator() -> Iterator { Iterator(rest: held.makeIterator()) }

  var count: Int { held.count }

  subscript(id: Int) -> Element? {
    get { index(of: id).map { held[$0].row } }
    set {
      guard let index = index(of: id) else { return }
      if let newValue { held[index] = Held(newValue) } else { held.remove(at: index) }
    }
  }

  /// Adds a row under the next id.
  @discardableResult
  mutating func add(_ row: Element) -> Element {
    lastID += 1
    var row = row
    row.id = lastID
    held.append(Held(row))
    return row
  }

  mutating func update(_ id: Int, _ change: (inout Element) -> Void) {
    if let index = index(of: id) { update(at: index, change) }
  }

  mutating func updateAll(where wanted: (Element) -> Bool, _ change: (inout Element) -> Void) {
    for index in held.indices where wanted(held[index].row) { update(at: index, change) }
  }

  private mutating func update(at index: Int, _ change: (inout Element) -> Void) {
    var row = held[index].row
    change(&row)
    held[index] = Held(row)
  }

  mutating func remove(where unwanted: (Element) -> Bool) { held.removeAll { unwanted($0.row) } }

  private func index(of id: Int) -> Int? {
    var low = 0
    var high = held.count
    while low < high {
      let middle = (low + high) / 2
      if held[middle].row.id < id { low = middle + 1 } else { high = middle }
    }
    return low < held.count && held[low].row.id == id ? low : nil
  }
}

// The three searches every request makes, without copying the rows they pass over.
extension Table {
  func filter(_ isIncluded: (Element) -> Bool) -> [Element] {
    var found: [Element] = []
    for holder in held where isIncluded(holder.row) { found.append(holder.row) }
    return found
  }

  func first(where wanted: (Element) -> Bool) -> Element? {
    for holder in held where wanted(holder.row) { return holder.row }
    return nil
  }

  func contains(where wanted: (Element) -> Bool) -> Bool {
    for holder in held where wanted(holder.row) { return true }
    return false
  }
}

extension Table: Codable {
  private enum CodingKeys: CodingKey { case rows, lastID }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    held = try container.decode([Element].self, forKey: .rows).map(Held.init)
    lastID = try container.decode(Int.self, forKey: .lastID)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(held.map(\.row), forKey: .rows)
    try container.encode(lastID, forKey: .lastID)
  }
}
