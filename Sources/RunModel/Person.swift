/// Somebody who acts in scenarios: declared in the project file, or seeded in a scenario.
package struct Person: Sendable, Hashable {
  /// The name scenarios use, without quotes.
  package var handle: String
  /// `learner`: a key of the role words.
  package var role: String
  /// Columns of the kind `user` (username, firstname, password, …) and `token`; values may be secrets.
  package var columns: [String: String]

  package init(handle: String, role: String, columns: [String: String] = [:]) {
    self.handle = handle
    self.role = role
    self.columns = columns
  }

  package var username: String { columns["username"] ?? handle }
}

/// A system a project names, with the adapter that drives it.
package struct TargetSettings: Sendable, Hashable {
  package enum Environment: String, Sendable, Codable { case test, production }

  package var name: String
  /// `moodle`: the file `adapters/moodle.lua` of the library.
  package var adapter: String
  package var base: String
  /// Further origins that requests may go to.
  package var also: [String]
  package var environment: Environment?
  /// Everything else the adapter reads with `setting "…"`; values may be secrets.
  package var settings: [String: String]
  /// False only by an explicit `tls: insecure`, which every page of every report then says.
  package var verifiesTLS: Bool

  package init(
    name: String, adapter: String, base: String, also: [String] = [], environment: Environment? = nil,
    settings: [String: String] = [:], verifiesTLS: Bool = true
  ) {
    self.name = name
    self.adapter = adapter
    self.base = base
    self.also = also
    self.environment = environment
    self.settings = settings
    self.verifiesTLS = verifiesTLS
  }
}

/// What `lmsaccept.yaml` says, or the defaults that stand for it when there is none.
package struct Project: Sendable {
  /// Part of every row id; `demo` without a project file.
  package var name: String
  package var language: String
  /// Path of the campaign file, beside the project file.
  package var campaign: String
  /// The target that steps mean when they name none.
  package var target: String
  package var targets: [String: TargetSettings]
  /// In the order declared; `the learner` is the first with that role.
  package var people: [Person]
  package var packs: [String: String]
  package var requirements: [Requirement]
  /// `all`, `failures`, `none`: whose exchanges keep their bodies.
  package var evidence: Evidence
  /// Field names whose values are masked in everything stored.
  package var personal: [String]
  /// Kinds whose foreign things may be changed and put back.
  package var adopt: [String]
  /// What is on the LMS already, so that scenarios may name it without seeding it.
  package var content: [ThingName]
  /// Who fills in worksheets, in the order declared; none is known by name when it is empty.
  package var testers: [Tester]
  package var lead: LeadContact?
  package var briefing: BriefingSettings
  package var worksheets: WorksheetSettings
  /// Path of the list of those who may sign, relative to the project.
  package var signers: String
  package var acceptance: AcceptanceFacts
  package var criteria: CriteriaSettings
  /// Values that may appear nowhere.
  package var secrets: [String]
  /// Absolute folder of the project file; nil for the built-in LMS without one.
  package var folder: String?
  /// SHA-256 of the project file, which is the plan that a report names; empty without one.
  package var digest = ""

  /// Of which steps headers and bodies are kept.
  package enum Evidence: String, Sendable, Codable {
    case all, failures, none

    package func keepsBodies(ofPassed isPassed: Bool) -> Bool {
      switch self {
      case .all: true
      case .failures: !isPassed
      case .none: false
      }
    }
  }

  package init(
    name: String = "demo", language: String = "en", campaign: String, target: String,
    targets: [String: TargetSettings], people: [Person] = [], packs: [String: String] = [:],
    requirements: [Requirement] = [], evidence: Evidence = .failures, personal: [String] = [], adopt: [String] = [],
    content: [ThingName] = [], testers: [Tester] = [], lead: LeadContact? = nil,
    briefing: BriefingSettings = BriefingSettings(), worksheets: WorksheetSettings = WorksheetSettings(),
    acceptance: AcceptanceFacts = AcceptanceFacts(), criteria: CriteriaSettings = CriteriaSettings(),
    signers: String = "signers.yaml", secrets: [String] = [], folder: String? = nil
  ) {
    self.name = name
    self.language = language
    self.campaign = campaign
    self.target = target
    self.targets = targets
    self.people = people
    self.packs = packs
    self.requirements = requirements
    self.evidence = evidence
    self.personal = personal
    self.adopt = adopt
    self.content = content
    self.testers = testers
    self.lead = lead
    self.briefing = briefing
    self.worksheets = worksheets
    self.signers = signers
    self.acceptance = acceptance
    self.criteria = criteria
    self.secrets = secrets
    self.folder = folder
  }
}

/// A line of the requirements file: what the LMS must do.
package struct Requirement: Sendable, Hashable, Codable {
  package var id: String
  package var area: String
  package var text: String
  package var source: String
  package var risk: String

  package init(id: String, area: String, text: String, source: String, risk: String) {
    self.id = id
    self.area = area
    self.text = text
    self.source = source
    self.risk = risk
  }
}
