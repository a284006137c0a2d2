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

  /// Whether a planned scenario is wanted, lines aside; asks for nothing that needs its steps.
  func wants(_ scenario: PlannedScenario) -> Bool {
    if let tags, !tags(scenario.tags) { return false }
    if !names.isEmpty, !names.contains(where: { scenario.name.lowercased().contains($0.lowercased()) }) { return false }
    if !roles.isEmpty, Set(roles).isDisjoint(with: scenario.values(of: "role")) { return false }
    if !ids.isEmpty, !ids.contains(scenario.id) { return false }
    if let failed, !failed.contains(scenario.title) { return false }
    return true
  }

  /// The lines that are asked of a file; nil when all of it is: a folder or file without a line outweighs a line in it.
  func lines(of path: String) -> [Int]? {
    let file = FeaturePath(path)
    let covering = paths.filter { FeaturePath($0.path).covers(file) }
    let lines = covering.compactMap(\.line)
    return lines.isEmpty || lines.count < covering.count ? nil : lines
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
