/// What a site said it was, as sorted names and texts: version, plug-ins, readable settings.
package struct SiteFingerprint: Sendable, Hashable {
  package struct Line: Sendable, Hashable {
    package var name: String
    package var text: String
  }

  /// Sorted by name.
  package let lines: [Line]

  package init(_ lines: [(name: String, text: String)]) {
    self.lines = lines.map { Line(name: $0.name.oneLine, text: $0.text.oneLine) }.sorted { $0.name < $1.name }
  }

  /// Reads `text` again; nil for an empty one: nobody could read the site.
  package init?(text: String) {
    let lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: String(parts[0]), text: parts.count > 1 ? String(parts[1]) : "")
    }
    if lines.isEmpty { return nil }
    self.init(lines)
  }

  /// `name: text`, a line each, as it is stored.
  package var text: String { lines.map { "\($0.name): \($0.text)" }.joined(separator: "\n") }

  /// Eight letters that differ as soon as anything does, for pages and telephone calls.
  package var code: String { fingerprint([text]) }

  /// False when it names another target than this one; true also for nil, and when it names none.
  package func isOf(target: String?) -> Bool {
    guard let target, let line = lines.first(where: { $0.name == "target" }) else { return true }
    return line.text == target || line.text.hasPrefix(target + " (")
  }

  /// What is not the same in the other, in words: `release: 5.1 -> 5.1.1`.
  package func differences(from before: SiteFingerprint) -> [String] {
    let old = Dictionary(before.lines.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
    let new = Dictionary(lines.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : "\(name): \(old[name] ?? "(none)") -> \(new[name] ?? "(none)")"
    }
  }
}

extension String {
  fileprivate var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
