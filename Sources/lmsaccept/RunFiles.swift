import Diagnostics
import Dispatch
import Reporting
import RunModel
import Synchronization
import Worksheets

/// Writes the reports of a run; one that fails is said and does not fail the run.
struct RunFiles {
  let report: Report
  let gherkinLines: GherkinEnvelopes
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
    let documents = formats.flatMap(documents)
    // What takes longest begins first, else it is what everything waits for at the end.
    let turns = documents.indices.sorted { (documents[$0].turn, $0) < (documents[$1].turn, $1) }
    // None reads what another writes, and a long run would wait for each of them.
    let written = Mutex<[Result<String, ReportFiles.Problem>?]>(Array(repeating: nil, count: documents.count))
    DispatchQueue.concurrentPerform(iterations: documents.count) { turn in
      let place = turns[turn]
      let document = documents[place]
      let result = Result { () throws(ReportFiles.Problem) in try files.write(as: document.name, document.write) }
      written.withLock { $0[place] = result }
    }
    return written.withLock { $0 }.compactMap { result in
      switch result {
      case .success(let path): return path
      case .failure(let problem):
        Console.report([problem.diagnostic])
        return nil
      case nil: return nil
      }
    }
  }

  private struct Document: Sendable {
    var name: String
    /// The smaller, the longer it takes.
    var turn: Int
    /// Hands on the bytes, in one piece or, where a long run makes many, in several.
    var write: @Sendable (_ append: ([UInt8]) -> Void) -> Void
  }

  private func documents(_ format: ReportFormat) -> [Document] {
    switch format {
    case .csv: [Document(name: "results.csv", turn: 1) { $0(ResultsCSV.bytes(report)) }]
    case .html: [Document(name: "report.html", turn: 2) { HTMLReport.write(report, to: $0) }]
    case .junit: [Document(name: "junit.xml", turn: 3) { $0(JUnitReport.bytes(report)) }]
    case .messages:
      [
        Document(name: "messages.ndjson", turn: 0) { MessagesReport.write(report, gherkin: gherkinLines, to: $0) }
      ]
    case .worksheets:
      sheets.map { sheet in Document(name: "worksheets/\(sheet.plainName).csv", turn: 4) { $0(sheet.csv()) } }
    }
  }
}
