import CLibZip

/// A zip in memory whose files are read one at a time.
///
/// Sizes in its headers are never believed: what is unpacked is counted. Names are those of the central directory, and
/// compared without case, as the packaging rules of Office files want.
final class ZIPArchive {
  struct Entry {
    var name: String
    var index: UInt64
    var packedBytes: Int
  }

  let entries: [Entry]
  let limits: XLSXLimits
  private let archive: OpaquePointer
  private let bytes: UnsafeMutableRawBufferPointer
  private let places: [String: Int]
  /// What all parts together have come to so far.
  fileprivate(set) var unpackedBytes = 0

  init(_ content: [UInt8], limits: XLSXLimits) throws(XLSXProblem) {
    self.limits = limits
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(content.count, 1), alignment: 1)
    bytes.copyBytes(from: content)
    guard let archive = Self.open(bytes, count: content.count) else {
      bytes.deallocate()
      throw .damagedZIP("the zip has no readable list of its files")
    }
    do throws(XLSXProblem) {
      (entries, places) = try Self.list(archive, limits: limits)
    } catch {
      zip_discard(archive)
      bytes.deallocate()
      throw error
    }
    self.archive = archive
    self.bytes = bytes
  }

  deinit {
    zip_discard(archive)
    bytes.deallocate()
  }

  func entry(_ name: String) -> Entry? {
    places[Self.key(name)].map { entries[$0] }
  }

  /// Opens a part for reading from its start; several may be open at once.
  func open(_ entry: Entry) throws(XLSXProblem) -> ZIPPart {
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw .damagedZIP("a file of the zip cannot be opened", part: entry.name)
    }
    return ZIPPart(self, entry, file)
  }

  /// A whole part in memory.
  func contents(_ entry: Entry) throws(XLSXProblem) -> [UInt8] {
    let part = try open(entry)
    var result: [UInt8] = []
    while let chunk = try part.next() { result.append(contentsOf: chunk) }
    return result
  }

  /// Names differ only when their ASCII letters do in more than case.
  private static func key(_ name: String) -> String {
    String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func open(_ bytes: UnsafeMutableRawBufferPointer, count: Int) -> OpaquePointer? {
    // 0: the bytes stay ours.
    guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(count), 0, nil) else { return nil }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
      zip_source_free(source)
      return nil
    }
    return archive
  }

  private static func list(
    _ archive: OpaquePointer, limits: XLSXLimits
  ) throws(XLSXProblem) -> ([Entry], [String: Int]) {
    let count = Int(zip_get_num_entries(archive, 0))
    if count > limits.entries {
      throw XLSXProblem(
        .tooManyParts, "the file holds \(count) files, at most \(limits.entries) are read",
        hint: "no worksheet has so many; save it again with a spreadsheet program")
    }
    var entries: [Entry] = []
    var places: [String: Int] = [:]
    for index in 0..<UInt64(max(count, 0)) {
      var stat = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &stat) == 0, let cName = stat.name else {
        throw .damagedZIP("file \(index + 1) of the zip has no readable entry")
      }
      let name = String(cString: cName)
      if let problem = hazard(name) { throw problem }
      guard places.updateValue(entries.count, forKey: key(name)) == nil else {
        throw XLSXProblem(
          .duplicatePart, part: name, "the file is in the zip twice",
          hint: "two programs could read two different worksheets; save it again with a spreadsheet program")
      }
      if stat.encryption_method != ZIP_EM_NONE {
        throw XLSXProblem(
          .encrypted, part: name, "the zip is encrypted", hint: "save the workbook without a password")
      }
      guard stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE else {
        throw .damagedZIP("packed in a way that workbooks do not use (method \(stat.comp_method))", part: name)
      }
      if name.hasSuffix("/") { continue }
      entries.append(Entry(name: name, index: index, packedBytes: Int(clamping: stat.comp_size)))
    }
    // Folders were left out, so places are those of the entries that stayed.
    places = [:]
    for (place, entry) in entries.enumerated() { places[key(entry.name)] = place }
    return (entries, places)
  }

  /// Nothing is ever written under these names, but no honest program makes them.
  private static func hazard(_ name: String) -> XLSXProblem? {
    let isAbsolute = name.hasPrefix("/") || name.contains("\\") || name.dropFirst().hasPrefix(":")
    let leaves = name.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." || $0 == "." }
    guard isAbsolute || leaves || name.isEmpty || name.utf8.count > 1_024 else { return nil }
    return XLSXProblem(
      .unsafeName, part: name, "a name in the zip points out of it",
      hint: "the file was not saved by a spreadsheet program; do not open it, ask its sender")
  }
}

/// One file of a zip, unpacked piece by piece.
final class ZIPPart {
  let name: String
  private let archive: ZIPArchive
  private let file: OpaquePointer
  private let packedBytes: Int
  private var unpackedBytes = 0
  private var buffer = [UInt8](repeating: 0, count: 32_768)

  fileprivate init(_ archive: ZIPArchive, _ entry: ZIPArchive.Entry, _ file: OpaquePointer) {
    self.archive = archive
    self.file = file
    name = entry.name
    packedBytes = entry.packedBytes
  }

  deinit {
    zip_fclose(file)
  }

  /// The next bytes; nil at the end, where the checksum has been compared.
  func next() throws(XLSXProblem) -> ArraySlice<UInt8>? {
    let read = buffer.withUnsafeMutableBytes { room in
      room.baseAddress.map { zip_fread(file, $0, UInt64(room.count)) } ?? -1
    }
    if read < 0 { throw .damagedZIP("the packed bytes are damaged", part: name) }
    if read == 0 { return nil }
    try count(Int(read))
    return buffer[..<Int(read)]
  }

  private func count(_ bytes: Int) throws(XLSXProblem) {
    let limits = archive.limits
    unpackedBytes += bytes
    archive.unpackedBytes += bytes
    if unpackedBytes > limits.partBytes || archive.unpackedBytes > limits.unpackedBytes {
      throw XLSXProblem(
        .tooLarge, part: name, "unpacked, more than \(limits.partBytes / 1_000_000) MB a part are not read",
        hint: "no worksheet is so large; was it filled down to the last row?")
    }
    if unpackedBytes > limits.ratioFromBytes, unpackedBytes > max(packedBytes, 1) * limits.ratio {
      throw XLSXProblem(
        .bomb, part: name, "unpacks to more than \(limits.ratio) times its size",
        hint: "the file was not saved by a spreadsheet program; do not open it, ask its sender")
    }
  }
}

extension XLSXProblem {
  static func damagedZIP(_ message: String, part: String? = nil) -> XLSXProblem {
    XLSXProblem(.damaged, part: part, message, hint: "the file is broken or cut off; ask for it once more")
  }
}
