import Foundation
import SideWork
import Testing

struct SideWorkTests {
  @Test func `what is begun first is given back first, however long it takes`() {
    let work = SideWork<Int, Int> { number in
      if number % 2 == 0 { Thread.sleep(forTimeInterval: 0.002) }
      return number * 10
    }
    for number in 0..<20 { work.begin(number) }
    #expect((0..<20).map { _ in work.next() } == (0..<20).map { $0 * 10 })
  }

  @Test func `it is done elsewhere while the caller goes on`() {
    let gate = DispatchSemaphore(value: 0)
    let work = SideWork<Int, Int> { number in
      gate.wait()
      return number
    }
    work.begin(1)
    gate.signal()
    #expect(work.next() == 1)
  }
}
