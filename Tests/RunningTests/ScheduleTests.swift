import RunModel
import Running
import Testing

@Suite struct `Which scenario may start` {
  private func scenario(_ index: Int, _ touches: [Touch] = [], locks: [String] = []) -> PlannedScenario {
    Plans.scenario([.make], index: index, touches: touches, locks: locks)
  }

  @Test func `readers of one thing run side by side`() {
    var schedule = Schedule([0, 1].map { scenario($0, [Touch(thing: "course:A", writes: false)]) })
    #expect(schedule.next()?.index == 0)
    #expect(schedule.next()?.index == 1)
  }

  @Test func `a writer waits for readers and readers wait for a writer`() {
    var schedule = Schedule([
      scenario(0, [Touch(thing: "course:A", writes: false)]), scenario(1, [Touch(thing: "course:A", writes: true)]),
      scenario(2, [Touch(thing: "course:A", writes: false)]),
    ])
    #expect(schedule.next()?.index == 0)
    #expect(schedule.next()?.index == 2)
    #expect(schedule.next() == nil)
    schedule.finished(0)
    #expect(schedule.next() == nil)
    schedule.finished(2)
    #expect(schedule.next()?.index == 1)
    schedule.finished(1)
    #expect(schedule.isEmpty)
  }

  @Test func `two writers of one thing take turns`() {
    var schedule = Schedule([0, 1].map { scenario($0, [Touch(thing: "user:tim", writes: true)]) })
    #expect(schedule.next()?.index == 0)
    #expect(schedule.next() == nil)
    schedule.finished(0)
    #expect(schedule.next()?.index == 1)
  }

  @Test func `holders of one lock take turns, and the star runs alone`() {
    var schedule = Schedule([
      scenario(0, locks: ["mailbox"]), scenario(1, locks: ["mailbox"]), scenario(2, locks: ["*"]), scenario(3),
    ])
    #expect(schedule.next()?.index == 0)
    #expect(schedule.next()?.index == 3)
    #expect(schedule.next() == nil)
    schedule.finished(0)
    #expect(schedule.next()?.index == 1)
    schedule.finished(1)
    schedule.finished(3)
    #expect(schedule.next()?.index == 2)
    #expect(schedule.next() == nil)
  }
}
