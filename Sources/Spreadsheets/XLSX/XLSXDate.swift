/// From which day a workbook counts.
package enum XLSXDateSystem: Sendable, Hashable {
  /// Day 1 is 1900-01-01, and 1900 has a 29th of February that never was, as Lotus 1-2-3 had it.
  case from1900
  /// Day 0 is 1904-01-01, as the first Macintosh had it.
  case from1904
}

/// A cell that is a number and shown as a day, a time or both.
package struct XLSXDate: Sendable, Hashable {
  /// Days and parts of a day since the workbook's first one.
  package var serial: Double
  /// `2026-03-05`, `2026-03-05T14:30:00` or `14:30:00`, to the nearest second.
  ///
  /// Day 60 of 1900 is `1900-02-29`, the day that Excel shows and no calendar has.
  package var text: String
}

extension XLSXDate {
  /// - Parameter format: how the cell is shown, which tells a time of day from the first day of the calendar.
  /// - Returns: nil when Excel shows no date for it: negative, or after 9999.
  init?(serial: Double, system: XLSXDateSystem, format: XLSXNumberFormat) {
    guard case .date(let showsDay) = format, serial >= 0, serial < 2_958_466 else { return nil }
    var day = Int(serial)
    // Binary fractions of a day are rarely whole seconds.
    var second = Int(((serial - Double(day)) * 86_400).rounded())
    if second == 86_400 {
      second = 0
      day += 1
    }
    let isTimeAlone = day == 0 && (!showsDay || system == .from1900)
    if system == .from1904 { day += 1_462 }
    guard day < 2_958_466 else { return nil }
    self.serial = serial
    let time = "\(Self.two(second / 3_600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))"
    if isTimeAlone {
      text = time
    } else {
      text = second == 0 ? Self.day(day) : Self.day(day) + "T" + time
    }
  }

  /// Reads what a cell of type `d` holds: `2026-03-05`, `2026-03-05T14:30:00.000Z` or `T14:30:00`.
  init?(iso text: String, system: XLSXDateSystem) {
    let isUTC = text.hasSuffix("Z")
    let halves = (isUTC ? text.dropLast() : text[...]).split(
      separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = halves.first else { return nil }
    var serial = 0.0
    if !first.isEmpty {
      guard let number = Self.serial(day: first) else { return nil }
      serial = Double(number - (system == .from1904 ? 1_462 : 0))
    }
    if halves.count == 2 {
      guard let part = Self.part(time: halves[1]) else { return nil }
      serial += part
    } else if first.isEmpty {
      return nil
    }
    self.init(serial: serial, system: system, format: .date(showsDay: !first.isEmpty))
  }

  /// Days since the last day of 1899, with the day too many of Lotus.
  private static func serial(day text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = digits(parts[0]), let month = digits(parts[1]),
      let day = digits(parts[2]), (1...12).contains(month), day >= 1, day <= length(year, month), year >= 1900
    else { return nil }
    let count = days(year, month, day) - days(1899, 12, 31)
    return count >= 60 ? count + 1 : count
  }

  private static func part(time text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24,
      minute < 60
    else { return nil }
    var seconds = 0.0
    if parts.count == 3 {
      guard parts[2].allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(parts[2]),
        value < 60
      else { return nil }
      seconds = value
    }
    return (Double(hour * 3_600 + minute * 60) + seconds) / 86_400
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func day(_ serial: Int) -> String {
    if serial == 60 { return "1900-02-29" }
    if serial == 0 { return "1900-01-00" }
    let count = days(1899, 12, 31) + (serial > 60 ? serial - 1 : serial)
    let (year, month, day) = civil(count)
    return "\(String(String(10_000 + year).dropFirst()))-\(two(month))-\(two(day))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func length(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Days of the Gregorian calendar since 0000-03-01, from which leap days fall at the end of a year.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let shifted = (month + 9) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1
  }

  private static func civil(_ count: Int) -> (year: Int, month: Int, day: Int) {
    let era = count / 146_097
    let inEra = count % 146_097
    let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * inYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, inYear - (153 * shifted + 2) / 5 + 1)
  }
}
