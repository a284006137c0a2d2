package import RunModel

/// The sentence that somebody signs: what is meant by it stands in it, not in a word beside it.
package enum SigningStatement {
  package static func text(
    _ meaning: SigningMeaning, code: String, revision: Int, project: String, decision: Decision?, isRehearsal: Bool,
    _ texts: Texts
  ) -> String {
    let report = texts(
      "acceptance report \(code), revision \(revision), of \(project)",
      "acceptatierapport \(code), revisie \(revision), van \(project)")
    let value = decision.map { texts.name($0.value).lowercased() } ?? ""
    let sentence =
      switch meaning {
      case .authored: texts("I wrote \(report).", "Ik heb \(report) opgesteld.")
      case .executed:
        texts(
          "I carried out tests that \(report) speaks of, as it says.",
          "Ik heb tests uitgevoerd waarover \(report) gaat, zoals daarin staat.")
      case .reviewed: texts("I reviewed \(report).", "Ik heb \(report) beoordeeld.")
      case .witnessed:
        texts("I was present at tests that \(report) speaks of.", "Ik was aanwezig bij tests waarover \(report) gaat.")
      case .delivered:
        texts(
          "We delivered what \(report) speaks of and know the decision: \(value).",
          "Wij hebben opgeleverd waarover \(report) gaat en kennen het besluit: \(value).")
      case .approved:
        texts(
          "I am entitled to accept what \(report) speaks of, and accept it as decided: \(value).",
          "Ik ben bevoegd te accepteren waarover \(report) gaat, en accepteer het zoals besloten: \(value).")
      case .acknowledgedWithObjection:
        texts(
          "I have seen \(report) and the decision (\(value)) and object to it.",
          "Ik heb \(report) en het besluit (\(value)) gezien en maak bezwaar.")
      case .rejected:
        texts(
          "I am entitled to decide on what \(report) speaks of, and reject it as decided: \(value).",
          "Ik ben bevoegd te besluiten over hetgeen waarover \(report) gaat, en keur het af zoals besloten: \(value).")
      }
    let rehearsal = texts(
      "REHEARSAL, without any effect: ", "OEFENING, zonder enig gevolg: ")
    return isRehearsal ? rehearsal + sentence : sentence
  }
}
