import Diagnostics
internal import Yams

/// A YAML text as nodes that know their place; anchors, aliases and merge keys are refused, for a reader must see in
/// one place what a setting is.
struct YAMLDocument {
  let file: SourceFile
  let root: Node?
  private(set) var problems: [Diagnostic] = []

  init(_ file: SourceFile) {
    self.file = file
    do {
      root = try Yams.compose(yaml: file.text)
    } catch {
      root = nil
      problems.append(Self.diagnostic(for: error, in: file))
      return
    }
    if let root { refuseSharing(root) }
  }

  /// The place of a node: its first line from the mark on, as long as its plain text.
  func range(of node: Node) -> SourceRange? {
    guard let mark = node.mark else { return nil }
    let start = file.offset(of: SourcePosition(line: mark.line, column: mark.column))
    let length = node.scalar?.string.utf8.count ?? 1
    return SourceRange(start, start + max(1, length))
  }

  func problem(_ code: String, _ message: String, at node: Node?, _ label: String = "", hint: String?) -> Diagnostic {
    let place = node.flatMap(range(of:)).map { Label($0, label) }
    return Diagnostic(.error, code, message, in: file, at: place, hint: hint)
  }

  private mutating func refuseSharing(_ node: Node) {
    if node.anchor != nil {
      problems.append(
        problem(
          "project.anchor", "anchors are not allowed here", at: node, "anchored",
          hint: "write the value out where it is used"))
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        if key.string == "<<" {
          problems.append(
            problem(
              "project.anchor", "merge keys are not allowed here", at: key, "merge key",
              hint: "write the values out where they are used"))
        }
        refuseSharing(value)
      }
    case .sequence(let sequence): for item in sequence { refuseSharing(item) }
    case .alias:
      problems.append(
        problem("project.anchor", "aliases are not allowed here", at: node, "alias", hint: "write the value out"))
    case .scalar: break
    }
  }

  private static func diagnostic(for error: any Error, in file: SourceFile) -> Diagnostic {
    func at(_ mark: Mark, _ problem: String) -> Diagnostic {
      let start = file.offset(of: SourcePosition(line: mark.line, column: mark.column))
      return Diagnostic(
        .error, "project.syntax", "this is not YAML: \(problem)", in: file, at: Label(SourceRange(start, start + 1)),
        hint: "check indentation, colons and quotes on this line and the one before")
    }
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      return at(mark, problem)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      return at(context.mark, "the key \"\(keys.joined(separator: "\", \""))\" stands twice")
    default:
      return Diagnostic(
        .error, "project.syntax", "this is not YAML: \(error)", in: file, hint: "save the file as UTF-8 text")
    }
  }
}
