/// What running one step gave.
package struct StepResult: Sendable {
  /// What most steps have nothing of.
  private struct Details {
    var expected: String?
    var actual: String?
    var place: String?
    var notes: [String] = []
    var attachments: [Attachment] = []
    var attempt: String?
  }

  package var outcome: Outcome
  /// One sentence; empty when there is nothing to say (passed without a reason).
  package var message: String
  /// The exchange that decided, by its number in the scenario.
  package var exchange: Int?
  /// Requests sent while the step ran, clean-up not counted.
  package var requests: Int
  /// Evaluated `expect`s.
  package var checks: Int
  package var durationNanoseconds: Int64
  /// A stable word for the cause (`expectation`, `refused`, `unreachable`, `sign-in`, `seed`, `script`, …), for
  /// grouping in reports and for `@known`.
  package var cause: String
  /// True when the environment is gone (dead server, administrator's sign-in failed): the run probes and stops.
  package var endsRun: Bool
  /// True when it waited for a person and was run, or decided, by `lmsaccept finish`.
  package var waited: Bool
  private var details: Shared<Details>?

  /// For *failed*: what was wanted, as shown.
  package var expected: String? {
    get { details?.value.expected }
    set { if newValue != nil || details != nil { withDetails { $0.expected = newValue } } }
  }
  /// For *failed*: what was there, as shown.
  package var actual: String? {
    get { details?.value.actual }
    set { if newValue != nil || details != nil { withDetails { $0.actual = newValue } } }
  }
  /// Script lines, the step body's first: `adapters/moodle.lua:88`.
  package var place: String? {
    get { details?.value.place }
    set { if newValue != nil || details != nil { withDetails { $0.place = newValue } } }
  }
  /// Notes for the record: renewed sessions, columns left out, reasons of expected refusals.
  package var notes: [String] {
    get { details?.value.notes ?? [] }
    set { if !newValue.isEmpty || details != nil { withDetails { $0.notes = newValue } } }
  }
  package var attachments: [Attachment] {
    get { details?.value.attachments ?? [] }
    set { if !newValue.isEmpty || details != nil { withDetails { $0.attachments = newValue } } }
  }
  /// What an attempt came to (`accepted`, `refused`, `conflict`, `not-found`, `invalid`); nil for other steps.
  package var attempt: String? {
    get { details?.value.attempt }
    set { if newValue != nil || details != nil { withDetails { $0.attempt = newValue } } }
  }

  private mutating func withDetails(_ change: (inout Details) -> Void) {
    var changed = details ?? Shared(Details())
    // Let go of first, so that `changed` has it alone and is not copied.
    details = nil
    change(&changed.value)
    details = changed
  }

  package init(
    _ outcome: Outcome, _ message: String = "", expected: String? = nil, actual: String? = nil, place: String? = nil,
    exchange: Int? = nil, requests: Int = 0, checks: Int = 0, notes: [String] = [], attachments: [Attachment] = [],
    durationNanoseconds: Int64 = 0, cause: String = "", endsRun: Bool = false, attempt: String? = nil,
    waited: Bool = false
  ) {
    self.outcome = outcome
    self.message = message
    self.exchange = exchange
    self.requests = requests
    self.checks = checks
    self.durationNanoseconds = durationNanoseconds
    self.cause = cause
    self.endsRun = endsRun
    self.waited = waited
    guard expected != nil || actual != nil || place != nil || !notes.isEmpty || !attachments.isEmpty || attempt != nil
    else { return }
    details = Shared(
      Details(
        expected: expected, actual: actual, place: place, notes: notes, attachments: attachments, attempt: attempt))
  }
}

/// Something a step put into the record, secrets already masked.
package struct Attachment: Sendable, Hashable {
  package var name: String
  package var mediaType: String
  package var body: [UInt8]

  package init(name: String, mediaType: String, body: [UInt8]) {
    self.name = name
    self.mediaType = mediaType
    self.body = body
  }
}

/// One request and its answer as they may be stored: secrets and personal fields masked.
package struct ExchangeRecord: Sendable {
  /// From 1 within the scenario.
  package var number: Int
  /// Ordinal of the step, -1 for set-up before the first step, -2 for clean-up.
  package var step: Int
  package var target: String
  /// Handle of the person, or what the account is called.
  package var who: String
  package var method: String
  package var url: String
  package var requestHeaders: [HeaderField]
  package var requestBody: [UInt8]
  /// 0 when no answer came.
  package var status: Int
  package var answerHeaders: [HeaderField]
  package var answerBody: [UInt8]
  package var durationNanoseconds: Int64
  /// What went wrong in transfer, or empty.
  package var trouble: String

  package init(
    number: Int, step: Int, target: String, who: String, method: String, url: String,
    requestHeaders: [HeaderField] = [], requestBody: [UInt8] = [], status: Int = 0,
    answerHeaders: [HeaderField] = [], answerBody: [UInt8] = [], durationNanoseconds: Int64 = 0, trouble: String = ""
  ) {
    self.number = number
    self.step = step
    self.target = target
    self.who = who
    self.method = method
    self.url = url
    self.requestHeaders = requestHeaders
    self.requestBody = requestBody
    self.status = status
    self.answerHeaders = answerHeaders
    self.answerBody = answerBody
    self.durationNanoseconds = durationNanoseconds
    self.trouble = trouble
  }
}

package struct HeaderField: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
