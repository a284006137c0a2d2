import ArgumentParser

/// Which project, which target, which language and library: the same for every command that reads scenarios.
struct ProjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The project file; default: the nearest lmsaccept.yaml upwards.", valueName: "file"))
  var project: String?

  @Option(help: ArgumentHelp("The target to test; default: the project's.", valueName: "name"))
  var target: String?

  @Option(help: ArgumentHelp("Preferred languages of scenarios, comma separated (en,nl).", valueName: "list"))
  var language: String?

  @Option(help: ArgumentHelp("A folder laid over the shipped Lua library, file by file.", valueName: "folder"))
  var library: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A setting of the target that is not secret (repeatable).", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "Switch a fault of the built-in LMS on (repeatable); see lmsaccept demo --faults.", valueName: "name"))
  var faults: [String] = []
}

/// Which scenarios.
struct SelectionOptions: ParsableArguments {
  @Argument(help: "Feature files or folders, optionally with a line (file:12); default: Scenarios.")
  var paths: [String] = []

  @Option(help: ArgumentHelp("A tag expression: \"@prio:must and not @area:CMP\".", valueName: "expression"))
  var tags: String?

  @Option(
    help: ArgumentHelp(
      "A selection by name: entry, must, chains, migration, smoke, regression, retest or one of the project file.",
      valueName: "name"))
  var pack: String?

  @Option(help: ArgumentHelp("Part of a scenario's name (repeatable).", valueName: "text"))
  var name: [String] = []

  @Option(help: ArgumentHelp("A role of the scenario's @role tags (repeatable).", valueName: "role"))
  var role: [String] = []

  @Option(help: ArgumentHelp("A scenario's id (repeatable).", valueName: "id"))
  var id: [String] = []

  @Flag(help: "Only what did not pass in the last run.")
  var failed = false
}

extension SelectionOptions {
  /// The selection as somebody would type it again.
  var text: String {
    var words: [String] = []
    if let tags { words += ["--tags", "\"\(tags)\""] }
    if let pack { words += ["--pack", pack] }
    for (option, values) in [("--name", name), ("--role", role), ("--id", id)] {
      for value in values { words += [option, value.contains(" ") ? "\"\(value)\"" : value] }
    }
    if failed { words.append("--failed") }
    return (words + (paths.isEmpty ? [Self.everything] : paths)).joined(separator: " ")
  }

  /// What `text` says when nothing was left out.
  static let everything = "Scenarios"
}
