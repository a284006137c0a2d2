import Dispatch
import Foundation
import Running
import Synchronization

/// Turns Ctrl-C (and TERM, HUP) into an orderly end: the first cancels the run, which still cleans up; the second
/// ends at once.
final class Interrupt: Sendable {
  private let count = Mutex(0)
  /// Kept alive as long as this object; only touched in `init`, which is what makes sharing it safe.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  /// - Parameter control: what the first signal cancels. Signals are handled on a queue of their own.
  init(_ control: RunControl) {
    let queue = DispatchQueue(label: "lmsaccept.signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [weak self] in self?.handle(control) }
      source.resume()
    }
  }

  private func handle(_ control: RunControl) {
    let times = count.withLock { count in
      count += 1
      return count
    }
    if times == 1 {
      Console.error("\ninterrupted: cleaning up what this run made; Ctrl-C again ends at once")
      control.cancel()
    } else {
      Console.error("ended at once; lmsaccept clean removes what is left")
      _exit(130)
    }
  }
}
