/// Whether a number is shown as a date, which is all that tells the two apart.
enum XLSXNumberFormat: Sendable, Hashable {
  case number
  /// - Parameter showsDay: false for a time of day alone.
  case date(showsDay: Bool)
}

extension XLSXNumberFormat {
  /// The formats that files name by number alone; 27 to 36 and 50 to 58 are those of East Asia.
  init(builtIn id: Int) {
    switch id {
    case 14...17, 22, 27...31, 34...36, 50...58: self = .date(showsDay: true)
    case 18...21, 32, 33, 45, 47: self = .date(showsDay: false)
    // 46 is [h]:mm:ss: a length of time, which has no place in a calendar.
    default: self = .number
    }
  }

  /// Reads a format such as `[$-413]d mmmm yyyy;@`, of which the first section counts.
  init(code: String) {
    var scalars = Array(code.unicodeScalars)[...]
    var letters: Set<Unicode.Scalar> = []
    reading: while let scalar = scalars.popFirst() {
      switch scalar {
      case ";": break reading
      case "\"": scalars = scalars.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": scalars = scalars.dropFirst()
      case "[":
        let content = scalars.prefix { $0 != "]" }
        scalars = scalars.dropFirst(content.count + 1)
        if !content.isEmpty, content.allSatisfy({ "hmsHMS".unicodeScalars.contains($0) }) {
          self = .number
          return
        }
      case "G", "g":
        // "General" has an e and an a that are no era and no weekday.
        if String(String.UnicodeScalarView(scalars.prefix(6))).lowercased() == "eneral" {
          scalars = scalars.dropFirst(6)
        }
      case "A", "a":
        if String(String.UnicodeScalarView(scalars.prefix(4))).lowercased() == "m/pm" {
          scalars = scalars.dropFirst(4)
          letters.insert("h")
        }
      case "e", "E":
        // 0.00E+00 is a number, "e" alone the year of an era.
        if scalars.first != "+", scalars.first != "-" { letters.insert("y") }
      case "y", "Y", "d", "D", "m", "M", "h", "H", "s", "S":
        letters.insert(Unicode.Scalar(UInt8(scalar.value) | 0x20))
      default: break
      }
    }
    let hasTime = letters.contains("h") || letters.contains("s")
    // m is a minute beside hours or seconds, and otherwise a month.
    let hasDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasTime)
    self = hasTime || hasDay ? .date(showsDay: hasDay) : .number
  }
}
