import JSON
import RunModel

/// The ledger of a command that only asks: what nobody may make is never on its way.
struct NoLedger: Ledger {
  private struct NothingIsMade: Error, CustomStringConvertible {
    var description: String { "this command only asks; it makes nothing" }
  }

  func intend(_ entry: LedgerEntry) async throws -> Int64 { throw NothingIsMade() }
  func settle(_ id: Int64, state: LedgerState, data: JSONValue?) async throws { throw NothingIsMade() }
  func open(target: String?, scenario: String?) async throws -> [LedgerEntry] { [] }
  func isOurs(target: String, kind: String, key: String) async throws -> Bool { false }
  func hold(scenario: String, index: Int, memory: JSONValue?) async throws { throw NothingIsMade() }
}
