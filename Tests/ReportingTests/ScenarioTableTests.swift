import Foundation
import JSON
import Reporting
import RunModel
import Testing

/// The page of results beside the source: complete, literal, and nobody's answers on it.
struct ScenarioTableTests {
  private static func table(language: String = "en") -> ScenarioTable {
    ScenarioTable(
      AcceptanceReport(SampleAcceptance.full(Report(SampleRun.record(language: language), language: language))))
  }

  @Test(arguments: ["en", "nl"])
  func `what is stored beside a page gives the page again`(_ language: String) throws {
    let table = Self.table(language: language)
    let again = try ScenarioTable(lines: String(decoding: table.json(), as: UTF8.self))
    #expect(again == table)
    #expect(again.markdown() == table.markdown())
  }

  @Test func `every scenario has one row, with all its examples`() {
    let table = Self.table()
    let record = SampleRun.record()
    #expect(table.rows.map(\.id).count == Set(record.scenarios.map(\.scenario.id)).count)
    #expect(
      table.rows.reduce(0) { $0 + $1.outcomes.reduce(0) { $0 + $1.number } } == record.scenarios.count)
    for row in table.rows { #expect(table.markdown().contains("| \(row.id) | ")) }
  }

  @Test func `it says of which site, when and with what`() {
    let page = Self.table().markdown()
    for word in ["site release", "4.5", "lmsaccept ", "lmsaccept run", "2026-"] { #expect(page.contains(word)) }
  }

  @Test func `what the LMS answered is not on it`() throws {
    let record = SampleRun.record()
    let actual = record.scenarios.flatMap(\.steps).compactMap(\.result.actual).filter { $0.count > 8 }
    try #require(!actual.isEmpty)
    let page = Self.table().markdown() + String(decoding: Self.table().json(), as: UTF8.self)
    for answer in actual { #expect(!page.contains(answer)) }
    // A reservation may name the address; nothing else does.
    let rest = record.header.reservations.reduce(page) { $0.replacing($1, with: "") }
    #expect(!rest.contains(record.header.base))
  }

  @Test func `open findings stand on it and closed ones do not`() {
    let page = Self.table().markdown()
    #expect(page.contains("| F-0001 | "))
    #expect(page.contains("nobody can &lt;enrol&gt;"))
    #expect(!page.contains("F-0003"))
  }

  @Test func `a cell is text and nothing else`() {
    var inputs = SampleAcceptance.full(Report(SampleRun.record()))
    inputs.findings[0].values[.summary] = "a|b\n*c* [d](e) <f> & `g`"
    let page = ScenarioTable(AcceptanceReport(inputs)).markdown()
    #expect(page.contains("| a\\|b \\*c\\* \\[d\\](e) &lt;f&gt; &amp; \\`g\\` |"))
  }

  @Test func `of what the machine found only the sentence is told`() {
    var inputs = SampleAcceptance.full(Report(SampleRun.record()))
    inputs.findings[0].values[.origin] = "machine"
    inputs.findings[0].values[.summary] = "expected one, actual another"
    inputs.findings[0].values[.step] = "it is so"
    let page = ScenarioTable(AcceptanceReport(inputs)).markdown()
    #expect(page.contains("| it is so |") && !page.contains("actual another"))
  }

  @Test func `a folder of the machine is not in the command`() throws {
    var record = SampleRun.record()
    record.header.selection = "--tags @prio:must /home/somebody/project/Scenarios"
    let table = ScenarioTable(AcceptanceReport(SampleAcceptance.inputs(Report(record))))
    #expect(table.command == "lmsaccept run --tags @prio:must Scenarios")
  }

  @Test(arguments: ["moodle", "kolibri"])
  func `docs/moodle.md and docs/kolibri.md are what the stored results give`(_ lms: String) throws {
    let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../docs").standardized
    let stored = try String(contentsOf: docs.appending(path: "\(lms)/results.ndjson"), encoding: .utf8)
    let table = try ScenarioTable(lines: stored)
    #expect(table.rows.count > 100)
    #expect(try String(contentsOf: docs.appending(path: "\(lms).md"), encoding: .utf8) == table.markdown())
  }
}
