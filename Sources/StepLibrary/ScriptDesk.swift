import Diagnostics
import JSON
import RunModel
import Scripting
import Transfer

/// Runs functions of the prelude in one Lua state and performs what they ask for.
///
/// `@unchecked Sendable`: a desk belongs to one scenario (or to the run's own work between scenarios), and whoever
/// drives it awaits each call before the next.
final class ScriptDesk: @unchecked Sendable {
  /// How a script ended.
  enum End {
    case done([ScriptValue])
    /// The script cannot go on: budget, memory, or an error outside of every protected call.
    case fault(ScriptFault)
    /// The run was interrupted; the script was left where it stood.
    case interrupted
  }

  let shared: RunShared
  let state: LibraryState
  /// Title of the scenario in the ledger; empty for the run's own work.
  let scenario: String
  private let place: ScenarioPlace
  /// Ordinal of the running step, for exchanges.
  var stepOrdinal = -1
  var log = ExchangeLog()
  /// Requests since the counter was last reset, clean-up included.
  var requests = 0

  private var answers: [Int: Exchange] = [:]
  private var answerBytes = 0
  private var mediaTypes: [String: String] = [:]
  private var oldestAnswer = 1
  var pages = PageDesk()
  private var ownJars: [Int] = []
  var sessionsBeingMade: [RunStores.SessionKey: (jar: Int, generation: Int)] = [:]
  var claims: Set<String> = []
  private var holdsClock = false
  /// What a call that handed JSON to the script says when it is none.
  private var replyToBadJSON: () -> [ScriptValue] = { [] }

  init(shared: RunShared, state: LibraryState, scenario: String, place: ScenarioPlace = ScenarioPlace()) {
    self.shared = shared
    self.state = state
    self.scenario = scenario
    self.place = place
  }

  /// Runs a function of the prelude to its end.
  func call(_ name: String, _ arguments: [ScriptValue]) async -> End {
    state.script.resetBudget()
    let thread = state.script.start(state.function(name), arguments)
    var progress = thread.resume()
    while true {
      switch progress {
      case .done(let values): return .done(values)
      case .failed(let fault) where fault.kind == .notJSON: progress = thread.resume(replyToBadJSON())
      case .failed(let fault):
        letGo()
        return .fault(fault)
      case .call(let name, let arguments):
        guard let reply = await perform(name, arguments) else {
          letGo()
          return .interrupted
        }
        progress = thread.resume(reply)
      }
    }
  }

  /// After a script that will not go on: others may wait for what it was making.
  private func letGo() {
    for key in sessionsBeingMade.keys { shared.stores.failed(key) }
    sessionsBeingMade.removeAll()
    releaseClaims()
    if holdsClock { shared.stores.leaveClock() }
    holdsClock = false
  }

  /// At the end of a scenario: everything that lived with it.
  func close() async {
    letGo()
    answers.removeAll()
    pages = PageDesk()
    for number in ownJars {
      guard let jar = shared.stores.forgetJar(number) else { continue }
      for client in shared.settings.clients.values { await client.discard(jar) }
    }
    ownJars.removeAll()
  }

  // MARK: Calls

  /// What a call gives back; nil when the run was interrupted.
  private func perform(_ name: String, _ arguments: [ScriptValue]) async -> [ScriptValue]? {
    switch name {
    case "http": return await http(arguments)
    case "answer_json", "answer_text", "answer_headers", "answer_summary", "answer_next":
      return answer(name, Int(arguments.at(0).int ?? 0))
    case "count": return HostReply.value(.int(Int64(log.count)))
    case "cookie": return await cookie(arguments)
    case "jar_new": return newJar()
    case "session_get", "session_renew", "session_put", "session_failed", "session_drop":
      return await session(name, arguments)
    case "control_get", "control_put": return control(name, arguments)
    case "clock_enter":
      await shared.stores.takeClock()
      holdsClock = true
      return HostReply.done
    case "clock_leave":
      shared.stores.leaveClock()
      holdsClock = false
      return HostReply.done
    case "sleep": return await sleep(arguments.at(0).double ?? 0)
    case "secret":
      shared.settings.masker.add(arguments.at(0).text ?? "")
      return HostReply.done
    case "read_file": return ProjectFiles(folder: shared.settings.folder).read(arguments.at(0).text ?? "")
    case "join": return join(arguments)
    case "load_module": return HostReply.failure("script", "require belongs at the top of a file")
    case "transfer":
      return HostReply.unproven(
        Reason(
          "this version asks no other schemes than http and https",
          "deze versie stuurt geen verzoeken met een ander schema dan http en https"))
    default: break
    }
    if name.hasPrefix("ledger_") || name == "alias" { return await ledger(name, arguments) }
    if name.hasPrefix("ensured_") { return await ensured(name, arguments) }
    if name.hasPrefix("html_") || name.hasPrefix("form_") { return page(name, arguments) }
    if name == "json_decode" {
      replyToBadJSON = { HostReply.failure("broken", "json.decode got text that is not JSON") }
    }
    return PureCalls.serve(name, arguments) ?? HostReply.failure("script", "the host has no call '\(name)'")
  }

  private func sleep(_ seconds: Double) async -> [ScriptValue]? {
    guard seconds > 0 else { return HostReply.done }
    // Clean-up keeps its place: what began meanwhile would come between a removal and the look for it.
    let givesPlace = stepOrdinal != -2
    if givesPlace { place.leave() }
    defer { if givesPlace { place.comeBack() } }
    do {
      try await shared.settings.sleep(.milliseconds(Int64(min(seconds, 86400) * 1000)))
    } catch {
      return nil
    }
    return Task.isCancelled ? nil : HostReply.done
  }

  private func join(_ arguments: [ScriptValue]) -> [ScriptValue] {
    do throws(AddressProblem) {
      let base = try WebAddress(arguments.at(0).text ?? "")
      return HostReply.value(.text(try base.resolve(arguments.at(1).text ?? "").description))
    } catch {
      return HostReply.failure("broken", "the page leads to no address: \(error.message)")
    }
  }

  // MARK: Requests

  private func http(_ arguments: [ScriptValue]) async -> [ScriptValue]? {
    let name = arguments.at(0).text ?? ""
    guard let target = shared.targets[name], let client = shared.settings.clients[name] else {
      return HostReply.failure("script", "there is no client for the target '\(name.visibleLine)'")
    }
    let jar = arguments.at(1).int.flatMap { shared.stores.jar(Int($0)) }
    let request: Request
    do throws(RequestBuilder.Problem) {
      request = try RequestBuilder(target: target.settings, origins: target.origins).request(arguments.at(3), jar: jar)
    } catch {
      return HostReply.failure("script", error.message)
    }
    requests += 1
    let who = arguments.at(2).text ?? ""
    let start = shared.settings.now()
    do throws(TransferError) {
      let answer = try await client.send(request)
      let number = note(request, answer, "", name, who, from: start)
      keep(answer, as: number)
      return reply(answer, number)
    } catch {
      if error.kind == .cancelled || Task.isCancelled { return nil }
      let number = note(request, nil, error.description, name, who, from: start)
      return failure(error, number)
    }
  }

  private func note(
    _ request: Request, _ answer: Exchange?, _ trouble: String, _ target: String, _ who: String, from start: Int64
  ) -> Int {
    log.note(
      request, answer: answer, trouble: trouble, step: stepOrdinal, target: target, who: who,
      durationNanoseconds: shared.settings.now() - start, masker: shared.settings.masker)
  }

  private func reply(_ answer: Exchange, _ number: Int) -> [ScriptValue] {
    let type = mediaType(answer.header("content-type") ?? "")
    return [
      .bool(true), .int(Int64(number)), .int(Int64(answer.status)), .text(answer.url), .number(answer.elapsedSeconds),
      .text(type), .bool(AnswerText.isHTML(answer, type: type)),
    ]
  }

  /// `text/html` of `Text/HTML; charset=utf-8`. An LMS has a handful of these headers and sends one with each answer.
  private func mediaType(_ header: String) -> String {
    if let known = mediaTypes[header] { return known }
    let type = header.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    if mediaTypes.count < 100 { mediaTypes[header] = type }
    return type
  }

  private func failure(_ error: TransferError, _ number: Int) -> [ScriptValue] {
    var more = [ScriptField("exchange", .int(Int64(number)))]
    if !error.mayHaveArrived { more.append(ScriptField("unsent", .bool(true))) }
    switch error.kind {
    case .invalidRequest: return HostReply.failure("script", error.description, more)
    case .couldNotResolve, .refused, .unreachable, .connectTimeout, .tls, .proxy, .connectionLost, .idleTimeout:
      more += [ScriptField("cause", .text("unreachable")), ScriptField("ends_run", .bool(true))]
    default: more.append(ScriptField("cause", .text("transfer")))
    }
    return HostReply.failure("broken", error.description, more)
  }

  // MARK: Answers

  private static let mostAnswerBytes = 64 << 20

  private func keep(_ answer: Exchange, as number: Int) {
    answers[number] = answer
    answerBytes += answer.body.count
    while answerBytes > Self.mostAnswerBytes, oldestAnswer < number {
      answerBytes -= answers.removeValue(forKey: oldestAnswer)?.body.count ?? 0
      oldestAnswer += 1
    }
  }

  private func answer(_ name: String, _ number: Int) -> [ScriptValue] {
    guard let answer = answers[number] else {
      return HostReply.failure("broken", "the answer of exchange \(number) is too long ago to be read again")
    }
    switch name {
    case "answer_json":
      // Nearly every answer is JSON, and a summary costs more than reading it.
      replyToBadJSON = { [masker = shared.settings.masker] in
        [.bool(true), .bool(false), .text(AnswerText.summary(answer, masker))]
      }
      return [.bool(true), .bool(true), .json(answer.body)]
    case "answer_text": return HostReply.value(.text(answer.text))
    case "answer_summary": return HostReply.value(.text(AnswerText.summary(answer, shared.settings.masker)))
    case "answer_next": return HostReply.value(AnswerText.next(answer).map(ScriptValue.text) ?? .none)
    default:
      let fields = answer.headers.map { ScriptField($0.name.lowercased(), .text($0.value)) }
      return HostReply.value(.table(AnswerText.joined(fields)))
    }
  }

  private func page(_ name: String, _ arguments: [ScriptValue]) -> [ScriptValue] {
    pages.serve(name, arguments) { number in answers[number] }
  }

  private func cookie(_ arguments: [ScriptValue]) async -> [ScriptValue] {
    guard let target = arguments.at(0).text, let base = shared.targets[target]?.settings.base,
      let client = shared.settings.clients[target], let name = arguments.at(2).text,
      let jar = arguments.at(1).int.flatMap({ shared.stores.jar(Int($0)) })
    else { return HostReply.value(.none) }
    return HostReply.value(await client.cookie(name, jar, base).map(ScriptValue.text) ?? .none)
  }

  private func newJar() -> [ScriptValue] {
    let number = shared.stores.newJar()
    ownJars.append(number)
    return HostReply.value(.int(Int64(number)))
  }
}
