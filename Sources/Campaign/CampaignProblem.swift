package import Diagnostics
import GRDB

/// Why the campaign file cannot be used, in a sentence for the person who asked.
package struct CampaignProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case missing, foreign, newer, corrupt, busy, full
    case closed
    case notWritable = "not-writable"
    case unusable
  }

  package var kind: Kind
  package var path: String
  /// Lower case, no full stop.
  package var message: String
  package var hint: String?

  init(_ kind: Kind, path: String, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.path = path
    self.message = message
    self.hint = hint
  }

  package var description: String { "\(path): \(message)" }

  package var diagnostic: Diagnostic {
    Diagnostic(.error, "campaign.\(kind.rawValue)", description, hint: hint)
  }
}

extension CampaignProblem {
  static func missing(_ path: String) -> CampaignProblem {
    CampaignProblem(.missing, path: path, "there is no campaign yet", hint: "\"lmsaccept run\" makes one")
  }

  static func foreign(_ path: String) -> CampaignProblem {
    CampaignProblem(
      .foreign, path: path, "this file is not a campaign of lmsaccept",
      hint: "choose another name with \"campaign:\" in lmsaccept.yaml")
  }

  static func newer(_ path: String) -> CampaignProblem {
    CampaignProblem(
      .newer, path: path, "this campaign was written by a newer lmsaccept", hint: "use that version or a later one")
  }

  /// A closed round takes neither runs nor worksheets.
  static func closed(_ path: String, round: Int? = nil) -> CampaignProblem {
    CampaignProblem(
      .closed, path: path, round.map { "round \($0) is closed" } ?? "the round is closed",
      hint: "lmsaccept round start begins the next one; lmsaccept round reopen --reason TEXT takes late worksheets")
  }

  /// What SQLite or the file system said, as one of ours.
  static func wrap(_ error: any Error, path: String) -> CampaignProblem {
    if let problem = error as? CampaignProblem { return problem }
    guard let error = error as? DatabaseError else {
      return CampaignProblem(.unusable, path: path, "the campaign cannot be used: \(error)")
    }
    if error.message == "the round is closed" { return .closed(path) }
    switch error.resultCode {
    case .SQLITE_NOTADB: return .foreign(path)
    case .SQLITE_CORRUPT:
      return CampaignProblem(
        .corrupt, path: path, "the campaign file is damaged",
        hint: "put back a copy; \"sqlite3 FILE .recover\" may save more")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return CampaignProblem(
        .busy, path: path, "another lmsaccept is writing to this campaign", hint: "wait until it is done")
    case .SQLITE_FULL:
      return CampaignProblem(.full, path: path, "the disk is full", hint: "make room; what was shown is stored")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
      return CampaignProblem(
        .notWritable, path: path, "the campaign cannot be opened for writing",
        hint: "look at the rights of the file and of its folder")
    default:
      let text = error.message ?? "error \(error.resultCode.rawValue)"
      return CampaignProblem(.unusable, path: path, "the campaign cannot be used: \(text)")
    }
  }
}
