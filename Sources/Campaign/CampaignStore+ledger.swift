import GRDB
package import JSON
package import RunModel

extension CampaignStore: Ledger {
  package func intend(_ entry: LedgerEntry) async throws -> Int64 {
    try await perform { db in
      var row = try RowStatement(
        db,
        """
        INSERT INTO ledger (target, what, name, key, data, lifetime, scenario, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
      row.bind(entry.target)
      switch entry.what {
      case .thing(let kind):
        row.bind("thing")
        row.bind(kind)
      case .change(let cleanup):
        row.bind("change")
        row.bind(cleanup)
      }
      row.bind(entry.key)
      row.bind(entry.data.text)
      row.bind(entry.lifetime.rawValue)
      row.bind(entry.scenario)
      row.bind(entry.state.rawValue)
      try row.run()
      return db.lastInsertedRowID
    }
  }

  package func settle(_ id: Int64, state: LedgerState, data: JSONValue?) async throws {
    try await perform { db in
      try db.execute(
        sql: "UPDATE ledger SET state = ?, data = coalesce(?, data) WHERE id = ?",
        arguments: [state.rawValue, data?.text, id])
    }
  }

  package func open(target: String?, scenario: String?) async throws -> [LedgerEntry] {
    try await perform { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM ledger WHERE state IN ('intended', 'made', 'stuck')
          AND (? IS NULL OR target = ?) AND (? IS NULL OR scenario = ?) ORDER BY id DESC
          """, arguments: [target, target, scenario, scenario])
      return try rows.map(Self.entry)
    }
  }

  package func isOurs(target: String, kind: String, key: String) async throws -> Bool {
    try await perform { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM ledger WHERE target = ? AND what = 'thing' AND name = ? AND key = ?
          AND state IN ('intended', 'made', 'stuck'))
          """, arguments: [target, kind, key]) ?? false
    }
  }

  package func hold(scenario: String, index: Int, memory: JSONValue?) async throws {
    // The number of this run is known once its beginning is stored.
    try await flush()
    let run = currentRun
    try await perform { db in
      if let memory, let run {
        try db.execute(
          sql: "INSERT OR REPLACE INTO kept (run, scenario, memory) VALUES (?, ?, ?)",
          arguments: [run, index, memory.text])
      }
      try db.execute(
        sql: """
          UPDATE ledger SET lifetime = 'held' WHERE scenario = ? AND lifetime = 'scenario'
          AND state IN ('intended', 'made', 'stuck')
          """, arguments: [scenario])
    }
  }

  private static func entry(_ row: Row) throws -> LedgerEntry {
    let data: String = row["data"]
    let isThing: Bool = row["what"] == "thing"
    return LedgerEntry(
      id: row["id"], target: row["target"], what: isThing ? .thing(kind: row["name"]) : .change(cleanup: row["name"]),
      key: row["key"], data: try JSONValue(parsing: data),
      lifetime: LedgerEntry.Lifetime(rawValue: row["lifetime"]) ?? .campaign, scenario: row["scenario"],
      state: LedgerState(rawValue: row["state"]) ?? .stuck)
  }
}
