package import Foundation
package import RunModel

/// A moment as records hold it: a second and where the clock stood, `2026-11-26T03:12:04+01:00`.
package struct Stamp: Sendable, Hashable, CustomStringConvertible {
  /// Since 1970, UTC.
  package var seconds: Int
  package var offsetMinutes: Int

  package init(seconds: Int, offsetMinutes: Int) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  /// The clock of this machine.
  package init(_ date: Date) {
    seconds = Int(date.timeIntervalSince1970)
    offsetMinutes = TimeZone.current.secondsFromGMT(for: date) / 60
  }

  /// Reads exactly what `description` writes.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 25, bytes[10] == UInt8(ascii: "T") else { return nil }
    func word(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    guard let day = CalendarDay(word(0..<10)), let hour = Int(word(11..<13)), let minute = Int(word(14..<16)),
      let second = Int(word(17..<19)), let hours = Int(word(20..<22)), let minutes = Int(word(23..<25))
    else { return nil }
    let offset = (hours * 60 + minutes) * (bytes[19] == UInt8(ascii: "-") ? -1 : 1)
    self.init(seconds: day.number * 86_400 + hour * 3600 + minute * 60 + second - offset * 60, offsetMinutes: offset)
    guard description == text else { return nil }
  }

  package var description: String {
    let offset = abs(offsetMinutes)
    let sign = offsetMinutes < 0 ? "-" : "+"
    return "\(day)T\(clock)\(sign)\(Self.pad(offset / 60)):\(Self.pad(offset % 60))"
  }

  /// The day at the place where the clock stood.
  package var day: CalendarDay { CalendarDay(secondsSince1970: Double(seconds), utcOffsetMinutes: offsetMinutes) }

  /// `2026-11-26 03:12:04 +01:00`, for people.
  package var shown: String {
    let text = description
    return "\(day) \(clock) \(text.suffix(6))"
  }

  /// `20261126021204`: UTC, as OpenSSH takes it with the time zone UTC.
  var openSSH: String {
    let day = CalendarDay(secondsSince1970: Double(seconds))
    return Self.compact(day) + Self.clock(of: seconds - day.number * 86_400, separator: "")
  }

  static func compact(_ day: CalendarDay) -> String { day.description.filter { $0 != "-" } }

  private var clock: String {
    Self.clock(of: seconds + offsetMinutes * 60 - day.number * 86_400, separator: ":")
  }

  private static func clock(of seconds: Int, separator: String) -> String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map(pad).joined(separator: separator)
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
