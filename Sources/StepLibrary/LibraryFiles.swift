package import Diagnostics

/// The Lua texts of a run: what ships in the executable, with a folder and the project's own steps laid over it.
package struct LibraryFiles: Sendable {
  /// Path below `Library/` (or `Steps/…` of the project) -> text.
  package private(set) var texts: [String: String]
  /// Shipped files that another text took the place of, sorted: reports say so on every page.
  package private(set) var replaced: [String] = []
  /// How each overlaid file is called in messages, when that is not its path.
  private var shownPaths: [String: String] = [:]
  private let shipped: Set<String>

  /// - Parameter shipped: `ShippedLibrary.files`, or a test's own.
  package init(shipped: [String: String]) {
    texts = shipped
    self.shipped = Set(shipped.keys)
  }

  /// Lays one file over the library: `--library DIR` with the path below it, or a project's own `Steps/….lua`.
  ///
  /// - Parameter shownAs: the path as the person knows it.
  package mutating func overlay(_ path: String, text: String, shownAs: String? = nil) {
    if shipped.contains(path), texts[path] != text, !replaced.contains(path) {
      replaced.append(path)
      replaced.sort()
    }
    texts[path] = text
    if let shownAs { shownPaths[path] = shownAs }
  }

  /// The file as a diagnostic shows it.
  package func source(_ path: String) -> SourceFile {
    SourceFile(path: shownPaths[path] ?? path, text: texts[path] ?? "")
  }

  /// Paths in a folder that end in `.lua`, sorted; folders below count, too.
  package func paths(in folder: String) -> [String] {
    texts.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".lua") }.sorted()
  }

  /// A module for `require "moodle"`: beside the adapters first, then among the project's steps.
  func module(_ name: String) -> (path: String, text: String)? {
    let isPlain = name.utf8.allSatisfy { byte in
      byte.isLetter || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2F
    }
    guard isPlain else { return nil }
    for folder in ["adapters", "Steps", "vocabulary"] {
      let path = "\(folder)/\(name).lua"
      if let text = texts[path] { return (path, text) }
    }
    return nil
  }
}

extension UInt8 {
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
