import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Worksheets

/// `lmsaccept worksheet import`: verdicts come back.
struct WorksheetImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read filled-in worksheets; says first what it would store.",
    discussion: """
      Excel workbooks and CSV, recognised by their content. Each file is looked at alone: rows that are not clear are \
      kept for the lead in problems-SHEET.csv, and hold up no other row.
      """)

  @OptionGroup var project: ProjectOptions
  @Argument(help: "Worksheets as they came back (.xlsx or CSV).") var files: [String]
  @Flag(help: "Store what is good.") var apply = false
  @Option(help: ArgumentHelp("Who filled it in, whatever the sheet says.", valueName: "name")) var tester: String?
  @Option(help: ArgumentHelp("The round, for a file that does not say which sheet it is.", valueName: "number"))
  var round: Int?
  @Option(help: ArgumentHelp("The folder for rows that the lead has to look at.", valueName: "folder"))
  var problems = "Reports"

  func run() async throws {
    Allocator.sharePools()
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    var desk = ImportDesk(
      store: store, project: context.workspace.project,
      register: try await SheetRegister.load(store, context.workspace, tester: tester, round: round),
      apply: apply, problemFolder: problems)
    var worst = ImportDesk.Ending.good
    var isOpen = false
    for file in files {
      let ending = try await desk.take(file)
      worst = max(worst, ending)
      isOpen = isOpen || ending == .good || ending == .needsLead
    }
    if !apply, isOpen { Console.line("nothing is stored yet; add --apply to store what is good") }
    switch worst {
    case .known, .good: break
    case .refused, .needsLead: throw CommandEnd(.notRight)
    case .unreadable: throw CommandEnd(.unreadable)
    }
  }
}

/// Takes files one by one; none of them holds up another.
private struct ImportDesk {
  enum Ending: Int, Comparable {
    case known, good
    /// Nothing new in it, and asked for what cannot be.
    case refused
    case needsLead, unreadable

    static func < (one: Ending, other: Ending) -> Bool { one.rawValue < other.rawValue }
  }

  let store: CampaignStore
  let project: Project
  let register: SheetRegister
  let apply: Bool
  let problemFolder: String
  /// Rows of a round, until something is stored in it: read beside the file, since neither needs the other.
  private var rows: [Int: Task<RoundRows, any Error>] = [:]

  init(store: CampaignStore, project: Project, register: SheetRegister, apply: Bool, problemFolder: String) {
    self.store = store
    self.project = project
    self.register = register
    self.apply = apply
    self.problemFolder = problemFolder
  }

  mutating func take(_ path: String) async throws -> Ending {
    guard let bytes = Self.contents(path) else {
      Console.report([
        TextFileProblem(
          path: path,
          reason: FileManager.default.fileExists(atPath: path) ? "it cannot be read" : "there is no such file"
        ).diagnostic
      ])
      return .unreadable
    }
    if let before = try await store.receivedBefore(bytes) { return try await tellKnown(path, bytes, before) }
    // The round that most files are of; another one is read when it is known.
    beginReading(try await store.currentRound())
    let worksheet: ReturnedWorksheet
    do throws(WorksheetProblem) {
      worksheet = try recognise(bytes, path)
    } catch {
      Console.report([error.diagnostic(path: path)])
      return .unreadable
    }
    do throws(CampaignProblem) { try await store.requireOpen(round: worksheet.round) } catch {
      Console.report([error.diagnostic])
      return .unreadable
    }
    let preview = try await preview(worksheet, path)
    Console.text(preview.text(path: path))
    if apply { try await store(preview) }
    return preview.problems.isEmpty ? .good : .needsLead
  }

  private func recognise(_ bytes: [UInt8], _ path: String) throws(WorksheetProblem) -> ReturnedWorksheet {
    try ReturnedWorksheet(bytes, name: (path as NSString).lastPathComponent, register: register)
  }

  /// With the files that lie beside it.
  private mutating func preview(_ worksheet: ReturnedWorksheet, _ path: String) async throws -> WorksheetImport {
    let folder = EvidenceFolder(ofFile: path)
    var preview = worksheet.preview(in: try await context(worksheet.round, folder.files))
    preview.takeFiles(folder.read)
    return preview
  }

  /// Files that came later than the worksheet that names them.
  private mutating func takeLateFiles(_ path: String, _ bytes: [UInt8]) async throws {
    guard let worksheet = try? recognise(bytes, path) else { return }
    do throws(CampaignProblem) { try await store.requireOpen(round: worksheet.round) } catch { return }
    var late = try await preview(worksheet, path)
    if late.pictures.isEmpty { return }
    (late.verdicts, late.extraRemarks) = ([], [])
    let stored = try await late.apply(to: store)
    if stored.pictures == 0 { return }
    Console.line(
      "stored \(stored.pictures) piece\(stored.pictures == 1 ? "" : "s") of evidence that came later".visibleLine)
  }

  /// One file is one person's word: to give it to somebody else would let it count twice.
  private mutating func tellKnown(
    _ path: String, _ bytes: [UInt8], _ before: (tester: String, round: Int)
  ) async throws -> Ending {
    let whose = before.tester.isEmpty ? "" : " from \(before.tester)"
    Console.line("\(path): already imported\(whose), nothing changes".visibleLine)
    let isSame = register.tester.map { Self.plain($0) == Self.plain(before.tester) } ?? true
    if apply, before.round > 0, isSame { try await takeLateFiles(path, bytes) }
    // An import that was cut off may have stored the words and not yet what was found.
    if apply, before.round > 0 { try await store.updateFindings(round: before.round) }
    guard let wanted = register.tester, !before.tester.isEmpty,
      Self.plain(wanted) != Self.plain(before.tester)
    else { return .known }
    Console.error("error: \(path) is not taken as \(wanted)'s as well".visibleLine)
    Console.error(
      "  = hint: when \(before.tester) did not test this, ask \(wanted) for a worksheet of their own".visibleLine)
    return .refused
  }

  private static func plain(_ name: String) -> [Substring] { name.lowercased().split(separator: " ") }

  /// Never more than any reader takes, however large the file is.
  private static func contents(_ path: String) -> [UInt8]? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    do {
      return Array(try handle.read(upToCount: 20_000_001) ?? Data())
    } catch {
      return nil
    }
  }

  private mutating func context(_ round: Int, _ beside: FilesBeside) async throws -> WorksheetImport.Context {
    WorksheetImport.Context(
      rows: try await beginReading(round).value, needsCommentOnPass: project.worksheets.needsCommentOnPass,
      days: try await store.testDays(round: round), beside: beside)
  }

  @discardableResult
  private mutating func beginReading(_ round: Int) -> Task<RoundRows, any Error> {
    if let reading = rows[round] { return reading }
    let reading = Task { [store] in RoundRows(try await store.rowsForPeople(round: round) ?? []) }
    rows[round] = reading
    return reading
  }

  private mutating func store(_ preview: WorksheetImport) async throws {
    // First the rows that are not stored: should the disk be full, the file can be imported once more.
    if let file = preview.problemFile(language: project.language) {
      do {
        let path = try ReportFiles(folder: problemFolder).add(file.bytes, as: file.name)
        var content = ["\(preview.problems.count) row\(preview.problems.count == 1 ? "" : "s")"]
        let strays = preview.strays.count
        if strays > 0 {
          content.append("\(strays) text\(strays == 1 ? "" : "s") that \(strays == 1 ? "was" : "were") not read")
        }
        if preview.problems.isEmpty { content.removeFirst() }
        Console.line("wrote \(path)  (\(content.joined(separator: ", ")))")
      } catch {
        Console.report([error.diagnostic])
        throw CommandEnd(.usage)
      }
    }
    // They are others when this is stored, and until then in the way.
    rows[preview.round] = nil
    Allocator.giveBack()
    let stored = try await preview.apply(to: store)
    let update = try await store.updateFindings(round: preview.round)
    var line = "stored \(stored.verdicts) verdict\(stored.verdicts == 1 ? "" : "s")"
    if stored.remarks > 0 { line += ", \(stored.remarks) remark\(stored.remarks == 1 ? "" : "s")" }
    if stored.pictures > 0 { line += ", \(stored.pictures) piece\(stored.pictures == 1 ? "" : "s") of evidence" }
    Console.line(line)
    if let sentence = update.reopenedSentence(Texts(language: "en")) { Console.line(sentence) }
  }
}
