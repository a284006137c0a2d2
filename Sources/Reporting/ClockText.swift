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
    let day = CalendarDay(secondsSince1970: Double(local))
    let rest = local - day.number * 86_400
    return (day.description, rest / 3600, rest / 60 % 60, rest % 60)
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension RunHeader {
  /// The day on which it began, where it ran.
  package var startDay: String { ClockText.day(startedAt, utcOffsetMinutes: utcOffsetMinutes) }

  package var startText: String { ClockText.moment(startedAt, utcOffsetMinutes: utcOffsetMinutes) }
}
