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
