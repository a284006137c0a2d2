import Foundation

/// A folder for a moment that only this user can look into.
struct PrivateFolder: ~Copyable {
  let path: String

  /// - Returns: nil when none can be made.
  init?() {
    let base = FileManager.default.temporaryDirectory.appending(path: "lmsaccept-XXXXXX").path
    var template = Array(base.utf8CString)
    // mkdtemp makes it with mode 0700 whatever the umask says.
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
      return nil
    }
    path = String(cString: made)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func read(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path + "/" + name).map { Array($0) }
  }
}
