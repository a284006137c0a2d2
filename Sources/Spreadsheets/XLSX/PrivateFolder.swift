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

  /// - Returns: nil when the file cannot be read as a whole.
  func read(_ name: String) -> [UInt8]? {
    let file = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    guard size >= 0, lseek(file, 0, SEEK_SET) == 0 else { return nil }
    // Straight into the array: by way of another type there would be two of them.
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
      while count < size, let start = room.baseAddress {
        let result = Foundation.read(file, start + count, size - count)
        if result > 0 { count += result } else if result == 0 || errno != EINTR { break }
      }
    }
    return bytes.count == size ? bytes : nil
  }
}
