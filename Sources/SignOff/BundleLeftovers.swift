import Diagnostics
import Foundation

/// What a killed command left beside the bundles: a folder of a freeze, or a file of what adds to a bundle. Nothing of it
/// was ever part of a bundle, and nobody was told of it.
package struct BundleLeftovers: Sendable {
  /// Paths that are gone now.
  package private(set) var removed: [String] = []
  /// Those that look like it and hold something that no bundle holds: somebody put it there.
  package private(set) var kept: [String] = []

  /// Looks beside a bundle for what was left of it, and of revisions with a number; what a process still writes stays.
  ///
  /// - Parameter path: of the bundle that is about to be written, or added to.
  package init(removingBeside path: String) {
    let parent = path.parentFolder
    let base = (path as NSString).lastPathComponent
    let folder = parent.isEmpty ? "." : parent
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] {
      guard let process = Self.process(ofPart: name, base: base), !Self.isRunning(process) else { continue }
      let place = parent.isEmpty ? name : "\(parent)/\(name)"
      switch Self.look(at: place) {
      case .own:
        if (try? FileManager.default.removeItem(atPath: place)) != nil { removed.append(place) }
      case .foreign: kept.append(place)
      case .none: continue
      }
    }
  }

  private enum Look { case own, foreign, none }

  /// `revision-2.4711-3735928559.part` -> 4711, the process that wrote it.
  private static func process(ofPart name: String, base: String) -> pid_t? {
    guard name.hasSuffix(".part") else { return nil }
    let stem = name.dropLast(".part".count)
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    let numbers = stem[stem.index(after: dot)...].split(separator: "-", omittingEmptySubsequences: false)
    let bundle = stem[..<dot]
    let isRevision = bundle.hasPrefix("revision-") && isNumber(bundle.dropFirst("revision-".count))
    guard bundle == base || isRevision, numbers.count == 2, numbers.allSatisfy(isNumber) else { return nil }
    return pid_t(numbers[0])
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Also true when somebody else's process has the number now: then the folder stays until the next time.
  private static func isRunning(_ process: pid_t) -> Bool {
    process <= 0 || kill(process, 0) == 0 || errno != ESRCH
  }

  private static func look(at path: String) -> Look {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_uid == geteuid() else { return .none }
    // An entry, a signature or an attachment, under a name that nobody else gives.
    if status.st_mode & S_IFMT == S_IFREG { return .own }
    guard status.st_mode & S_IFMT == S_IFDIR else { return .none }
    let isOwn = BundleFolder(path).list().allSatisfy { name, kind in
      let top = name.split(separator: "/").first.map(String.init) ?? name
      return names.contains(top) && (kind == .file || kind == .folder)
    }
    return isOwn ? .own : .foreign
  }

  /// All that stands at the top of a bundle.
  static let names: Set<String> = [
    "README.txt", "SHA256SUMS", "advice.json", "allowed_signers", "content.json", "criteria.csv", "decisions",
    "evidence", "evidence.json", "facts.json", "features", "findings.csv", "journal.jsonl", "manifest.json",
    "report.html", "report.json", "report.pdf", "results.csv", "signers.json", "traceability.csv",
    "worksheets-as-received",
  ]
}
