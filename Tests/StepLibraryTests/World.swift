import Diagnostics
import Foundation
import JSON
import RunModel
import StepLibrary
import Synchronization
import Testing
import Transfer

/// A library, an LMS, a ledger and a sink, ready to run texts as scenarios.
struct World {
  let library: Library
  let lms: MiniLMS
  let ledger: MemoryLedger
  let sink: MemorySink
  let run: LibraryRun
  let masker: Masker

  static let people = [
    Person(handle: "sanne", role: "learner", columns: ["password": "right-password"]),
    Person(handle: "tim", role: "learner", columns: ["password": "right-password"]),
    Person(handle: "fatima", role: "trainer", columns: ["password": "right-password"]),
    Person(handle: "anna", role: "author", columns: ["password": "right-password"]),
  ]

  /// - Parameters:
  ///   - vocabulary: added to the mini vocabulary.
  ///   - adapter: added to the mini adapter.
  init(
    vocabulary: String = "", adapter: String = "", lms: MiniLMS = MiniLMS(), ledger: MemoryLedger = MemoryLedger(),
    evidence: Project.Evidence = .failures, patience: Double? = nil, resumes: Bool = false,
    adminToken: String = "admin-token-1", adopt: [String] = [], replacing: (String, String)? = nil,
    watching: String? = nil
  ) throws {
    var code = MiniLibrary.adapter
    if let (old, new) = replacing {
      #expect(code.contains(old))
      code = code.replacingOccurrences(of: old, with: new)
    }
    if watching == "course.rename" {
      let old = "undo(\"course.name\", { id = course.id, fullname = \"Old\" })\nend)"
      #expect(code.contains(old))
      let watch =
        "  .watches(function(_, course) return ws(admin, \"find_course\", { shortname = course.shortname })[1].fullname end)"
      code = code.replacingOccurrences(of: old, with: old + "\n" + watch)
    }
    var files = LibraryFiles(shipped: Prelude.files)
    files.overlay("vocabulary/mini.lua", text: MiniLibrary.vocabulary + vocabulary)
    files.overlay("adapters/mini.lua", text: code + adapter + MiniLibrary.tail)
    let target = TargetSettings(
      name: "lms", adapter: "mini", base: "http://scripted.test", settings: ["admin_token": adminToken])
    let library = try Library(
      files: files, settings: LibrarySettings(main: target, people: Self.people, adopt: adopt))
    self.init(
      library: library, lms: lms, ledger: ledger, clients: ["lms": lms.client], evidence: evidence, patience: patience,
      resumes: resumes)
  }

  init(
    library: Library, lms: MiniLMS, ledger: MemoryLedger, clients: [String: HTTPClient],
    evidence: Project.Evidence = .failures, patience: Double? = nil, resumes: Bool = false
  ) {
    self.library = library
    self.lms = lms
    self.ledger = ledger
    sink = MemorySink()
    masker = Masker()
    run = LibraryRun(
      library: library,
      settings: RunSettings(
        clients: clients, ledger: ledger, sink: sink, evidence: evidence, masker: masker, patienceSeconds: patience,
        resumes: resumes ? ledger.kept : nil))
  }

  /// One scenario of step lines: `Given …`, with `| a | b |` lines for a seed's cells.
  func scenario(_ text: String, title: String = "T-01", tags: [String] = [], language: String = "en") -> PlannedScenario
  {
    var steps: [PlannedStep] = []
    var type = StepType.context
    for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) where !line.isEmpty {
      if line.hasPrefix("|") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        steps[steps.count - 1].table = (steps[steps.count - 1].table ?? []) + [cells]
        continue
      }
      let word = line.prefix { $0 != " " }
      if word == "Given" {
        type = .context
      } else if word == "When" {
        type = .action
      } else if word == "Then" {
        type = .outcome
      }
      steps.append(planned(String(line.dropFirst(word.count + 1)), type, steps.count, language))
    }
    for index in steps.indices { seed(&steps[index]) }
    let people = steps.flatMap { step -> [String] in
      guard case .matched(let match) = step.understanding else { return [] }
      return match.arguments.compactMap { if case .person(let handle?, _) = $0.value { handle } else { nil } }
    }
    let position = SourcePosition(line: 1, column: 1)
    return PlannedScenario(
      index: 0, id: title, name: title, feature: "F", file: SourceFile(path: "t.feature", text: ""), position: position,
      language: language, tags: tags, steps: steps, revision: "", people: people)
  }

  private func planned(_ text: String, _ type: StepType, _ ordinal: Int, _ language: String) -> PlannedStep {
    var understanding = Understanding.undefined(nearest: library.book.nearest(text, language), snippet: "")
    let matches = library.book.match(text, language)
    if let match = matches.first { understanding = .matched(match) }
    return PlannedStep(
      ordinal: ordinal, keyword: "", type: type, text: text, offset: 0, position: SourcePosition(line: 1, column: 1),
      understanding: understanding)
  }

  /// `the following "courses" exist`, read as planning reads it.
  private func seed(_ step: inout PlannedStep) {
    guard step.text.hasPrefix("the following"), let table = step.table, let header = table.first else { return }
    let entity = step.text.split(separator: "\"")[1]
    guard let kind = library.book.kinds.values.first(where: { $0.names["en"]?.contains(String(entity)) == true }) else {
      return
    }
    let rows = table.dropFirst().map { row in zip(header, row).map { SeedCell(column: $0, text: $1) } }
    step.understanding = .seed(SeedTable(kind: kind.name, isNew: step.text.contains(" new "), rows: Array(rows)))
  }

  /// What a scenario came to.
  struct Course {
    var setUp: StepResult?
    var results: [StepResult] = []
    var conclusion: StepResult?
    var troubles: [String] = []

    var outcomes: [Outcome] {
      (setUp.map { [$0.outcome] } ?? []) + results.map(\.outcome) + (conclusion.map { [$0.outcome] } ?? [])
    }
    var last: StepResult { conclusion ?? results.last ?? setUp ?? StepResult(.passed) }
  }

  /// Runs scenarios of one step each side by side in one run.
  /// - Returns: what each step came to, in no order.
  func atOnce(_ scenarios: [PlannedScenario]) async -> [Outcome] {
    _ = await run.maker.begin(scenarios)
    return await withTaskGroup(of: Outcome.self) { group in
      for scenario in scenarios {
        group.addTask {
          let session = await run.maker.open(scenario, ScenarioPlace())
          _ = await session.prepare()
          let result = await session.run(scenario.steps[0])
          _ = await session.cleanUp(keeping: false)
          return result.outcome
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Runs scenarios one after the other in one run; steps after a problem do not run.
  func course(of scenarios: [PlannedScenario], keeping: Bool = false) async -> [Course] {
    var courses: [Course] = []
    if let trouble = await run.maker.begin(scenarios) { return [Course(setUp: trouble)] }
    for scenario in scenarios {
      let session = await run.maker.open(scenario, ScenarioPlace())
      var course = Course(setUp: await session.prepare())
      if course.setUp == nil {
        for step in scenario.steps {
          if case .undefined(let nearest, _) = step.understanding {
            Issue.record("undefined: \(step.text); nearest \(nearest)")
          }
          course.results.append(await session.run(step))
          if course.last.outcome != .passed { break }
        }
        if course.last.outcome == .passed { course.conclusion = await session.conclude() }
      }
      course.troubles = await session.cleanUp(keeping: keeping)
      courses.append(course)
    }
    return courses
  }

  func course(_ text: String, tags: [String] = [], keeping: Bool = false, language: String = "en") async -> Course {
    await course(of: [scenario(text, tags: tags, language: language)], keeping: keeping).first ?? Course()
  }
}

/// The shipped prelude, read from the repository.
enum Prelude {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Library").resolvingSymlinksInPath()

  static let files: [String: String] = {
    let folder = root.appendingPathComponent("prelude")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.reduce(into: [:]) { files, name in
      files["prelude/\(name)"] = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
  }()
}

final class MemoryLedger: Ledger {
  private let entries = Mutex<[LedgerEntry]>([])
  /// States in the order in which they were settled: `made course AVG-01`.
  private let history = Mutex<[String]>([])

  var all: [LedgerEntry] { entries.withLock { $0 } }
  var told: [String] { history.withLock { $0 } }

  func intend(_ entry: LedgerEntry) async throws -> Int64 {
    entries.withLock { entries in
      var entry = entry
      entry.id = Int64(entries.count + 1)
      entry.state = .intended
      entries.append(entry)
      return entry.id
    }
  }

  func settle(_ id: Int64, state: LedgerState, data: JSONValue?) async throws {
    entries.withLock { entries in
      entries[Int(id) - 1].state = state
      if let data { entries[Int(id) - 1].data = data }
    }
    history.withLock { $0.append("\(state.rawValue) \(entries.withLock { $0[Int(id) - 1].key })") }
  }

  private static func isOpen(_ entry: LedgerEntry) -> Bool { [.intended, .made, .stuck].contains(entry.state) }

  func open(target: String?, scenario: String?) async throws -> [LedgerEntry] {
    entries.withLock { entries in
      entries.filter {
        Self.isOpen($0) && (target == nil || $0.target == target) && (scenario == nil || $0.scenario == scenario)
      }
      .reversed()
    }
  }

  func isOurs(target: String, kind: String, key: String) async throws -> Bool {
    entries.withLock { $0.contains { Self.isOpen($0) && $0.what == .thing(kind: kind) && $0.key == key } }
  }

  private let memories = Mutex<[String: JSONValue]>([:])

  /// What an earlier process kept, as `finish` hands it on; all steps count as done.
  var kept: [String: KeptScenario] {
    memories.withLock { $0.mapValues { KeptScenario(memory: $0, done: Set(0..<100)) } }
  }

  func hold(scenario: String, index: Int, memory: JSONValue?) async throws {
    memories.withLock { $0[scenario] = memory }
    entries.withLock { entries in
      for index in entries.indices where entries[index].scenario == scenario && Self.isOpen(entries[index]) {
        entries[index].lifetime = .held
      }
    }
  }
}

final class MemorySink: EventSink {
  private let events = Mutex<[RunEvent]>([])

  func record(_ event: RunEvent) { events.withLock { $0.append(event) } }

  /// Those of scenarios.
  var exchanges: [ExchangeRecord] { exchanges(ofScenario: true) }
  /// Those before the first scenario.
  var setUp: [ExchangeRecord] { exchanges(ofScenario: false) }

  private func exchanges(ofScenario: Bool) -> [ExchangeRecord] {
    events.withLock { events in
      events.compactMap { event in
        guard case .exchange(let record) = event.kind, (event.scenario != nil) == ofScenario else { return nil }
        return record
      }
    }
  }
}
