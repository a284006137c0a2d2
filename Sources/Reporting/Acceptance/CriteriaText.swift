import Diagnostics
package import JSON
package import RunModel

/// Criteria for a terminal: what was wanted, what is there, and what stands in the way.
///
///     Exit
///     X1   not met       96/120  100 %         must scenarios executed on this site
///            missing: USR-03, USR-07 and 22 more
package enum CriteriaText {
  /// As many names as anybody reads; all are in `--json`.
  private static let shown = 12

  package static func lines(_ criteria: [Criterion], _ texts: Texts) -> [String] {
    let standings = Criterion.Standing.allCases.map { texts.name($0) }
    let width = standings.map(\.count).max() ?? 0
    let measures = criteria.map(\.measure.count).max() ?? 0
    let norms = criteria.map(\.norm.count).max() ?? 0
    var lines: [String] = []
    for kind in Criterion.Kind.allCases {
      let group = criteria.filter { $0.kind == kind }
      if group.isEmpty { continue }
      lines.append(texts.name(kind))
      for criterion in group {
        let measure = criterion.standing == .notApplicable ? "" : criterion.measure
        let head = [
          "  " + padded(criterion.id, 3), padded(texts.name(criterion.standing), width), padded(measure, measures),
          padded(criterion.norm, norms), "",
        ].joined(separator: "  ")
        lines += hanging(criterion.title.visibleLine, after: head.visibleLine)
        for detail in details(criterion, texts) {
          lines += hanging(detail.visibleLine, after: "         ", indent: 11)
        }
      }
    }
    let counted = criteria.filter { $0.standing != .notApplicable }
    let met = counted.count { !$0.isOpen }
    lines.append(
      texts("\(met) of \(counted.count) that apply are met", "aan \(met) van \(counted.count) die gelden is voldaan"))
    return lines
  }

  /// As wide as a terminal is at least.
  private static let columns = 80

  /// A text behind its head, broken at spaces; further lines stand below its beginning, or below `indent`.
  private static func hanging(_ text: String, after head: String, indent: Int? = nil) -> [String] {
    let place = indent ?? head.displayWidth
    let first = text.wrapped(to: columns - head.displayWidth)
    guard let start = first.first else { return [head] }
    if first.count == 1 { return [head + start] }
    let rest = first.dropFirst().joined(separator: " ").wrapped(to: columns - place)
    return [head + start] + rest.map { String(repeating: " ", count: place) + $0 }
  }

  private static func details(_ criterion: Criterion, _ texts: Texts) -> [String] {
    if let reason = criterion.exemption {
      return [texts("because: ", "omdat: ") + reason]
    }
    var details: [String] = []
    if let statement = criterion.statement {
      let text = statement.text.isEmpty ? "" : ": \(statement.text)"
      details.append(texts("stated by ", "verklaard door ") + "\(statement.by), \(statement.on)\(text)")
    }
    if criterion.isOpen, !criterion.missing.isEmpty {
      let rest = criterion.missing.count - shown
      let more = rest > 0 ? texts(" and \(rest) more", " en nog \(rest)") : ""
      details.append(
        texts("missing: ", "ontbreekt: ") + criterion.missing.prefix(shown).joined(separator: ", ") + more)
    }
    details += criterion.notes.prefix(shown)
    let hidden = criterion.notes.count - shown
    if hidden > 0 { details.append(texts("and \(hidden) more", "en nog \(hidden)")) }
    return details
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension AcceptanceReport {
  /// Criteria for programs.
  package static func json(_ criteria: [Criterion]) -> JSONValue {
    ["criteria": .array(criteria.map(value)), "open": .strings(criteria.filter(\.isOpen).map(\.id))]
  }
}
