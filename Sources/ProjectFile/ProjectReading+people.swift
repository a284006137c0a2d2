import Diagnostics
import Foundation
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
      guard !handle.isEmpty else {
        problems.append(
          document.problem("project.shape", "a person has no name", at: key, hint: "write name: { role: … }"))
        continue
      }
      if people.contains(where: { $0.handle == handle }) {
        problems.append(
          document.problem("project.syntax", "the person \"\(handle)\" stands twice", at: key, hint: "keep one of them")
        )
        continue
      }
      let fields = mapping(value, allowed: personKeys.map { ["role"] + $0 }, what: "the person \"\(handle)\"")
      guard case .mapping = value else { continue }
      guard let role = roles.map({ oneOf(fields["role"], $0) }) ?? word(fields["role"]) else {
        if fields["role"] == nil { missing("role", "every person acts in a role", key) }
        continue
      }
      let columns = columns(fields, of: handle, project: project, at: key)
      for name in ["password", "token"] {
        if let secret = columns[name] { secretValues.append(secret) }
      }
      people.append(Person(handle: handle, role: role, columns: columns))
    }
    return people
  }

  private mutating func columns(
    _ fields: [String: Node], of handle: String, project: String, at key: Node
  ) -> [String: String] {
    var columns: [String: String] = [:]
    for (name, node) in fields where name != "role" {
      guard let text = text(node) else { continue }
      // An empty user name or password would be sent as one.
      guard !text.isEmpty else {
        problems.append(
          document.problem("project.value", "nothing is written here", at: node, hint: "write a value, or no key"))
        continue
      }
      columns[name] = text
    }
    if columns["password"] == "generated" { columns["password"] = generated(for: handle, project: project, at: key) }
    return columns
  }

  private mutating func generated(for handle: String, project: String, at node: Node) -> String? {
    do throws(GeneratedPassword.Problem) {
      let file = try GeneratedPassword.file(of: project, environment: environment)
      guard !isInside(file) else { throw GeneratedPassword.Problem(message: "\(file) lies in the project") }
      return try GeneratedPassword.ofProject(project, environment: environment)
        .password(project: project, handle: handle)
    } catch {
      // Once is enough for all people.
      guard !problems.contains(where: { $0.code == "project.password" }) else { return nil }
      problems.append(
        document.problem(
          "project.password", "the campaign secret cannot be kept: \(error.message)", at: node,
          hint: "make $XDG_CONFIG_HOME/lmsaccept a folder that is yours alone, or write a password"))
      return nil
    }
  }

  /// Whether a path is the project's folder or lies below it, links resolved.
  private func isInside(_ path: String) -> Bool {
    func parts(_ path: String) -> [Substring] {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path.split(separator: "/")
    }
    return parts(path).starts(with: parts(folder))
  }

  /// `secrets:` names a YAML file outside the project; its scalars become `${secret:a.b}`.
  mutating func readSecrets(_ node: Node?) {
    guard let node, let path = text(node, isPublic: true) else { return }
    func refuse(_ message: String, _ hint: String) {
      problems.append(document.problem("project.secrets", message, at: node, hint: hint))
    }
    guard !path.isEmpty, !isInside(path.hasPrefix("/") ? path : folder + "/" + path) else {
      return refuse("the secrets file must lie outside the project", "projects are passed on; move it elsewhere")
    }
    guard let content = try? readFile(path) else {
      return refuse("the secrets file cannot be read", "check its path and rights")
    }
    let secrets = YAMLDocument(SourceFile(path: path, text: content))
    // The text of that file is never shown, so its problems come without their lines.
    for problem in secrets.problems {
      let line = problem.label.map { secrets.file.position(at: $0.range.lower).line }
      refuse(
        "\(line.map { "line \($0) of the secrets file" } ?? "the secrets file"): \(problem.message)",
        problem.hint ?? "check its text")
    }
    guard secrets.problems.isEmpty, let root = secrets.root else { return }
    guard case .mapping = root else {
      return refuse("the secrets file is not a list of \"key: value\"", "write key: value")
    }
    flatten(root, prefix: "")
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
    // A list has no names to ask for, but what stands in it is secret all the same.
    case .sequence(let sequence): for item in sequence { flatten(item, prefix: prefix + "[]") }
    case .alias: break
    }
  }
}
