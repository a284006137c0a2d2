import Diagnostics
import Planning
import RunModel

/// Plans small feature texts with the small book.
struct Trial {
  var people = [
    Person(handle: "tim", role: "learner"), Person(handle: "sanne", role: "learner"),
    Person(handle: "youssef", role: "trainer", columns: ["username": "acc-youssef"]),
  ]
  var content = Trial.content(courses: ["A", "B", "C", "D", "VCA", "X"])
  var adapter = "moodle"
  var capabilities: Set<String> = ["grading", "quiz"]
  var languages = ["en", "nl"]
  var isProduction = false
  var book = SmallBook.book
  /// Folder of the project; nil: ids are made from the current folder.
  var folder: String?

  func plan(_ files: [(path: String, text: String)], _ selection: Selection = Selection()) -> Planner.Result {
    var reader = FeatureReader(project: folder)
    let (features, unreadable) = reader.read(files.map { SourceFile(path: $0.path, text: $0.text) })
    var result = Planner(
      .init(
        book: book, adapter: adapter, capabilities: capabilities, people: people, languages: languages,
        content: content, isProduction: isProduction, folder: folder, findings: ["F-0012", "F-0020"],
        findingsOfPeople: ["F-0020"])
    ).plan(features, selection: selection)
    result.problems = unreadable + result.problems
    return result
  }

  func plan(_ text: String, _ selection: Selection = Selection()) -> Planner.Result {
    plan([("test.feature", text)], selection)
  }

  /// The scenarios of a text with nothing wrong.
  func scenarios(_ text: String, _ selection: Selection = Selection()) -> [PlannedScenario] {
    plan(text, selection).scenarios
  }

  static func content(courses: [String]) -> [ThingName] { courses.map { ThingName(kind: "course", key: [$0]) } }

  /// A scenario of these steps.
  static func feature(_ steps: String, tags: String = "") -> String {
    let lines = steps.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    let tagLine = tags.isEmpty ? "" : "  \(tags)\n"
    return "Feature: Test\n\n\(tagLine)  Scenario: One\n\(lines.joined(separator: "\n"))\n"
  }

  /// What is wrong with one scenario of these steps, marked where it should be found.
  func findings(_ steps: String, tags: String = "") -> (found: [Diagnostic], place: SourceRange?) {
    let marked = MarkedText(Self.feature(steps, tags: tags))
    let result = plan(marked.text)
    return (result.problems + result.advice, marked.range)
  }
}
