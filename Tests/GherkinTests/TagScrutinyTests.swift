import Diagnostics
import Gherkin
import Testing

struct TagScrutinyTests {
  private func found(_ tags: String) -> (marked: MarkedText, diagnostics: [Diagnostic]) {
    let marked = MarkedText("Feature: f\n  \(tags)\n  Scenario: s\n    Given a\n")
    return (marked, marked.file.findings())
  }

  @Test(
    arguments: [
      ("▸@mdoe:api◂", "@mode:"), ("▸@prioo:must◂", "@prio:"), ("▸@from:uat◂", "@form:"), ("▸@Id:A◂", "@id:"),
      ("▸@di:A◂", "@id:"),
      ("▸@save◂", "@safe"),
      ("▸@ID:A◂", "@id:"), ("▸@retries:2◂", nil), ("▸@rol:learner◂", "@role:"), ("▸@nots:x◂", "@not:"),
      ("▸@exampels:a.csv◂", "@examples:"),
    ] as [(String, String?)])
  func `a tag near to one with a meaning is refused`(tag: String, near: String?) {
    let (marked, diagnostics) = found(tag)
    guard let near else {
      #expect(diagnostics == [])
      return
    }
    #expect(diagnostics.map(\.code) == ["gherkin.misspelt-tag"])
    #expect(diagnostics.first?.label?.range == marked.range)
    #expect(diagnostics.first?.hint?.contains("\"\(near)\"") == true)
  }

  @Test(arguments: [
    "@id:A @req:R-1 @req:R-2 @area:USR @prio:must @role:learner @role:trainer @needs:grading @only:moodle",
    "@not:kolibri @lock:mailbox @lock:* @known:F-0012,until=2028-02-29 @retry:2 @safe @mode:human",
    "@form:uat", "@form:oat @form:contract", "@form:regulatory", "@forum @forum:news",
    "@wip @smoke @ui @api @javascript @mod_quiz @core_course @MDL-1234", "@prio:should", "@prio:could", "@mode:hybrid",
  ])
  func `good and free tags pass`(tags: String) {
    #expect(found(tags).diagnostics == [])
  }

  @Test(arguments: [
    "▸@form:gat◂", "▸@form◂", "▸@prio:high◂", "▸@prio:Must◂", "▸@prio◂", "▸@mode:robot◂", "▸@retry:x◂", "▸@retry:0◂",
    "▸@retry:-1◂",
    "▸@retry:1.5◂",
    "▸@safe:yes◂", "▸@id:◂", "▸@known:F-1◂", "▸@known:F-1,until=2027-02-30◂", "▸@known:,until=2027-01-31◂",
    "@id:A ▸@id:B◂",
    "@prio:must ▸@prio:could◂",
  ])
  func `a value without meaning is refused`(tag: String) {
    let (marked, diagnostics) = found(tag)
    #expect(diagnostics.map(\.code) == ["gherkin.tag-value"])
    #expect(diagnostics.first?.label?.range == marked.range)
    #expect(diagnostics.first?.hint != nil)
  }

  @Test(arguments: [
    "▸@id:A◂\nFeature: f\n  Scenario: s\n    Given a\n",
    "Feature: f\n  ▸@examples:a.csv◂\n  Scenario: s\n    Given a\n",
    "Feature: f\n  ▸@id:A◂\n  Rule: r\n  Scenario: s\n    Given a\n",
  ])
  func `a tag in the wrong place is refused`(text: String) {
    let marked = MarkedText(text)
    let diagnostics = marked.file.findings()
    #expect(diagnostics.map(\.code) == ["gherkin.tag-place"])
    #expect(diagnostics.first?.label?.range == marked.range)
  }

  @Test func `an id stands once in a language`() throws {
    let texts = [
      ("a.feature", "Feature: f\n  @id:A\n  Scenario: s\n    Given a\n"),
      ("b.feature", "Feature: f\n  @id:B\n  Scenario: s\n    Given a\n  @x @id:A\n  Scenario: t\n    Given a\n"),
      ("c.feature", "# language: nl\nFunctionaliteit: f\n  @id:A\n  Scenario: s\n    Stel a\n"),
    ]
    let features = try texts.map { path, text in
      let file = SourceFile(path: path, text: text)
      return (file: file, document: try file.parsed())
    }
    let diagnostics = FeatureScrutiny.repeatedIDs(in: features)
    #expect(diagnostics.map(\.code) == ["gherkin.repeated-id"])
    #expect(diagnostics.first?.file?.path == "b.feature")
    #expect(diagnostics.first?.notes == ["the other stands at a.feature:2:3"])
    #expect(FeatureScrutiny.repeatedIDs(in: [features[0], features[2]]).isEmpty)
  }
}
