import Campaign
import Diagnostics
import Foundation
import JSON
import RunModel

/// The run as Cucumber messages, one envelope a line, for the tools that read them.
///
/// Ids of our own have a letter in front, so that they never meet those of the Gherkin lines, which are numbers.
package struct MessagesReport: ~Copyable {
  let report: Report
  private let clock: MessageClock
  private var writer = JSONWriter()
  /// Definition id and pattern -> id of its envelope.
  var definitions: [String: String] = [:]
  private let output: ([UInt8]) -> Void

  private static let protocolVersion = "34.2.0"
  private static let runID = "run"
  private static let beforeID = "hook-before"
  private static let afterID = "hook-after"
  private static let pieceBytes = 1 << 16

  /// - Parameter gherkin: source, document and pickle envelopes as JSON lines, whose pickle ids the plan names. A
  ///   scenario without pickle id gets a pickle made from the plan.
  package static func bytes(_ report: Report, gherkin: [UInt8] = []) -> [UInt8] {
    var bytes: [UInt8] = []
    write(report, gherkin: gherkin.isEmpty ? [] : [gherkin]) { bytes += $0 }
    return bytes
  }

  /// Hands the lines on in pieces: of a long run they take much room.
  /// - Parameter gherkin: whole lines in each piece, as above.
  package static func write(_ report: Report, gherkin: some Sequence<[UInt8]>, to output: ([UInt8]) -> Void) {
    withoutActuallyEscaping(output) { output in
      var messages = MessagesReport(report: report, output: output)
      messages.write(gherkin: gherkin)
    }
  }

  private init(report: Report, output: @escaping ([UInt8]) -> Void) {
    self.report = report
    self.output = output
    clock = MessageClock(report.record.header)
  }

  private mutating func write(gherkin: some Sequence<[UInt8]>) {
    let clock = clock
    writeMeta()
    writer.drain { output(Array($0)) }
    var isGiven = false
    for lines in gherkin where !lines.isEmpty {
      isGiven = true
      output(lines)
      if lines.last != 0x0A { output([0x0A]) }
    }
    for result in report.results where !isGiven || result.scenario.scenario.pickleID == nil {
      writePickle(of: result.scenario.scenario)
    }
    writeDefinitions()
    writeSuggestions(isGiven: isGiven)
    writeHooks()
    envelope("testRunStarted") { writer in
      writer.key("id")
      writer.string(Self.runID)
      clock.write(0, to: &writer)
    }
    for result in report.results { writeTestCase(result, isGiven: isGiven) }
    for result in report.results where result.scenario.startedAt != nil { writeRun(of: result) }
    writeEnd()
    writer.drain { output(Array($0)) }
  }

  private mutating func writeMeta() {
    let version = report.record.header.version
    envelope("meta") { writer in
      writer.key("protocolVersion")
      writer.string(Self.protocolVersion)
      Self.product("implementation", "lmsaccept", version, to: &writer)
      Self.product("runtime", "Swift", nil, to: &writer)
      Self.product("os", Self.system, nil, to: &writer)
      Self.product("cpu", Self.processor, nil, to: &writer)
    }
  }

  #if os(Linux)
    private static let system = "linux"
  #else
    private static let system = "darwin"
  #endif
  #if arch(x86_64)
    private static let processor = "amd64"
  #else
    private static let processor = "arm64"
  #endif

  private static func product(_ key: StaticString, _ name: String, _ version: String?, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginObject()
    writer.key("name")
    writer.string(name)
    if let version {
      writer.key("version")
      writer.string(version)
    }
    writer.endObject()
  }

  /// What happens around the steps of a scenario is told as hooks, only when it has something to tell.
  private mutating func writeHooks() {
    let records = report.record.scenarios.flatMap(\.attempts)
    let hooks = [
      (Self.beforeID, "BEFORE_TEST_CASE", "people and new things", records.contains { $0.setUp != nil }),
      (Self.afterID, "AFTER_TEST_CASE", "rules for a whole scenario", records.contains { $0.conclusion != nil }),
    ]
    for (id, type, name, isUsed) in hooks where isUsed {
      envelope("hook") { writer in
        writer.key("id")
        writer.string(id)
        writer.key("name")
        writer.string(name)
        writer.key("type")
        writer.string(type)
        writer.key("sourceReference")
        writer.value(["uri": "lmsaccept"])
      }
    }
  }

  private mutating func writeTestCase(_ result: JoinedResult, isGiven: Bool) {
    let record = result.scenario
    let scenario = record.scenario
    let definitions = definitions
    envelope("testCase") { writer in
      writer.key("id")
      writer.string("case-\(scenario.index)")
      writer.key("pickleId")
      writer.string(isGiven ? scenario.pickleID ?? Self.ownPickle(scenario) : Self.ownPickle(scenario))
      writer.key("testRunStartedId")
      writer.string(Self.runID)
      writer.key("testSteps")
      writer.beginArray()
      if record.attempts.contains(where: { $0.setUp != nil }) {
        Self.hookStep("before", Self.beforeID, of: scenario, to: &writer)
      }
      for step in scenario.steps {
        let own = Self.ownStep(step, of: scenario)
        let isOwn = !isGiven || scenario.pickleID == nil
        Self.testStep(step, of: scenario, pickleStep: isOwn ? own : step.pickleStepID ?? own, definitions, to: &writer)
      }
      if record.attempts.contains(where: { $0.conclusion != nil }) {
        Self.hookStep("after", Self.afterID, of: scenario, to: &writer)
      }
      writer.endArray()
    }
  }

  private static func hookStep(
    _ name: String, _ hook: String, of scenario: PlannedScenario, to writer: inout JSONWriter
  ) {
    writer.value(["id": .string("case-\(scenario.index)-\(name)"), "hookId": .string(hook)])
  }

  private static func testStep(
    _ step: PlannedStep, of scenario: PlannedScenario, pickleStep: String, _ definitions: [String: String],
    to writer: inout JSONWriter
  ) {
    writer.piece("{\"id\":")
    writer.string("case-\(scenario.index)-\(step.ordinal)")
    writer.piece("\"pickleStepId\":")
    writer.string(pickleStep)
    let definition = step.definition.flatMap { definitions[$0.id + "\0" + $0.pattern] }
    writer.piece("\"stepDefinitionIds\":[")
    if let definition { writer.string(definition) }
    writer.piece("],\"stepMatchArgumentsLists\":[")
    if case .matched(let match) = step.understanding, definition != nil {
      writer.piece("{\"stepMatchArguments\":[")
      for argument in match.arguments where argument.lower != nil { self.argument(argument, in: step, to: &writer) }
      writer.piece("]}")
    }
    writer.piece("]}")
  }

  /// Offsets of messages count code points.
  private static func argument(_ argument: StepArgument, in step: PlannedStep, to writer: inout JSONWriter) {
    let start = step.text.utf8.prefix(argument.lower ?? 0).count { $0 & 0xC0 != 0x80 }
    writer.piece("{\"group\":{\"children\":[],\"start\":")
    writer.int(start)
    writer.piece("\"value\":")
    writer.string(argument.text)
    writer.piece("}}")
  }

  /// Each attempt; those that `@retry` repeated say so.
  private mutating func writeRun(of result: JoinedResult) {
    for earlier in result.scenario.earlier { writeAttempt(earlier, isRepeated: true) }
    writeAttempt(result.scenario, isRepeated: false)
  }

  /// `started-3`, and for attempts that were repeated `started-3-1`, `started-3-2`, ….
  private static func started(_ record: ScenarioRecord, isRepeated: Bool) -> String {
    "started-\(record.scenario.index)" + (isRepeated ? "-\(record.attempt)" : "")
  }

  private mutating func writeAttempt(_ record: ScenarioRecord, isRepeated: Bool) {
    let clock = clock
    let started = Self.started(record, isRepeated: isRepeated)
    var at = record.startedAt ?? 0
    envelope("testCaseStarted") { [at] writer in
      writer.key("id")
      writer.string(started)
      writer.key("testCaseId")
      writer.string("case-\(record.scenario.index)")
      writer.key("attempt")
      writer.int(max(0, record.attempt - 1))
      clock.write(at, to: &writer)
    }
    if let setUp = record.setUp { writeStep("before", setUp, of: record, in: started, at: &at) }
    for step in record.steps { writeStep(String(step.step.ordinal), step.result, of: record, in: started, at: &at) }
    if let conclusion = record.conclusion { writeStep("after", conclusion, of: record, in: started, at: &at) }
    guard let end = record.result else { return }
    let finished = max(at, (record.startedAt ?? 0) + end.durationNanoseconds)
    envelope("testCaseFinished") { writer in
      writer.key("testCaseStartedId")
      writer.string(started)
      writer.key("willBeRetried")
      writer.bool(isRepeated)
      clock.write(finished, to: &writer)
    }
  }

  private mutating func writeStep(
    _ name: String, _ result: StepResult, of record: ScenarioRecord, in started: String, at: inout Int64
  ) {
    let clock = clock
    let step = "case-\(record.scenario.index)-\(name)"
    func ids(_ writer: inout JSONWriter) {
      writer.piece("\"testCaseStartedId\":")
      writer.string(started)
      writer.piece("\"testStepId\":")
      writer.string(step)
    }
    envelope("testStepStarted") { [at] writer in
      ids(&writer)
      clock.write(at, to: &writer)
    }
    for note in result.notes { write(Self.log(note), ids: ids) }
    for attachment in result.attachments { write(attachment, ids: ids) }
    at += result.durationNanoseconds
    envelope("testStepFinished") { [at] writer in
      ids(&writer)
      writer.piece("\"testStepResult\":")
      Self.stepResult(result, to: &writer)
      clock.write(at, to: &writer)
    }
  }

  /// A line of the record, as Cucumber's tools know a log.
  private static func log(_ note: String) -> Attachment {
    Attachment(name: "", mediaType: "text/x.cucumber.log+plain", body: Array(note.utf8))
  }

  private mutating func write(_ attachment: Attachment, ids: (inout JSONWriter) -> Void) {
    let text = String(validating: attachment.body, as: UTF8.self)
    envelope("attachment") { writer in
      ids(&writer)
      writer.key("body")
      writer.string(text ?? Data(attachment.body).base64EncodedString())
      writer.key("contentEncoding")
      writer.string(text == nil ? "BASE64" : "IDENTITY")
      writer.key("mediaType")
      writer.string(attachment.mediaType)
      if !attachment.name.isEmpty {
        writer.key("fileName")
        writer.string(attachment.name)
      }
    }
  }

  private static func stepResult(_ result: StepResult, to writer: inout JSONWriter) {
    writer.piece("{\"status\":")
    writer.string(status(of: result))
    writer.piece("\"duration\":")
    writer.duration(result.durationNanoseconds)
    if !result.message.isEmpty {
      writer.key("message")
      writer.string(message(of: result))
    }
    if status(of: result) == "FAILED" {
      writer.key("exception")
      writer.value([
        "type": .string(result.cause.isEmpty ? result.outcome.rawValue : result.cause),
        "message": .string(result.message),
      ])
    }
    writer.endObject()
  }

  private static func message(of result: StepResult) -> String {
    var text = result.message
    if let expected = result.expected { text += "\nexpected: \(expected)" }
    if let actual = result.actual { text += "\nactual: \(actual)" }
    if let place = result.place { text += "\nat \(place)" }
    return text
  }

  /// A known failure stays a failure here: only our exit code knows better. What waits for a pending step is skipped,
  /// as everybody else calls it.
  private static func status(of result: StepResult) -> String {
    switch result.outcome {
    case .failed, .broken, .unexpectedPass, .known: "FAILED"
    case .undefined: "UNDEFINED"
    case .ambiguous: "AMBIGUOUS"
    case .awaiting: result.cause == "waiting" ? "SKIPPED" : "PENDING"
    case .skipped, .notApplicable: "SKIPPED"
    case .passed, .passedWithRemark, .flaky: "PASSED"
    }
  }

  private mutating func writeEnd() {
    guard let footer = report.record.footer else { return }
    let clock = clock
    let isGood = report.results.allSatisfy { $0.machineOutcome > .awaiting && $0.machineOutcome != .known }
    envelope("testRunFinished") { writer in
      writer.key("testRunStartedId")
      writer.string(Self.runID)
      writer.key("success")
      writer.bool(isGood && !footer.isInterrupted && footer.stoppedBecause.isEmpty)
      if !footer.stoppedBecause.isEmpty {
        writer.key("message")
        writer.string(footer.stoppedBecause)
      }
      clock.write(footer.durationNanoseconds, to: &writer)
    }
  }

  mutating func envelope(_ kind: StaticString, _ body: (inout JSONWriter) -> Void) {
    writer.beginObject()
    writer.key(kind)
    writer.beginObject()
    body(&writer)
    writer.endObject()
    writer.endObject()
    writer.endLine()
    writer.drain(atLeast: Self.pieceBytes) { output(Array($0)) }
  }
}

/// Wall-clock stamps of a run.
private struct MessageClock {
  private let start: Int64

  init(_ header: RunHeader) {
    start = Int64((header.startedAt * 1000).rounded()) * 1_000_000
  }

  func write(_ nanoseconds: Int64, to writer: inout JSONWriter) {
    let moment = start + nanoseconds
    writer.piece("\"timestamp\":")
    writer.duration(moment)
  }
}

extension JSONWriter {
  /// Seconds and nanoseconds, as messages have both moments and durations.
  fileprivate mutating func duration(_ nanoseconds: Int64) {
    piece("{\"seconds\":")
    int(Int(nanoseconds / 1_000_000_000))
    piece("\"nanos\":")
    int(Int(nanoseconds % 1_000_000_000))
    piece("}")
  }
}
