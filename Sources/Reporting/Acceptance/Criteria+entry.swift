import Campaign
import RunModel

/// When the tests may begin.
extension Criteria {
  /// Everything that is asked for before testers start passes.
  var entryPack: Criterion {
    let wanted = results.filter { result in
      tags(of: result).contains(where: sources.round.isEntry) && result.outcome != .notApplicable
    }
    let good = wanted.filter { [.passed, .passedWithRemark].contains(Standing($0)) }
    let never = unrun.filter { sources.round.isEntry($0.tags) && $0.notApplicable == nil }.map(\.title)
    let bad = wanted.filter { ![.passed, .passedWithRemark].contains(Standing($0)) }.map(\.scenario.scenario.title)
    let total = wanted.count + never.count
    func isEntry(_ result: JoinedResult) -> Bool { tags(of: result).contains(where: sources.round.isEntry) }
    return Criterion(
      id: "E1", title: texts("entry pack passed", "toegangstest geslaagd"), norm: "100 %", numerator: good.count,
      denominator: total, isMet: total == 0 ? nil : good.count == total,
      missing: total == 0
        ? [texts("no scenario belongs to the entry pack", "geen scenario hoort bij de toegangstest")]
        : (bad + never).sorted(), notes: leftOut(where: isEntry) + gone(where: isEntry))
  }

  /// The site says of itself what was agreed.
  var plannedSite: Criterion {
    let wanted = sources.settings.site
    let lines = sources.round.round?.site?.lines
    let found = Dictionary((lines ?? []).map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
    // Names of the site's own lines are stored with a word before them.
    let differing = wanted.sorted { $0.key < $1.key }.compactMap { name, text -> String? in
      let actual = found[name] ?? found["site \(name)"]
      return actual == text ? nil : "\(name): \(actual ?? texts("(none)", "(geen)"))"
    }
    var missing = differing
    if wanted.isEmpty {
      missing = [texts("the project names no version", "het project noemt geen versie")]
    } else if lines == nil {
      missing = [texts("the site was not read", "de site is niet uitgelezen")]
    }
    return Criterion(
      id: "E2", title: texts("site is the version that was agreed", "site is de afgesproken versie"), norm: "100 %",
      numerator: lines == nil ? 0 : wanted.count - differing.count, denominator: wanted.count,
      isMet: wanted.isEmpty || lines == nil ? nil : differing.isEmpty, missing: missing)
  }

  /// Each tester has the worksheet of each role with something to judge in this round, and was briefed.
  var worksheets: Criterion {
    let round = sources.round.round?.number
    let roles = Set(
      results.filter { !($0.origin?.isCarried ?? false) || !$0.openRows.isEmpty }.flatMap(\.rows)
        .filter { !$0.row.isForLead }.map(\.row.role))
    let wanted = sources.round.testers.flatMap { tester in
      tester.roles.filter(roles.contains).map { (tester: tester.name, role: $0) }
    }
    let lacking = wanted.filter { wish in
      !sources.round.sheets.contains { sheet in
        sheet.request.round == round && sheet.request.tester == wish.tester && sheet.request.role == wish.role
      }
    }
    let statement = sources.settings.statements["E5"]
    var missing = lacking.map { texts("worksheet of ", "werkblad van ") + "\($0.tester) (\($0.role))" }
    if wanted.isEmpty {
      missing.append(texts("no tester has anything to judge", "geen tester heeft iets te beoordelen"))
    }
    if statement == nil {
      missing.append(texts("nobody stated the briefing", "niemand verklaarde de briefing"))
    } else if statement?.isMet == false {
      missing.append(texts("stated: not briefed", "verklaard: niet ingelicht"))
    }
    let isFalse = !lacking.isEmpty || statement?.isMet == false
    return Criterion(
      id: "E5", title: texts("testers have worksheets and were briefed", "testers hebben werkbladen en zijn ingelicht"),
      norm: "100 %", numerator: wanted.count - lacking.count, denominator: wanted.count,
      isMet: isFalse ? false : (wanted.isEmpty || statement == nil ? nil : true), missing: missing,
      statement: statement)
  }

  /// Nothing that the tests send leaves the house.
  var caughtMail: Criterion {
    let results = results.filter { $0.scenario.scenario.id == "NOT-06" }
    let good = results.filter { [.passed, .passedWithRemark].contains(Standing($0)) }
    return Criterion(
      id: "E6",
      title: texts("mail of the test site is caught (NOT-06)", "mail van de testomgeving is afgevangen (NOT-06)"),
      norm: "100 %", numerator: good.count, denominator: results.count,
      isMet: results.isEmpty ? nil : good.count == results.count,
      missing: results.isEmpty
        ? [texts("NOT-06 was not run", "NOT-06 is niet gedraaid")]
        : results.filter { ![.passed, .passedWithRemark].contains(Standing($0)) }.map(\.scenario.scenario.title))
  }
}

/// When the tests have to stop.
extension Criteria {
  /// Of the last day on which anything came in: an earlier one is over.
  var blockedRows: Criterion {
    let last = sources.round.days.last { !$0.verdicts.isEmpty }
    let blocked = last?.verdicts.count { $0 == .blocked } ?? 0
    let total = last?.verdicts.count ?? 0
    return Criterion(
      id: "S2", title: texts("rows blocked on the last test day", "rijen geblokkeerd op de laatste testdag"),
      norm: texts("at most ", "hoogstens ") + "\(norms.blockedRows) %", numerator: blocked, denominator: total,
      isMet: total == 0 ? nil : blocked * 100 <= norms.blockedRows * total,
      missing: total == 0
        ? [texts("no tester said anything in this round", "geen tester zei iets in deze ronde")]
        : blocked == 0 ? [] : [(last?.day.description ?? "")])
  }

  /// One site from the first run of the round to the last.
  var sameSite: Criterion {
    var sites = sources.round.sites
    if let code = sources.round.round?.site?.code { sites.insert(code) }
    return Criterion(
      id: "S3", title: texts("changes of the site in this round", "wijzigingen van de site in deze ronde"), norm: "0",
      numerator: max(0, sites.count - 1), isMet: sites.isEmpty ? nil : sites.count == 1,
      missing: sites.isEmpty
        ? [texts("the site was not read", "de site is niet uitgelezen")] : sites.count == 1 ? [] : sites.sorted())
  }
}
