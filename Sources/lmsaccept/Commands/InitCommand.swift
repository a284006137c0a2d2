import ArgumentParser
import Foundation
import RunModel

/// `lmsaccept init`: a project to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a project file, an example scenario and an example step.")

  @Argument(help: "The folder; default: the current one.") var folder = "."
  @Option(help: "The adapter: moodle, kolibri, or the name of your own (lmsaccept adapter new).") var adapter = "moodle"
  @Option(help: ArgumentHelp("The address of the LMS.", valueName: "url")) var base = "http://127.0.0.1:8080"

  func run() throws {
    let files = [
      ("lmsaccept.yaml", Starter.project(adapter: adapter, base: base)),
      ("Scenarios/first.feature", Starter.feature), ("Steps/own.lua", Starter.steps),
    ]
    func path(_ name: String) -> String { folder == "." ? name : "\(folder)/\(name)" }
    let taken = files.map { path($0.0) }.filter { FileManager.default.fileExists(atPath: $0) }
    guard taken.isEmpty else {
      Console.error(
        "error: \(taken.joined(separator: ", ")) \(taken.count == 1 ? "exists" : "exist") already; nothing was written")
      throw CommandEnd(.usage)
    }
    for (name, text) in files {
      let path = path(name)
      do {
        let place = (path as NSString).deletingLastPathComponent
        if !place.isEmpty {
          try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      } catch {
        Console.error("error: \(path) cannot be written: \(error.localizedDescription)")
        throw CommandEnd(.usage)
      }
      Console.line("wrote \(path)")
    }
    Console.line("next: fill in \(path("lmsaccept.yaml")), then lmsaccept check; with the administrator's")
    Console.line("name, password and token in the environment: lmsaccept doctor, lmsaccept run")
  }
}

/// The texts of a new project.
enum Starter {
  static func project(adapter: String, base: String) -> String {
    """
    # What this project tests. Every key is explained in docs/language.md, section 6.
    project: my-lms
    language: en
    target: lms
    targets:
      lms:
        adapter: \(adapter)
        base: \(base)
        environment: test
        settings:
          admin_user: ${env:LMS_ADMIN_USER}
          admin_password: ${env:LMS_ADMIN_PASSWORD}
    \(adapter == "moodle" ? "      admin_token: ${env:LMS_ADMIN_TOKEN}\n      service: lmsaccept\n" : "")
    people:
      sanne: { role: learner, firstname: Sanne, lastname: de Wit, password: generated }
      tim: { role: learner, firstname: Tim, lastname: Bakker, password: generated }
      youssef: { role: trainer, firstname: Youssef, lastname: Amrani, password: generated }
      fatima: { role: tadmin, firstname: Fatima, lastname: Yilmaz, password: generated }

    # Who accepts what from whom; the acceptance report prints it.
    # acceptance:
    #   title: Acceptance of the learning system
    #   organisation: who accepts
    #   supplier: who delivers
    #   contract: number of the contract or order
    #   parts:
    #     users: { title: User management, areas: [USR] }
    #   limitations: [{ text: no app for telephones, whom: learners, until: 2027-03-01 }]
    #   risks: [{ risk: peak load was not tested, effect: slow pages, measure: watch it, accepted_by: name }]

    # When the tests may begin (E1-E6), must stop (S1-S3) and may end (X1-X12): lmsaccept criteria.
    # criteria:
    #   norms: { must: 100, should: 90, moderate: 5, cosmetic: 20 }
    #   not_applicable: { X8: nothing is moved from another LMS }
    #   stated:
    #     E3: { met: true, on: 2026-11-20, by: name, says: test report of the supplier }
    #     E5: { met: true, on: 2026-11-23, by: name, says: all testers were briefed }

    """.replacing("\n  admin_token", with: "\n      admin_token").replacing("\n\npeople", with: "\npeople")
  }

  static let feature = """
    Feature: The first steps

      @id:FIRST-01
      Scenario: An enrolled learner finds the course
        Given the following new "courses" exist:
          | shortname | fullname       |
          | AVG-01    | Privacy en AVG |
        When "fatima" enrols "sanne" in "AVG-01"
        Then "AVG-01" has 1 learner
        And the tester judges that the course page of "AVG-01" says what a learner needs to know

    """

  static let steps = """
    -- Steps of this project, on top of what ships. `lmsaccept steps` lists what can be said already;
    -- docs/adapters.md explains what a body may use.
    --
    -- step "own.example" {
    --   en = "{course} has a summary",
    --   kind = "check",
    --   doc = "The course page says what the course is about.",
    -- }
    -- on("own.example", function(course)
    --   expect(course.summary, "summary of " .. course.shortname).is_present()
    -- end)

    """
}
