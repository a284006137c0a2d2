/// Tells other kinds of file from a zip by their first bytes, to say what was handed in.
enum XLSXFileKind {
  /// Throws for everything that is not a zip.
  static func check(_ bytes: [UInt8]) throws(XLSXProblem) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return }
    if bytes.isEmpty { throw notXLSX("the file is empty", hint: "ask for it once more") }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { throw compoundFile(bytes) }
    if bytes.starts(with: [0x50, 0x4B]) { throw .damagedZIP("the zip is empty or begins in the middle") }
    if bytes.starts(with: "%PDF".utf8) {
      throw notXLSX("this is a PDF", hint: "ask for the worksheet as it was filled in, as .xlsx")
    }
    guard isText(bytes) else {
      throw notXLSX(
        "this is no workbook", hint: "open it in a spreadsheet program and save it as Excel Workbook (.xlsx)")
    }
    if bytes.drop(while: { $0 <= 0x20 || $0 >= 0x80 }).first == UInt8(ascii: "<") {
      throw notXLSX(
        "this is a web page or XML under the name of a workbook",
        hint: "open it in a spreadsheet program and save it as Excel Workbook (.xlsx)")
    }
    throw notXLSX("this is a text", hint: "if it is CSV, give its name the ending .csv")
  }

  /// Throws for zips that are another program's files.
  static func check(_ archive: ZIPArchive) throws(XLSXProblem) {
    if let entry = archive.entry("mimetype") {
      let type = String(decoding: try archive.contents(entry).prefix(100), as: UTF8.self)
      if type.hasPrefix("application/vnd.oasis.opendocument.") {
        throw notXLSX(
          "this is an OpenDocument file (.ods)", hint: "open it in LibreOffice and save it as Excel 2007-365 (.xlsx)")
      }
    }
    if archive.entry("Index/Document.iwa") != nil || archive.entry("Index.zip") != nil {
      throw notXLSX("this is a Numbers file", hint: "export it from Numbers as Excel (.xlsx)")
    }
    if archive.entry("[Content_Types].xml") == nil {
      throw XLSXProblem(
        .notWorkbook, "this is a zip, but no workbook", hint: "unpack it and hand in the worksheet that is in it")
    }
  }

  static func notXLSX(_ message: String, hint: String) -> XLSXProblem {
    XLSXProblem(.notXLSX, message, hint: hint)
  }

  /// Old Office files, and new ones behind a password, are the same kind of container; its names are UTF-16.
  private static func compoundFile(_ bytes: [UInt8]) -> XLSXProblem {
    if contains("EncryptedPackage", in: bytes) {
      return XLSXProblem(
        .encrypted, "the workbook is protected with a password",
        hint: "save it without a password (File, Info, Protect Workbook)")
    }
    return notXLSX(
      "this is a file of Excel 2003 or older (.xls)",
      hint: "open it in a spreadsheet program and save it as Excel Workbook (.xlsx)")
  }

  private static func contains(_ name: String, in bytes: [UInt8]) -> Bool {
    let word = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    // Names stand in directory entries of 128 bytes each.
    return stride(from: 0, to: bytes.count - word.count, by: 128).contains {
      bytes[$0..<$0 + word.count].elementsEqual(word)
    }
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(1_024)
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return true }
    return head.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}
