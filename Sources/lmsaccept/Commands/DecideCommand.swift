import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import JSON
import RunModel
import SignOff

/// `lmsaccept decide`: what the customer decides about a frozen report.
struct DecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Write down the decision on a frozen report, as a whole and for each part.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The bundle; default: the newest in acceptance/.") var bundle: String?
  @Option(
    help: ArgumentHelp("accepted, accepted-with-reservations, rejected or deferred.", valueName: "value"))
  var value: String?
  @Option(help: ArgumentHelp("The value of one part (repeatable); others get --value.", valueName: "name=value"))
  var part: [String] = []
  @Option(help: ArgumentHelp("Who decides: a name of the list of signers.", valueName: "name")) var by: String?
  @Option(
    help: ArgumentHelp("On what it rests (repeatable); of a rejection with ids of requirements.", valueName: "text"))
  var grounds: [String] = []
  @Option(
    help: ArgumentHelp("A YAML file with reservations: text, owner, due, proof, consequence, about.", valueName: "file")
  )
  var reservations: String?
  @Option(help: ArgumentHelp("Writes such a file to fill in, and decides nothing.", valueName: "file"))
  var template: String?
  @Option(help: ArgumentHelp("From when it holds; default: today.", valueName: "day")) var effective: String?
  @Option(help: ArgumentHelp("When a guarantee or trial period begins.", valueName: "day")) var guaranteeFrom: String?
  @Option(help: ArgumentHelp("When the LMS is or was first used for real.", valueName: "day")) var firstUse: String?
  @Option(
    help: ArgumentHelp(
      "Whether the moment until which one can go back has passed: yes or no; default: by the day that the project names.",
      valueName: "answer"))
  var backOutPassed: String?
  @Option(help: ArgumentHelp("Of a postponed decision: when it is taken.", valueName: "day")) var next: String?
  @Option(help: ArgumentHelp("Of a postponed decision: what is missing (repeatable).", valueName: "text"))
  var missing: [String] = []

  func run() async throws {
    let desk = try await BundleDesk.open(bundle, project)
    if let template { return try SignOffInput.write(SignOffInput.template(desk.rules.facts, desk.texts), to: template) }
    guard let by else { throw RowEnd.usage("nobody is named who decides", hint: "say who with --by") }
    let now = Stamp(Date())
    let parts = try parts(desk.rules.facts)
    guard let whole = try Decision.whole(of: parts.map(\.value)) ?? value.map(choice) else {
      throw RowEnd.usage(
        "a decision needs a value", hint: "--value accepted|accepted-with-reservations|rejected|deferred")
    }
    let decision = Decision(
      value: whole, parts: parts, by: desk.rules.signers.signer(named: by)?.name ?? by, grounds: grounds,
      reservations: try SignOffInput.reservations(reservations),
      effective: try SignOffInput.day(effective, "--effective") ?? now.day,
      guaranteeFrom: try SignOffInput.day(guaranteeFrom, "--guarantee-from"),
      firstUse: try SignOffInput.day(firstUse, "--first-use"), isBackOutPassed: try isBackOutPassed(desk, on: now.day),
      next: try SignOffInput.day(next, "--next"),
      missing: missing)
    let entry = try desk.entry(.decision(decision), at: now)
    try desk.add(entry)
    try await desk.note(entry, .decided, reason: grounds.joined(separator: " "), project)
    Console.line("\(whole.rawValue), by \(decision.by); nobody has signed it yet".visibleLine)
    if whole == .deferred { return }
    let meaning: SigningMeaning = decision.accepts ? .approved : .rejected
    Console.line(
      "  = hint: lmsaccept sign --as \"\(decision.by)\" --meaning \(meaning.rawValue) --key FILE".visibleLine)
  }

  /// What was said, else what follows from the day in the report; nil when neither says anything.
  private func isBackOutPassed(_ desk: BundleDesk, on day: CalendarDay) throws -> Bool? {
    if let backOutPassed {
      return try SignOffInput.word(backOutPassed, "--back-out-passed", YesOrNo.allCases) == .yes
    }
    let last = desk.result.report?["acceptance"]?["back_out"]?.string.flatMap { CalendarDay($0) }
    return last.map { day > $0 }
  }

  private enum YesOrNo: String, CaseIterable { case yes, no }

  private func choice(_ text: String) throws -> Decision.Value {
    if text == Decision.Value.partly.rawValue {
      throw RowEnd.usage("\"partly\" is never chosen: it comes about when parts differ", hint: "--part NAME=VALUE")
    }
    return try SignOffInput.word(text, "--value", Decision.Value.choices)
  }

  /// In the report's order; a part that nobody named has the value of the whole.
  private func parts(_ facts: FrozenFacts) throws -> [Decision.Part] {
    var named: [String: Decision.Value] = [:]
    for text in part {
      let words = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard words.count == 2 else {
        throw RowEnd.usage("--part takes NAME=VALUE, not \"\(text.visibleLine)\"")
      }
      guard facts.parts.contains(words[0]) else {
        let near = nearestName(to: words[0], among: facts.parts).map { "did you mean \"\($0)\"?" }
        throw RowEnd.usage(
          "the report has no part \"\(words[0].visibleLine)\"",
          hint: near ?? (facts.parts.isEmpty ? "it is decided on as a whole" : facts.parts.joined(separator: ", ")))
      }
      named[words[0]] = try SignOffInput.word(words[1], "--part", Decision.Value.choices)
    }
    return try facts.parts.map { name in
      guard let value = try named[name] ?? value.map(choice) else {
        throw RowEnd.usage("the part \"\(name)\" has no value", hint: "--part \"\(name)=VALUE\", or --value for all")
      }
      return Decision.Part(name: name, value: value)
    }
  }
}
