/// ISO 8601 times as Unix seconds and back, UTC, without a calendar library.
enum TimeText {
  /// `2026-11-23T18:40:00Z`; fractions are cut.
  static func iso(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "" }
    let whole = Int(seconds.rounded(.down))
    let day = whole.floorDivided(by: 86400)
    let rest = whole - day * 86400
    let (year, month, dayOfMonth) = civil(day)
    return "\(padded(year, 4))-\(padded(month))-\(padded(dayOfMonth))T"
      + "\(padded(rest / 3600)):\(padded(rest % 3600 / 60)):\(padded(rest % 60))Z"
  }

  /// Reads `2026-11-23`, `2026-11-23T18:40`, `2026-11-23 18:40:05.5`, each with `Z` or `+01:00` behind; without, UTC.
  static func unix(_ text: String) -> Double? {
    var reader = Reader(Array(text.utf8))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = daysBefore(year, month, day)
    // 31 February reads back as a day in March.
    guard civil(days) == (year, month, day) else { return nil }
    var seconds = Double(days * 86400)
    if reader.isAtEnd { return seconds }
    guard reader.skip("T") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
      let minute = reader.number(2), hour < 24, minute < 60
    else { return nil }
    seconds += Double(hour * 3600 + minute * 60)
    if reader.skip(":") {
      guard let second = reader.number(2), second < 61 else { return nil }
      seconds += Double(second) + reader.fraction()
    }
    return reader.zone().map { seconds - Double($0) }
  }

  private struct Reader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }

    mutating func number(_ digits: Int) -> Int? {
      guard at + digits <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[at..<at + digits] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      at += digits
      return value
    }

    mutating func fraction() -> Double {
      guard skip(".") else { return 0 }
      var value = 0.0
      var unit = 0.1
      while let digit = number(1) {
        value += Double(digit) * unit
        unit /= 10
      }
      return value
    }

    /// Seconds east of UTC; nil when something else stands there.
    mutating func zone() -> Int? {
      if isAtEnd { return 0 }
      if skip("Z") { return isAtEnd ? 0 : nil }
      let isWest = skip("-")
      guard isWest || skip("+"), let hours = number(2) else { return nil }
      _ = skip(":")
      let minutes = number(2) ?? 0
      guard isAtEnd else { return nil }
      return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
  }

  /// Days since 1970-01-01 of a date of the Gregorian calendar.
  private static func daysBefore(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int {
  fileprivate func floorDivided(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
