import Diagnostics
import Planning
import RunModel

/// Why a selection is empty, as far as it can be told.
enum Nothing {
  /// Says it on standard error; the error to end the command with.
  static func selected(_ selection: SelectionOptions) -> CommandEnd {
    let paths = selection.paths.isEmpty ? ["Scenarios"] : selection.paths
    let files = FeatureFinder().find(paths.map(ScenarioPath.init)).files.count
    let place = paths.joined(separator: ", ").visibleLine
    if files == 0 {
      Console.error(
        "nothing is selected: \(place) holds no feature files\n  = hint: they end in .feature or .feature.md")
    } else if selection.failed {
      Console.error("nothing is selected: in the last run nothing of this failed")
    } else if isNarrowed(selection) {
      Console.error(
        "nothing is selected: no scenario of \(place) fits\n  = hint: --tags, --pack, --name, --role and --id must all fit"
      )
    } else {
      Console.error("nothing is selected: \(place) holds no scenarios")
    }
    return CommandEnd(.nothingRan)
  }

  private static func isNarrowed(_ selection: SelectionOptions) -> Bool {
    selection.tags != nil || selection.pack != nil || !selection.name.isEmpty || !selection.role.isEmpty
      || !selection.id.isEmpty
  }
}
