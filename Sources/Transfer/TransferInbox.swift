import CCurl
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What callers want from a transfer thread.
enum TransferOrder: Sendable {
  case start(Flight)
  case cancel(Flight)
  /// A piece of a task that prefers this thread.
  case work(UnownedJob)
  /// The thread ends; the continuation, if any, is resumed as its last act.
  case stop(CheckedContinuation<Void, Never>?)
}

/// The one way into a transfer thread.
///
/// The thread is woken only when it sleeps: while it works it looks in here before it sleeps again, and most orders of
/// a busy run then cost no system call.
final class TransferInbox: Sendable {
  private struct State {
    var orders: [TransferOrder] = []
    var isSleeping = false
    /// Address of the multi handle; 0 once the thread has ended. A number, since pointers are not `Sendable`.
    var multi: UInt
  }

  private let state: Mutex<State>
  /// Of the loop that the thread belongs to.
  let jars: CookieJars

  init(multi: UnsafeMutableRawPointer, jars: CookieJars) {
    state = Mutex(State(multi: UInt(bitPattern: multi)))
    self.jars = jars
  }

  /// - Returns: false when the thread has ended and will never see the order.
  func post(_ order: TransferOrder) -> Bool {
    state.withLock { state in
      guard state.multi != 0 else { return false }
      state.orders.append(order)
      if state.isSleeping {
        state.isSleeping = false
        // Under the lock, so that the handle cannot be freed meanwhile.
        curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: state.multi))
      }
      return true
    }
  }

  /// Swaps the waiting orders for the given empty array, which keeps both buffers in use.
  ///
  /// - Returns: whether there are any.
  func take(into orders: inout [TransferOrder]) -> Bool {
    state.withLock { state in
      state.isSleeping = false
      swap(&state.orders, &orders)
    }
    return !orders.isEmpty
  }

  var isEmpty: Bool { state.withLock(\.orders.isEmpty) }

  /// - Returns: whether the thread may sleep, because nothing waits; from then on a post wakes it.
  func fallAsleep() -> Bool {
    state.withLock { state in
      state.isSleeping = state.orders.isEmpty
      return state.isSleeping
    }
  }

  /// - Returns: the orders that came too late.
  func close() -> [TransferOrder] {
    state.withLock { state in
      state.multi = 0
      defer { state.orders = [] }
      return state.orders
    }
  }
}

extension TransferInbox: TaskExecutor {
  /// After the thread's end tasks go on where all others are.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if !post(.work(job)) { Self.runElsewhere(job) }
  }

  static func runElsewhere(_ job: UnownedJob) { globalConcurrentExecutor.enqueue(job) }
}

// MARK: - The thread that runs

extension TransferInbox {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Called once, by a transfer thread: what runs on it finds this inbox. The thread holds it until its end.
  func belongToThisThread() {
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
  }

  /// The inbox of the transfer thread that runs this; nil on every other thread, and on one of another loop.
  static func ofThisThread(with jars: CookieJars) -> TransferInbox? {
    guard let address = pthread_getspecific(key) else { return nil }
    let inbox = Unmanaged<TransferInbox>.fromOpaque(address).takeUnretainedValue()
    return inbox.jars === jars ? inbox : nil
  }
}
