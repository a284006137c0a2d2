import Campaign
import Diagnostics
import RunModel

extension HTMLReport {
  /// Areas against outcomes.
  mutating func writeAreas() {
    let outcomes = report.countedOutcomes.map(\.outcome)
    var counts: [String: [Outcome: Int]] = [:]
    for result in report.results {
      let areas = result.scenario.scenario.values(of: "area")
      for area in areas.isEmpty ? [""] : areas { counts[area, default: [:]][result.outcome, default: 0] += 1 }
    }
    page.element("h2", texts("By area", "Per gebied"))
    page.raw("<div class=\"wide\"><table><thead><tr>")
    page.element("th", texts("Area", "Gebied"))
    for outcome in outcomes { page.element("th", class: "number", texts.name(outcome)) }
    page.element("th", class: "number", texts("together", "samen"))
    page.raw("</tr></thead><tbody>\n")
    for area in counts.keys.sorted() {
      let row = counts[area] ?? [:]
      page.raw("<tr>")
      page.element("td", area.isEmpty ? texts("(none)", "(geen)") : area)
      for outcome in outcomes {
        let count = row[outcome] ?? 0
        page.element("td", class: count == 0 ? "number zero" : "number", String(count))
      }
      page.element("td", class: "number", String(row.values.reduce(0, +)))
      page.raw("</tr>\n")
    }
    page.raw("</tbody></table></div>\n")
  }

  /// What a careful reader must know: known failures, passes after a repeat, not applicable, refusals that prove little,
  /// disagreements, clean-up.
  mutating func writeRemarks() {
    writeKnown()
    writeFlaky()
    writeInapplicable()
    writeUncontrolled()
    writeDisagreements()
    writeTroubles()
  }

  private mutating func writeKnown() {
    let known = report.results(.known)
    if known.isEmpty { return }
    page.element("h2", texts("Known failures", "Bekende fouten"))
    page.element(
      "p",
      texts(
        "These fail as an open finding says. They count as met nowhere.",
        "Deze falen zoals een open bevinding zegt. Ze gelden nergens als voldaan."))
    page.raw("<ul>\n")
    for result in known { writeItem(result, result.scenario.result?.message ?? "") }
    page.raw("</ul>\n")
  }

  private mutating func writeFlaky() {
    let flaky = report.results(.flaky)
    if flaky.isEmpty { return }
    page.element("h2", texts("Passed only when repeated", "Pas geslaagd na herhaling"))
    page.raw("<ul>\n")
    for result in flaky {
      let before = result.scenario.earlier.map { attempt in
        let outcome = attempt.result.map { texts.name($0.outcome) } ?? texts("cut off", "afgebroken")
        let message = attempt.result?.message ?? ""
        return texts("attempt ", "poging ") + "\(attempt.attempt): \(outcome)" + (message.isEmpty ? "" : ", \(message)")
      }
      writeItem(result, before.joined(separator: "; "))
    }
    page.raw("</ul>\n")
  }

  private mutating func writeItem(_ result: JoinedResult, _ text: String) {
    let scenario = result.scenario.scenario
    page.raw("<li><a class=\"id\" href=\"#s")
    page.number(scenario.index)
    page.raw("\">")
    page.text(scenario.title)
    page.raw("</a> ")
    page.text("\(scenario.name): \(text)")
    page.raw("</li>\n")
  }

  private mutating func writeInapplicable() {
    let reasons = report.inapplicableReasons
    if reasons.isEmpty { return }
    page.element("h2", texts("Not applicable", "Niet van toepassing"))
    page.raw("<ul>\n")
    for (reason, count) in reasons { page.element("li", "\(texts.scenarios(count)): \(reason)") }
    page.raw("</ul>\n")
  }

  private mutating func writeUncontrolled() {
    let attempts = report.attemptsWithoutControl
    if attempts.isEmpty { return }
    page.element("h2", texts("Refusals without a control", "Weigeringen zonder tegenproef"))
    page.element(
      "p",
      texts(
        "These steps were refused as wanted, but they succeeded for nobody in this run: the refusals prove little.",
        "Deze stappen werden geweigerd zoals gewenst, maar lukten niemand in deze run: de weigeringen bewijzen weinig.")
    )
    page.raw("<ul>\n")
    for attempt in attempts {
      page.element("li", "\(attempt.definition.pattern) (\(attempt.scenarios.joined(separator: ", ")))")
    }
    page.raw("</ul>\n")
  }

  private mutating func writeDisagreements() {
    let disputed = report.results.flatMap(\.disagreements)
    if disputed.isEmpty { return }
    page.element("h2", texts("Disagreements", "Verschillen van oordeel"))
    page.element(
      "p",
      texts(
        "The lead settles these with \"lmsaccept resolve\".", "De leider beslist hierover met \"lmsaccept resolve\"."))
    for row in disputed {
      page.raw("<article class=\"unsure\">\n<h3>")
      page.text("\(row.row.id) · \(row.row.scenarioID)")
      page.raw("</h3>\n")
      if row.row.kind == .failed {
        page.element("p", texts("The machine: failed. ", "De machine: gefaald. ") + row.row.remark)
      }
      page.verdicts(of: row, texts)
      page.close("article")
    }
  }

  private mutating func writeTroubles() {
    let troubles = report.results.flatMap { result in
      (result.scenario.result?.cleanUpTroubles ?? []).map { (result.scenario.scenario.title, $0) }
    }
    if troubles.isEmpty { return }
    page.element("h2", texts("Not cleaned up", "Niet opgeruimd"))
    page.raw("<ul>\n")
    for (title, trouble) in troubles { page.element("li", "\(title): \(trouble)") }
    page.raw("</ul>\n")
  }

  /// Every scenario under its feature, with its steps.
  mutating func writeScenarios() {
    page.element("h2", texts("All scenarios", "Alle scenario's"))
    var feature: String?
    for result in report.results {
      let scenario = result.scenario.scenario
      if scenario.feature != feature {
        page.element("h3", scenario.feature)
        feature = scenario.feature
      }
      write(result)
      handOn()
    }
  }

  private mutating func write(_ result: JoinedResult) {
    let scenario = result.scenario.scenario
    page.raw("<details id=\"s")
    page.number(scenario.index)
    page.raw("\"><summary>")
    page.mark(OutcomeMark(result, texts))
    page.raw(" <span class=\"id\">")
    page.text(scenario.title)
    page.raw("</span> ")
    page.text(scenario.name)
    if result.isPassedUnchecked { page.element("span", class: "soft", texts(" (no check)", " (geen controle)")) }
    page.raw("</summary>\n")
    let requirements = scenario.values(of: "req")
    if !requirements.isEmpty {
      page.element("p", class: "soft", texts("Requirements: ", "Eisen: ") + requirements.joined(separator: ", "))
    }
    if let message = result.scenario.result?.message, result.outcome == .notApplicable { page.element("p", message) }
    page.raw("<ol class=\"steps\">\n")
    if let setUp = result.scenario.setUp { write(setUp, named: texts("(set-up)", "(klaarzetten)")) }
    for step in result.scenario.steps { write(step, in: result) }
    if let conclusion = result.scenario.conclusion {
      write(conclusion, named: texts("(after the last step)", "(na de laatste stap)"))
    }
    page.raw("</ol>\n")
    for row in result.rows where !row.verdicts.isEmpty || !row.stale.isEmpty { page.verdicts(of: row, texts) }
    page.close("details")
  }

  private mutating func write(_ result: StepResult, named name: String) {
    page.raw("<li>")
    writeSign(result.outcome)
    page.element("span", class: "key", name)
    write(result)
    page.raw("</li>\n")
  }

  private mutating func write(_ record: StepRecord, in result: JoinedResult) {
    page.raw("<li>")
    writeSign(record.result.outcome)
    page.raw("<span class=\"key\">")
    page.text(record.step.keyword.trimmedEnd)
    page.raw("</span> ")
    page.text(record.step.text)
    if record.result.outcome != .passed {
      page.raw(" <span class=\"soft\">(")
      page.text(texts.name(record.result.outcome))
      page.raw(")</span>")
    }
    if let table = record.step.table {
      page.raw("<table class=\"step-table\">")
      for row in table {
        page.raw("<tr>")
        for cell in row { page.element("td", cell) }
        page.raw("</tr>")
      }
      page.raw("</table>")
    }
    if let docString = record.step.docString { page.element("pre", docString) }
    write(record.result)
    for note in record.result.notes { page.element("p", class: "soft", note) }
    for attachment in record.result.attachments { write(attachment) }
    if record.result.outcome.isProblem { writeExchanges(of: record, in: result.scenario.scenario) }
    page.raw("</li>\n")
  }

  /// Attachments are shown as text only, whatever they say they are.
  private mutating func write(_ attachment: Attachment) {
    page.raw("<details><summary>")
    page.text("\(attachment.name) (\(attachment.mediaType))")
    page.raw("</summary><pre>")
    page.text(BodyText.text(attachment.body, texts: texts))
    page.raw("</pre></details>")
  }

  private mutating func writeSign(_ outcome: Outcome) {
    let mark = OutcomeMark(outcome, texts)
    page.raw("<span class=\"mark ")
    page.raw(mark.style)
    page.raw("\" title=\"")
    page.text(mark.name)
    page.raw("\"><span aria-hidden=\"true\">")
    page.raw(mark.sign)
    page.raw("</span></span>")
  }
}
