package import RunModel

/// What people write for a verdict, a severity and a kind, in both languages. Anything else is not guessed.
///
/// A lone `x` or `n` is left out: to some they mean "done" and "no", to others "failed" and "not run".
package enum VerdictWords {
  /// A word that was understood; `isSynonym` when it is not one of those on the sheet.
  struct Understood<Value: Sendable>: Sendable {
    var value: Value
    var isSynonym: Bool
  }

  /// The verdict that is called so on worksheets in either language, in any case; synonyms are not taken.
  package static func named(_ word: String) -> Verdict? {
    verdict(word).flatMap { $0.isSynonym ? nil : $0.value }
  }

  /// - Returns: nil for a word we do not know.
  static func verdict(_ cell: String) -> Understood<Verdict>? { find(cell, in: verdicts) }

  static func severity(_ cell: String) -> Understood<Severity>? { find(cell, in: severities) }

  /// `defect`, `wish`, `question` and the other classes of findings.
  static func kind(_ cell: String) -> Understood<String>? { find(cell, in: kinds) }

  private static func find<Value>(_ cell: String, in words: [String: Understood<Value>]) -> Understood<Value>? {
    // Longer than any word: a remark in the wrong column.
    cell.utf8.count <= 200 ? words[cell] ?? words[cell.plainWord] : nil
  }

  private static let languages = ["en", "nl"].map { Texts(language: $0) }

  private static let verdicts = table(
    Verdict.allCases.map { verdict in (verdict, [verdict.rawValue] + languages.map { $0.name(verdict) }) },
    synonyms: [
      (.passed, ["pass", "ok", "oké", "oke", "goed", "akkoord", "ja", "yes", "v", "p", "✓", "✔", "✔\u{FE0F}"]),
      (
        .passedWithRemark, ["pass with comment", "passed with comment", "goed met opmerking", "ok met opmerking"]
      ),
      (
        .failed,
        ["fail", "fout", "niet goed", "niet geslaagd", "niet ok", "nok", "not ok", "nee", "no", "f", "✗", "✘"]
      ),
      (.blocked, ["kan niet", "b", "block"]),
      (.notRun, ["skip", "skipped", "overgeslagen", "not tested", "niet getest"]),
      (.notApplicable, ["n/a", "na", "n.v.t.", "nvt", "n.v.t"]),
    ])

  private static let severities = table(
    Severity.allCases.map { severity in (severity, [severity.rawValue] + languages.map { $0.name(severity) }) },
    synonyms: [
      (.blocking, ["blocker", "showstopper", "blokkerende"]), (.serious, ["ernstige"]),
      (.moderate, ["storend", "matig (storend)"]), (.cosmetic, ["cosmetische"]),
    ])

  private static let kinds = table(
    [
      ("defect", ["defect", "gebrek"]), ("wish", ["wish", "wens"]), ("question", ["question", "vraag"]),
      ("data", ["data", "test data", "testgegevens"]), ("environment", ["environment", "omgeving"]),
      ("test-error", ["test-error", "test error", "testfout"]), ("duplicate", ["duplicate", "dubbel"]),
    ],
    synonyms: [
      ("defect", ["bug", "fout", "defects"]), ("wish", ["change request", "wensen"]), ("data", ["gegevens"]),
    ])

  private static func table<Value: Sendable>(
    _ names: [(Value, [String])], synonyms: [(Value, [String])]
  ) -> [String: Understood<Value>] {
    var table: [String: Understood<Value>] = [:]
    for (value, words) in synonyms {
      for word in words { table[word.plainWord] = Understood(value: value, isSynonym: true) }
    }
    for (value, words) in names {
      for word in words {
        table[word.plainWord] = Understood(value: value, isSynonym: false)
        // As the drop-down writes it, which is how most of them come back.
        table[word] = table[word.plainWord]
      }
    }
    return table
  }
}
