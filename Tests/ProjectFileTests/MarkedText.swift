import Diagnostics

/// A text with the place of an expected finding between `▸` and `◂`.
struct MarkedText {
  let text: String
  /// nil when nothing is marked.
  let range: SourceRange?

  init(_ marked: String) {
    let parts = marked.split(separator: "▸", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? parts[1].split(separator: "◂", maxSplits: 1, omittingEmptySubsequences: false) : []
    guard rest.count == 2 else {
      text = marked
      range = nil
      return
    }
    text = "\(parts[0])\(rest[0])\(rest[1])"
    range = SourceRange(parts[0].utf8.count, parts[0].utf8.count + rest[0].utf8.count)
  }
}
