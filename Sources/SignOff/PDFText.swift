import Foundation

/// Whether a PDF carries a report code: in its properties as they stand in the file, or in its text as `pdftotext` reads it.
package enum PDFText {
  package enum Answer: Sendable { case yes, no, cannotTell }

  package static func holds(_ code: String, in bytes: [UInt8]) -> Answer {
    let wide = code.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let hexadecimal = wide.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    let forms = [Array(code.utf8), wide, Array(hexadecimal.utf8), Array(hexadecimal.uppercased().utf8)]
    let data = Data(bytes)
    if forms.contains(where: { data.range(of: Data($0)) != nil }) { return .yes }
    guard let program = Program.find("pdftotext") else { return .cannotTell }
    let file = FileManager.default.temporaryDirectory.appending(path: "lmsaccept-\(UUID().uuidString).pdf").path
    guard FileManager.default.createFile(atPath: file, contents: data, attributes: [.posixPermissions: 0o600]) else {
      return .cannotTell
    }
    defer { unlink(file) }
    let done = Program.run(program, ["-q", file, "-"])
    guard done.code == 0 else { return .cannotTell }
    return done.output.contains(code) ? .yes : .no
  }
}
