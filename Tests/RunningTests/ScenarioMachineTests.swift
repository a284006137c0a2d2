import RunModel
import Running
import Testing

@Suite struct `What comes next in a scenario` {
  @Test func `all steps run when all pass, and the whole is concluded`() {
    let end = Plans.drive([.make, .make, .look])
    #expect(end.steps == [.passed, .passed, .passed])
    #expect(end.outcome == .passed && end.concludes && end.ran == 3)
  }

  @Test(arguments: [Outcome.failed, .broken]) func `after a problem the rest is skipped`(_ outcome: Outcome) {
    let end = Plans.drive([.make, .look, .look], running: [.passed, outcome])
    #expect(end.steps == [.passed, outcome, .skipped])
    #expect(end.outcome == outcome && !end.concludes)
  }

  @Test func `undefined and ambiguous steps are reported also after a problem`() {
    let end = Plans.drive([.make, .undefined, .ambiguous, .look], running: [.failed])
    #expect(end.steps == [.failed, .undefined, .ambiguous, .skipped])
    #expect(end.outcome == .failed)
  }

  @Test func `an undefined step never lets a scenario pass`() {
    let end = Plans.drive([.make, .undefined, .look])
    #expect(end.steps == [.passed, .undefined, .skipped])
    #expect(end.outcome == .undefined && !end.concludes)
  }

  @Test(arguments: [
    ("en", "not automated: needs a mail system; this project names none", "waits for the person above"),
    (
      "nl", "niet geautomatiseerd: heeft een mailsysteem nodig; dit project noemt er geen",
      "wacht op de persoon hierboven"
    ),
  ])
  func `what another system does is a person's, who reads why in the scenario's language`(
    _ language: String, _ words: String, _ behind: String
  ) {
    var machine = ScenarioMachine(Plans.scenario([.mail, .look], language: language), book: Plans.book)
    var results: [StepResult] = []
    while case .record(_, let result) = machine.step() { results.append(result) }
    #expect(results.map(\.outcome) == [.awaiting, .awaiting])
    #expect(results.map(\.cause) == ["not-automated", "waiting"])
    #expect(results.map(\.message) == [words, behind])
  }

  @Test(arguments: [
    (Plans.Kind.told, "en", "not automated: by hand"), (.told, "nl", "niet geautomatiseerd: met de hand"),
    (.hand, "en", "not automated: no API"), (.hand, "nl", "niet geautomatiseerd: no API"),
    (.lacking, "en", "no badges"), (.lacking, "nl", "geen badges"),
    (.never, "en", "no such thing"), (.never, "nl", "no such thing"),
  ])
  func `a reason is said in the scenario's language, one that has no Dutch in every`(
    _ kind: Plans.Kind, _ language: String, _ words: String
  ) {
    var machine = ScenarioMachine(Plans.scenario([kind], language: language), book: Plans.book)
    guard case .record(_, let result) = machine.step() else {
      Issue.record("a step without code was run")
      return
    }
    #expect(result.message == words)
  }

  @Test func `what a person does holds up the machine steps after it`() {
    let end = Plans.drive([.make, .task, .look, .make])
    #expect(end.steps == [.passed, .awaiting, .awaiting, .awaiting])
    #expect(end.ran == 1 && end.outcome == .awaiting && !end.concludes)
  }

  @Test func `what a person judges holds nothing up`() {
    let end = Plans.drive([.make, .judge, .look])
    #expect(end.steps == [.passed, .awaiting, .passed])
    #expect(end.outcome == .awaiting && end.concludes)
  }

  @Test func `an action without code is a person's task, a check without code a person's judgement`() {
    #expect(Plans.drive([.hand, .look]).steps == [.awaiting, .awaiting])
    #expect(Plans.drive([.eye, .look]).steps == [.awaiting, .passed])
  }

  @Test func `a check that could not be judged by machine does not stop the next check`() {
    let end = Plans.drive([.make, .look, .look], running: [.passed, .awaiting, .passed])
    #expect(end.steps == [.passed, .awaiting, .passed] && end.outcome == .awaiting)
  }

  @Test func `a problem outweighs what awaits a person`() {
    let end = Plans.drive([.judge, .look], running: [.failed])
    #expect(end.outcome == .failed)
  }

  @Test func `a step the LMS cannot do makes the scenario not applicable`() {
    let end = Plans.drive([.make, .never, .look, .judge])
    #expect(end.steps == [.passed, .notApplicable, .notApplicable, .notApplicable])
    #expect(end.outcome == .notApplicable)
  }

  @Test func `a scenario that does not apply says why, also when somebody was asked before`() {
    var box = ScenarioMachineBox(Plans.scenario([.judge, .never]))
    #expect(box.drive([]).outcome == .notApplicable && box.machine.message == "no such thing")
  }

  @Test func `a scenario that does not apply runs nothing and asks nobody`() {
    let end = Plans.drive([.judge, .make, .undefined], notApplicable: "only for kolibri")
    #expect(end.steps == [.notApplicable, .notApplicable, .notApplicable])
    #expect(end.ran == 0 && end.outcome == .notApplicable)
  }

  @Test func `a failure before the step that does not apply stays a failure`() {
    let end = Plans.drive([.look, .never], running: [.failed])
    #expect(end.outcome == .failed)
  }

  @Test func `a scenario without steps has not passed`() {
    let end = Plans.drive([])
    #expect(end.outcome == .undefined && end.ran == 0)
  }

  @Test func `a failed conclusion makes a scenario of passed steps fail`() {
    var box = ScenarioMachineBox(Plans.scenario([.make]))
    #expect(box.drive([]).outcome == .passed)
    box.machine.interrupted(by: StepResult(.failed, "nobody judged the attempt"))
    #expect(box.machine.outcome == .failed && box.machine.message == "nobody judged the attempt")
  }
}
