import Campaign
import Diagnostics
import Foundation
import JSON
import Reporting
import RunModel
import SignOff

/// Everything that a freeze gathers, and what stands in its way.
struct FreezeDraft {
  /// What of people's data goes along.
  enum Evidence: String, CaseIterable, Sendable {
    /// No worksheets, pictures and bodies; names as they stand in the report.
    case none
    /// Pseudonyms in place of testers' names; worksheets and pictures by digest only.
    case redacted
    case full
  }

  struct Wish {
    var evidence: Evidence
    var language: String?
    var isRehearsal: Bool
    /// Why it is frozen although something is open; nil: then it is not.
    var incompleteReason: String?
  }

  let maker: BundleMaker
  /// Rows, disagreements and stale results, a sentence each.
  let open: [String]
  /// Why this can be a rehearsal only.
  let rehearsal: [String]
}

extension FreezeDraft {
  static func gather(
    _ context: CommandContext, _ store: CampaignStore, _ wish: Wish, now: Stamp, as known: Freeze? = nil
  ) async throws -> FreezeDraft {
    let workspace = context.workspace
    var inputs = try await AcceptanceDesk.inputs(workspace, store, language: wish.language)
    guard inputs.planned != nil else {
      Console.error("error: \(Criteria.unreadable(Texts(language: "en"), inputs.planTrouble))".visibleLine)
      Console.error("  = hint: lmsaccept check says why; freeze where Scenarios/ is")
      throw CommandEnd(.unreadable)
    }
    let texts = inputs.report.texts
    let entries = try await store.journal()
    let journal = known.map { known in entries.filter { $0.number <= known.journal } } ?? entries
    inputs.report.journalHead = journal.last.map { hex($0.digest) }
    let freezes = try await store.freezes().filter { $0.revision < known?.revision ?? .max }
    let own = freezes.filter { $0.isAbout(target: workspace.target.name) }
    inputs.earlier = EarlierDecisions.read(journal, on: own, texts)
    let testers = try await store.personalData().people + workspace.project.testers.map(\.name)
    let pseudonyms = wish.evidence == .redacted ? Pseudonyms(testers, word: texts("tester", "tester")) : nil
    if let pseudonyms { inputs = inputs.hidden(by: pseudonyms) }
    let open = open(inputs.report, texts)
    let rehearsal = rehearsal(inputs, texts)
    let said = inputs.report.record.header.reservations
    inputs.report.record.header.reservations += rehearsal.filter { !said.contains($0) }
    if !open.isEmpty, let reason = wish.incompleteReason {
      inputs.report.record.header.reservations.append(
        texts("Frozen although ", "Toch bevroren, terwijl openstaat: ") + open.joined(separator: "; ")
          + texts(": ", "; reden: ") + reason)
    }
    let advices = try await store.advices(round: inputs.round.number, target: workspace.target.name)
    inputs.advice = advices.last?.advice
    let facts = try await facts(inputs, store, workspace.project.testers.map(\.name))
    let acceptance = AcceptanceReport(inputs)
    var files = try await evidence(inputs, store, wish, pseudonyms)
    files["results.csv"] = acceptance.resultsCSV()
    files["findings.csv"] = acceptance.findingsCSV()
    files["traceability.csv"] = acceptance.traceabilityCSV()
    files["criteria.csv"] = acceptance.criteriaCSV()
    files["journal.jsonl"] = JournalExport.bytes(journal) { entry in pseudonyms?.isNamed(in: entry.text) ?? false }
    files["advice.json"] =
      JSONValue.array(
        advices.map { given in
          [
            "at": .string(
              Stamp(seconds: Int(given.advice.at), offsetMinutes: given.utcOffsetMinutes).description),
            "advice": given.advice.json,
          ]
        }
      ).canonicalBytes
    let moment = known.map { Stamp(seconds: Int($0.at), offsetMinutes: $0.utcOffsetMinutes) } ?? now
    var complete = facts
    complete.incomplete = open
    complete.incompleteReason = open.isEmpty ? "" : wish.incompleteReason ?? ""
    complete.rehearsal =
      wish.isRehearsal && rehearsal.isEmpty ? [texts("Asked for.", "Daar is om gevraagd.")] : rehearsal
    let maker = BundleMaker(
      content: BundleContent(
        project: workspace.project.name, round: inputs.round.number, revision: (freezes.last?.revision ?? 0) + 1,
        replaces: own.last?.code, frozenAt: moment, frozenBy: known?.actor ?? CampaignStore.actor,
        isRehearsal: wish.isRehearsal, evidence: wish.evidence.rawValue, language: texts.language,
        version: Version.current, journalLine: journal.last?.number ?? 0,
        journalHead: inputs.report.journalHead ?? "", files: []),
      files: files, facts: complete,
      signers: try SignOffInput.signers(workspace.signersPath) ?? SignersList([]), advice: advices.last
    ) { seal in
      try await render(inputs, seal, moment)
    }
    return FreezeDraft(maker: maker, open: open, rehearsal: rehearsal)
  }

  /// A PDF where it can be made; a bundle without one is whole.
  private static func render(
    _ inputs: AcceptanceInputs, _ seal: ReportSeal, _ moment: Stamp
  ) async throws -> [String: [UInt8]] {
    var inputs = inputs
    inputs.seal = seal
    inputs.utcOffsetMinutes = moment.offsetMinutes
    inputs.verification = CheckingText(code: seal.code, isRehearsal: seal.state == .rehearsal)
      .paragraphs(inputs.report.texts)
    let report = AcceptanceReport(inputs)
    var files = ["report.html": report.html(), "report.json": report.json()]
    guard Program.find("weasyprint") != nil else { return files }
    do throws(PDFPrinter.Problem) {
      files["report.pdf"] = try await PDFPrinter().pdf(of: report.html())
    } catch {
      Console.error("warning: no report.pdf: \(error.message)".visibleLine)
      Console.error("  = hint: \(error.hint)".visibleLine)
    }
    return files
  }

  /// What waits for people, is disputed, or is of something else.
  private static func open(_ report: Report, _ texts: Texts) -> [String] {
    var open: [String] = []
    let rows = report.openRows.count
    if rows > 0 {
      open.append(
        texts.count(
          rows, ("row awaits a verdict", "rows await a verdict"),
          ("rij wacht op een oordeel", "rijen wachten op een oordeel")))
    }
    let unfinished = report.results.count(where: \.isUnfinished)
    if unfinished > 0 {
      open.append(
        texts.count(
          unfinished, ("scenario waits for lmsaccept finish", "scenarios wait for lmsaccept finish"),
          ("scenario wacht op lmsaccept finish", "scenario's wachten op lmsaccept finish")))
    }
    let disputes = report.results.flatMap(\.disagreements).count
    if disputes > 0 {
      open.append(
        texts.count(
          disputes, ("disagreement is open", "disagreements are open"),
          ("verschil van oordeel is open", "verschillen van oordeel zijn open")))
    }
    let stale = report.stale.count
    if stale > 0 {
      open.append(
        texts.count(
          stale, ("result is stale", "results are stale"), ("resultaat is verouderd", "resultaten zijn verouderd")))
    }
    return open
  }

  private static func rehearsal(_ inputs: AcceptanceInputs, _ texts: Texts) -> [String] {
    var grounds = inputs.report.record.header.reservations.filter(RunReservation.isRehearsal)
    let isBuiltIn = inputs.rounds.contains { round in
      round.site?.lines.contains { $0.name == "site built-in" } ?? false
    }
    if grounds.isEmpty, isBuiltIn { grounds.append(RunReservation.builtIn.text(texts)) }
    return grounds
  }

  private static func facts(
    _ inputs: AcceptanceInputs, _ store: CampaignStore, _ planned: [String]
  ) async throws -> FrozenFacts {
    let criteria = AcceptanceReport(inputs).criteria.filter { $0.kind == .exit && $0.standing != .notApplicable }
    let salt = try await store.signOffSalt()
    return FrozenFacts(
      criteria: criteria.map {
        .init(id: $0.id, title: $0.title, norm: $0.norm, measure: $0.measure, isMet: $0.isMet)
      },
      findings: inputs.findings.filter(\.isOpen).map {
        .init(id: $0.id, severity: $0.severity?.rawValue ?? "unrated")
      },
      requirements: inputs.project.requirements.map(\.id), parts: inputs.project.acceptance.parts.map(\.id),
      testers: Array(try await store.testerMarks(planned)), salt: salt)
  }
}

extension AcceptanceInputs {
  fileprivate func hidden(by pseudonyms: Pseudonyms) -> AcceptanceInputs {
    var inputs = self
    inputs.report = pseudonyms(report)
    inputs.histories = histories.map { pseudonyms($0) }
    inputs.findings = findings.map { pseudonyms($0) }
    inputs.project = pseudonyms(project)
    for place in inputs.sheets.indices {
      inputs.sheets[place].request.tester = pseudonyms.name(inputs.sheets[place].request.tester)
    }
    for place in inputs.rounds.indices { inputs.rounds[place].testers = rounds[place].testers.map(pseudonyms.name) }
    inputs.earlier = earlier.map { pseudonyms($0) }
    return inputs
  }
}

extension Workspace {
  /// Where the list of those who may sign is.
  var signersPath: String { project.folder.map { $0 + "/" + project.signers } ?? project.signers }
}
