/// What every page must say about a run that was not of the real thing.
package enum RunReservation: Sendable, Hashable {
  case builtIn
  case faults([String])
  case uncheckedTLS
  case changedLibrary([String])
  case settings([String])

  package func text(_ texts: Texts) -> String {
    switch self {
    case .builtIn:
      texts(
        "This is the built-in LMS, not the one to be accepted.",
        "Dit is het ingebouwde LMS, niet het te accepteren LMS."
      )
    case .faults(let names):
      texts("Faults were switched on: ", "Er stonden fouten aan: ") + "\(names.joined(separator: ", "))."
    case .uncheckedTLS: texts("TLS certificates were not checked.", "TLS-certificaten zijn niet gecontroleerd.")
    case .changedLibrary(let names):
      texts("The shipped library was changed: ", "De meegeleverde bibliotheek is gewijzigd: ")
        + "\(names.joined(separator: ", "))."
    case .settings(let names):
      texts("Settings of the command line: ", "Instellingen van de opdrachtregel: ")
        + "\(names.joined(separator: ", "))."
    }
  }

  /// A stored reservation, which is in the language of its run, in the reader's.
  package static func said(_ stored: String, in texts: Texts) -> String {
    let whole: [RunReservation] = [.builtIn, .uncheckedTLS]
    let naming: [RunReservation] = [.faults([]), .changedLibrary([]), .settings([])]
    for language in ["en", "nl"].map(Texts.init) {
      if let same = whole.first(where: { $0.text(language) == stored }) { return same.text(texts) }
      for same in naming {
        // Names stand between the last blank and the full stop.
        let head = same.text(language).dropLast()
        if stored.hasPrefix(head) { return "\(same.text(texts).dropLast())\(stored.dropFirst(head.count))" }
      }
    }
    return stored
  }

  /// Whether a stored reservation keeps a report from being more than a rehearsal: what was tested is not what will be
  /// used.
  package static func isRehearsal(_ stored: String) -> Bool {
    let grounds: [RunReservation] = [.builtIn, .uncheckedTLS, .faults([])]
    return ["en", "nl"].map(Texts.init).contains { texts in
      // Faults end with their names.
      grounds.contains { stored.hasPrefix($0.text(texts).dropLast()) }
    }
  }
}
