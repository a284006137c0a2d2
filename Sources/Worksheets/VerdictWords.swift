import RunModel

/// What people write for a verdict, in both languages. Anything else is not guessed.
///
/// A lone `x` or `n` is left out: to some they mean "done" and "no", to others "failed" and "not run".
enum VerdictWords {
  /// - Returns: nil for a word we do not know; `isSynonym` when it is not one of the words on the sheet.
  static func verdict(_ cell: String) -> (verdict: Verdict, isSynonym: Bool)? {
    let word = cell.plainWord
    for verdict in Verdict.allCases {
      let names = [verdict.rawValue] + ["en", "nl"].map { Texts(language: $0).name(verdict).plainWord }
      if names.contains(word) { return (verdict, false) }
    }
    return synonyms.first { $0.value.contains(word) }.map { ($0.key, true) }
  }

  private static let synonyms: [Verdict: Set<String>] = [
    .passed: ["pass", "ok", "oké", "oke", "goed", "akkoord", "ja", "yes", "v", "p", "✓", "✔"],
    .passedWithRemark: ["pass with comment", "passed with comment", "goed met opmerking", "ok met opmerking"],
    .failed: ["fail", "fout", "niet goed", "niet geslaagd", "niet ok", "nok", "not ok", "nee", "no", "f", "✗", "✘"],
    .blocked: ["kan niet", "b", "block"],
    .notRun: ["skip", "skipped", "overgeslagen", "not tested", "niet getest"],
    .notApplicable: ["n/a", "na", "n.v.t.", "nvt", "n.v.t"],
  ]

  static func severity(_ cell: String) -> Severity? {
    let word = cell.plainWord
    if word == "storend" { return .moderate }
    return Severity.allCases.first { severity in
      [severity.rawValue, Texts(language: "nl").name(severity).plainWord].contains(word)
    }
  }

  /// `defect`, `wish` or `question`; empty for an empty cell, nil for another word.
  static func kind(_ cell: String) -> String? {
    switch cell.plainWord {
    case "": ""
    case "defect", "gebrek", "fout", "bug": "defect"
    case "wish", "wens": "wish"
    case "question", "vraag": "question"
    default: nil
    }
  }
}
