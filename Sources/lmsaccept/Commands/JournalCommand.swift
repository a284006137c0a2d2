import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import JSON
import RunModel
import SignOff

/// `lmsaccept journal`: who did what when and why, and whether anything of it was changed.
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Print the journal of the campaign, or check it and everything that it speaks of."
  )

  @OptionGroup var project: ProjectOptions
  @Flag(help: "For programs: the lines exactly as the digests are over them.") var json = false
  @Flag(help: "Say what does not hold; nothing is printed of the lines.") var check = false

  func run() async throws {
    let store = try CommandContext.load(project, needsSecrets: false).store()
    let entries = try await store.journal()
    if json {
      Console.text(String(decoding: JournalExport.bytes(entries), as: UTF8.self))
    } else if !check {
      let reasons = try await store.journalReasons()
      for entry in entries { Console.line(Self.line(entry, reasons[entry.number] ?? "").visibleLine) }
    }
    guard check else { return }
    let faults = try await store.verify()
    for fault in faults { Console.line("DOES NOT HOLD  \(fault)".visibleLine) }
    let head = entries.last.map { hex($0.digest) } ?? ""
    if faults.isEmpty {
      Console.line("\(entries.count) lines hold, and so does everything that they speak of")
      Console.line("the last: \(head)")
      Console.line(
        "a journal that was written anew as a whole holds, too: compare this with what stands on sheets and reports")
      return
    }
    throw CommandEnd(.notRight)
  }

  /// `12  2026-11-26 03:12:04 +01:00  marieke@laptop  resolved R-7K2QXBM  verdict passed: seen again`
  private static func line(_ entry: JournalEntry, _ reason: String) -> String {
    if entry.isErased { return "\(entry.number)  (erased)" }
    let json = entry.json
    let moment = Stamp(seconds: (json["at"]?.int ?? 0) / 1000, offsetMinutes: json["utc_offset"]?.int ?? 0)
    let detail = (json["detail"]?.string).flatMap { try? JSONValue(parsing: $0) }
    let facts = (detail?.members ?? []).compactMap { member -> String? in
      switch member.value {
      // Digests are for --check.
      case .string(let text) where text.count == 64: nil
      case .string(let text): text.isEmpty ? nil : "\(member.key) \(text)"
      case .number(let text): "\(member.key) \(text)"
      case .bool(let flag): flag ? member.key : nil
      case .object(let members):
        members.compactMap { item in item.value.string.map { "\(item.key) \($0)" } }.joined(separator: ", ")
      case .array(let values):
        values.isEmpty
          ? nil : "\(member.key) \(values.compactMap { $0.string ?? $0["id"]?.string }.joined(separator: ", "))"
      case .null: nil
      }
    }.filter { !$0.isEmpty }
    let what = "\(json["action"]?.string ?? "") \(json["object"]?.string ?? "")"
    let why = reason.isEmpty ? "" : ": \(reason)"
    return
      "\(entry.number)  \(moment.shown)  \(json["actor"]?.string ?? "")  \(what)  \(facts.joined(separator: ", "))\(why)"
  }
}
