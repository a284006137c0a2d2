import CLibZip
import Testing

/// Makes zips for tests, also such as no program would.
struct ZIPFixture {
  var files: [(name: String, bytes: [UInt8])] = []

  init(_ files: [(name: String, text: String)] = []) {
    self.files = files.map { ($0.name, Array($0.text.utf8)) }
  }

  subscript(_ name: String) -> String? {
    get { files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } }
    set {
      let place = files.firstIndex { $0.name == name }
      guard let newValue else {
        if let place { files.remove(at: place) }
        return
      }
      if let place {
        files[place].bytes = Array(newValue.utf8)
      } else {
        files.append((name, Array(newValue.utf8)))
      }
    }
  }

  /// - Parameter password: encrypts the last file.
  func bytes(password: String? = nil, stored: Bool = false) throws -> [UInt8] {
    let target = try #require(zip_source_buffer_create(nil, 0, 0, nil))
    zip_source_keep(target)
    defer { zip_source_free(target) }
    let archive = try #require(zip_open_from_source(target, ZIP_TRUNCATE, nil))
    // libzip reads the bytes on closing.
    var kept: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in kept { buffer.deallocate() } }
    for (name, content) in files {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(content.count, 1), alignment: 1)
      buffer.copyBytes(from: content)
      kept.append(buffer)
      let source = try #require(zip_source_buffer(archive, buffer.baseAddress, UInt64(content.count), 0))
      let index = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
      try #require(index >= 0, "\(name) cannot be added")
      // Left alone, the zip would tell the time, and a seed would not repeat a run.
      zip_file_set_mtime(archive, UInt64(index), 315_619_200, 0)
      if stored { zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) }
    }
    if let password {
      try #require(
        zip_file_set_encryption(archive, UInt64(files.count - 1), UInt16(ZIP_EM_TRAD_PKWARE), password) == 0)
    }
    try #require(zip_close(archive) == 0, "the zip cannot be made")
    try #require(zip_source_open(target) == 0)
    defer { zip_source_close(target) }
    try #require(zip_source_seek(target, 0, SEEK_END) == 0)
    let count = Int(zip_source_tell(target))
    try #require(zip_source_seek(target, 0, SEEK_SET) == 0)
    var bytes = [UInt8](repeating: 0, count: count)
    let read = bytes.withUnsafeMutableBytes { room in
      room.baseAddress.map { zip_source_read(target, $0, UInt64(count)) } ?? -1
    }
    try #require(Int(read) == count)
    return bytes
  }

  /// The text of one file of a zip.
  static func text(of name: String, in bytes: [UInt8]) throws -> String {
    let files = try ZIPFixture(unpacking: bytes)
    return try #require(files[name])
  }

  init(unpacking bytes: [UInt8]) throws {
    let source = try #require(
      bytes.withUnsafeBytes { zip_source_buffer_create($0.baseAddress, UInt64($0.count), 0, nil) })
    try bytes.withUnsafeBytes { _ in
      let archive = try #require(zip_open_from_source(source, ZIP_RDONLY, nil))
      defer { zip_discard(archive) }
      for index in 0..<UInt64(zip_get_num_entries(archive, 0)) {
        var stat = zip_stat_t()
        try #require(zip_stat_index(archive, index, 0, &stat) == 0)
        let file = try #require(zip_fopen_index(archive, index, 0))
        defer { zip_fclose(file) }
        var content = [UInt8](repeating: 0, count: Int(stat.size))
        let read = content.withUnsafeMutableBytes { room in
          room.baseAddress.map { zip_fread(file, $0, UInt64(room.count)) } ?? 0
        }
        try #require(Int(read) == content.count)
        files.append((String(cString: try #require(stat.name)), content))
      }
    }
  }
}
