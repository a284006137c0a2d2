import Diagnostics
import Foundation
import RunModel

/// The scenarios as they are written today, to be compared with what was recorded of them.
struct PlannedToday: Sendable {
  private struct Key: Hashable {
    var id: String
    var example: String
  }

  private var scenarios: [Key: PlannedScenario] = [:]
  /// Path -> hexadecimal digest under which the campaign keeps the text of the file.
  private var sources: [String: String] = [:]

  init(_ planned: [PlannedScenario], salt: [UInt8]) {
    let store = BodyStore(salt: salt)
    scenarios.reserveCapacity(planned.count)
    for scenario in planned {
      scenarios[Key(id: scenario.id, example: scenario.exampleKey)] = scenario
      let path = scenario.file.path
      if sources[path] == nil { sources[path] = hex(store.digest(of: Array(scenario.file.text.utf8))) }
    }
  }

  /// Today's scenario when it would be recorded as it was, byte for byte; else nil.
  func scenario(_ id: String, _ example: String, recordedAs plan: Data) -> PlannedScenario? {
    guard let scenario = scenarios[Key(id: id, example: example)], let source = sources[scenario.file.path] else {
      return nil
    }
    return plan == Data(PlanWriter.bytes(scenario, source: source)) ? scenario : nil
  }
}
