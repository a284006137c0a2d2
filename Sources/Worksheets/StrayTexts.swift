/// A text that a tester wrote where nothing is read. Its beginning is told, and all of it goes to the lead.
package struct StrayText: Sendable, Hashable {
  package var place: FilledPlace
  /// The id as written of the row that it stands in; empty for none.
  package var row: String
  package var said: Said
  package var text: String
}

/// Texts of one place of a file that nothing on the sheet asks for: they are not read, and the first of them are told.
struct StrayTexts {
  private static let shown = 3

  /// What they stand in, in both languages: `column "My remarks"`.
  let english: String
  let dutch: String
  /// Of the workbook, where the sentence names it already.
  var sheet: String?
  private var all: [(place: FilledPlace, row: String, text: String)] = []

  init(_ english: String, _ dutch: String, sheet: String? = nil) {
    self.english = english
    self.dutch = dutch
    self.sheet = sheet
  }

  var isEmpty: Bool { all.isEmpty }

  mutating func add(_ text: String, at place: FilledPlace, row: String = "") { all.append((place, row, text)) }

  /// `column "My remarks" is not the sheet's own and was not read: T4 "crashed twice"; T7 "slow" and 4 more`
  var said: Said {
    Said(
      "\(english) is not the sheet's own and was not read: \(listed { one, _ in one })",
      "\(dutch) hoort niet bij het werkblad en is niet gelezen: \(listed { $1 })")
  }

  var texts: [StrayText] {
    let said = Said(
      "\(english) is not the sheet's own and was not read", "\(dutch) hoort niet bij het werkblad en is niet gelezen")
    return all.map { stray in
      var place = stray.place
      place.sheet = sheet ?? place.sheet
      return StrayText(place: place, row: stray.row, said: said, text: stray.text)
    }
  }

  private func listed(_ texts: (String, String) -> String) -> String {
    let list = all.prefix(Self.shown).map { "\($0.place.text(texts)) \"\($0.text.shortened)\"" }
      .joined(separator: "; ")
    let more = all.count - Self.shown
    return more > 0 ? list + texts(" and \(more) more", " en nog \(more)") : list
  }
}

extension FilledTable {
  /// What stands in columns that the header names otherwise than ours, column by column.
  ///
  /// - Parameter isWanted: whether a row, by its index, is looked at.
  func strayColumns(where isWanted: (Int) -> Bool) -> [StrayTexts] {
    var isNamed: [Bool] = []
    for place in places.values {
      while isNamed.count <= place { isNamed.append(false) }
      isNamed[place] = true
    }
    var strays: [Int: StrayTexts] = [:]
    for index in 0..<count where isWanted(index) {
      for (place, text) in cells(index) where place >= isNamed.count || !isNamed[place] {
        if text.isBlank { continue }
        strays[place, default: strayColumn(place)].add(
          text, at: self.place(index, column: place + 1), row: String(word(index, .row).prefix(40)))
      }
    }
    return strays.sorted { $0.key < $1.key }.map(\.value)
  }

  private func strayColumn(_ place: Int) -> StrayTexts {
    let heading = heading(place).trimmed
    let letter = heading.isEmpty ? " \(place + 1)" : " \"\(heading.shortened)\""
    return StrayTexts("column" + letter, "kolom" + letter)
  }
}
