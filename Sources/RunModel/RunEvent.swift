/// What happened in a run, in order. Append only; unknown kinds are skipped by readers.
package struct RunEvent: Sendable {
  /// Nanoseconds since the run started, monotonic.
  package var at: Int64
  /// Plan index of the scenario; nil for events of the whole run.
  package var scenario: Int?
  package var kind: Kind

  /// Indirect, since an event goes through several hands and most of what it tells is large.
  package indirect enum Kind: Sendable {
    /// The first event.
    case runStarted(RunHeader)
    /// Posted when the scenario is scheduled; `attempt` counts from 1.
    case scenarioStarted(attempt: Int)
    /// One per step that was decided, in step order; steps after a problem come as skipped. Ordinal -1 is the set-up
    /// before the first step, the number of steps is a rule about the whole scenario; both come only with trouble.
    case stepFinished(ordinal: Int, result: StepResult)
    /// Before the `stepFinished` of the step it belongs to; without a scenario before the first one starts.
    case exchange(ExchangeRecord)
    /// After the last step and the clean-up.
    case scenarioFinished(ScenarioResult)
    /// The last event; not there when the process was killed.
    case runFinished(RunFooter)
  }

  package init(at: Int64, scenario: Int? = nil, kind: Kind) {
    self.at = at
    self.scenario = scenario
    self.kind = kind
  }
}

/// How a scenario ended.
package struct ScenarioResult: Sendable, Hashable {
  package var outcome: Outcome
  /// The deciding step's sentence, or the reason of *not applicable*.
  package var message: String
  /// What could not be removed, one sentence each; empty when clean-up is complete or waits for a person.
  package var cleanUpTroubles: [String]
  /// True when things are held for a person's verdict.
  package var isHeld: Bool
  package var durationNanoseconds: Int64
  package var requests: Int

  package init(
    outcome: Outcome, message: String = "", cleanUpTroubles: [String] = [], isHeld: Bool = false,
    durationNanoseconds: Int64 = 0, requests: Int = 0
  ) {
    self.outcome = outcome
    self.message = message
    self.cleanUpTroubles = cleanUpTroubles
    self.isHeld = isHeld
    self.durationNanoseconds = durationNanoseconds
    self.requests = requests
  }
}

/// What a run is a run of.
package struct RunHeader: Sendable {
  /// Seconds since 1970, UTC.
  package var startedAt: Double
  /// Minutes east of UTC where it ran.
  package var utcOffsetMinutes: Int
  package var version: String
  package var project: String
  package var target: String
  package var adapter: String
  package var base: String
  package var language: String
  package var round: Int
  /// The selection in words: `--tags @prio:must Scenarios/`.
  package var selection: String
  package var seed: UInt64?
  package var jobs: Int
  /// What every page of every report must say: built-in LMS, faults on, TLS checks off, changed library.
  package var reservations: [String]
  package var scenarios: [PlannedScenario]
  /// For `lmsaccept finish`: plan index -> number of the run that it goes on with.
  package var continues: [Int: Int]

  package init(
    startedAt: Double, utcOffsetMinutes: Int, version: String, project: String, target: String, adapter: String,
    base: String, language: String, round: Int = 1, selection: String, seed: UInt64? = nil, jobs: Int,
    reservations: [String] = [], scenarios: [PlannedScenario],
    continues: [Int: Int] = [:]
  ) {
    self.startedAt = startedAt
    self.utcOffsetMinutes = utcOffsetMinutes
    self.version = version
    self.project = project
    self.target = target
    self.adapter = adapter
    self.base = base
    self.language = language
    self.round = round
    self.selection = selection
    self.seed = seed
    self.jobs = jobs
    self.reservations = reservations
    self.scenarios = scenarios
    self.continues = continues
  }
}

/// How a run ended.
package struct RunFooter: Sendable {
  package var durationNanoseconds: Int64
  package var isInterrupted: Bool
  /// Why the run stopped early, or empty: a dead server, a failed administrator sign-in, `--fail-fast`.
  package var stoppedBecause: String
  /// As the runner tells it: those of steps. As it is stored: everything that was sent, set-up and clean-up included.
  package var requests: Int

  package init(durationNanoseconds: Int64, isInterrupted: Bool = false, stoppedBecause: String = "", requests: Int = 0)
  {
    self.durationNanoseconds = durationNanoseconds
    self.isInterrupted = isInterrupted
    self.stoppedBecause = stoppedBecause
    self.requests = requests
  }
}

/// Takes events and never blocks whoever posts them.
package protocol EventSink: Sendable {
  /// Appends; the order of calls of one scenario is kept.
  func record(_ event: RunEvent)
}
