import CCurl
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What runs on a transfer thread: takes orders, lets libcurl work, answers callers, and runs the tasks that prefer it.
/// Nothing here is seen elsewhere.
struct TransferThread {
  private let multi: UnsafeMutableRawPointer
  private let inbox: TransferInbox
  private var orders: [TransferOrder] = []
  private var underWay: [EasyHandle] = []
  private var free: [EasyHandle] = []
  private var waitingForEnd: [CheckedContinuation<Void, Never>] = []
  private var isStopping = false
  /// Answers of this round, given only after libcurl's own work: callers then wake together, not one by one.
  private var landings: [(flight: Flight, exchange: Exchange)] = []
  private var nextLook: ContinuousClock.Instant?

  /// Handles kept for the next request; each costs some kilobytes.
  private static let maximumFree = 64
  /// How often tasks may go on before libcurl is asked again to look at all transfers.
  private static let maximumRounds = 8

  /// The body of the thread; owns the multi handle at this address and frees it.
  static func run(_ multi: UInt, inbox: TransferInbox) {
    guard let pointer = UnsafeMutableRawPointer(bitPattern: multi) else { return }
    // A TLS library may write to a socket that the peer has closed; as an error, please, not as a signal.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    inbox.belongToThisThread()
    var thread = TransferThread(multi: pointer, inbox: inbox)
    thread.run()
    thread.end()
  }

  private init(multi: UnsafeMutableRawPointer, inbox: TransferInbox) {
    self.multi = multi
    self.inbox = inbox
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
  }

  private mutating func run() {
    while !isStopping {
      // A task that went on mostly asks for something: both before libcurl looks at all transfers.
      var rounds = 0
      while rounds < Self.maximumRounds, inbox.take(into: &orders) {
        for order in orders { carryOut(order) }
        orders.removeAll(keepingCapacity: true)
        rounds += 1
      }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      collect()
      if inbox.fallAsleep(), !isStopping {
        curl_multi_poll(multi, nil, 0, sleepMilliseconds(), nil)
      }
    }
  }

  private mutating func carryOut(_ order: TransferOrder) {
    switch order {
    case .start(let flight):
      if flight.isCancelled.load(ordering: .acquiring) {
        flight.fail(.cancelled, "cancelled before it was sent")
      } else {
        start(flight)
      }
    case .cancel(let flight): abort(flight.easy, .cancelled, "cancelled")
    case .work(let job): job.runSynchronously(on: inbox.asUnownedTaskExecutor())
    case .stop(let continuation):
      if let continuation { waitingForEnd.append(continuation) }
      isStopping = true
    }
  }

  private mutating func start(_ flight: Flight) {
    guard let easy = free.popLast() ?? EasyHandle() else {
      return flight.fail(
        .other, code: Int32(CURLE_OUT_OF_MEMORY.rawValue), "no memory for another transfer")
    }
    var code = easy.prepare(flight, inbox.jars)
    if code == CURLE_OK, curl_multi_add_handle(multi, easy.easy) != CURLM_OK {
      code = CURLE_FAILED_INIT
    }
    guard code == CURLE_OK else {
      let (kind, reason) = TransferError.explain(
        code, flight: flight, detail: easy.detail, systemError: 0, wasConnected: false)
      flight.fail(kind, code: Int32(code.rawValue), reason)
      return giveBack(easy)
    }
    easy.index = underWay.count
    underWay.append(easy)
    let look = flight.started + flight.request.limits.lookInterval
    nextLook = nextLook.map { min($0, look) } ?? look
  }

  /// Handles every transfer that libcurl has finished.
  private mutating func collect() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        continue
      }
      let code = message.pointee.data.result
      var context: UnsafeMutableRawPointer?
      _ = ccurl_get_pointer(handle, CURLINFO_PRIVATE, &context)
      guard let easy = EasyHandle.from(context) else { continue }
      takeOut(easy)
      finish(easy, code)
    }
    if !landings.isEmpty {
      for landing in landings { landing.flight.land(.success(landing.exchange)) }
      landings.removeAll(keepingCapacity: true)
      // Whoever was answered elsewhere mostly asks again at once: let them, before we sleep and must be woken.
      if inbox.isEmpty { sched_yield() }
    }
    lookForIdle()
  }

  private mutating func finish(_ easy: EasyHandle, _ code: CURLcode) {
    guard let flight = easy.flight else { return giveBack(easy) }
    guard code == CURLE_OK else {
      report(code, of: easy, flight)
      return giveBack(easy)
    }
    let status = easy.status(CURLINFO_RESPONSE_CODE)
    let (sent, received) = (easy.bytesSent, easy.bytesReceived)
    let (head, body) = easy.takeAnswer()
    if flight.request.followsRedirects, RedirectRule.statuses.contains(status),
      let location = HeadReader(head).first(named: "Location")
    {
      return redirect(flight, easy, status: status, location: location)
    }
    giveBack(easy)
    landings.append(
      (
        flight,
        Exchange(
          status: status, head: head, body: body, url: flight.hop.address.requestText,
          elapsedSeconds: flight.started.duration(to: .now) / .seconds(1), hops: flight.followed,
          bytesSent: sent,
          bytesReceived: received)
      ))
  }

  private mutating func redirect(
    _ flight: Flight, _ easy: EasyHandle, status: Int, location: String
  ) {
    do throws(RedirectRule.Refusal) {
      let next = try RedirectRule.follow(
        flight.hop, status: status, location: location, allowed: flight.request.allowedHosts,
        followed: flight.followed.count)
      flight.followed.append(
        RedirectHop(
          status: status, url: flight.hop.address.requestText, location: next.address.description))
      giveBack(easy)
      if flight.isCancelled.load(ordering: .acquiring) {
        return flight.fail(.cancelled, "cancelled")
      }
      guard flight.remaining > .zero else {
        return flight.fail(
          .wholeTimeout, "not finished within \(flight.request.limits.whole.inSeconds)")
      }
      flight.hop = next
      start(flight)
    } catch {
      flight.fail(error.kind, error.reason)
      giveBack(easy)
    }
  }

  private func report(_ code: CURLcode, of easy: EasyHandle, _ flight: Flight) {
    let number = Int32(code.rawValue)
    switch easy.stop {
    case .bodyTooLarge:
      flight.fail(
        .tooLarge, code: number,
        "the answer is larger than \(flight.request.limits.bodyBytes) bytes")
    case .headTooLarge: flight.fail(.tooLarge, code: number, "the head of the answer does not end")
    case .wouldRepeat:
      flight.fail(
        .connectionLost, code: number,
        "the kept connection closed before an answer came; not sent again, since it may have been carried out"
      )
    case nil:
      let (kind, reason) = TransferError.explain(
        code, flight: flight, detail: easy.detail, systemError: easy.status(CURLINFO_OS_ERRNO),
        wasConnected: easy.attempts > 0)
      flight.fail(kind, code: number, reason)
    }
  }

  /// Ends a transfer under way; its connection is closed, since the rest of the answer may still be coming.
  private mutating func abort(_ easy: EasyHandle?, _ kind: TransferError.Kind, _ reason: String) {
    guard let easy else { return }
    easy.flight?.fail(kind, reason)
    takeOut(easy)
    giveBack(easy)
  }

  private mutating func takeOut(_ easy: EasyHandle) {
    curl_multi_remove_handle(multi, easy.easy)
    guard let last = underWay.popLast(), last !== easy else { return }
    last.index = easy.index
    underWay[easy.index] = last
  }

  private mutating func giveBack(_ easy: EasyHandle) {
    easy.release()
    if free.count < Self.maximumFree { free.append(easy) }
  }

  private mutating func lookForIdle() {
    guard let due = nextLook else { return }
    let now = ContinuousClock.now
    guard now >= due else { return }
    nextLook = nil
    for easy in underWay {
      guard let limits = easy.flight?.request.limits else { continue }
      if easy.watch.isOver(limits.idle, progress: easy.progress, now: now) {
        abort(easy, .idleTimeout, "nothing moved for \(limits.idle.inSeconds)")
      } else {
        let look = now + limits.lookInterval
        nextLook = nextLook.map { min($0, look) } ?? look
      }
    }
  }

  /// libcurl wakes earlier for its own timers; with nothing under way only an order wakes us.
  private func sleepMilliseconds() -> Int32 {
    guard !underWay.isEmpty, let nextLook else { return 3_600_000 }
    return Int32(
      max(0, min(ContinuousClock.now.duration(to: nextLook) / .milliseconds(1), 3_600_000))) + 1
  }

  private mutating func end() {
    while let easy = underWay.last { abort(easy, .shutDown, "the program is shutting down") }
    for order in inbox.close() {
      if case .start(let flight) = order {
        flight.fail(.shutDown, "the program is shutting down")
      } else if case .stop(let continuation?) = order {
        waitingForEnd.append(continuation)
      } else if case .work(let job) = order {
        TransferInbox.runElsewhere(job)
      } else {
        carryOut(order)
      }
    }
    free = []
    curl_multi_cleanup(multi)
    for continuation in waitingForEnd { continuation.resume() }
  }
}

extension Request.Limits {
  /// How often to see whether anything moved: a quarter of the limit, so it is noticed at most a quarter late.
  fileprivate var lookInterval: Duration { min(idle / 4, .seconds(1)) }
}
