package import Diagnostics
import Foundation

/// Finds feature files under paths, in an order that never depends on the file system.
package struct FeatureFinder: Sendable {
  package init() {}

  /// Files as given, folders with all `.feature` and `.feature.md` below them, sorted by path; each file once.
  ///
  /// A hidden folder is passed over. A path that does not exist is a problem, an empty folder is not.
  package func find(_ paths: [ScenarioPath]) -> (files: [String], problems: [Diagnostic]) {
    var files: [String] = []
    var seen: Set<String> = []
    var problems: [Diagnostic] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
        problems.append(missing(path.path))
        continue
      }
      let found = isFolder.boolValue ? features(below: path.path) : [path.path]
      for file in found where seen.insert(URL(fileURLWithPath: file).standardizedFileURL.path).inserted {
        files.append(file)
      }
    }
    return (files, problems)
  }

  private func features(below folder: String) -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return
      paths
      .filter { $0.hasSuffix(".feature") || $0.hasSuffix(".feature.md") }
      .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      .map { base == "." ? $0 : "\(base)/\($0)" }
  }

  private func missing(_ path: String) -> Diagnostic {
    let folder = (path as NSString).deletingLastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let near = nearestName(to: (path as NSString).lastPathComponent, among: names.sorted())
    return Diagnostic(
      .error, "file.missing", "there is no such file or folder", in: SourceFile(path: path, text: ""),
      hint: near.map { "did you mean \"\(folder.isEmpty ? $0 : "\(folder)/\($0)")\"?" }
        ?? "paths are relative to the current folder")
  }
}
