/// A row of a table: a number of its own that is never given twice.
protocol Row: Codable, Sendable {
  var id: Int { get set }
}

/// Rows in the order of their ids.
struct Table<Element: Row>: Codable, Sendable, Sequence {
  private(set) var rows: [Element] = []
  private var lastID: Int

  /// A table whose first id is the one after `lastID`.
  init(lastID: Int = 0) { self.lastID = lastID }

  func makeIterator() -> IndexingIterator<[Element]> { rows.makeIterator() }

  var count: Int { rows.count }

  subscript(id: Int) -> Element? {
    get { index(of: id).map { rows[$0] } }
    set {
      guard let index = index(of: id) else { return }
      if let newValue { rows[index] = newValue } else { rows.remove(at: index) }
    }
  }

  /// Adds a row under the next id.
  @discardableResult
  mutating func add(_ row: Element) -> Element {
    lastID += 1
    var row = row
    row.id = lastID
    rows.append(row)
    return row
  }

  mutating func update(_ id: Int, _ change: (inout Element) -> Void) {
    if let index = index(of: id) { change(&rows[index]) }
  }

  mutating func updateAll(where wanted: (Element) -> Bool, _ change: (inout Element) -> Void) {
    for index in rows.indices where wanted(rows[index]) { change(&rows[index]) }
  }

  mutating func remove(where unwanted: (Element) -> Bool) { rows.removeAll(where: unwanted) }

  private func index(of id: Int) -> Int? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].id == id ? low : nil
  }
}
