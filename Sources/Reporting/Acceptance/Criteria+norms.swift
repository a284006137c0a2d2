import RunModel

/// Norms that the project agreed on instead of the usual ones: nobody should take `0 %` for everybody's.
extension Criteria {
  /// Says of a criterion that its norm is the project's own, and what it is otherwise; nil when it is the usual one.
  func ownNorm(of id: String) -> String? {
    let usual = CriterionNorms.standard
    let own = Self.norms(of: id).filter { norms[keyPath: $0.path] != usual[keyPath: $0.path] }
    if own.isEmpty { return nil }
    let values = own.map { norm in "\(usual[keyPath: norm.path])\(unit(norm.unit))" }.joined(separator: ", ")
    return texts("the project's own norm; usual: ", "eigen norm van het project; gebruikelijk: ") + values
  }

  private enum Unit { case percent, findings, days, testers }

  private static func norms(of id: String) -> [(path: KeyPath<CriterionNorms, Int>, unit: Unit)] {
    switch id {
    case "X1": [(\.must, .percent)]
    case "X2": [(\.should, .percent)]
    case "X3": [(\.blocking, .findings)]
    case "X4": [(\.serious, .findings)]
    case "X5": [(\.moderate, .findings), (\.moderateDays, .days)]
    case "X6": [(\.cosmetic, .findings)]
    case "X7": [(\.highRisk, .percent)]
    case "X9": [(\.chainTesters, .testers)]
    case "S2": [(\.blockedRows, .percent)]
    default: []
    }
  }

  private func unit(_ unit: Unit) -> String {
    switch unit {
    case .percent: " %"
    case .findings: texts(" findings", " bevindingen")
    case .days: texts(" days", " dagen")
    case .testers: texts(" testers", " testers")
    }
  }
}
