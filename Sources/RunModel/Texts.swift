/// Chooses between the languages that people read: English, and Dutch for a project with `language: nl`.
///
/// Both texts stand side by side where they are used, so none is forgotten: `texts("failed", "gefaald")`.
package struct Texts: Sendable, Hashable {
  package var isDutch: Bool

  /// Any other language than Dutch reads English.
  package init(language: String) {
    isDutch = language == "nl" || language.hasPrefix("nl-")
  }

  /// In every language that people read.
  package static let all = [Texts(language: "en"), Texts(language: "nl")]

  package var language: String { isDutch ? "nl" : "en" }

  package func callAsFunction(_ english: String, _ dutch: String) -> String { isDutch ? dutch : english }

  /// `1 row`, `3 rows`.
  package func count(_ number: Int, _ english: (String, String), _ dutch: (String, String)) -> String {
    let words = isDutch ? dutch : english
    return "\(number) \(number == 1 ? words.0 : words.1)"
  }

  package func scenarios(_ number: Int) -> String {
    count(number, ("scenario", "scenarios"), ("scenario", "scenario's"))
  }

  package func name(_ outcome: Outcome) -> String {
    switch outcome {
    case .failed: self("failed", "gefaald")
    case .broken: self("broken", "niet te bepalen")
    case .undefined: self("undefined", "onbekende stap")
    case .ambiguous: self("ambiguous", "dubbelzinnig")
    case .unexpectedPass: self("unexpected pass", "onverwacht geslaagd")
    case .awaiting: self("awaiting", "wacht op oordeel")
    case .skipped: self("skipped", "overgeslagen")
    case .known: self("known", "bekend")
    case .passedWithRemark: self("passed with remark", "geslaagd met opmerking")
    case .flaky: self("flaky", "wisselvallig")
    case .notApplicable: self("not applicable", "niet van toepassing")
    case .passed: self("passed", "geslaagd")
    }
  }

  package func name(_ verdict: Verdict) -> String {
    switch verdict {
    case .passed: self("Passed", "Geslaagd")
    case .passedWithRemark: self("Passed with remark", "Geslaagd met opmerking")
    case .failed: self("Failed", "Gefaald")
    case .blocked: self("Blocked", "Geblokkeerd")
    case .notRun: self("Not run", "Niet uitgevoerd")
    case .notApplicable: self("Not applicable", "Niet van toepassing")
    }
  }

  package func name(_ severity: Severity) -> String {
    switch severity {
    case .blocking: self("Blocking", "Blokkerend")
    case .serious: self("Serious", "Ernstig")
    case .moderate: self("Moderate", "Matig")
    case .cosmetic: self("Cosmetic", "Cosmetisch")
    }
  }

  /// A tag's priority in words; empty for none.
  package func name(priority: String) -> String {
    switch priority {
    case "must": self("must", "moet")
    case "should": self("should", "zou moeten")
    case "could": self("could", "zou kunnen")
    default: priority
    }
  }
}
