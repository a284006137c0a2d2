package import RunModel

/// Dates and durations as people read them.
package enum ClockText {
  /// `2026-11-23 18:56 +01:00`.
  package static func moment(_ seconds: Double, utcOffsetMinutes: Int) -> String {
    let parts = components(seconds, utcOffsetMinutes: utcOffsetMinutes)
    let sign = utcOffsetMinutes < 0 ? "-" : "+"
    let offset = abs(utcOffsetMinutes)
    return "\(parts.date) \(pad(parts.hour)):\(pad(parts.minute)) \(sign)\(pad(offset / 60)):\(pad(offset % 60))"
  }

  /// `2026-11-23`.
  package static func day(_ seconds: Double, utcOffsetMinutes: Int) -> String {
    components(seconds, utcOffsetMinutes: utcOffsetMinutes).date
  }

  /// `2026-11-23T17:56:03Z`, for programs.
  package static func utc(_ seconds: Double) -> String {
    let parts = components(seconds, utcOffsetMinutes: 0)
    return "\(parts.date)T\(pad(parts.hour)):\(pad(parts.minute)):\(pad(parts.second))Z"
  }

  /// `0.4 s`, `12 s`, `3 min 20 s`.
  package static func duration(_ nanoseconds: Int64) -> String {
    let tenths = (nanoseconds + 50_000_000) / 100_000_000
    if tenths < 100 { return "\(tenths / 10).\(tenths % 10) s" }
    let seconds = tenths / 10
    if seconds < 120 { return "\(seconds) s" }
    return seconds < 7200 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds / 60 % 60) min"
  }

  private static func components(
    _ seconds: Double, utcOffsetMinutes: Int
  ) -> (date: String, hour: Int, minute: Int, second: Int) {
    let local = Int(seconds.rounded(.down)) + utcOffsetMinutes * 60
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let rest = local - day * 86_400
    let (year, month, dayOfMonth) = civil(day)
    return ("\(year)-\(pad(month))-\(pad(dayOfMonth))", rest / 3600, rest / 60 % 60, rest % 60)
  }

  /// Gregorian date of a day since 1970-01-01, counted in eras of 400 years that begin in March.
  private static func civil(_ day: Int) -> (Int, Int, Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let march = month < 10 ? month + 3 : month - 9
    return (year + era * 400 + (march <= 2 ? 1 : 0), march, ofYear - (153 * month + 2) / 5 + 1)
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension RunHeader {
  /// The day on which it began, where it ran.
  package var startDay: String { ClockText.day(startedAt, utcOffsetMinutes: utcOffsetMinutes) }

  package var startText: String { ClockText.moment(startedAt, utcOffsetMinutes: utcOffsetMinutes) }
}
