/// Dates and durations as Moodle's forms send them, in parts.
enum FormDate {
  /// A date of parts `name[day]` to `name[minute]`; nil unless `name[enabled]` is on.
  static func read(_ name: String, from settings: [String: String]) -> Int? {
    guard settings["\(name)[enabled]"] == "1", let year = part(name, "year", settings),
      let month = part(name, "month", settings), let day = part(name, "day", settings)
    else { return nil }
    let hour = part(name, "hour", settings) ?? 0
    let minute = part(name, "minute", settings) ?? 0
    return CalendarDay.unix(year: year, month: month, day: day) + hour * 3600 + minute * 60
  }

  /// Seconds of a duration of parts `name[number]` and `name[timeunit]`; 0 when it is not enabled.
  static func seconds(_ name: String, from settings: [String: String]) -> Int {
    if settings["\(name)[enabled]"] != "1" { return 0 }
    guard let number = part(name, "number", settings) else { return 0 }
    return number * (part(name, "timeunit", settings) ?? 1)
  }

  private static func part(_ name: String, _ part: String, _ settings: [String: String]) -> Int? {
    settings["\(name)[\(part)]"].flatMap { Int($0) }
  }
}
