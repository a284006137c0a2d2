import RunModel
import Spreadsheets

/// When a row was tested, as people write it.
struct TestDay: Sendable, Hashable {
  var day: CalendarDay
  /// `14:05` or `14:05:30`; empty for none.
  var time: String
  /// Not in ISO form and no date cell: it was understood, and that is told.
  var isSynonym: Bool

  /// `2026-11-23T14:05`
  var text: String { day.description + (time.isEmpty ? "" : "T" + time) }
}

/// Reads days as testers write them; what has two meanings is not guessed.
struct TestDayReader: Sendable {
  /// Of the sheet: an English one may have its months first.
  var language: String
  /// Nothing was tested before the round began or after it ended.
  var days: ClosedRange<CalendarDay>
  var dates = XLSXDateSystem.from1900

  enum Reading: Sendable, Hashable {
    case none
    case day(TestDay)
    case unclear(Said)
  }

  func read(_ cell: FilledCell) -> Reading {
    let word = cell.text.trimmed
    if word.isEmpty { return .none }
    if case .number(let number) = cell.kind, let day = serial(number) { return checked(day, word) }
    guard word.utf8.count <= 64 else { return .unclear(Self.noDay(String(word.prefix(40)) + "…")) }
    let (dayWord, timeWord) = Self.halves(word)
    guard let time = Self.time(timeWord) else { return .unclear(Self.noDay(word)) }
    let readings = self.readings(dayWord)
    let possible = readings.filter { days.contains($0.day) }
    guard let first = readings.first else { return .unclear(Self.noDay(word)) }
    if readings.count > 1, possible.count != 1 { return .unclear(Self.twoMeanings(word)) }
    let (day, isISO) = possible.first ?? first
    return checked(TestDay(day: day, time: time, isSynonym: !isISO && cell.kind != .date), word)
  }

  private func checked(_ day: TestDay, _ word: String) -> Reading {
    if day.day > days.upperBound {
      return .unclear(Said("tested on \(word) is after today", "getest op \(word) is na vandaag"))
    }
    if day.day < days.lowerBound {
      let first = days.lowerBound
      return .unclear(
        Said(
          "tested on \(word) is before the round began on \(first)",
          "getest op \(word) is voor het begin van de ronde op \(first)"))
    }
    return .day(day)
  }

  private static func noDay(_ word: String) -> Said {
    Said(
      "tested on \"\(word)\" is no date; it is written like 2026-11-23",
      "getest op \"\(word)\" is geen datum; schrijf hem als 2026-11-23")
  }

  private static func twoMeanings(_ word: String) -> Said {
    Said(
      "tested on \"\(word)\" has two meanings; it is written like 2026-11-23",
      "getest op \"\(word)\" heeft twee betekenissen; schrijf hem als 2026-11-23")
  }

  // MARK: Forms

  /// A bare number of a workbook is a day that lost its format; those of this century have five digits.
  private func serial(_ number: Double) -> TestDay? {
    let first = dates == .from1900 ? -25_569 : -24_107
    let whole = number.rounded(.down)
    guard (30_000...80_000).contains(whole) else { return nil }
    let minutes = Int(((number - whole) * 1_440).rounded())
    guard minutes < 1_440 else { return nil }
    let time = minutes == 0 ? "" : Self.two(minutes / 60) + ":" + Self.two(minutes % 60)
    return TestDay(day: CalendarDay(number: Int(whole) + first), time: time, isSynonym: true)
  }

  /// Day and time, apart by a space, a comma or the `T` of ISO.
  private static func halves(_ word: String) -> (day: String, time: String) {
    if let place = word.firstIndex(of: "T"), place > word.startIndex, word[word.index(before: place)].isNumber {
      return (String(word[..<place]), String(word[word.index(after: place)...]))
    }
    var pieces = word.split { $0.isWhitespace || $0 == "," }.map(String.init)
    if let first = pieces.first, pieces.count > 1, weekdays.contains(first.lowercased().filter { $0 != "." }) {
      pieces.removeFirst()
    }
    if pieces.last == "uur" || pieces.last == "u" { pieces.removeLast() }
    guard let last = pieces.last, pieces.count > 1, let time = clock(last) else {
      return (pieces.joined(separator: " "), "")
    }
    return (pieces.dropLast().joined(separator: " "), time)
  }

  /// `14:05` as it is, and the Dutch `14.05`, which is no day; nil for no time of day.
  private static func clock(_ word: String) -> String? {
    if word.contains(":") { return word }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2 else { return nil }
    guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
    return "\(parts[0]):\(parts[1])"
  }

  private static let weekdays: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "ma", "di", "wo",
    "do", "vr", "za", "zo",
  ]

  /// Empty for none; nil for what is no time of day. Fractions and time zones are read over.
  private static func time(_ word: String) -> String? {
    if word.isEmpty { return "" }
    var word = word[...]
    for end in ["uur", "u", "Z"] where word.hasSuffix(end) { word = word.dropLast(end.count) }
    if let zone = word.lastIndex(where: { $0 == "+" || $0 == "-" }) { word = word[..<zone] }
    if let point = word.firstIndex(of: "."), word.contains(":") { word = word[..<point] }
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
    guard (2...3).contains(parts.count), numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60,
      numbers.count < 3 || numbers[2] < 60
    else { return nil }
    let isWhole = numbers.count < 3 || numbers[2] == 0
    return numbers.prefix(isWhole ? 2 : 3).map(two).joined(separator: ":")
  }

  /// Every day that the word may mean.
  private func readings(_ word: String) -> [(day: CalendarDay, isISO: Bool)] {
    if let day = CalendarDay(word) { return [(day, true)] }
    if let day = Self.named(word) { return [(day, false)] }
    guard let mark = word.first(where: { !$0.isNumber }), "-/.".contains(mark) else { return [] }
    let parts = word.split(separator: mark, omittingEmptySubsequences: false).map { String($0).trimmed }
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard parts.count == 3, numbers.count == 3 else { return [] }
    if parts[0].count == 4 {
      return Self.day(numbers[0], numbers[1], numbers[2]).map { [($0, false)] } ?? []
    }
    guard parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2 else { return [] }
    let dayFirst = Self.day(numbers[2], numbers[1], numbers[0])
    let monthFirst = Self.day(numbers[2], numbers[0], numbers[1])
    if mark != "/" { return dayFirst.map { [($0, false)] } ?? [] }
    // In Dutch a month never comes first, unless nothing else can be meant.
    if !Texts(language: language).isDutch, let dayFirst, let monthFirst, dayFirst != monthFirst {
      return [(dayFirst, false), (monthFirst, false)]
    }
    return (dayFirst ?? monthFirst).map { [($0, false)] } ?? []
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
    CalendarDay(year: year, month: month, day: day)
  }

  /// `23 november 2026`, `23 nov 2026`, `November 23 2026`.
  private static func named(_ word: String) -> CalendarDay? {
    let parts = word.lowercased().split { $0.isWhitespace || $0 == "." || $0 == "," || $0 == "-" }.map(String.init)
    guard parts.count == 3, let year = Int(parts[2]), parts[2].count == 4 else { return nil }
    for (name, number) in [(parts[1], parts[0]), (parts[0], parts[1])] {
      guard let month = months[name], let day = Int(number) else { continue }
      return Self.day(year, month, day)
    }
    return nil
  }

  private static let months: [String: Int] = {
    let names = [
      ["jan", "january", "januari"], ["feb", "february", "februari"], ["mar", "mrt", "march", "maart"],
      ["apr", "april"], ["may", "mei"], ["jun", "june", "juni"], ["jul", "july", "juli"],
      ["aug", "august", "augustus"], ["sep", "sept", "september"], ["oct", "okt", "october", "oktober"],
      ["nov", "november"], ["dec", "december"],
    ]
    var months: [String: Int] = [:]
    for (place, words) in names.enumerated() {
      for word in words { months[word] = place + 1 }
    }
    return months
  }()

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
