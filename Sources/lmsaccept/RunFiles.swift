import Diagnostics
import Reporting
import RunModel
import Worksheets

/// Writes the reports of a run; one that fails is said and does not fail the run.
struct RunFiles {
  let report: Report
  /// Source, document and pickle envelopes, feature by feature.
  let gherkinLines: any Sequence<[UInt8]>
  let project: String
  let roleNames: [String: String]

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
      do throws(ReportFiles.Problem) {
        if format == .messages {
          written.append(
            try files.write(as: "messages.ndjson") { MessagesReport.write(report, gherkin: gherkinLines, to: $0) })
        }
      } catch {
        Console.report([error.diagnostic])
      }
      for (name, bytes) in documents(format) {
        do throws(ReportFiles.Problem) {
          written.append(try files.write(bytes, as: name))
        } catch {
          Console.report([error.diagnostic])
        }
      }
    }
    return written
  }

  /// Those that are made as a whole; messages of a long run are too many and go out in pieces.
  private func documents(_ format: ReportFormat) -> [(name: String, bytes: [UInt8])] {
    switch format {
    case .csv: [("results.csv", ResultsCSV.bytes(report))]
    case .html: [("report.html", HTMLReport.bytes(report))]
    case .junit: [("junit.xml", JUnitReport.bytes(report))]
    case .messages: []
    case .worksheets:
      Worksheet.sheets(
        report.results, project: project, round: report.record.header.round, language: report.texts.language,
        roleNames: roleNames
      ).map { ("worksheets/\($0.name)", $0.bytes) }
    }
  }
}
