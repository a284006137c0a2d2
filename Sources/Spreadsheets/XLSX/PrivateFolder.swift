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

  /// The bytes of a file in pieces.
  ///
  /// - Returns: false when not all of it can be read.
  func read(_ name: String, _ append: ([UInt8]) -> Void) -> Bool {
    let file = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    while true {
      var result = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
        repeat { result = Foundation.read(file, room.baseAddress, room.count) } while result < 0 && errno == EINTR
        count = max(0, result)
      }
      if result <= 0 { return result == 0 }
      append(piece)
    }
  }
}
