import Diagnostics
import Foundation
package import Gherkin
import Spreadsheets

/// Reads the CSV files that `@examples:` tags and `@table:` cells name, from the feature's folder or, failing that, from
/// the project's. Twins share their data: of a feature in `Scenarios/nl` the folder `Scenarios` is looked in as well.
///
/// A name stays inside these folders: absolute names, `..` and NUL are refused, and links are resolved before the
/// place is compared. A row whose cells are all empty (spreadsheets leave such rows) is no example.
package struct ExamplesFiles: Sendable {
  private let project: String?

  /// - Parameter project: the folder of the project file; nil without one.
  package init(project: String?) {
    self.project = project
  }

  package var reader: ExamplesReader {
    { (name: String, feature: SourceFile) throws(ExamplesProblem) -> ExamplesTable in try read(name, for: feature) }
  }

  private func read(_ name: String, for feature: SourceFile) throws(ExamplesProblem) -> ExamplesTable {
    let path = try path(of: name, for: feature)
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw .unreadable("this is no file", hint: "name a CSV file")
    }
    let limits = CSVLimits()
    if let size = attributes?[.size] as? Int, size > limits.bytes {
      throw .unreadable("it has more than \(limits.bytes / 1_000_000) MB", hint: "split the file")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable("it cannot be read", hint: "check its rights")
    }
    let table: CSVTable
    do throws(CSVProblem) {
      table = try CSVReader(limits: limits).read(Array(data))
    } catch {
      throw .unreadable("\(error.line > 0 ? "line \(error.line): " : "")\(error.message)", hint: error.hint)
    }
    guard let header = table.rows.first?.fields else { throw .noRows }
    let rows = table.rows.dropFirst().map(\.fields).filter { row in row.contains { !$0.isEmpty } }
    return ExamplesTable(header: header, rows: rows)
  }

  private func path(of name: String, for feature: SourceFile) throws(ExamplesProblem) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\0"), !name.isEmpty else {
      throw .unreadable("a name that leaves the folder", hint: "name a file beside the feature or in the project")
    }
    let folder = URL(fileURLWithPath: feature.path).deletingLastPathComponent()
    let beside = folder.path
    let isOfLanguage = folder.lastPathComponent.wholeMatch(of: /[a-z]{2}/) != nil
    let shared = isOfLanguage ? folder.deletingLastPathComponent().path : nil
    let folders = [beside, shared, project].compactMap(\.self)
    for folder in folders {
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path) else { continue }
      guard folders.contains(where: { FeaturePath($0).covers(FeaturePath(path)) }) else {
        throw .unreadable("a link that leaves the folder", hint: "copy the file into the project")
      }
      return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    throw .unreadable("there is no such file", hint: nearest(to: name, beside: beside))
  }

  private func nearest(to name: String, beside folder: String) -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return nearestName(to: name, among: names.sorted()).map { "did you mean \"\($0)\"?" }
      ?? "it is looked for beside the feature, then in the project's folder"
  }
}
