import Diagnostics
import Foundation
import Testing

struct `docs/diagnostics.md` {
  @Test func `lists every code that can be shown, and no other`() throws {
    let written = try DiagnosticCodes.inSources()
    let listed = DiagnosticCodes.entries(in: try DiagnosticCodes.document()).map(\.code)
    #expect(written.subtracting(listed).sorted() == [], "codes in the sources that the document lacks")
    #expect(Set(listed).subtracting(written).sorted() == [], "codes in the document that the sources lack")
    #expect(listed.count == Set(listed).count, "a code stands there twice")
    #expect(written.count > 100)
  }

  @Test func `has a sentence and an example for each code`() throws {
    let entries = DiagnosticCodes.entries(in: try DiagnosticCodes.document())
    let poor = entries.filter { !$0.meaning.hasSuffix(".") || $0.example.isEmpty }
    #expect(poor.map(\.code) == [])
  }

  @Test func `shows what is really printed`() throws {
    let lines = String(repeating: "\n", count: 11) + "    Givne the learner is signed in\n"
    let drawing = DiagnosticRenderer().render(
      Diagnostic(
        .error, "gherkin.unknown-keyword", "expected a step", in: SourceFile(path: "enrol.feature", text: lines),
        at: Label(SourceRange(15, 20), "not a step keyword"), hint: "did you mean \"Given\"?"))
    #expect(try DiagnosticCodes.document().contains("```\n\(drawing)```\n"))
  }
}

/// What the comparison rests on.
struct `the search for codes` {
  @Test func `knows every area and family that a diagnostic is made with`() throws {
    for (path, text) in try DiagnosticCodes.sources() where path.hasSuffix(".swift") {
      #expect(DiagnosticCodes.unknown(in: text) == [], "\(path): a code of an area that DiagnosticCodes does not know")
      let (areas, families) = DiagnosticCodes.constructed(in: text)
      #expect(areas.subtracting(DiagnosticCodes.areas) == [], "\(path): add the area to DiagnosticCodes.areas")
      #expect(
        families.subtracting(DiagnosticCodes.families.keys) == [], "\(path): add it to DiagnosticCodes.families")
    }
  }

  @Test func `finds codes of every family`() throws {
    let areas = Set(try DiagnosticCodes.inSources().compactMap { $0.split(separator: ".").first.map(String.init) })
    #expect(areas == DiagnosticCodes.areas)
  }

  @Test func `tells codes from names of files and steps`() {
    let text = #"""
      report("gherkin.no-steps", "campaign.sqlite", "enrolment.add", "a gherkin.word in a sentence")
      Diagnostic(
        .error, "tags.\(code)", "x"), Diagnostic(.warning, "plan.missing", "y")
      """#
    #expect(DiagnosticCodes.literals(in: text) == ["gherkin.no-steps", "plan.missing"])
    #expect(DiagnosticCodes.unknown(in: text) == ["enrolment.add"])
    let made = DiagnosticCodes.constructed(in: text)
    #expect(made.areas == ["tags", "plan"])
    #expect(made.families == ["tags"])
  }

  @Test func `reads the last parts that are put in`() {
    let cases =
      "  package enum Kind: String, Sendable {\n    case missing, newer\n    case notHere = \"not-here\"\n  }\n"
    #expect(DiagnosticCodes.lastParts(in: cases, .cases) == ["missing", "newer", "not-here"])
    let labelled = "code: isOne ? \"one-way\" : \"other\", expression: \"text\""
    #expect(DiagnosticCodes.lastParts(in: labelled, .labelled) == ["one-way", "other"])
    let call = "throw ExpressionProblem(\n  \"empty-optional\", in: x), TagExpressionProblem(\"no\")"
    #expect(DiagnosticCodes.lastParts(in: call, .firstArgument) == ["empty-optional"])
  }

  @Test func `reads the rows of the document`() {
    let entries = DiagnosticCodes.entries(in: "| code | what |\n|---|---|---|\n| `a.b` | Bars. | `\\| x \\|` |\n")
    #expect(entries.map(\.code) == ["a.b"])
    #expect(entries.map(\.example) == ["`\u{0} x \u{0}`"])
  }
}
