import CLibZip
import Foundation

/// Puts the printed rows of each sheet into the workbook that libxlsxwriter made around them.
///
/// A sheet's part is cut at its `<sheetData>`; no text of a cell can look like that, since its `<` is escaped. All other
/// parts stay as they are, byte for byte.
struct XLSXRowInsertion {
  let folder: String
  /// Name of the workbook in the folder.
  let workbook: String
  let sheets: Int

  /// Where the rows of a sheet are printed to; the first sheet is 1.
  static func rows(ofSheet number: Int, in folder: String) -> String { "\(folder)/rows\(number).xml" }

  func insert() throws(XLSXProblem) {
    var code: Int32 = 0
    guard let archive = zip_open("\(folder)/\(workbook)", 0, &code) else { throw problem("opened again") }
    do throws(XLSXProblem) {
      for number in 1...max(1, sheets) { try insert(sheet: number, into: archive) }
    } catch {
      zip_discard(archive)
      throw error
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw problem("closed")
    }
  }

  /// 1 January 1980, as libxlsxwriter dates all parts: the same rows give the same bytes.
  private static let date: UInt16 = 1 << 5 | 1
  /// Four times as fast as the usual 6, for a quarter more bytes.
  private static let level: UInt32 = 2

  /// The part is taken out and put in anew: libzip gives one that it finds packed already the slowest level of all.
  private func insert(sheet number: Int, into archive: OpaquePointer) throws(XLSXProblem) {
    let name = "xl/worksheets/sheet\(number).xml"
    let place = zip_name_locate(archive, name, 0)
    guard place >= 0 else { throw problem("read", name) }
    let frame = try contents(UInt64(place), archive, name)
    let path = Self.rows(ofSheet: number, in: folder)
    let start = try write(frame, around: path, name)
    guard let source = zip_source_file(archive, path, UInt64(start), -1) else { throw problem("read", name) }
    let isOut = zip_delete(archive, UInt64(place)) == 0
    let added = isOut ? zip_file_add(archive, name, source, 0) : -1
    guard added >= 0 else {
      zip_source_free(source)
      throw problem("put in", name)
    }
    guard zip_set_file_compression(archive, UInt64(added), Int32(ZIP_CM_DEFLATE), Self.level) == 0,
      zip_file_set_dostime(archive, UInt64(added), 0, Self.date, 0) == 0
    else { throw problem("put in", name) }
  }

  /// What the library wrote; it knows a handful of cells, so this is short.
  private func contents(_ place: UInt64, _ archive: OpaquePointer, _ name: String) throws(XLSXProblem) -> [UInt8] {
    guard let file = zip_fopen_index(archive, place, 0) else { throw problem("read", name) }
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = zip_fread(file, &room, UInt64(room.count))
      if count < 0 { throw problem("read", name) }
      if count == 0 { return bytes }
      bytes += room[..<Int(count)]
    }
  }

  /// The head goes into the room before the rows, so that these need not be copied.
  ///
  /// - Returns: where in the file the part begins.
  private func write(_ frame: [UInt8], around rows: String, _ name: String) throws(XLSXProblem) -> Int {
    guard let (start, tail) = Self.cut(frame) else { throw problem("cut", name) }
    let head = start + Array("<sheetData>".utf8)
    let place = XLSXRowFile.headRoom - head.count
    guard place >= 0, let file = FileHandle(forUpdatingAtPath: rows) else { throw problem("written", name) }
    do {
      try file.seek(toOffset: UInt64(place))
      try file.write(contentsOf: head)
      try file.seekToEnd()
      try file.write(contentsOf: Array("</sheetData>".utf8) + tail)
      try file.close()
    } catch {
      throw problem("written", name)
    }
    return place
  }

  /// What stands before the rows and behind them.
  private static func cut(_ frame: [UInt8]) -> (head: [UInt8], tail: [UInt8])? {
    let text = String(decoding: frame, as: UTF8.self).utf8
    guard let start = text.firstRange(of: "<sheetData".utf8),
      let end = text.firstRange(of: "</sheetData>".utf8) ?? text.firstRange(of: "<sheetData/>".utf8)
    else { return nil }
    return (Array(text[..<start.lowerBound]), Array(text[end.upperBound...]))
  }

  private func problem(_ what: String, _ part: String? = nil) -> XLSXProblem {
    XLSXProblem(
      .notWritable, part: part, "the workbook's rows cannot be \(what)", hint: "is the disk of TMPDIR full?")
  }
}
