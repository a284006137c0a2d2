import Diagnostics
import Reporting
import RunModel
import Worksheets

/// Writes the reports of a run; one that fails is said and does not fail the run.
struct RunFiles {
  let report: Report
  /// Source, document and pickle envelopes, feature by feature.
  let gherkinLines: any Sequence<[UInt8]>
  let sheets: [PrintedSheet]

  /// - Returns: the paths written, in the order of the formats.
  func write(_ formats: [ReportFormat], to folder: String) -> [String] {
    let files: ReportFiles
    do throws(ReportFiles.Problem) {
      files = try ReportFiles(folder: folder)
    } catch {
      Console.report([error.diagnostic])
      return []
    }
    var written: [String] = []
    for format in formats {
      for document in documents(format) {
        do throws(ReportFiles.Problem) {
          written.append(try files.write(as: document.name, document.write))
        } catch {
          Console.report([error.diagnostic])
        }
      }
    }
    return written
  }

  private struct Document {
    var name: String
    /// Hands on the bytes, in one piece or, where a long run makes many, in several.
    var write: (_ append: ([UInt8]) -> Void) -> Void
  }

  private func documents(_ format: ReportFormat) -> [Document] {
    switch format {
    case .csv: [Document(name: "results.csv") { $0(ResultsCSV.bytes(report)) }]
    case .html: [Document(name: "report.html") { HTMLReport.write(report, to: $0) }]
    case .junit: [Document(name: "junit.xml") { $0(JUnitReport.bytes(report)) }]
    case .messages:
      [Document(name: "messages.ndjson") { MessagesReport.write(report, gherkin: gherkinLines, to: $0) }]
    case .worksheets:
      sheets.map { sheet in Document(name: "worksheets/\(sheet.plainName).csv") { $0(sheet.csv()) } }
    }
  }
}
