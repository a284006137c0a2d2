import Diagnostics
import RunModel
internal import Yams

extension ProjectReading {
  mutating func readPeople(_ node: Node?, project: String) -> [Person] {
    guard let node else { return [] }
    var people: [Person] = []
    guard case .mapping(let entries) = node else {
      _ = mapping(node, allowed: nil, what: "people")
      return []
    }
    for (key, value) in entries {
      let handle = key.scalar?.string ?? ""
      let fields = mapping(value, allowed: nil, what: "the person \"\(handle)\"")
      guard let role = roles.map({ oneOf(fields["role"], $0) }) ?? text(fields["role"]) else {
        if fields["role"] == nil { missing("role", "every person acts in a role", key) }
        continue
      }
      var columns: [String: String] = [:]
      for (name, node) in fields where name != "role" {
        if let text = text(node) { columns[name] = text }
      }
      if columns["password"] == "generated" { columns["password"] = generated(for: handle, project: project, at: key) }
      for name in ["password", "token"] {
        if let secret = columns[name] { secretValues.append(secret) }
      }
      people.append(Person(handle: handle, role: role, columns: columns))
    }
    return people
  }

  private mutating func generated(for handle: String, project: String, at node: Node) -> String? {
    do {
      return try GeneratedPassword.ofProject(project, environment: environment)
        .password(project: project, handle: handle)
    } catch {
      problems.append(
        document.problem(
          "project.password", "the campaign secret cannot be kept: \(error)", at: node,
          hint: "make $XDG_CONFIG_HOME/lmsaccept writable, or write a password"))
      return nil
    }
  }

  /// `secrets:` names a YAML file outside the project; its scalars become `${secret:a.b}`.
  mutating func readSecrets(_ node: Node?) {
    guard let node, let path = text(node) else { return }
    guard let content = try? readFile(path) else {
      problems.append(
        document.problem(
          "project.secrets", "the secrets file cannot be read", at: node, hint: "check its path and rights"))
      return
    }
    let secrets = YAMLDocument(SourceFile(path: path, text: content))
    problems += secrets.problems
    if let root = secrets.root { flatten(root, prefix: "") }
  }

  private mutating func flatten(_ node: Node, prefix: String) {
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        let name = key.scalar?.string ?? ""
        flatten(value, prefix: prefix.isEmpty ? name : "\(prefix).\(name)")
      }
    case .scalar(let scalar):
      interpolation.secrets[prefix] = scalar.string
      secretValues.append(scalar.string)
    case .sequence, .alias: break
    }
  }
}
