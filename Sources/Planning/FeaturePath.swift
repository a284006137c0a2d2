import Foundation

/// Paths as people write them, made comparable: `./Scenarios//x.feature` and `Scenarios/x.feature` are one file.
struct FeaturePath {
  private let parts: [Substring]

  /// Absolute, without `.`, doubled or trailing slashes, links resolved as far as the path exists.
  init(_ path: String) {
    parts = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path.split(separator: "/")
  }

  /// Whether the other is this file, or lies in this folder.
  func covers(_ other: FeaturePath) -> Bool { other.parts.starts(with: parts) }

  /// Below the project's folder or, without one, below the current folder; absolute for a file elsewhere.
  ///
  /// It does not depend on where a command was called or on how the path was typed, for ids are made of it.
  static func name(of path: String, project: String?) -> String {
    let file = FeaturePath(path)
    let base = FeaturePath(project ?? FileManager.default.currentDirectoryPath)
    guard base.covers(file), file.parts.count > base.parts.count else { return "/" + file.parts.joined(separator: "/") }
    return file.parts.dropFirst(base.parts.count).joined(separator: "/")
  }

  /// The same file has the same key.
  var key: String { parts.joined(separator: "/") }
}
