package import Campaign

/// The rows of a round by their ids, against which worksheets that come back are held.
package struct RoundRows: Sendable {
  /// Where a row stands: by result, and within it.
  private struct Place {
    var result: Int32
    var row: Int32
  }

  let results: [JoinedResult]
  /// Ids of more than one row: nobody can say which of them a verdict is about.
  let shared: Set<RowID>
  private let places: [RowID: Place]

  package init(_ results: [JoinedResult]) {
    self.results = results
    shared = Set(RowCollision.shared(in: results).keys)
    var places: [RowID: Place] = [:]
    places.reserveCapacity(results.reduce(0) { $0 + $1.rows.count })
    for (place, result) in results.enumerated() {
      for (number, row) in result.rows.enumerated() where places[row.row.id] == nil {
        places[row.row.id] = Place(result: Int32(place), row: Int32(number))
      }
    }
    self.places = places
  }

  func has(_ id: RowID) -> Bool { places[id] != nil }

  /// The first with this id; nil for none.
  subscript(_ id: RowID) -> (result: JoinedResult, row: JoinedRow)? {
    guard let place = places[id] else { return nil }
    let result = results[Int(place.result)]
    return (result, result.rows[Int(place.row)])
  }
}
