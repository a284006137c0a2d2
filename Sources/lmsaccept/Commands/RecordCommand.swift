import ArgumentParser
import Diagnostics
import Foundation
import Reporting
import RunModel
import SignOff

/// `lmsaccept record`: decision, reservations and signatures on a page.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Write the acceptance record: decision, reservations and signatures.")

  @Argument(help: "The bundle; default: the newest in acceptance/.") var bundle: String?
  @Option(help: ArgumentHelp("en or nl; default: as the report.", valueName: "language")) var language: String?
  @Option(help: ArgumentHelp("The folder for the page.", valueName: "folder")) var out = "Reports"

  func run() throws {
    if let language, !["en", "nl"].contains(language) {
      throw ValidationError("records are in en or nl, not \"\(language.visibleLine)\"")
    }
    let path = try bundle ?? BundleDesk.newest()
    let ssh = SignatureChecks(try BundleDesk.openSSH())
    let result = BundleVerification.verify(BundleFolder(path), now: Date(), ssh: ssh)
    let texts = Texts(language: language ?? result.content?.language ?? "en")
    guard let bytes = RecordPage.bytes(result, texts: texts, today: Stamp(Date()).day) else {
      Console.error("error: \(path.visibleLine) is no bundle of which a record can be made")
      for fault in result.faults.prefix(5) { Console.error("  \(fault)".visibleLine) }
      throw CommandEnd(.unreadable)
    }
    Console.line("wrote \(try ReportFiles(folder: out).write(bytes, as: "record.html"))".visibleLine)
    // The page says it in red, and so do we.
    if !result.holds {
      Console.error("the bundle does not hold; the page says what")
      throw CommandEnd(.notRight)
    }
  }
}
