import Diagnostics
import ProjectFile
import RunModel

/// Reads project files without a file system: other files are given by name.
struct Reading {
  var environment: [String: String] = [:]
  var roles: [String]?
  var personKeys: [String]?
  var kinds: [ThingKind]?
  var files: [String: String] = [:]
  var folder = "/nowhere/project"

  private struct Missing: Error {}

  func read(_ text: String) -> ProjectReader.Result {
    ProjectReader(environment: environment, roles: roles, personKeys: personKeys, kinds: kinds) { path in
      guard let text = files[path] else { throw Missing() }
      return text
    }.read(SourceFile(path: "lmsaccept.yaml", text: text), folder: folder)
  }

  /// A project file that is right, with these lines more.
  static func text(_ lines: String = "", target: String = "") -> String {
    """
    project: noord
    targets:
      lms:
        adapter: moodle
        base: http://127.0.0.1:8080
    \(target)
    \(lines)
    """
  }

  func project(_ lines: String = "", target: String = "") -> Project? {
    read(Self.text(lines, target: target)).project
  }
}
