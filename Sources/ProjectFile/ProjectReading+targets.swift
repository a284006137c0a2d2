import Diagnostics
import RunModel
import Spreadsheets
internal import Yams

extension ProjectReading {
  mutating func readTargets(_ node: Node?, root: Node) -> [String: TargetSettings] {
    guard let node else {
      missing("targets", "a project names the systems it tests", root)
      return [:]
    }
    var targets: [String: TargetSettings] = [:]
    if case .mapping(let mapping) = node, mapping.isEmpty {
      missing("targets", "a project names the systems it tests", root)
    }
    for (name, value) in mapping(node, allowed: nil, what: "targets") {
      let keys = ["adapter", "base", "also", "environment", "settings", "tls"]
      let fields = mapping(value, allowed: keys, what: "the target \"\(name)\"")
      guard case .mapping = value else { continue }
      guard let adapter = word(fields["adapter"]) else {
        if fields["adapter"] == nil { missing("adapter", "it says how to speak to \"\(name)\"", value) }
        continue
      }
      guard let base = word(fields["base"]) else {
        if fields["base"] == nil { missing("base", "it is the address of \"\(name)\"", value) }
        continue
      }
      let environment = oneOf(fields["environment"], ["test", "production"]).flatMap(
        TargetSettings.Environment.init(rawValue:))
      check(base, environment: environment, at: fields["base"] ?? value)
      let also = list(fields["also"])
      for address in also { check(address, environment: environment, at: fields["also"] ?? value) }
      let settings = texts(fields["settings"], what: "the settings of \"\(name)\"", isPublic: false)
      for (key, value) in settings where Self.isSecret(key) { secretValues.append(value) }
      targets[name] = TargetSettings(
        name: name, adapter: adapter, base: base, also: also, environment: environment,
        settings: settings, verifiesTLS: oneOf(fields["tls"], ["verified", "insecure"]) != "insecure")
    }
    return targets
  }

  /// Settings that are masked also when they are written out here.
  private static func isSecret(_ setting: String) -> Bool {
    ["password", "token", "secret", "key"].contains { setting.lowercased().contains($0) }
  }

  private mutating func check(_ address: String, environment: TargetSettings.Environment?, at node: Node) {
    guard let problem = TargetAddress.problem(address, environment: environment) else { return }
    problems.append(document.problem(problem.code, problem.message, at: node, hint: problem.hint))
  }

  /// A CSV with the columns id, area, text, source, risk.
  mutating func readRequirements(_ node: Node?) -> [Requirement] {
    guard let node, let path = path(node) else { return [] }
    guard let content = try? readFile(path) else {
      problems.append(
        document.problem(
          "project.requirements", "the requirements file cannot be read", at: node, hint: "check its path"))
      return []
    }
    let result = RequirementsFile.read(SourceFile(path: path, text: content))
    problems += result.problems
    return result.requirements
  }
}
