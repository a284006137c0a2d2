import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import SignOff

/// `lmsaccept attach`: a scan or a PDF that was signed elsewhere joins the bundle.
struct AttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Add a scan or a PDF that was signed elsewhere, bound by the report code.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The file.") var file: String
  @Argument(help: "The bundle; default: the newest in acceptance/.") var bundle: String?
  @Option(name: .customLong("as"), help: ArgumentHelp("wet-scan or external-pdf.", valueName: "kind")) var kind: String
  @Option(help: ArgumentHelp("Who adds it; default: who runs the command.", valueName: "name")) var by: String?
  @Option(help: ArgumentHelp("What it is: who signed it, with what.", valueName: "text")) var remark = ""

  private static let mostBytes = 100 * 1024 * 1024

  func run() async throws {
    let kind = try SignOffInput.word(kind, "--as", DecisionEntry.Attachment.Kind.allCases)
    guard let data = FileManager.default.contents(atPath: file), !data.isEmpty, data.count <= Self.mostBytes else {
      throw RowEnd.usage("\(file.visibleLine) cannot be read, is empty or is larger than 100 MB")
    }
    let bytes = Array(data)
    let name = (file as NSString).lastPathComponent
    let desk = try await BundleDesk.open(bundle, project)
    let code = desk.result.manifest?.code ?? ""
    let type = try Self.ending(of: bytes, name)
    if kind == .externalPDF, type != "pdf" { throw RowEnd.usage("\(name.visibleLine) is no PDF") }
    let answer = type == "pdf" ? PDFText.holds(code, in: bytes) : .cannotTell
    if kind == .externalPDF, answer != .yes {
      throw RowEnd.usage(
        answer == .no
          ? "\(name.visibleLine) does not hold the code \(code)"
          : "the text of \(name.visibleLine) cannot be read here",
        hint: answer == .no
          ? "sign the report.pdf of the bundle; of a scan that only shows it: --as wet-scan"
          : Program.find("pdftotext") == nil
            ? "install pdftotext (Debian: poppler-utils)" : "is it a whole PDF, without a password?")
    }
    let holdsCode = answer == .yes
    let number = (desk.result.entries.last?.number ?? 0) + 1
    let path = "decisions/\(number < 10 ? "0" : "")\(number)-attachment.\(type)"
    let entry = try desk.entry(
      .attachment(
        .init(
          kind: kind, file: BundleFile(path: path, bytes), name: name, by: by ?? CampaignStore.actor,
          holdsCode: holdsCode, remark: remark)))
    try desk.add(entry, beside: [(path, bytes)])
    try await desk.note(entry, .attached, reason: remark, project)
    Console.line(
      holdsCode
        ? "it holds the code \(code)"
        : "whether it shows the code \(code) was not looked at: whoever reads it must see it on every page")
  }

  /// By what is in the file, never by its name.
  private static func ending(of bytes: [UInt8], _ name: String) throws -> String {
    let heads: [(String, [UInt8])] = [
      ("pdf", Array("%PDF-".utf8)), ("png", [0x89, 0x50, 0x4E, 0x47]), ("jpg", [0xFF, 0xD8, 0xFF]),
      ("tif", [0x49, 0x49, 0x2A, 0x00]), ("tif", [0x4D, 0x4D, 0x00, 0x2A]),
    ]
    guard let found = heads.first(where: { bytes.starts(with: $0.1) }) else {
      throw RowEnd.usage("\(name.visibleLine) is neither a PDF nor a picture (PNG, JPEG, TIFF)")
    }
    return found.0
  }
}
