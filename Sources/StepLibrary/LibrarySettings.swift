package import RunModel

/// What the scripts of a run may know: the targets with their settings, and the people.
package struct LibrarySettings: Sendable {
  /// The target that steps mean when they name none; its adapter's code comes first.
  package var main: TargetSettings
  /// All further targets, by name.
  package var others: [TargetSettings]
  package var people: [Person]
  /// Kinds whose foreign things may be changed and put back.
  package var adopt: [String]
  /// `lmsaccept:<campaign>`, for fields that can hold a mark.
  package var mark: String

  package init(
    main: TargetSettings, others: [TargetSettings] = [], people: [Person] = [], adopt: [String] = [],
    mark: String = "lmsaccept"
  ) {
    self.main = main
    self.others = others
    self.people = people
    self.adopt = adopt
    self.mark = mark
  }

  /// What the project file says, with the target that a run chose.
  package init?(_ project: Project, target: String? = nil, mark: String = "lmsaccept") {
    guard let main = project.targets[target ?? project.target] else { return nil }
    let others = project.targets.values.filter { $0.name != main.name }.sorted { $0.name < $1.name }
    self.init(main: main, others: others, people: project.people, adopt: project.adopt, mark: mark)
  }

  var targets: [TargetSettings] { [main] + others }
}
