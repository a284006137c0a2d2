package import Diagnostics
import Foundation

/// Finds feature files under paths, in an order that never depends on the file system.
package struct FeatureFinder: Sendable {
  package init() {}

  /// Files as given, folders with all `.feature` and `.feature.md` below them, sorted by path; each file once.
  ///
  /// A hidden folder is passed over, links are followed. A path that does not exist, a folder that cannot be read and
  /// a line in a folder are problems; an empty folder is not.
  package func find(_ paths: [ScenarioPath]) -> (files: [String], problems: [Diagnostic]) {
    var search = Search()
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
        search.problems.append(missing(path.path))
        continue
      }
      if isFolder.boolValue, let line = path.line {
        search.problems.append(lineInFolder(path.path, line))
      } else if isFolder.boolValue {
        search.addFeatures(below: path.path)
      } else {
        search.add(path.path)
      }
    }
    return (search.files, search.problems)
  }

  private func missing(_ path: String) -> Diagnostic {
    let folder = path.parentFolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let near = nearestName(to: (path as NSString).lastPathComponent, among: names.sorted())
    return Diagnostic(
      .error, "file.missing", "there is no such file or folder", in: SourceFile(path: path, text: ""),
      hint: near.map { "did you mean \"\(folder.isEmpty ? $0 : "\(folder)/\($0)")\"?" }
        ?? "paths are relative to the current folder")
  }

  private func lineInFolder(_ path: String, _ line: Int) -> Diagnostic {
    Diagnostic(
      .error, "file.missing", "a folder has no line \(line)", in: SourceFile(path: path, text: ""),
      hint: "name a file before the colon, or leave \":\(line)\" out")
  }
}

/// One search, with the files found so far.
private struct Search {
  var files: [String] = []
  var problems: [Diagnostic] = []
  private var seenFiles: Set<String> = []

  mutating func add(_ file: String) {
    if seenFiles.insert(FeaturePath(file).key).inserted { files.append(file) }
  }

  mutating func addFeatures(below folder: String) {
    var found: [(parts: [[UInt8]], path: String)] = []
    let base = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
    walk(base, from: [], above: [], into: &found)
    found.sort { $0.parts.lexicographicallyPrecedes($1.parts) { $0.lexicographicallyPrecedes($1) } }
    for file in found { add(file.path) }
  }

  /// - Parameter above: the folders that lead here, links resolved: a link to one of them leads nowhere new.
  private mutating func walk(
    _ folder: String, from parts: [[UInt8]], above: Set<String>, into found: inout [(parts: [[UInt8]], path: String)]
  ) {
    let key = FeaturePath(folder).key
    guard !above.contains(key) else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      problems.append(
        Diagnostic(
          .error, "file.unreadable", "the folder cannot be read", in: SourceFile(path: folder, text: ""),
          hint: "check its rights, or name only folders you can read"))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      let place = parts + [Array(name.utf8)]
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        walk(path, from: place, above: above.union([key]), into: &found)
      } else if isFeature(name) {
        found.append((place, path))
      }
    }
  }

  private func isFeature(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".feature") || name.hasSuffix(".feature.md")
  }
}
