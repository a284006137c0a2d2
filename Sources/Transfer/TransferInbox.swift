import CCurl
import Synchronization

/// What callers want from the loop's thread.
enum TransferOrder: Sendable {
  case start(Flight)
  case cancel(Flight)
  case cookie(String, CookieJar, WebAddress, CheckedContinuation<String?, Never>)
  case clear(CookieJar, CheckedContinuation<Void, Never>)
  case discard(CookieJar, CheckedContinuation<Void, Never>)
  /// The thread ends; the continuation, if any, is resumed as its last act.
  case stop(CheckedContinuation<Void, Never>?)
}

/// The one way into the loop's thread.
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

  init(multi: UnsafeMutableRawPointer) {
    state = Mutex(State(multi: UInt(bitPattern: multi)))
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
  func take(into orders: inout [TransferOrder]) {
    state.withLock { state in
      state.isSleeping = false
      swap(&state.orders, &orders)
    }
  }

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
