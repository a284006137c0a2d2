package import Diagnostics
import Foundation

/// Writes report files so that nobody ever sees half of one, and never outside the folder they belong in.
package struct ReportFiles: Sendable {
  /// Why a report could not be written; a report that fails cannot fail the run.
  package struct Problem: Error, Sendable, Hashable {
    package var path: String
    /// Lower case, no full stop.
    package var message: String

    package init(path: String, message: String) {
      self.path = path
      self.message = message
    }

    package var diagnostic: Diagnostic {
      Diagnostic(
        .error, "report.write", "\(path): \(message)", hint: "look at the rights of the folder, or choose another")
    }
  }

  package let folder: String

  /// Makes the folder when it is not there; it may itself be a link, what lies in it may not lead out of it.
  package init(folder: String) throws(Problem) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Problem(path: folder, message: "the folder cannot be made")
    }
    self.folder = folder
  }

  /// Writes `bytes` under `name`, which may have folders in it: `run-31/report.html`.
  /// - Returns: the path, as the folder was given.
  @discardableResult
  package func write(_ bytes: [UInt8], as name: String) throws(Problem) -> String {
    try write(as: name) { $0(bytes) }
  }

  /// The same for a report that comes in pieces: `body` hands them to what it is given. When it throws, what stood there
  /// before stays.
  @discardableResult
  package func write(
    as name: String, _ body: (_ append: ([UInt8]) -> Void) throws(Problem) -> Void
  ) throws(Problem) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let path = folder + "/" + name
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") }) else {
      throw Problem(path: path, message: "not a name inside the folder")
    }
    try makeFolders(parts.dropLast().map(String.init))
    try replace(path, body)
    return path
  }

  /// Writes under a name that is still free: `problems.csv`, else `problems-2.csv`; the same bytes are not written twice.
  @discardableResult
  package func add(_ bytes: [UInt8], as name: String) throws(Problem) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    for number in 1...999 {
      let free = number == 1 ? name : "\(name[..<dot])-\(number)\(name[dot...])"
      let path = folder + "/" + free
      guard FileManager.default.fileExists(atPath: path) else { return try write(bytes, as: free) }
      if FileManager.default.contents(atPath: path) == Data(bytes) { return path }
    }
    throw Problem(path: folder + "/" + name, message: "there are 999 of it already")
  }

  private func makeFolders(_ parts: [String]) throws(Problem) {
    var path = folder
    for part in parts {
      path += "/" + part
      // Whatever else is written at the same moment may have made it since.
      if mkdir(path, 0o755) == 0 { continue }
      guard errno == EEXIST else { throw Problem(path: path, message: "the folder cannot be made: \(reason())") }
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw Problem(path: path, message: "a link or file stands where a folder should be")
      }
    }
  }

  /// A new file beside the old one, then one rename: a link that stands there is replaced, not followed.
  private func replace(
    _ path: String, _ body: (_ append: ([UInt8]) -> Void) throws(Problem) -> Void
  ) throws(Problem) {
    let temporary = path + ".\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    let handle = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard handle >= 0 else { throw Problem(path: path, message: "cannot be written: \(reason())") }
    var failure: String?
    do {
      try body { bytes in
        if failure == nil, !Self.writeAll(bytes, to: handle) { failure = reason() }
      }
    } catch {
      failure = error.message
    }
    close(handle)
    if let failure {
      unlink(temporary)
      throw Problem(path: path, message: "cannot be written: \(failure)")
    }
    guard rename(temporary, path) == 0 else {
      let message = reason()
      unlink(temporary)
      throw Problem(path: path, message: "cannot be written: \(message)")
    }
  }

  private static func writeAll(_ bytes: [UInt8], to handle: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        guard let start = buffer.baseAddress else { return true }
        let count = Foundation.write(handle, start + written, buffer.count - written)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        written += count
      }
      return true
    }
  }

  private func reason() -> String { String(cString: strerror(errno)) }
}
