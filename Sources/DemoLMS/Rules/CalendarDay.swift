/// A day of the Gregorian calendar, in the time zone of the site (UTC).
struct CalendarDay {
  var year: Int
  var month: Int
  var day: Int
  private var secondOfDay: Int

  init(unix: Int) {
    // Days since 0000-03-01, so that the leap day is the last of a year (Howard Hinnant's civil calendar).
    let days = Int((Double(unix) / 86400).rounded(.down))
    secondOfDay = unix - days * 86400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let place = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * place + 2) / 5 + 1
    month = place < 10 ? place + 3 : place - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Unix time at the start of a day.
  static func unix(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86400
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// 14 November 2026
  var long: String { "\(day) \(CalendarDay.months[month - 1]) \(year)" }

  /// 2026-11-14 09:05:00
  var sortable: String { "\(year)-\(two(month))-\(two(day)) \(time)" }

  /// 14/11/26, 09:05:00
  var short: String { "\(two(day))/\(two(month))/\(two(year % 100)), \(time)" }

  /// Thursday, 26 November 2026, 10:58 AM
  var spoken: String {
    let hour = secondOfDay / 3600
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    // 1 January 1970 was a Thursday.
    let day = days[(CalendarDay.unix(year: year, month: month, day: self.day) / 86400 % 7 + 10) % 7]
    let clock = "\((hour + 11) % 12 + 1):\(two(secondOfDay / 60 % 60)) \(hour < 12 ? "AM" : "PM")"
    return "\(day), \(long), \(clock)"
  }

  private var time: String {
    "\(two(secondOfDay / 3600)):\(two(secondOfDay / 60 % 60)):\(two(secondOfDay % 60))"
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
