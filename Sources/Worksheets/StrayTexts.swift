/// Texts of one place of a file that nothing on the sheet asks for: they are not read, and the first of them are told.
struct StrayTexts {
  private static let shown = 3

  private(set) var count = 0
  private var first: [(place: FilledPlace, text: String)] = []

  mutating func add(_ text: String, at place: FilledPlace) {
    count += 1
    if first.count < Self.shown { first.append((place, text.shortened)) }
  }

  /// `T4 "crashed twice"; T7 "slow" and 4 more`
  func listed(_ texts: (String, String) -> String) -> String {
    let list = first.map { "\($0.place.text(texts)) \"\($0.text)\"" }.joined(separator: "; ")
    let more = count - first.count
    return more > 0 ? list + texts(" and \(more) more", " en nog \(more)") : list
  }

  /// The sentence about them, with what they stand in: `column "My remarks"`.
  func said(_ english: String, _ dutch: String) -> Said {
    Said(
      "\(english) is not the sheet's own and was not read: \(listed { one, _ in one })",
      "\(dutch) hoort niet bij het werkblad en is niet gelezen: \(listed { $1 })")
  }
}

extension FilledTable {
  /// What stands in columns that the header names otherwise than ours, column by column.
  ///
  /// - Parameter isWanted: whether a row, by its index, is looked at.
  func strayColumns(where isWanted: (Int) -> Bool) -> [Said] {
    var isNamed: [Bool] = []
    for place in places.values {
      while isNamed.count <= place { isNamed.append(false) }
      isNamed[place] = true
    }
    var strays: [Int: StrayTexts] = [:]
    for index in 0..<count where isWanted(index) {
      for (place, text) in cells(index) where place >= isNamed.count || !isNamed[place] {
        if text.isBlank { continue }
        strays[place, default: StrayTexts()].add(text, at: self.place(index, column: place + 1))
      }
    }
    return strays.sorted { $0.key < $1.key }.map { place, texts in
      let heading = heading(place).trimmed
      let letter = heading.isEmpty ? " \(place + 1)" : " \"\(heading.shortened)\""
      return texts.said("column" + letter, "kolom" + letter)
    }
  }
}
