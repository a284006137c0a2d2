import RunModel

/// What a person wants to run, as the command line says it.
package struct Selection: Sendable {
  /// Files or folders, each optionally with a 1-based line: `Scenarios/en/users.feature:12`.
  package var paths: [ScenarioPath]
  /// True for the tags a scenario has; nil selects all.
  package var tags: (@Sendable ([String]) -> Bool)?
  /// Part of the name, case ignored.
  package var names: [String]
  package var roles: [String]
  package var ids: [String]
  /// Titles of the scenarios that did not pass in the last run; nil when not asked for.
  package var failed: Set<String>?

  package init(
    paths: [ScenarioPath] = [], tags: (@Sendable ([String]) -> Bool)? = nil, names: [String] = [], roles: [String] = [],
    ids: [String] = [], failed: Set<String>? = nil
  ) {
    self.paths = paths
    self.tags = tags
    self.names = names
    self.roles = roles
    self.ids = ids
    self.failed = failed
  }

  /// Whether a planned scenario is wanted, lines aside.
  func wants(_ scenario: PlannedScenario) -> Bool {
    if let tags, !tags(scenario.tags) { return false }
    if !names.isEmpty, !names.contains(where: { scenario.name.lowercased().contains($0.lowercased()) }) { return false }
    if !roles.isEmpty, Set(roles).isDisjoint(with: scenario.values(of: "role")) { return false }
    if !ids.isEmpty, !ids.contains(scenario.id) { return false }
    if let failed, !failed.contains(scenario.title) { return false }
    return true
  }
}

/// A path as given, with the line after the colon when there is one.
package struct ScenarioPath: Sendable, Hashable {
  package var path: String
  package var line: Int?

  /// Splits `file:12`; a colon without a number belongs to the path.
  package init(_ argument: String) {
    if let colon = argument.lastIndex(of: ":"), let line = Int(argument[argument.index(after: colon)...]), line > 0 {
      path = String(argument[..<colon])
      self.line = line
    } else {
      path = argument
      line = nil
    }
  }
}
