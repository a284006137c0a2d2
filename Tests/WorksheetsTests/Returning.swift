import Campaign
import Diagnostics
import Foundation
import RunModel
import Worksheets

/// A round with nine rows for learners and one for a trainer, and the sheets of two learners.
enum Returning {
  static let project = "noord-lms"
  static let days =
    (CalendarDay("2026-11-02") ?? CalendarDay(number: 0))...(CalendarDay("2026-11-30") ?? CalendarDay(number: 0))

  static let results: [JoinedResult] = JoinedResult.join(record(changed: false), verdicts: [])
  static let rows: [PersonRow] = results.flatMap(\.rows).map(\.row).filter { $0.role == "learner" }

  /// - Parameter changed: words the first row in another way.
  static func record(changed: Bool) -> RunRecord {
    let file = SourceFile(path: "a.feature", text: "")
    let open = StepResult(.awaiting, cause: "person")
    let scenarios: [ScenarioRecord] = (0..<4).map { index in
      let isTrainer = index == 3
      var steps: [(PlannedStep, StepResult)] = []
      func add(_ kind: StepKind, _ text: String) {
        let step = PlannedStep(
          ordinal: steps.count, keyword: "Then ", type: .outcome, text: "the tester " + text, offset: 0,
          position: SourcePosition(line: 1, column: 1), understanding: .human(kind, text: text))
        steps.append((step, open))
      }
      for number in 0..<(isTrainer ? 1 : 3) {
        add(.task, "=opens page \(index)\(number); then \"clicks\"")
        add(.task, "reads\nline \(index)\(number)")
        add(.judge, "+picture \(index)\(number) is sharp, é" + (changed && index + number == 0 ? " and new" : ""))
      }
      let scenario = PlannedScenario(
        index: index, id: "CRT-0\(index + 1)", name: "name \(index)", feature: "F", file: file,
        position: SourcePosition(line: 1, column: 1), language: "en",
        tags: ["@role:\(isTrainer ? "trainer" : "learner")", "@req:R\(index)"], steps: steps.map(\.0), revision: "r")
      return ScenarioRecord(
        scenario: scenario, steps: steps.map { StepRecord(step: $0.0, result: $0.1) },
        result: ScenarioResult(outcome: .awaiting))
    }
    return RunRecord(
      number: 1,
      header: RunHeader(
        startedAt: 0, utcOffsetMinutes: 0, version: "0", project: project, target: "lms", adapter: "moodle", base: "",
        language: "nl", selection: "", jobs: 1, scenarios: scenarios.map(\.scenario)),
      scenarios: scenarios, footer: nil)
  }

  static func handedOut(_ tester: String, issue: Int = 1, round: Int = 1) -> HandedOutSheet {
    HandedOutSheet(
      id: SheetID(project: project, round: round, tester: tester, role: "learner", issue: issue), round: round,
      tester: tester, role: "learner", issue: issue, language: "nl",
      rows: Dictionary(rows.map { ($0.id, $0.fingerprint) }) { first, _ in first })
  }

  static let joris = handedOut("Joris")
  static let anna = handedOut("Anna")
  static let newer = handedOut("Joris", issue: 2)
  /// Given to whoever comes.
  static let open = handedOut("")

  static func register(tester: String? = nil, round: Int? = nil, project: String = project) -> SheetRegister {
    SheetRegister(
      project: project, sheets: project == Self.project ? [joris, anna, newer, open] : [], testers: ["Joris", "Anna"],
      tester: tester, round: round, language: "nl")
  }

  static let keys = [
    "row", "nr", "scenario", "requirement", "priority", "role", "prepared", "do", "expect", "verdict", "observed",
    "severity", "class", "evidence", "tested_at", "minutes", "device", "previous", "check",
  ]
  static let labels = [
    "nl": [
      "Rij", "Nr", "Scenario", "Eis", "Prioriteit", "Rol", "Klaargezet", "Wat doet u?", "Wat verwacht u?", "Oordeel",
      "Wat zag u?", "Ernst", "Soort", "Bewijs", "Getest op", "Minuten", "Apparaat", "Eerder", "check é",
    ],
    "en": [
      "Row", "No", "Scenario", "Requirement", "Priority", "Role", "Prepared", "What to do", "What to expect", "Verdict",
      "What did you see?", "Severity", "Kind", "Evidence", "Tested on", "Minutes", "Device", "Previous", "check é",
    ],
  ]

  /// The sheet as it was handed out, every row passed, with its id as the remark; and three free rows.
  static func filled(_ sheet: HandedOutSheet = joris) -> FilledSheet {
    var filled = FilledSheet(
      sheet: sheet.id.text, project: project, round: sheet.round, tester: sheet.tester.isEmpty ? "Joris" : sheet.tester,
      columns: labels["nl"] ?? [], keys: keys, rows: [])
    for (place, row) in rows.enumerated() {
      let number = row.scenario
      var cells = [String](repeating: "", count: keys.count)
      cells[0] = row.id.text
      cells[1] = "\(place + 1)"
      cells[2] = "CRT-0\(number + 1) name \(number)"
      cells[7] = row.actions.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
      cells[8] = row.expectation ?? ""
      cells[9] = "Geslaagd"
      cells[10] = row.id.text
      cells[18] = "\(row.id)/\(row.fingerprint)/\(sheet.id)"
      filled.rows.append(FilledSheet.Row(cells: cells.map(FilledSheet.Cell.text)))
    }
    for number in 1...3 {
      var cells = [String](repeating: "", count: keys.count)
      cells[0] = "R-NEW-\(number)"
      cells[18] = "R-NEW-\(number)//\(sheet.id)"
      filled.rows.append(FilledSheet.Row(cells: cells.map(FilledSheet.Cell.text)))
    }
    return filled
  }

  static func preview(
    _ bytes: [UInt8], register: SheetRegister = register(), verdicts: [StoredVerdict] = [], changed: Bool = false,
    needsCommentOnPass: Bool = false, beside: FilesBeside = FilesBeside()
  ) throws(WorksheetProblem) -> WorksheetImport {
    let worksheet = try ReturnedWorksheet(bytes, name: "back", register: register)
    let results =
      verdicts.isEmpty && !changed ? results : JoinedResult.join(record(changed: changed), verdicts: verdicts)
    return worksheet.preview(
      in: .init(
        rows: RoundRows(results), needsCommentOnPass: needsCommentOnPass, days: days, beside: beside))
  }

  /// What must hold of every preview.
  static func fault(in preview: WorksheetImport) -> String? {
    let counts = preview.counts
    if counts.good + counts.stale + counts.duplicate + counts.unknown + counts.damaged != counts.rows {
      return "the classes do not add up"
    }
    let kinds = [
      counts.new, counts.changed, counts.unchanged, counts.open, counts.cleared, counts.problems, counts.remarks,
      counts.spare,
    ]
    if kinds.reduce(0, +) != counts.good { return "the kinds of good rows do not add up" }
    if counts.new + counts.changed != preview.verdicts.count { return "other verdicts than were counted" }
    let bad = counts.rows - counts.good + counts.problems + counts.cleared
    if bad != preview.problems.count { return "a row that is not stored is not told" }
    if Set(preview.verdicts.map(\.row)).count != preview.verdicts.count { return "two verdicts on one row" }
    return nil
  }
}

extension Returning {
  /// A campaign of its own, removed afterwards.
  static func withStore(_ body: (CampaignStore) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "back-\(UUID().uuidString).sqlite").path
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    try await body(try CampaignStore(path: path, options: .init(project: project, actor: "lead")))
  }
}
