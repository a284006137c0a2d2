import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import Worksheets

struct FindingExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write findings as a list that people change and send back.")

  enum Format: String, ExpressibleByArgument { case csv, xlsx }

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("xlsx or csv; default xlsx.", valueName: "format")) var format = Format.xlsx
  @Flag(help: "Only those that are open.") var open = false
  @Option(help: ArgumentHelp("The file; default Reports/findings.xlsx or .csv.", valueName: "file")) var out: String?

  func run() async throws {
    let desk = try await FindingDesk.open(project)
    let findings = try await desk.store.findings().filter { !open || $0.isOpen }
    let settings = desk.context.workspace.project
    let path = out ?? "Reports/findings.\(format.rawValue)"
    let bytes: [UInt8]
    switch format {
    case .csv: bytes = FindingList.csv(findings, language: settings.language)
    case .xlsx:
      // The last change is the list's date, so that the same findings give the same file.
      let at = findings.flatMap(\.changes).map(\.at).max() ?? 0
      bytes = try FindingList.xlsx(findings, project: settings.name, language: settings.language, at: at)
    }
    let folder = path.parentFolder
    do {
      if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
      try Data(bytes).write(to: URL(filePath: path))
    } catch {
      throw RowEnd.usage("\(path.visibleLine) cannot be written", hint: "look at the folder and its rights")
    }
    Console.line("wrote \(path)  (\(findings.count) finding\(findings.count == 1 ? "" : "s"))".visibleLine)
  }
}

struct FindingImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read a list of findings that came back; says first what it would change.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The list (XLSX or CSV).") var file: String
  @Flag(help: "Store what is good.") var apply = false

  func run() async throws {
    let desk = try await FindingDesk.open(project)
    guard let data = FileManager.default.contents(atPath: file) else {
      Console.report([TextFileProblem(path: file, reason: "there is no such file").diagnostic])
      throw CommandEnd(.unreadable)
    }
    let findings = try await desk.store.findings()
    let preview: FindingImport
    do throws(FindingListProblem) {
      preview = try FindingImport.preview(
        Array(data), name: (file as NSString).lastPathComponent, findings: findings)
    } catch {
      Console.report([error.diagnostic(path: file)])
      throw CommandEnd(.unreadable)
    }
    Self.tell(preview, file)
    var needsLead = !preview.problems.isEmpty
    if apply {
      let (stored, refused) = try await preview.apply(to: desk.store)
      for remark in refused { Console.line("  PROBLEM \(remark.id): \(remark.text)".visibleLine) }
      needsLead = needsLead || !refused.isEmpty
      Console.line("changed \(stored) finding\(stored == 1 ? "" : "s")")
    } else {
      Console.line("nothing is stored yet; add --apply to store what is good")
    }
    if needsLead { throw CommandEnd(.notRight) }
  }

  private static func tell(_ preview: FindingImport, _ path: String) {
    let counts = preview.counts
    Console.line("\(path): \(counts.rows) row\(counts.rows == 1 ? "" : "s")".visibleLine)
    let classes = [
      (counts.good, "good"), (counts.stale, "stale"), (counts.duplicate, "duplicate"), (counts.unknown, "unknown"),
      (counts.damaged, "damaged"),
    ]
    Console.line("  " + classes.filter { $0.0 > 0 || $0.1 == "good" }.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    let parts = [(counts.changed, "changed"), (counts.unchanged, "unchanged"), (counts.refused, "refused")]
    if counts.good > 0 {
      Console.line("  of the good: " + parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    }
    for change in preview.changes { Console.line("  \(Finding.id(change.number)): \(change.text)".visibleLine) }
    for remark in preview.problems {
      Console.line("  PROBLEM line \(remark.line) \(remark.id): \(remark.text)".visibleLine)
    }
  }
}
