package import RunModel

/// Why nobody knows what is planned: then nothing that an unknown scenario could undo is met.
package enum PlanTrouble: Sendable, Hashable {
  /// There is no such folder where the command was given.
  case noFolder(String)
  /// The folder is there, with no scenario in it or in any folder below it.
  case noScenario(String)
  /// The first thing that is wrong, as `check` says it: `Scenarios/a.feature:3: …`.
  case wrong(String)

  /// In the middle of a sentence.
  package func text(_ texts: Texts) -> String {
    switch self {
    case .noFolder(let folder): texts("there is no folder \(folder) here", "hier is geen map \(folder)")
    case .noScenario(let folder):
      texts("\(folder) and its folders hold no scenario", "in \(folder) en de mappen eronder staat geen scenario")
    case .wrong(let problem): problem
    }
  }
}
