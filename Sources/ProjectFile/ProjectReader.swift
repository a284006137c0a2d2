package import Diagnostics
import Foundation
package import RunModel
internal import Yams

/// Reads `lmsaccept.yaml` (section 6 of `docs/language.md`): every key is known or refused with its place.
package struct ProjectReader {
  package struct Result: Sendable {
    /// nil when a problem is an error.
    package var project: Project?
    package var problems: [Diagnostic]
  }

  private let environment: [String: String]
  /// The keys of the vocabulary's role words; nil before the vocabulary is known: every role is taken then.
  private let roles: [String]?
  /// What a person can have beside a role: columns of the kind `user`, and `token`; nil: anything.
  private let personKeys: [String]?
  /// The vocabulary's kinds of things; nil before the vocabulary is known: `content` is then not read.
  private let kinds: [ThingKind]?
  /// Reads a file relative to the project's folder; throws when it cannot.
  private let readFile: (String) throws -> String

  package init(
    environment: [String: String], roles: [String]?, personKeys: [String]? = nil, kinds: [ThingKind]? = nil,
    readFile: @escaping (String) throws -> String
  ) {
    self.environment = environment
    self.roles = roles
    self.personKeys = personKeys
    self.kinds = kinds
    self.readFile = readFile
  }

  /// Reads the text of a project file.
  ///
  /// - Parameter folder: absolute folder of the file; paths in it are relative to this.
  package func read(_ file: SourceFile, folder: String) -> Result {
    let document = YAMLDocument(file)
    var reading = ProjectReading(
      document: document, environment: environment, roles: roles, personKeys: personKeys, kinds: kinds,
      folder: folder, readFile: readFile)
    guard document.problems.isEmpty else { return Result(project: nil, problems: document.problems) }
    let project = reading.project()
    return Result(project: reading.problems.isEmpty ? project : nil, problems: reading.problems.inOrder(of: file))
  }
}

/// One reading, with the problems found so far.
struct ProjectReading {
  let document: YAMLDocument
  let environment: [String: String]
  let roles: [String]?
  let personKeys: [String]?
  let kinds: [ThingKind]?
  let folder: String
  let readFile: (String) throws -> String
  var problems: [Diagnostic] = []
  var interpolation: Interpolation
  var secretValues: [String] = []

  init(
    document: YAMLDocument, environment: [String: String], roles: [String]?, personKeys: [String]?, kinds: [ThingKind]?,
    folder: String, readFile: @escaping (String) throws -> String
  ) {
    self.document = document
    self.environment = environment
    self.roles = roles
    self.personKeys = personKeys
    self.kinds = kinds
    self.folder = folder
    self.readFile = readFile
    interpolation = Interpolation(environment: environment, secrets: [:])
  }

  static let keys = [
    "project", "language", "campaign", "target", "targets", "secrets", "people", "packs", "requirements", "evidence",
    "personal", "adopt", "content", "testers", "lead", "briefing", "worksheets", "acceptance",
    "criteria", "signers",
  ]

  mutating func project() -> Project? {
    guard let root = document.root, case .mapping = root else {
      problems.append(
        Diagnostic(
          .error, "project.empty", "the project file holds no settings", in: document.file,
          hint: "lmsaccept init writes one to begin with"))
      return nil
    }
    let fields = mapping(root, allowed: Self.keys, what: "the project file")
    readSecrets(fields["secrets"])
    let name = word(fields["project"]) ?? ""
    if fields["project"] == nil { missing("project", "the project's name is part of every row id", root) }
    let language = oneOf(fields["language"], ["en", "nl"]) ?? "en"
    let targets = readTargets(fields["targets"], root: root)
    let target = text(fields["target"]) ?? (targets.count == 1 ? targets.keys.first ?? "" : "")
    if targets.count > 1, fields["target"] == nil {
      missing("target", "there are several, and steps mean one when they name none", root)
    } else if !targets.isEmpty, targets[target] == nil {
      problems.append(
        document.problem(
          "project.target", "no target is called \"\(target)\"", at: fields["target"] ?? root, "not under targets",
          hint: "name one of: \(targets.keys.sorted().joined(separator: ", "))"))
    }
    let people = readPeople(fields["people"], project: name)
    let requirements = readRequirements(fields["requirements"])
    return Project(
      name: name, language: language, campaign: folder + "/" + (path(fields["campaign"]) ?? "campaign.sqlite"),
      target: target, targets: targets, people: people,
      packs: texts(fields["packs"], what: "packs"), requirements: requirements,
      evidence: oneOf(fields["evidence"], ["all", "failures", "none"]).flatMap(Project.Evidence.init) ?? .failures,
      personal: list(fields["personal"]), adopt: list(fields["adopt"]), content: readContent(fields["content"]),
      testers: readTesters(fields["testers"], people: people), lead: readLead(fields["lead"]),
      briefing: readBriefing(fields["briefing"]), worksheets: readWorksheets(fields["worksheets"]),
      acceptance: readAcceptance(fields["acceptance"], requirements: requirements),
      criteria: readCriteria(fields["criteria"]), signers: path(fields["signers"]) ?? "signers.yaml",
      secrets: secretValues.filter { $0.count >= 6 }, folder: folder)
  }

  // MARK: Values with their places

  /// The members of a mapping by key; an unknown key is an error with the nearest known one.
  mutating func mapping(_ node: Node?, allowed: [String]?, what: String) -> [String: Node] {
    guard let node else { return [:] }
    guard case .mapping(let mapping) = node else {
      problems.append(
        document.problem("project.shape", "\(what) is not a list of \"key: value\"", at: node, hint: "write key: value")
      )
      return [:]
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string, !name.isEmpty else {
        problems.append(
          document.problem("project.shape", "\(what) has a key without a name", at: key, hint: "write key: value"))
        continue
      }
      if fields[name] != nil {
        problems.append(
          document.problem(
            "project.syntax", "the key \"\(name)\" stands twice", at: key, "again", hint: "keep one of them"))
        continue
      }
      if let allowed, !allowed.contains(name) {
        let near = nearestName(to: name, among: allowed)
        problems.append(
          document.problem(
            "project.unknown-key", "unknown key in \(what): \"\(name)\"", at: key, "not a key",
            hint: near.map { "did you mean \"\($0)\"?" } ?? "known keys: \(allowed.joined(separator: ", "))"))
        continue
      }
      fields[name] = value
    }
    return fields
  }

  /// A scalar as it is written, placeholders filled; nil for nothing or for a problem, which is then reported.
  ///
  /// - Parameter isPublic: true for what every report shows, such as an address: it cannot be masked.
  mutating func text(_ node: Node?, isPublic: Bool = false) -> String? {
    guard let node else { return nil }
    guard let scalar = node.scalar else {
      problems.append(
        document.problem("project.shape", "one value is expected here", at: node, hint: "write one value"))
      return nil
    }
    do throws(Interpolation.Problem) {
      let filled = try interpolation.fill(scalar.string)
      if !isPublic { secretValues += filled.secrets }
      return filled.text
    } catch {
      problems.append(document.problem("project.placeholder", error.message, at: node, hint: error.hint))
      return nil
    }
  }

  /// A text that must not be empty and that reports show.
  mutating func word(_ node: Node?) -> String? {
    guard let node, let value = text(node, isPublic: true) else { return nil }
    guard value.contains(where: { !$0.isWhitespace }) else {
      problems.append(
        document.problem("project.value", "nothing is written here", at: node, hint: "write a value"))
      return nil
    }
    return value
  }

  mutating func oneOf(_ node: Node?, _ values: [String]) -> String? {
    guard let node, let value = text(node, isPublic: true) else { return nil }
    guard values.contains(value) else {
      let near = nearestName(to: value, among: values)
      problems.append(
        document.problem(
          "project.value", "\"\(value)\" is not possible here", at: node,
          hint: near.map { "did you mean \"\($0)\"?" } ?? "write one of: \(values.joined(separator: ", "))"))
      return nil
    }
    return value
  }

  mutating func list(_ node: Node?, isPublic: Bool = true) -> [String] {
    guard let node else { return [] }
    guard case .sequence(let sequence) = node else {
      problems.append(document.problem("project.shape", "a list is expected here", at: node, hint: "write [one, two]"))
      return []
    }
    return sequence.compactMap { text($0, isPublic: isPublic) }
  }

  mutating func texts(_ node: Node?, what: String, isPublic: Bool = true) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in mapping(node, allowed: nil, what: what) { result[key] = text(value, isPublic: isPublic) }
    return result
  }

  /// A path inside the project: absolute paths, `..` and NUL are errors.
  mutating func path(_ node: Node?) -> String? {
    guard let node, let value = text(node, isPublic: true) else { return nil }
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    if value.hasPrefix("/") || parts.contains("..") || value.contains("\u{0}") || value.isEmpty {
      problems.append(
        document.problem(
          "project.path", "the path must stay inside the project", at: node,
          hint: "write a path relative to lmsaccept.yaml, without .."))
      return nil
    }
    return value
  }

  mutating func missing(_ key: String, _ why: String, _ node: Node) {
    problems.append(
      document.problem(
        "project.missing-key", "the key \"\(key)\" is missing: \(why)", at: node, hint: "add \"\(key): …\""))
  }
}

extension [Diagnostic] {
  /// As they stand in the text, whatever order its keys were looked up in; those of other files last.
  fileprivate func inOrder(of file: SourceFile) -> [Diagnostic] {
    func rank(_ problem: Diagnostic) -> Int {
      problem.file?.path == file.path ? problem.label?.range.lower ?? 0 : Int.max
    }
    return enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }
}
