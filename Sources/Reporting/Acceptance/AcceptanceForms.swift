import Campaign
import RunModel

/// Who accepts: users, operations, the owner of the contract, whoever answers for the law (`@form:`).
///
/// Each form is signed by other people, so the report has a line for each.
package enum AcceptanceForm: String, Sendable, CaseIterable {
  case users = "uat"
  case operations = "oat"
  case contract, regulatory
}

/// How the scenarios of one form stand.
package struct FormLine: Sendable {
  /// nil: the scenarios that name none.
  package var form: AcceptanceForm?
  /// Worst first; only what occurs.
  package var counts: [(standing: Standing, count: Int)]
  package var planned: Int { counts.reduce(0) { $0 + $1.count } }
}

extension AcceptanceReport {
  /// In the order of the forms, those that name none last; empty when no scenario names any. A scenario of two forms
  /// stands in both lines.
  package var forms: [FormLine] {
    var counts: [AcceptanceForm?: [Standing: Int]] = [:]
    func add(_ scenario: PlannedScenario, _ standing: Standing) {
      let named = scenario.values(of: "form").compactMap(AcceptanceForm.init)
      for form in Set(named.isEmpty ? [AcceptanceForm?.none] : named.map(Optional.some)) {
        counts[form, default: [:]][standing, default: 0] += 1
      }
    }
    for result in report.results { add(result.scenario.scenario, Standing(result)) }
    for scenario in unrun { add(scenario, .notRun) }
    if counts.keys.allSatisfy({ $0 == nil }) { return [] }
    return (AcceptanceForm.allCases.map(Optional.some) + [nil]).compactMap { form in
      counts[form].map { found in
        FormLine(form: form, counts: Standing.allCases.compactMap { state in found[state].map { (state, $0) } })
      }
    }
  }
}

extension Texts {
  func name(_ form: AcceptanceForm?) -> String {
    switch form {
    case .users: self("Users (uat)", "Gebruikers (uat)")
    case .operations: self("Operations (oat)", "Beheer en exploitatie (oat)")
    case .contract: self("Contract (contract)", "Contract (contract)")
    case .regulatory: self("Law and rules (regulatory)", "Wet- en regelgeving (regulatory)")
    case nil: self("No form named", "Geen vorm genoemd")
    }
  }

  /// Whose signature it takes.
  func signer(_ form: AcceptanceForm?) -> String {
    switch form {
    case .users: self("on behalf of the users", "namens de gebruikers")
    case .operations: self("administrators, operations", "functioneel en technisch beheer")
    case .contract: self("owner of the contract", "contracteigenaar")
    case .regulatory: self("whoever answers for compliance", "wie voor naleving instaat")
    case nil: "–"
    }
  }
}
