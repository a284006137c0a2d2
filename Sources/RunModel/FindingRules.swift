import Diagnostics

/// What somebody wants to change about a finding.
package struct FindingEdit: Sendable, Hashable {
  package var values: [Finding.Field: String]
  package var reason: String

  package init(_ values: [Finding.Field: String], reason: String = "") {
    self.values = values
    self.reason = reason
  }
}

/// Why an edit is refused: one sentence, and what to do instead.
package struct FindingRefusal: Error, Sendable, Hashable {
  package var message: String
  package var hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

extension Finding {
  /// The words that a field takes; nil for free text.
  package static func words(_ field: Field) -> [String]? {
    switch field {
    case .status: FindingStatus.allCases.map(\.rawValue)
    case .severity: Severity.allCases.map(\.rawValue)
    case .kind: FindingClass.allCases.map(\.rawValue)
    case .priority: FindingPriority.allCases.map(\.rawValue)
    case .contractual: Contractual.allCases.map(\.rawValue)
    case .disposition: Disposition.allCases.map(\.rawValue)
    default: nil
    }
  }

  /// The word as stored: the code, or its name in either language, in any case; nil when it is none of them.
  package static func word(_ written: String, for field: Field) -> String? {
    let plain = written.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words(field)?.first { code in
      [code, name(code, of: field, Texts(language: "en")), name(code, of: field, Texts(language: "nl"))]
        .contains { $0.lowercased() == plain }
    }
  }

  /// A stored word as people read it; a free text as it is.
  package static func name(_ code: String, of field: Field, _ texts: Texts) -> String {
    switch field {
    case .status: FindingStatus(rawValue: code).map { texts.name($0) } ?? code
    case .severity: Severity(rawValue: code).map { texts.name($0) } ?? code
    case .kind: FindingClass(rawValue: code).map { texts.name($0) } ?? code
    case .priority: FindingPriority(rawValue: code).map { texts.name($0) } ?? code
    case .contractual: Contractual(rawValue: code).map { texts.name($0) } ?? code
    case .disposition: Disposition(rawValue: code).map { texts.name($0) } ?? code
    default: code
    }
  }

  /// What the edit really changes, with words as they are stored.
  ///
  /// - Throws: the first rule that it breaks: a word that does not exist, a step of the status that is not allowed, a
  ///   closing without a passed retest, a reason that is missing.
  package func checked(_ edit: FindingEdit) throws(FindingRefusal) -> [Field: String] {
    var changes: [Field: String] = [:]
    for field in Field.editable {
      guard let written = edit.values[field] else { continue }
      let value = try Self.stored(written, for: field)
      if value != self[field] { changes[field] = value }
    }
    let reason = edit.reason.filter { !$0.isWhitespace }
    try checkStatus(changes, hasReason: !reason.isEmpty)
    if let severity = changes[.severity], reason.isEmpty, isLess(severity) {
      throw FindingRefusal("a lower severity needs a reason", hint: "say why with --reason")
    }
    try checkDisposition(changes, hasReason: !reason.isEmpty)
    return changes
  }

  private static func stored(_ written: String, for field: Field) throws(FindingRefusal) -> String {
    if field == .due, !written.isEmpty {
      guard let day = CalendarDay(written) else {
        throw FindingRefusal("\"\(written)\" is not a date", hint: "write it as 2026-12-01")
      }
      return day.description
    }
    guard let words = words(field) else { return written }
    if written.isEmpty, field != .status { return "" }
    guard let word = word(written, for: field) else {
      let near = nearestName(to: written, among: words)
      throw FindingRefusal(
        "\(field.rawValue) \"\(written)\" does not exist",
        hint: near.map { "did you mean \"\($0)\"?" } ?? "one of: \(words.joined(separator: ", "))")
    }
    return word
  }

  private func checkStatus(_ changes: [Field: String], hasReason: Bool) throws(FindingRefusal) {
    guard let wanted = changes[.status].flatMap(FindingStatus.init) else { return }
    // Everything else about closing is said before whether this step is allowed: it is what people want to know.
    if wanted == .retestPassed { throw FindingRefusal("closing \(id) needs a passed retest", hint: retestHint) }
    if wanted == .duplicate {
      throw FindingRefusal(
        "a duplicate must say of which finding", hint: "lmsaccept finding merge \(id) --into F-0001 --reason TEXT")
    }
    guard status.next.contains(wanted) else {
      let next = status.next.filter { $0 != .retestPassed && $0 != .duplicate }.map(\.rawValue)
      throw FindingRefusal(
        "\(id) is \(status.rawValue) and cannot become \(wanted.rawValue)",
        hint: "from here: \(next.joined(separator: ", "))")
    }
    if wanted.needsReason(after: status), !hasReason {
      throw FindingRefusal("\(status.rawValue) -> \(wanted.rawValue) needs a reason", hint: "say why with --reason")
    }
  }

  /// What must pass before the finding can close.
  private var retestHint: String {
    if status != .fixed { return "set it to fixed first; then what found it must pass" }
    if isByMachine { return "run \(self[.scenario]) again: when its step passes, the finding closes by itself" }
    if !self[.row].isEmpty {
      return "hand in a worksheet in which row \(self[.row]) passes: the finding then closes by itself"
    }
    return "no scenario asks for it: say who tested it again with --retest passed --by NAME"
  }

  private func isLess(_ word: String) -> Bool {
    // Unrated counts as blocking and as serious; what is rated lower than both is lowered.
    guard let before = severity else { return isByMachine && ["moderate", "cosmetic"].contains(word) }
    guard let after = Severity(rawValue: word) else { return true }
    let order = Severity.allCases
    return (order.firstIndex(of: after) ?? 0) > (order.firstIndex(of: before) ?? 0)
  }

  private func checkDisposition(_ changes: [Field: String], hasReason: Bool) throws(FindingRefusal) {
    guard let word = changes[.disposition], let disposition = Disposition(rawValue: word) else { return }
    func value(_ field: Field) -> String { changes[field] ?? self[field] }
    switch disposition {
    case .deferredWithDate where value(.due).isEmpty:
      throw FindingRefusal("deferred-with-date needs a date", hint: "give one with --due")
    case .workaround where value(.workaround).isEmpty:
      throw FindingRefusal("the workaround is not described", hint: "describe it with --workaround")
    case .acceptedAsIs where !hasReason:
      throw FindingRefusal("accepted-as-is needs a reason", hint: "say why with --reason")
    default: return
    }
  }
}
