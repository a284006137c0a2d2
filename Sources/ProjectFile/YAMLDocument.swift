import Diagnostics
internal import Yams

/// A YAML text as nodes that know their place; anchors, aliases and merge keys are refused, for a reader must see in
/// one place what a setting is.
struct YAMLDocument {
  let file: SourceFile
  /// nil for an empty text and for one with problems.
  let root: Node?
  private(set) var problems: [Diagnostic] = []

  init(_ file: SourceFile) {
    self.file = file
    if let place = Self.tooDeep(file.text) {
      root = nil
      problems.append(
        Diagnostic(
          .error, "project.syntax", "this is not YAML: it is nested too deeply", in: file,
          at: Label(SourceRange(place, place + 1)), hint: "check indentation and brackets on this line"))
      return
    }
    do {
      let parser = try Parser(yaml: file.text)
      root = try parser.singleRoot()
      // Nodes hold their anchors weakly: they are gone with the parser.
      withExtendedLifetime(parser) {
        if let root { refuseSharing(root) }
      }
    } catch {
      root = nil
      problems.append(Self.diagnostic(for: error, in: file))
    }
  }

  /// Where brackets or indentation go deeper than any settings do: the composer calls itself for each level, and the
  /// scanner looks at all open brackets for each word.
  private static func tooDeep(_ text: String) -> Int? {
    let limit = 200
    var brackets = 0
    var indentation: Int? = 0
    for (offset, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x0A: indentation = 0
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), 0x09: indentation = indentation.map { $0 + 1 }
      default: indentation = nil
      }
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { brackets = max(0, brackets - 1) }
      if brackets > limit || indentation ?? 0 > limit { return offset }
    }
    return nil
  }

  /// The place of a node: its first line from the mark on, as long as its plain text, quotes included.
  func range(of node: Node) -> SourceRange? {
    guard let mark = node.mark else { return nil }
    let start = file.offset(of: SourcePosition(line: mark.line, column: mark.column))
    var length = node.scalar?.string.utf8.count ?? 1
    if let style = node.scalar?.style, style == .singleQuoted || style == .doubleQuoted { length += 2 }
    let left = file.text.utf8.dropFirst(start).prefix { $0 != 0x0A && $0 != 0x0D }.count
    return SourceRange(start, start + max(1, min(length, left)))
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
      // Aliases make a small text an endless tree; every one of them leads to an anchored node.
      return
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
        refuseSharing(key)
        refuseSharing(value)
      }
    case .sequence(let sequence): for item in sequence { refuseSharing(item) }
    // The composer puts the anchored node in place of its alias, so the anchor is what is found.
    case .alias, .scalar: break
    }
  }

  private static func diagnostic(for error: any Error, in file: SourceFile) -> Diagnostic {
    func at(_ mark: Mark, _ problem: String) -> Diagnostic {
      let start = file.offset(of: SourcePosition(line: mark.line, column: mark.column))
      return Diagnostic(
        .error, "project.syntax", "this is not YAML: \(problem)", in: file, at: Label(SourceRange(start, start + 1)),
        hint: file.line(mark.line).contains("${") || file.line(mark.line - 1).contains("${")
          ? "inside { } and [ ] put quotes around \"${…}\""
          : "check indentation, colons and quotes on this line and the one before")
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
