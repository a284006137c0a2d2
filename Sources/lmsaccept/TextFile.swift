import Diagnostics
import Foundation

/// Reads texts that people hand us; UTF-8 or refused.
enum TextFile {
  static func read(_ path: String) throws(TextFileProblem) -> SourceFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      let reason = !exists ? "there is no such file" : isFolder.boolValue ? "this is a folder" : "it cannot be read"
      throw TextFileProblem(path: path, reason: reason)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw TextFileProblem(path: path, reason: "it is not UTF-8 text")
    }
    return SourceFile(path: path, text: text)
  }
}

struct TextFileProblem: Error {
  var path: String
  /// Lower case, no full stop.
  var reason: String

  var diagnostic: Diagnostic {
    Diagnostic(
      .error, "file.unreadable", reason, in: SourceFile(path: path, text: ""),
      hint: reason.contains("UTF-8") ? "save it as UTF-8" : "check the path; it is relative to the current folder")
  }
}
