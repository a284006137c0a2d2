import Foundation
import Testing

/// Compares rendered output with a file in `Goldens`; `RECORD_GOLDENS=1` writes the files anew.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  static func check(_ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data(bytes).write(to: file)
      return
    }
    let wanted = try [UInt8](Data(contentsOf: file))
    if bytes == wanted { return }
    let (left, right) = (lines(wanted), lines(bytes))
    let line =
      zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count)
    let was = line < left.count ? left[line] : "(end)"
    let isNow = line < right.count ? right[line] : "(end)"
    Issue.record("\(name):\(line + 1) was: \(was)\nis now: \(isNow)", sourceLocation: sourceLocation)
  }

  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try check(Array(text.utf8), name, sourceLocation: sourceLocation)
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
}
