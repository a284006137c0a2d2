import Diagnostics
import Foundation
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
    for (name, value) in mapping(node, allowed: nil, what: "targets") {
      let keys = ["adapter", "base", "also", "environment", "settings", "tls"]
      let fields = mapping(value, allowed: keys, what: "the target \"\(name)\"")
      guard let adapter = text(fields["adapter"]) else {
        if fields["adapter"] == nil { missing("adapter", "it says how to speak to \"\(name)\"", value) }
        continue
      }
      guard let base = text(fields["base"]) else {
        if fields["base"] == nil { missing("base", "it is the address of \"\(name)\"", value) }
        continue
      }
      let environment = oneOf(fields["environment"], ["test", "production"]).flatMap(
        TargetSettings.Environment.init(rawValue:))
      checkAddress(base, environment: environment, at: fields["base"] ?? value)
      targets[name] = TargetSettings(
        name: name, adapter: adapter, base: base, also: list(fields["also"]), environment: environment,
        settings: texts(fields["settings"]), verifiesTLS: oneOf(fields["tls"], ["verified", "insecure"]) != "insecure")
    }
    return targets
  }

  /// A target off loopback must say whether people work on it.
  private mutating func checkAddress(_ base: String, environment: TargetSettings.Environment?, at node: Node) {
    guard let url = URL(string: base), let scheme = url.scheme, let host = url.host, !host.isEmpty,
      ["http", "https", "sftp", "ftps", "imap", "imaps", "ldap", "ldaps", "smtp"].contains(scheme)
    else {
      problems.append(
        document.problem(
          "project.base", "\"\(base)\" is not an address", at: node, hint: "write https://host or http://host:port"))
      return
    }
    if url.user != nil || url.password != nil {
      problems.append(
        document.problem(
          "project.base", "the address must not hold a user or password", at: node, hint: "put them under settings"))
    }
    let isLoopback = host == "localhost" || host == "::1" || host.hasPrefix("127.")
    if !isLoopback, environment == nil {
      problems.append(
        document.problem(
          "project.environment", "a system off this machine must say what it is", at: node,
          hint: "add \"environment: test\" or \"environment: production\""))
    }
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
