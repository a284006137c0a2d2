import Diagnostics
import RunModel
internal import Yams

extension ProjectReading {
  /// `criteria: { norms: { should: 85 }, not_applicable: { X8: nothing is moved }, stated: { E3: { … } } }`
  mutating func readCriteria(_ node: Node?) -> CriteriaSettings {
    guard let node else { return CriteriaSettings() }
    let fields = mapping(node, allowed: ["norms", "not_applicable", "stated", "site"], what: "criteria")
    var settings = CriteriaSettings(norms: readNorms(fields["norms"]))
    for (id, reason) in mapping(fields["not_applicable"], allowed: CriteriaSettings.ids, what: "not_applicable") {
      settings.exemptions[id] = word(reason)
    }
    settings.statements = readStatements(fields["stated"], exempted: Set(settings.exemptions.keys))
    settings.site = texts(fields["site"], what: "site")
    return settings
  }

  private mutating func readNorms(_ node: Node?) -> CriterionNorms {
    var norms = CriterionNorms.standard
    let shares: [(String, WritableKeyPath<CriterionNorms, Int>)] = [
      ("must", \.must), ("should", \.should), ("high_risk", \.highRisk), ("blocked_rows", \.blockedRows),
    ]
    let counts: [(String, WritableKeyPath<CriterionNorms, Int>)] = [
      ("blocking", \.blocking), ("serious", \.serious), ("moderate", \.moderate), ("cosmetic", \.cosmetic),
    ]
    let fields = mapping(
      node, allowed: shares.map(\.0) + counts.map(\.0) + ["chain_testers", "moderate_days"], what: "norms")
    for (key, path) in shares {
      norms[keyPath: path] = number(fields[key], 0...100, "percent") ?? norms[keyPath: path]
    }
    for (key, path) in counts {
      norms[keyPath: path] = number(fields[key], 0...9999, "findings") ?? norms[keyPath: path]
    }
    norms.moderateDays = number(fields["moderate_days"], 0...9999, "days") ?? norms.moderateDays
    norms.chainTesters = number(fields["chain_testers"], 1...99, "testers") ?? norms.chainTesters
    return norms
  }

  /// Only what nothing stored can show: nobody states what is measured.
  private mutating func readStatements(_ node: Node?, exempted: Set<String>) -> [String: CriterionStatement] {
    guard let node else { return [:] }
    guard case .mapping(let entries) = node else {
      _ = mapping(node, allowed: nil, what: "stated")
      return [:]
    }
    var statements: [String: CriterionStatement] = [:]
    let fields = mapping(node, allowed: CriteriaSettings.ids, what: "stated")
    for (key, _) in entries {
      guard let id = key.scalar?.string, let value = fields[id], statements[id] == nil else { continue }
      guard CriteriaSettings.stateable.contains(id) else {
        problems.append(
          document.problem(
            "project.value", "\(id) is measured and cannot be stated", at: key,
            hint: "what can be stated: \(CriteriaSettings.stateable.joined(separator: ", "))"))
        continue
      }
      if exempted.contains(id) {
        problems.append(
          document.problem(
            "project.value", "\(id) stands under not_applicable, too", at: key, hint: "keep one of them"))
        continue
      }
      statements[id] = readStatement(value, id, key)
    }
    return statements
  }

  private mutating func readStatement(_ node: Node, _ id: String, _ key: Node) -> CriterionStatement? {
    let fields = mapping(node, allowed: ["met", "on", "by", "says"], what: "the statement about \(id)")
    guard case .mapping = node else { return nil }
    for (name, why) in [("met", "true or false"), ("on", "the day it was stated"), ("by", "who says so")]
    where fields[name] == nil { missing(name, why, key) }
    guard let isMet = oneOf(fields["met"], ["true", "false"]), let on = day(fields["on"]), let by = word(fields["by"])
    else { return nil }
    return CriterionStatement(isMet: isMet == "true", on: on, by: by, text: word(fields["says"]) ?? "")
  }

  private mutating func number(_ node: Node?, _ range: ClosedRange<Int>, _ unit: String) -> Int? {
    guard let node, let text = word(node) else { return nil }
    if let number = Int(text), String(number) == text, range.contains(number) { return number }
    problems.append(
      document.problem(
        "project.value", "\"\(text)\" is not a number of \(unit)", at: node,
        hint: "write a whole number from \(range.lowerBound) to \(range.upperBound)"))
    return nil
  }
}
