import Diagnostics
import Foundation
import Scripting

/// Files inside the project, for `file "users.csv"`.
struct ProjectFiles {
  let folder: String?

  /// Name, media type and bytes; links are resolved before it is judged whether a file lies inside.
  func read(_ path: String) -> [ScriptValue] {
    let shown = path.visibleLine
    guard let folder else {
      return HostReply.failure("script", "file \"\(shown)\" needs a project file to be found beside")
    }
    guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0), !path.split(separator: "/").contains("..") else {
      return HostReply.failure("script", "file \"\(shown)\" must be a path inside the project")
    }
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let found = URL(fileURLWithPath: root).appendingPathComponent(path).resolvingSymlinksInPath()
    guard found.path.hasPrefix(root + "/") else {
      return HostReply.failure("script", "file \"\(shown)\" leads out of the project")
    }
    guard let data = try? Data(contentsOf: found) else {
      return HostReply.failure("script", "there is no file \"\(shown)\" in the project")
    }
    let bytes = [UInt8](data)
    let text = String(validating: bytes, as: UTF8.self).map(ScriptValue.text) ?? .bytes(bytes)
    return [.bool(true), .text(found.lastPathComponent), .text(Self.type(found.pathExtension)), text]
  }

  private static func type(_ ending: String) -> String {
    switch ending.lowercased() {
    case "csv": "text/csv"
    case "txt", "md": "text/plain"
    case "json": "application/json"
    case "xml": "application/xml"
    case "html": "text/html"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "pdf": "application/pdf"
    case "zip", "h5p", "mbz": "application/zip"
    default: "application/octet-stream"
    }
  }
}
