import Campaign
import Foundation
import Reporting
import RunModel
import Testing

struct RenderingTests {
  private func report(_ language: String, finished: Bool = true) -> Report {
    let record = SampleRun.record(language: language, finished: finished)
    let names = language == "nl" ? ["learner": "cursist", "trainer": "docent"] : [:]
    return Report(
      record, verdicts: SampleRun.verdicts(for: record), exchanges: SampleRun.exchanges, roleNames: names)
  }

  @Test(arguments: ["en", "nl"]) func `pages look like this`(_ language: String) throws {
    try Golden.check(HTMLReport.bytes(report(language)), "report-\(language).html")
    let acceptance = AcceptanceReport(SampleAcceptance.full(report(language)))
    try Golden.check(acceptance.html(), "acceptance-\(language).html")
    if language == "en" { try Golden.check(acceptance.json(), "acceptance.json") }
  }

  @Test func `the page of a long run comes in pieces, each scenario once`() {
    var report = report("en")
    report.results = Array(repeating: report.results, count: 200).flatMap(\.self)
    var pieces: [[UInt8]] = []
    HTMLReport.write(report) { pieces.append($0) }
    #expect(pieces.count > 1)
    let page = String(decoding: pieces.joined(), as: UTF8.self)
    #expect(page.components(separatedBy: "<details id=").count - 1 == report.results.count)
    #expect(page.components(separatedBy: "</html>").count == 2)
  }

  @Test(arguments: ["en", "nl"]) func `terminal texts look like this`(_ language: String) throws {
    let report = report(language)
    let files = ["Reports/run-31/report.html", "Reports/run-31/results.csv"]
    try Golden.check(TerminalSummary.text(report, files: files), "summary-\(language).txt")
    try Golden.check(ShowRun.text(report), "run-\(language).txt")
    let scenarios = [1, 3].map {
      ShowScenario.text(report.results[$0], of: report, exchanges: SampleRun.exchanges[$0] ?? [])
    }
    try Golden.check(scenarios.joined(separator: "\n"), "scenario-\(language).txt")
    let exchange = try #require(SampleRun.exchanges[1]?.first)
    try Golden.check(ShowExchange.text(exchange, language: language), "exchange-\(language).txt")
  }

  @Test(arguments: [("en", "blocked", "broken"), ("nl", "geblokkeerd", "niet te bepalen")])
  func `where a person was kept from judging the word is the person's`(
    _ language: String, _ word: String, _ machines: String
  ) {
    var report = report(language)
    let blocked = Judging.judged("A-01", [.blocked])
    report.results = [blocked]
    let texts = [
      ShowRun.text(report), ShowScenario.text(blocked, of: report, exchanges: []),
      TerminalSummary.text(report).lowercased(),
    ]
    for text in texts {
      #expect(text.contains("A-01") || text.contains("a-01"))
      #expect(text.contains(word) && !text.contains(machines))
    }
    // What the machine could not tell keeps its own.
    let broken = Judging.result("B-01", .broken)
    report.results = [broken]
    #expect(ShowRun.text(report).contains("\n\(machines)  B-01"))
    #expect(ShowScenario.text(broken, of: report, exchanges: []).contains(machines))
  }

  @Test func `files for programs look like this`() throws {
    let report = report("nl")
    try Golden.check(ResultsCSV.bytes(report), "results.csv")
    try Golden.check(JUnitReport.bytes(report), "junit.xml")
    try Golden.check(MessagesReport.bytes(report), "messages.ndjson")
  }

  @Test func `colour adds nothing but colour`() {
    let report = report("en")
    let coloured = TerminalSummary.text(report, colour: true)
    var plain = ""
    var isEscape = false
    for scalar in coloured.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { plain.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    #expect(coloured != plain)
    #expect(plain == TerminalSummary.text(report))
  }

  @Test(arguments: [60, 80, 120]) func `no line is wider than the terminal`(_ width: Int) {
    let report = report("nl")
    let texts = [
      TerminalSummary.text(report, width: width), ShowRun.text(report, width: width),
      ShowScenario.text(report.results[1], of: report, exchanges: SampleRun.exchanges[1] ?? [], width: width),
    ]
    for line in texts.joined().split(separator: "\n") { #expect(line.count <= width, "\(line)") }
  }

  @Test func `a run that was cut off says so`() {
    let report = report("en", finished: false)
    #expect(TerminalSummary.text(report).contains("cut off"))
    #expect(String(decoding: HTMLReport.bytes(report), as: UTF8.self).contains("The run was cut off."))
    let messages = String(decoding: MessagesReport.bytes(report), as: UTF8.self)
    #expect(!messages.contains("testRunFinished"))
  }

  @Test func `known failures and passes after a repeat stand apart from what passed`() {
    var record = SampleRun.record()
    let first = record.scenarios[1]
    record.scenarios[0].earlier = [first]
    record.scenarios[0].attempt = 2
    record.scenarios[0].result?.outcome = .flaky
    record.scenarios[1].result?.outcome = .known
    record.scenarios[1].result?.message = "F-0012: 1 of 2"
    let page = String(decoding: HTMLReport.bytes(Report(record)), as: UTF8.self)
    let parts = page.components(separatedBy: "<h2>")
    let known = parts.first { $0.hasPrefix("Known failures") }
    #expect(known?.contains(">USR-03") == true && known?.contains("F-0012: 1 of 2") == true)
    let flaky = parts.first { $0.hasPrefix("Passed only when repeated") }
    #expect(flaky?.contains(">ENR-01") == true && flaky?.contains("attempt 1: failed, course &quot;VCA&quot;") == true)
  }

  @Test func `reservations stand on every page`() {
    let report = report("en")
    let acceptance = AcceptanceReport(SampleAcceptance.inputs(report)).html()
    for bytes in [HTMLReport.bytes(report), acceptance] {
      let page = String(decoding: bytes, as: UTF8.self)
      #expect(page.contains("<p>ran against the built-in LMS, not a real one</p>"))
      #expect(page.contains("@bottom-left"))
    }
  }

  @Test func `handed in Gherkin lines stand before the results that name them`() throws {
    let lines = "{\"pickle\":{\"id\":\"p0\"}}"
    let bytes = MessagesReport.bytes(report("en"), gherkin: Array(lines.utf8))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.split(separator: "\n")[1] == lines)
    #expect(text.contains("\"pickleId\":\"p0\""))
    #expect(!text.contains("pickle-0"))
  }
}

/// Texts of a server must stay texts.
struct HostileTextTests {
  static let texts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style><script>",
    "]]>", "&lt;script&gt;", "\u{0}\u{1B}[2J\u{7F}\u{9B}31m", "\u{202E}gnp.exe", "\u{FFFE}\u{FFFF}", "a\nb\tc",
    "{{7*7}}",
    "\\3c/style>", "*/</style>",
  ]

  private func report(_ text: String) -> Report {
    var record = SampleRun.record()
    record.header.project = text
    record.header.base = text
    record.header.reservations = [text]
    record.header.selection = text
    for place in record.scenarios.indices {
      record.scenarios[place].scenario.name = text
      record.scenarios[place].scenario.feature = text
      record.scenarios[place].scenario.tags += ["@area:\(text)", "@req:\(text)", "@role:\(text)"]
      record.scenarios[place].result?.message = text
      record.scenarios[place].result?.cleanUpTroubles = [text]
      for step in record.scenarios[place].steps.indices {
        record.scenarios[place].steps[step].step.text = text
        record.scenarios[place].steps[step].step.docString = text
        record.scenarios[place].steps[step].step.table = [[text]]
        record.scenarios[place].steps[step].result.message = text
        record.scenarios[place].steps[step].result.actual = text
        record.scenarios[place].steps[step].result.notes = [text]
        record.scenarios[place].steps[step].result.attachments = [
          Attachment(name: text, mediaType: "text/html", body: Array(text.utf8))
        ]
      }
    }
    var exchanges = SampleRun.exchanges
    exchanges[1]?[0].answerBody = Array(text.utf8)
    exchanges[1]?[0].url = text
    exchanges[1]?[0].who = text
    return Report(record, exchanges: exchanges)
  }

  /// Tags of a page, as a browser cuts them; attribute values of ours hold no `>`.
  private func tags(_ page: String) -> Set<String> {
    var tags: Set<String> = []
    for part in page.split(separator: "<").dropFirst() {
      tags.insert(String(part.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" }))
    }
    // Ours, wherever a word is long.
    tags.remove("wbr")
    return tags
  }

  @Test(arguments: texts) func `no text becomes markup`(_ text: String) {
    let clean = tags(String(decoding: HTMLReport.bytes(report("plain")), as: UTF8.self))
    let page = String(decoding: HTMLReport.bytes(report(text)), as: UTF8.self)
    #expect(tags(page) == clean)
    #expect(!clean.contains("script") && !clean.contains("img"))
    #expect(page.components(separatedBy: "</style>").count == 3)
    #expect(!page.contains(" onerror=") || page.contains("&lt;img src=x onerror="))
    #expect(!page.contains("' onmouseover"))
    let requirement = Requirement(id: text, area: text, text: text, source: text, risk: text)
    var inputs = SampleAcceptance.inputs(report(text))
    inputs.project.requirements = [requirement]
    let acceptance = String(decoding: AcceptanceReport(inputs).html(), as: UTF8.self)
    #expect(!acceptance.contains("<script") && !acceptance.contains("<img"))
  }

  @Test(arguments: texts) func `nothing steers the terminal`(_ text: String) throws {
    let report = report(text)
    let exchange = try #require(report.exchanges[1]?.first)
    let shown = [
      TerminalSummary.text(report), ShowRun.text(report),
      ShowScenario.text(report.results[1], of: report, exchanges: [exchange]),
      ShowExchange.text(exchange, language: "en"), ShowExchange.curl(exchange),
    ]
    for scalar in shown.joined().unicodeScalars {
      let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F..<0xA0).contains(scalar.value)
      #expect(!isControl && scalar != "\u{202E}", "\(text.debugDescription)")
    }
  }

  @Test(arguments: texts) func `XML stays XML`(_ text: String) throws {
    let bytes = JUnitReport.bytes(report(text))
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      #expect(scalar.value >= 0x20 || scalar == "\n" || scalar == "\t")
      #expect(scalar.value != 0xFFFE && scalar.value != 0xFFFF)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("<script") && !text.contains("]]>"))
  }
}
