import Diagnostics
import Foundation
import JSON
import Reporting
import RunModel
import StepLibrary
import Synchronization
import Transfer

/// `lmsaccept run --explain`: what each step of a scenario is, and the first request it would make. Sends nothing.
///
/// Every step runs against clients that refuse to send, so its first request is all that can be known: what follows
/// depends on the answer.
struct RunExplanation {
  let workspace: Workspace
  let width: Int

  @concurrent
  func text(_ scenario: PlannedScenario) async -> String {
    var page = Page(width: width)
    page.add("\(scenario.title)  \(scenario.name)")
    page.add("\(scenario.file.path):\(scenario.position.line)  \(scenario.tags.joined(separator: " "))")
    if let reason = scenario.notApplicable { page.add("does not apply: \(reason)") }
    page.add("people:  " + list(scenario.people.map(person)))
    page.add("reads:   " + list(scenario.touches.filter { !$0.writes }.map(\.thing)))
    page.add("changes: " + list(scenario.touches.filter(\.writes).map(\.thing)))
    page.add("locks:   " + list(scenario.locks))
    let requests = await firstRequests(of: scenario)
    for step in scenario.steps {
      page.add("")
      page.add("\(step.keyword)\(step.text)", indent: 2)
      describe(step, in: &page)
      if let request = requests[step.ordinal] { page.add(request, indent: 6) }
    }
    page.add("")
    page.add("nothing was sent; requests go to \(workspace.isBuiltIn ? "the built-in LMS" : base)")
    return page.text
  }

  private var base: String { workspace.target.base }

  // MARK: Steps

  private func describe(_ step: PlannedStep, in page: inout Page) {
    switch step.understanding {
    case .matched(let match):
      let definition = workspace.library.book.definitions[match.definition]
      let wording = definition.wordings[match.wording]
      page.add(
        "\(definition.id), \(wording.isAttempt ? "attempt" : definition.kind.rawValue), \(definition.place)", indent: 6)
      page.add(wording.pattern, indent: 6)
      page.add(words(workspace.library.book.automation[match.definition]), indent: 6)
      for argument in match.arguments where argument.value != .missing {
        page.add("\(argument.name) = \(argument.text)\(meaning(argument))", indent: 8)
      }
      if let table = step.table { page.add("table: \(max(0, table.count - 1)) rows", indent: 8) }
      if step.docString != nil { page.add("doc string", indent: 8) }
    case .human(let kind, let text):
      page.add("a person: \(kind.rawValue) (\(text))", indent: 6)
    case .seed(let table):
      page.add(
        "seed: \(table.rows.count) × \(table.kind)\(table.isNew ? ", own copies of this scenario" : "")", indent: 6)
    case .undefined(let nearest, _):
      page.add("undefined" + (nearest.first.map { "; nearest: \($0)" } ?? ""), indent: 6)
    case .ambiguous(let ids):
      page.add("ambiguous: \(ids.joined(separator: ", "))", indent: 6)
    }
  }

  private func words(_ automation: Automation) -> String {
    if case .missing = automation { return "missing: the adapter says nothing about it, so a person does it" }
    return StepListing.words(automation)
  }

  private func meaning(_ argument: StepArgument) -> String {
    switch argument.value {
    case .person(let handle, let role): "  (person \([handle, role].compactMap(\.self).joined(separator: ", ")))"
    case .thing(let kind, let key): "  (\(kind) \(key))"
    case .part(let kind, let keys): "  (\(kind) \(keys.joined(separator: " / ")))"
    case .word(let list, let key): "  (\(list) \(key))"
    case .seconds(let seconds): "  (\(seconds) s)"
    case .int, .number, .text, .missing: ""
    }
  }

  private func person(_ handle: String) -> String {
    workspace.project.people.first { $0.handle == handle }.map { "\(handle) (\($0.role))" } ?? handle
  }

  private func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: ", ") }

  // MARK: Requests

  /// Ordinal of a machine step -> a sentence about its first request.
  private func firstRequests(of scenario: PlannedScenario) async -> [Int: String] {
    let sink = ExchangeCollector()
    let refusing = HTTPClient.scripted { request throws(TransferError) in
      throw TransferError(.other, doing: request.method, reason: "nothing is sent while explaining")
    }
    let settings = RunSettings(
      clients: workspace.project.targets.mapValues { _ in refusing }, ledger: ForgetfulLedger(), sink: sink,
      sleep: { _ in }, evidence: .all, masker: workspace.masker, patienceSeconds: 0.001,
      folder: workspace.project.folder)
    let session = await LibraryRun(library: workspace.library, settings: settings).maker.open(scenario, ScenarioPlace())
    if let trouble = await session.prepare() {
      return Dictionary(
        scenario.steps.filter(runs).map { ($0.ordinal, trouble.message) }, uniquingKeysWith: { first, _ in first })
    }
    var sentences: [Int: String] = [:]
    for step in scenario.steps where runs(step) {
      let result = await session.run(step)
      if let exchange = sink.first(ofStep: step.ordinal) {
        sentences[step.ordinal] = sentence(exchange, step)
      } else if result.outcome == .passed {
        sentences[step.ordinal] = "sends nothing"
      } else {
        sentences[step.ordinal] =
          "its first request is not known without answers to the steps before (\(result.message))"
      }
    }
    _ = await session.cleanUp(keeping: false)
    return sentences
  }

  private func runs(_ step: PlannedStep) -> Bool {
    switch step.understanding {
    case .matched(let match): workspace.library.book.automation[match.definition] == .automated
    case .seed: true
    case .human, .undefined, .ambiguous: false
    }
  }

  /// A request of somebody else than the actor finds out what the step's own request needs.
  private func sentence(_ exchange: ExchangeRecord, _ step: PlannedStep) -> String {
    var isLookUp = false
    if case .matched(let match) = step.understanding {
      let actor = match.arguments.lazy.compactMap { argument -> String? in
        guard argument.name == "actor", case .person(let handle, _) = argument.value else { return nil }
        return handle
      }.first
      isLookUp = actor != nil && actor != exchange.who
    }
    let whole = String(decoding: exchange.requestBody, as: UTF8.self)
    let spaced = whole.replacing("+", with: " ")
    let body = (spaced.removingPercentEncoding ?? whole).split(separator: "&").joined(separator: " & ")
    let url = exchange.url.hasPrefix(base) ? String(exchange.url.dropFirst(base.count)) : exchange.url
    let request = "\(exchange.method) \(url) as \(exchange.who)" + (body.isEmpty ? "" : ": \(body.prefix(400))")
    return isLookUp ? "looks up first what its own request needs: \(request)" : "first request: \(request)"
  }
}

/// Lines of a page, broken at the width.
private struct Page {
  let width: Int
  private(set) var text = ""

  init(width: Int) { self.width = width }

  mutating func add(_ line: String, indent: Int = 0) {
    for part in line.wrapped(to: width - indent) {
      text += (part.isEmpty ? "" : String(repeating: " ", count: indent)) + part + "\n"
    }
  }
}

/// Keeps the requests that would have been sent.
private final class ExchangeCollector: EventSink {
  private let exchanges = Mutex<[ExchangeRecord]>([])

  func record(_ event: RunEvent) {
    guard case .exchange(let exchange) = event.kind else { return }
    exchanges.withLock { $0.append(exchange) }
  }

  func first(ofStep ordinal: Int) -> ExchangeRecord? {
    exchanges.withLock { $0.first { $0.step == ordinal } }
  }
}

/// Nothing is made while explaining, so nothing has to be remembered.
private struct ForgetfulLedger: Ledger {
  func intend(_ entry: LedgerEntry) async throws -> Int64 { 1 }
  func settle(_ id: Int64, state: LedgerState, data: JSONValue?) async throws {}
  func open(target: String?, scenario: String?) async throws -> [LedgerEntry] { [] }
  func isOurs(target: String, kind: String, key: String) async throws -> Bool { false }
  func hold(scenario: String, index: Int, memory: JSONValue?) async throws {}
}
