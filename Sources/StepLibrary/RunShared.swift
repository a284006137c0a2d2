import RunModel
import Synchronization
import Transfer

/// What every desk of a run has in common.
final class RunShared: Sendable {
  struct Target: Sendable {
    var settings: TargetSettings
    /// Where requests and redirects may go.
    var origins: [WebOrigin]
  }

  /// Why the run should end, for the probe.
  enum Trouble: Sendable {
    case unreachable
    case signIn(account: String)
  }

  let library: Library
  let settings: RunSettings
  let targets: [String: Target]
  let stores = RunStores()
  let ledger: LedgerDesk
  let pool: ScriptPool
  /// Handles of people that could not be made ready, with the result for the scenarios that name them, by their language.
  let peopleTroubles = Mutex<[String: [Texts: StepResult]]>([:])
  let trouble = Mutex<Trouble?>(nil)
  /// Exchanges outside of any scenario, which are counted through the run.
  let exchangesBeside = Mutex(0)

  init(library: Library, settings: RunSettings) {
    self.library = library
    self.settings = settings
    ledger = LedgerDesk(ledger: settings.ledger)
    pool = ScriptPool(library: library, masker: settings.masker)
    var targets: [String: Target] = [:]
    for target in library.settings.targets {
      // An address that is none allows nothing; the first request then says so.
      let origins = ([target.base] + target.also).compactMap { try? WebOrigin(of: $0) }
      targets[target.name] = Target(settings: target, origins: origins)
    }
    self.targets = targets
    for secret in Self.secrets(of: library.settings) { settings.masker.add(secret) }
  }

  private static func secrets(of settings: LibrarySettings) -> [String] {
    let isSecret = { (name: String) in
      let lower = name.lowercased()
      return ["password", "token", "secret", "key"].contains { lower.hasSuffix($0) }
    }
    let inTargets = settings.targets.flatMap { $0.settings.filter { isSecret($0.key) }.map(\.value) }
    let inPeople = settings.people.flatMap { $0.columns.filter { isSecret($0.key) }.map(\.value) }
    return inTargets + inPeople
  }
}
