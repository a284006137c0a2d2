/// What a line can be; the names are those of the official grammar, as its error messages print them.
enum TokenKind: String, Sendable {
  case endOfFile = "#EOF"
  case empty = "#Empty"
  case comment = "#Comment"
  case tagLine = "#TagLine"
  case featureLine = "#FeatureLine"
  case ruleLine = "#RuleLine"
  case backgroundLine = "#BackgroundLine"
  case scenarioLine = "#ScenarioLine"
  case examplesLine = "#ExamplesLine"
  case stepLine = "#StepLine"
  case docStringSeparator = "#DocStringSeparator"
  case tableRow = "#TableRow"
  case language = "#Language"
  case other = "#Other"
}
