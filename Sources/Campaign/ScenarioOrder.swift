import Diagnostics
package import RunModel

/// The order in which the scenarios of a round stand on sheets and in reports: by id as people count (`E2E-2` before
/// `E2E-10`, `a.feature:9` before `a.feature:12`), and the examples of one as they are written.
package struct ScenarioOrder: Comparable, Sendable {
  private let id: String
  private let line: Int
  /// Examples from a file all stand on one line: there the plan has their order.
  private let index: Int
  private let example: String

  package init(_ scenario: PlannedScenario) {
    id = Self.counted(scenario.id)
    line = scenario.position.line
    index = scenario.index
    example = scenario.exampleKey
  }

  /// Before each number how many digits it has, so that comparing letters compares numbers.
  private static func counted(_ id: String) -> String {
    var counted: [UInt8] = []
    var digits: [UInt8] = []
    func number() -> [UInt8] {
      let plain = digits.drop { $0 == 0x30 }
      return [UInt8(0x30 + min(plain.count, 60))] + plain
    }
    for byte in id.utf8 {
      if (0x30...0x39).contains(byte) {
        digits.append(byte)
        continue
      }
      if !digits.isEmpty { counted += number() }
      digits.removeAll(keepingCapacity: true)
      counted.append(byte)
    }
    if !digits.isEmpty { counted += number() }
    return String(decoding: counted, as: UTF8.self)
  }

  package static func < (left: ScenarioOrder, right: ScenarioOrder) -> Bool {
    (left.id, left.line, left.index, left.example) < (right.id, right.line, right.index, right.example)
  }
}
