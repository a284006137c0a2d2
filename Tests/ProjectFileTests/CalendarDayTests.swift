import RunModel
import Testing

@Suite struct `Calendar day` {
  @Test func `is read as it is written, for every day of nine centuries`() {
    var number = CalendarDay("1600-01-01")?.number ?? 0
    let last = CalendarDay("2500-12-31")?.number ?? 0
    #expect(CalendarDay("1970-01-01")?.number == 0)
    #expect(CalendarDay("2026-12-01")?.number == 20_788)
    var wrong = 0
    while number <= last {
      let day = CalendarDay(number: number)
      if CalendarDay(day.description) != day { wrong += 1 }
      number += 1
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-04-01", "2026-4-1", "", "2026-04-01 "])
  func `is nothing for a day that is none`(_ text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test func `depends on where the clock stands`() {
    // 2026-11-30 23:30 UTC
    let seconds = 1_796_081_400.0
    #expect(CalendarDay(secondsSince1970: seconds).description == "2026-11-30")
    #expect(CalendarDay(secondsSince1970: seconds, utcOffsetMinutes: 60).description == "2026-12-01")
    #expect(CalendarDay(secondsSince1970: -1).description == "1969-12-31")
  }
}
