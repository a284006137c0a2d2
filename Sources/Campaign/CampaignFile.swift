import Foundation
import GRDB
import JSON

/// Opens the file, refuses what is not a campaign of ours, and brings an older one up to date.
enum CampaignFile {
  static func open(path: String, options: CampaignStore.Options) throws -> DatabaseQueue {
    try make(path: path, options: options)
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(options.busySeconds)
    configuration.label = "lmsaccept.campaign.sqlite"
    let database = try lookThenOpen(path: path, configuration: configuration, options: options)
    let migrator = Schema.migrator
    if try database.read(migrator.hasBeenSuperseded) { throw CampaignProblem.newer(path) }
    try migrator.migrate(database)
    try database.inTransaction(.immediate) { db in
      if try Int.fetchOne(db, sql: "SELECT count(*) FROM campaign") == 0 { try begin(db, options: options) }
      return .commit
    }
    return database
  }

  /// The file with rights for its owner only, before SQLite sees it; its companions get the same rights.
  private static func make(path: String, options: CampaignStore.Options) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue { throw CampaignProblem.foreign(path) }
      return
    }
    guard options.makesFile else { throw CampaignProblem.missing(path) }
    let handle = Foundation.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard handle >= 0 else {
      let reason = String(cString: strerror(errno))
      throw CampaignProblem(
        .notWritable, path: path, "the campaign cannot be made: \(reason)",
        hint: "look at the rights of the folder, and whether it exists")
    }
    close(handle)
  }

  /// A file of somebody else must not even be switched to another journal mode, so it is looked at read-only first.
  private static func lookThenOpen(
    path: String, configuration: Configuration, options: CampaignStore.Options
  ) throws -> DatabaseQueue {
    var careful = Configuration()
    careful.readonly = true
    careful.busyMode = .timeout(options.busySeconds)
    let look = try DatabaseQueue(path: path, configuration: careful)
    let (application, tables) = try look.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    try look.close()
    if application != Schema.applicationID, application != 0 || tables > 0 { throw CampaignProblem.foreign(path) }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func begin(_ db: Database, options: CampaignStore.Options) throws {
    var random = SystemRandomNumberGenerator()
    let salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    let now = options.now()
    try db.execute(
      sql: "INSERT INTO campaign (project, made_at, salt) VALUES (?, ?, ?)", arguments: [options.project, now, salt])
    try db.execute(
      sql: "INSERT INTO round (number, opened_at, fingerprint, reason) VALUES (1, ?, '', '')", arguments: [now])
    let entry = JournalEntry.Content(
      at: now, actor: options.actor, action: .campaignMade, object: options.project, detail: .object([]))
    try Journal.append(entry, in: db)
  }
}
