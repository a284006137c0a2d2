import Dispatch
import Synchronization

/// One kind of work done on another processor while the caller goes on: what is begun first is done, and given back, first.
///
///     let halves = SideWork<[Int], [Int]> { $0.map { $0 / 2 } }
///     halves.begin([2, 4])
///     halves.begin([6])
///     halves.next() // [1, 2]
///
/// For work that is worth a hundred microseconds or more at a time: handing over costs some.
package final class SideWork<Input: Sendable, Output: Sendable>: Sendable {
  private let work: @Sendable (Input) -> Output
  private let queue = DispatchQueue(label: "lmsaccept.side-work", qos: .userInitiated)
  private let done = DispatchSemaphore(value: 0)
  private let outputs = Mutex<[Output]>([])

  package init(_ work: @escaping @Sendable (Input) -> Output) {
    self.work = work
  }

  /// Returns at once. Inputs wait in memory, so whoever begins many takes what is done in between.
  package func begin(_ input: Input) {
    queue.async { [self] in
      let output = work(input)
      outputs.withLock { $0.append(output) }
      done.signal()
    }
  }

  /// Waits for the oldest that was begun and not taken yet; without one it would wait for ever.
  package func next() -> Output {
    done.wait()
    return outputs.withLock { $0.removeFirst() }
  }
}
