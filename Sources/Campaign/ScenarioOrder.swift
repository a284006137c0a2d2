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
    var counted = ""
    var digits = ""
    func number() -> String {
      let plain = digits.drop { $0 == "0" }
      return String(UnicodeScalar(UInt8(0x30 + min(plain.utf8.count, 60)))) + plain
    }
    for letter in id {
      if letter.isASCII, letter.isNumber {
        digits.append(letter)
        continue
      }
      if !digits.isEmpty { counted += number() }
      digits = ""
      counted.append(letter)
    }
    return digits.isEmpty ? counted : counted + number()
  }

  package static func < (left: ScenarioOrder, right: ScenarioOrder) -> Bool {
    (left.id, left.line, left.index, left.example) < (right.id, right.line, right.index, right.example)
  }
}
