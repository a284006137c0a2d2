package import RunModel

/// When who tests what: sessions of at most ninety minutes, with time to set up, a quarter to spare, and a triage after
/// each half day.
package struct DayPlan: Sendable {
  package struct Session: Sendable, Hashable {
    package var tester: String
    package var role: String
    package var account: String?
    /// `2026-12-01`, or `1`, `2`, … where no day was named, `0` for what the lead does before all; nil when the
    /// tester's days do not suffice.
    package var day: String?
    /// Of the four of a day, from 0.
    package var slot: Int
    package var items: [TesterWork.Item]
    /// With setting up and time to spare.
    package var minutes: Int
  }

  package enum Warning: Sendable, Hashable {
    /// Two testers have one account at the same time.
    case sharedAccount(account: String, testers: [String], day: String, slot: Int)
    case noTester(role: String, rows: Int)
    case noAccount(tester: String, role: String)
    /// A chain that only one person judges.
    case loneChain(scenario: String, tester: String)
    case noDayLeft(tester: String, sessions: Int)
    /// One scenario alone takes more than a session.
    case longSession(tester: String, scenario: String, minutes: Int)
  }

  static let mostMinutes = 90
  static let setUpMinutes = 15
  /// Minutes after midnight at which sessions begin; two before and two after noon.
  static let starts = [9 * 60, 10 * 60 + 45, 13 * 60 + 30, 15 * 60 + 15]

  package private(set) var sessions: [Session] = []
  package private(set) var warnings: [Warning] = []

  /// Puts each tester's work, role by role, into sessions; the same work gives the same plan.
  package init(_ work: [TesterWork]) {
    var places: [String: Int] = [:]
    // Who said nothing is there whenever somebody is.
    let allDays = Set(work.flatMap(\.days)).sorted()
    for var one in work {
      if one.days.isEmpty { one.days = allDays }
      add(one, from: &places[one.hands, default: 0])
    }
    warn(work)
    sessions.sort { left, right in
      let ranks = [left, right].map { ($0.day == nil ? 1 : 0, $0.day.flatMap(Int.init) ?? 0, $0.day ?? "", $0.slot) }
      return ranks[0] == ranks[1] ? left.tester < right.tester : ranks[0] < ranks[1]
    }
  }

  private mutating func add(_ work: TesterWork, from place: inout Int) {
    var items: [TesterWork.Item] = []
    func minutes(_ items: [TesterWork.Item]) -> Int {
      Self.setUpMinutes + (items.reduce(0) { $0 + $1.minutes } * 5 + 3) / 4
    }
    func close(_ plan: inout DayPlan) {
      guard !items.isEmpty else { return }
      let day = place / Self.starts.count
      let named = work.days.indices.contains(day) ? work.days[day] : nil
      let name = work.role == "lead" ? "0" : work.days.isEmpty ? String(day + 1) : named
      let length = minutes(items)
      plan.sessions.append(
        Session(
          tester: work.tester, role: work.role, account: work.account, day: name, slot: place % Self.starts.count,
          items: items, minutes: length))
      if length > Self.mostMinutes {
        plan.warnings.append(.longSession(tester: work.tester, scenario: items[0].scenario, minutes: length))
      }
      place += 1
      items = []
    }
    for item in work.items {
      if minutes(items + [item]) > Self.mostMinutes { close(&self) }
      items.append(item)
    }
    close(&self)
  }

  private mutating func warn(_ work: [TesterWork]) {
    for one in work where one.role != "lead" {
      if one.tester.isEmpty { warnings.append(.noTester(role: one.role, rows: one.rows)) }
      if !one.tester.isEmpty, one.account == nil, !one.role.isEmpty {
        warnings.append(.noAccount(tester: one.tester, role: one.role))
      }
    }
    var judges: [String: Set<String>] = [:]
    for one in work where one.role != "lead" {
      for item in one.items where item.isChain { judges[item.scenario, default: []].insert(one.tester) }
    }
    for (scenario, testers) in judges.sorted(by: { $0.key < $1.key }) {
      if testers.count == 1, let tester = testers.first, !tester.isEmpty {
        warnings.append(.loneChain(scenario: scenario, tester: tester))
      }
    }
    var late: [String: Int] = [:]
    for session in sessions where session.day == nil { late[session.tester, default: 0] += 1 }
    for (tester, count) in late.sorted(by: { $0.key < $1.key }) {
      warnings.append(.noDayLeft(tester: tester, sessions: count))
    }
    warnOfSharedAccounts()
  }

  private mutating func warnOfSharedAccounts() {
    struct Seat: Hashable {
      var account: String
      var day: String
      var slot: Int
    }
    var seats: [Seat: [String]] = [:]
    for session in sessions {
      guard let account = session.account, let day = session.day, !session.tester.isEmpty else { continue }
      seats[Seat(account: account, day: day, slot: session.slot), default: []].append(session.tester)
    }
    let shared = seats.filter { $0.value.count > 1 }.sorted {
      ($0.key.account, $0.key.day, $0.key.slot) < ($1.key.account, $1.key.day, $1.key.slot)
    }
    for (seat, testers) in shared {
      warnings.append(
        .sharedAccount(account: seat.account, testers: testers.sorted(), day: seat.day, slot: seat.slot))
    }
  }
}

extension DayPlan.Session {
  /// `09:00`.
  package var begin: String { Self.clock(DayPlan.starts[slot]) }
  package var end: String { Self.clock(DayPlan.starts[slot] + minutes) }
  package var isMorning: Bool { slot < 2 }
  /// Ids of the scenarios, each once, in order.
  package var scenarioIDs: [String] {
    items.map(\.id).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
  package var rows: Int { items.reduce(0) { $0 + $1.rows } }

  private static func clock(_ minutes: Int) -> String {
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(pad(minutes / 60)):\(pad(minutes % 60))"
  }

  /// The day as people read it: a date, or `day 2`.
  package func dayText(_ texts: Texts) -> String {
    guard let day else { return texts("no day left", "geen dag meer") }
    if day == "0" { return texts("before", "vooraf") }
    return Int(day) == nil ? day : texts("day ", "dag ") + day
  }
}

extension DayPlan.Warning {
  package func text(_ texts: Texts, roleName: (String) -> String) -> String {
    switch self {
    case .sharedAccount(let account, let testers, let day, let slot):
      let who = testers.joined(separator: texts(" and ", " en "))
      let when = Int(day) == nil ? day : texts("day ", "dag ") + day
      let at = DayPlan.Session(tester: "", role: "", day: day, slot: slot, items: [], minutes: 0).begin
      return texts(
        "\(who) use the account \(account) at the same time (\(when), \(at))",
        "\(who) gebruiken tegelijk het account \(account) (\(when), \(at))")
    case .noTester(let role, let rows):
      let count = texts.count(rows, ("row", "rows"), ("rij", "rijen"))
      return "\(roleName(role)): \(count)"
        + texts(
          ", and the project file names no tester for this role",
          ", en het projectbestand noemt geen tester voor deze rol")
    case .noAccount(let tester, let role):
      return texts(
        "\(tester) has no account in the role \(roleName(role))",
        "\(tester) heeft geen account in de rol \(roleName(role))")
    case .loneChain(let scenario, let tester):
      return texts(
        "only \(tester) judges the chain \(scenario); at least two should",
        "alleen \(tester) beoordeelt de keten \(scenario); dat moeten er minstens twee zijn")
    case .noDayLeft(let tester, let sessions):
      return texts(
        "\(tester) needs more days: \(sessions) sessions have none",
        "\(tester) heeft meer dagen nodig: \(sessions) sessies hebben er geen")
    case .longSession(let tester, let scenario, let minutes):
      return texts(
        "\(scenario) alone takes \(tester) \(minutes) minutes", "\(scenario) alleen kost \(tester) \(minutes) minuten")
    }
  }
}
