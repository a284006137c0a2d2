import Diagnostics
import Foundation

/// A bundle on disk. Links are never followed: what stands in a bundle is in it.
package struct BundleFolder: Sendable {
  package struct Problem: Error, Sendable, Hashable {
    /// Lower case, no full stop.
    package var message: String
    package var hint: String?
  }

  package enum Kind: Sendable { case file, folder, link, other }

  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  package var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Everything below the folder, by relative path.
  package func list() -> [String: Kind] {
    var found: [String: Kind] = [:]
    var waiting = [""]
    while let folder = waiting.popLast() {
      guard let directory = opendir(folder.isEmpty ? path : "\(path)/\(folder)") else { continue }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." { continue }
        let relative = folder.isEmpty ? name : "\(folder)/\(name)"
        let kind = kind(of: relative)
        found[relative] = kind
        if kind == .folder { waiting.append(relative) }
      }
    }
    return found
  }

  private func kind(of relative: String) -> Kind {
    var status = stat()
    guard lstat("\(path)/\(relative)", &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// nil when there is no such plain file.
  package func read(_ relative: String) -> [UInt8]? {
    let handle = open("\(path)/\(relative)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard handle >= 0 else { return nil }
    defer { close(handle) }
    var status = stat()
    guard fstat(handle, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { Foundation.read(handle, $0 + done, buffer.count - done) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return nil }
      done += count
    }
    return bytes
  }

  /// Writes a whole bundle under a name that is free: into a folder beside it, then one rename. A bundle that stands
  /// there is never written over.
  package func write(_ files: [String: [UInt8]]) throws(Problem) {
    if exists { throw Problem(message: "\(path) exists already", hint: "name another folder with --out") }
    let parent = path.parentFolder
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    do {
      if !parent.isEmpty { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) }
      try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
    } catch {
      throw Problem(message: "the folder \(path) cannot be made", hint: "look at the rights of the folder around it")
    }
    do throws(Problem) {
      for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try Self.write(bytes, to: "\(temporary)/\(name)") }
      guard rename(temporary, path) == 0 else {
        throw Problem(message: "\(path) cannot be made: \(Self.reason())", hint: nil)
      }
      Self.sync(path.parentFolder)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
  }

  /// Adds files to `decisions/`; none of them may be there. The first is written last: what it names is there then.
  package func add(_ files: [(path: String, bytes: [UInt8])]) throws(Problem) {
    for file in files.reversed() {
      let final = "\(path)/\(file.path)"
      let part = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
      try Self.write(file.bytes, to: part)
      let folder = final.parentFolder
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      // A link, unlike a rename, never takes the place of what another process put there.
      let isNew = link(part, final) == 0
      let reason = Self.reason()
      unlink(part)
      guard isNew else {
        throw Problem(
          message: "\(file.path) cannot be added: \(reason)", hint: "somebody else may have added an entry: look again")
      }
      Self.sync(folder)
    }
  }

  /// Puts what an addition that was cut off left behind beside the bundle: somebody may have put it there.
  ///
  /// - Returns: where the files are now.
  package func setAside(_ leftovers: [String]) throws(Problem) -> [String] {
    var places: [String] = []
    for name in leftovers {
      let place = "\(path)-left-over-\(UInt32.random(in: 0 ... .max))-\((name as NSString).lastPathComponent)"
      guard rename("\(path)/\(name)", place) == 0 else {
        throw Problem(message: "\(name) cannot be moved out of the bundle: \(Self.reason())", hint: nil)
      }
      places.append(place)
    }
    return places
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
    try? FileManager.default.createDirectory(
      atPath: path.parentFolder, withIntermediateDirectories: true)
    let handle = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard handle >= 0 else { throw Problem(message: "\(path) cannot be written: \(reason())", hint: nil) }
    defer { close(handle) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Foundation.write(handle, $0 + done, buffer.count - done) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw Problem(message: "\(path) cannot be written: \(reason())", hint: nil) }
      done += count
    }
    // What is signed must be on disk before anybody is told so.
    guard fsync(handle) == 0 else { throw Problem(message: "\(path) cannot be written: \(reason())", hint: nil) }
  }

  private static func sync(_ folder: String) {
    let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
