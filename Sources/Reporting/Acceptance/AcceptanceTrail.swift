import Campaign
package import RunModel

/// How the rounds went: what each scenario came to in each of them, and where they stood at the end of each day.
package struct AcceptanceTrail: Sendable {
  /// A scenario or one example of it.
  package struct Key: Sendable, Hashable {
    var id: String
    var example: String

    package init(_ scenario: PlannedScenario) {
      id = scenario.id
      example = scenario.exampleKey
    }

    init(_ verdict: StoredVerdict) {
      id = verdict.scenario
      example = verdict.exampleKey
    }
  }

  /// How it stood at the end of a day on which something came in.
  package struct Day: Sendable {
    package var day: CalendarDay
    package var round: Int
    package var executed = 0
    package var passed = 0
    package var openFindings = 0
  }

  /// By scenario, then by round: the last result there. A scenario that was not run in a round has none in it.
  package private(set) var standings: [Key: [Int: Standing]] = [:]
  package private(set) var days: [Day] = []
  /// Codes of the sites that the runs of the last round found.
  package private(set) var sites: Set<String> = []
  /// What testers said in the last round on each day.
  package private(set) var verdicts: [(day: CalendarDay, verdicts: [Verdict])] = []

  package init(_ inputs: AcceptanceInputs) {
    var walk = Walk(inputs)
    walk.go()
    standings = walk.standings
    days = walk.days
    let last = inputs.histories.last
    sites = Set((last?.runs ?? []).compactMap { inputs.runSites[$0.number] })
    let said = Dictionary(grouping: last?.verdicts ?? []) { entry in
      CalendarDay(entry.verdict.testedOn.prefix(10))
        ?? CalendarDay(secondsSince1970: entry.at, utcOffsetMinutes: inputs.utcOffsetMinutes)
    }
    verdicts = said.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.verdict.verdict)) }
  }
}

/// Goes through everything that came in, day by day; only what changed on a day is joined anew.
private struct Walk {
  /// A scenario in a round.
  private struct Place: Hashable {
    var key: AcceptanceTrail.Key
    var round: Int
  }

  /// A scenario of a run, by their places in the history of a round.
  private struct Address {
    var run: Int
    var scenario: Int
    /// The run's own.
    var number: Int
  }

  private enum Event {
    case run(Int, round: Int)
    case verdict(Int, round: Int)
    case resolution(Int, round: Int)
  }

  private let inputs: AcceptanceInputs
  private(set) var standings: [AcceptanceTrail.Key: [Int: Standing]] = [:]
  private(set) var days: [AcceptanceTrail.Day] = []
  /// Where the last result of each round stands: a copy of each would take as much room as the histories.
  private var records: [Place: Address] = [:]
  /// Scenarios of no feature any more: in no line against what is planned.
  private let withdrawn: Set<AcceptanceTrail.Key>
  private var said: [Place: [String: StoredVerdict]] = [:]
  private var decided: [Int: [Resolution]] = [:]
  private var runs: [(number: Int, round: Int, site: String?)] = []
  /// Newest round of each scenario so far.
  private var newest: [AcceptanceTrail.Key: Int] = [:]
  private var changed: Set<Place> = []
  private let histories: [Int: RoundHistory]

  init(_ inputs: AcceptanceInputs) {
    self.inputs = inputs
    histories = Dictionary(
      zip(inputs.rounds.map(\.number), inputs.histories), uniquingKeysWith: { first, _ in first })
    withdrawn = Set(inputs.report.withdrawn.map { .init($0.scenario.scenario) })
  }

  private func day(_ seconds: Double) -> CalendarDay {
    CalendarDay(secondsSince1970: seconds, utcOffsetMinutes: inputs.utcOffsetMinutes)
  }

  mutating func go() {
    var events: [(at: Double, event: Event)] = []
    for (round, history) in zip(inputs.rounds, inputs.histories) {
      let number = round.number
      events += history.runs.enumerated().map { ($1.header.startedAt, .run($0, round: number)) }
      events += history.verdicts.enumerated().map { ($1.at, .verdict($0, round: number)) }
      events += history.resolutions.enumerated().map { ($1.at, .resolution($0, round: number)) }
    }
    events.sort { $0.at < $1.at }
    let dates = Set(events.map { day($0.at) }).union(findingDays).sorted()
    var next = events.startIndex
    for date in dates {
      while next < events.endIndex, day(events[next].at) <= date {
        if let history = histories[Self.round(of: events[next].event)] { take(events[next].event, history) }
        next += 1
      }
      judge()
      close(date)
    }
    markStale()
  }

  /// Days on which a finding came or went: its line has a point there, too.
  private var findingDays: [CalendarDay] {
    inputs.findings.flatMap { [$0.foundAt] + ($0.closedAt.map { [$0] } ?? []) }.map(day)
  }

  private static func round(of event: Event) -> Int {
    switch event {
    case .run(_, let round), .verdict(_, let round), .resolution(_, let round): round
    }
  }

  private mutating func take(_ event: Event, _ history: RoundHistory) {
    switch event {
    case .run(let place, let round):
      let run = history.runs[place]
      runs.append((run.number, round, inputs.runSites[run.number]))
      for (index, record) in run.scenarios.enumerated() where record.result != nil && !record.isCutOff {
        let address = Place(key: .init(record.scenario), round: round)
        records[address] = Address(run: place, scenario: index, number: run.number)
        newest[address.key] = max(round, newest[address.key] ?? 0)
        changed.insert(address)
      }
    case .verdict(let index, let round):
      let verdict = history.verdicts[index].verdict
      let place = Place(key: .init(verdict), round: round)
      said[place, default: [:]]["\(verdict.row)\0\(verdict.tester)"] = verdict
      changed.insert(place)
    case .resolution(let index, let round):
      let resolution = history.resolutions[index]
      decided[round, default: []].append(resolution)
      // A row's name does not tell whose it is; only what did not pass by itself can hang on a decision.
      for (place, address) in records where place.round == round {
        if history.runs[address.run].scenarios[address.scenario].result?.outcome != .passed { changed.insert(place) }
      }
    }
  }

  private mutating func judge() {
    for (round, places) in Dictionary(grouping: changed, by: \.round) {
      guard let history = histories[round], let project = history.runs.first?.header.project else { continue }
      let verdicts = places.flatMap { (said[$0] ?? [:]).sorted { $0.key < $1.key }.map(\.value) }
      let join = JoinedResult.Join(
        project: project, verdicts: verdicts, resolutions: decided[round] ?? [])
      for place in places {
        guard let address = records[place] else { continue }
        let result = join.result(of: history.runs[address.run].scenarios[address.scenario])
        standings[place.key, default: [:]][round] = Standing(result)
      }
    }
    changed.removeAll(keepingCapacity: true)
  }

  private mutating func close(_ date: CalendarDay) {
    guard let round = runs.map(\.round).max() else { return }
    let sites = SiteBook(rounds: inputs.rounds, runs: runs, target: inputs.report.record.header.target)
    var line = AcceptanceTrail.Day(day: date, round: round)
    for (key, from) in newest where !withdrawn.contains(key) {
      guard let standing = standings[key]?[from], let run = records[Place(key: key, round: from)]?.number,
        !sites.isStale(run: run, of: from, in: round)
      else { continue }
      if standing.isExecuted { line.executed += 1 }
      if standing == .passed { line.passed += 1 }
    }
    line.openFindings = inputs.findings.count { finding in
      finding.status != .duplicate && day(finding.foundAt) <= date
        && (finding.closedAt.map { day($0) > date } ?? true)
    }
    days.append(line)
  }

  /// What a run found on a site that changed later in its round says nothing about the round.
  private mutating func markStale() {
    let sites = SiteBook(rounds: inputs.rounds, runs: runs, target: inputs.report.record.header.target)
    for (place, address) in records
    where sites.isStale(run: address.number, of: place.round, in: place.round) {
      standings[place.key, default: [:]][place.round] = .stale
    }
  }
}
