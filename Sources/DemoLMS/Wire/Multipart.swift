/// A file sent in a `multipart/form-data` body.
struct SentFile: Sendable {
  var name: String
  var bytes: [UInt8]
}

/// Reads a `multipart/form-data` body into form fields and files.
enum Multipart {
  static func read(_ body: [UInt8], contentType: String) -> (form: Form, files: [SentFile]) {
    var form = Form()
    var files: [SentFile] = []
    guard let boundary = contentType.components(between: "boundary=").dropFirst().first else { return (form, files) }
    let marker = Array(("--" + boundary.trimmed("\"")).utf8)
    for part in split(body, at: marker) {
      guard let gap = firstIndex(of: [13, 10, 13, 10], in: part) else { continue }
      let head = String(decoding: part[..<gap], as: UTF8.self)
      var content = part[(gap + 4)...]
      if content.suffix(2) == [13, 10] { content = content.dropLast(2) }
      guard let name = parameter("name", of: head) else { continue }
      if let fileName = parameter("filename", of: head) {
        files.append(SentFile(name: fileName, bytes: Array(content)))
      } else {
        form.fields.append((name, String(decoding: content, as: UTF8.self)))
      }
    }
    return (form, files)
  }

  private static func parameter(_ name: String, of head: String) -> String? {
    guard let start = head.firstRange(of: " \(name)=\"") else { return nil }
    let rest = head[start.upperBound...]
    return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
  }

  private static func split(_ body: [UInt8], at marker: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var rest = body[...]
    var inside = false
    while let found = firstIndex(of: marker, in: rest) {
      if inside { parts.append(rest[..<found]) }
      inside = true
      rest = rest[(found + marker.count)...]
    }
    return parts
  }

  private static func firstIndex(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
    for index in bytes.startIndex...(bytes.endIndex - wanted.count)
    where bytes[index] == first && bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
    return nil
  }
}

extension StringProtocol {
  /// Without blanks and the given characters at both ends.
  func trimmed(_ characters: String = "") -> String {
    let drops: (Character) -> Bool = { $0.isWhitespace || characters.contains($0) }
    guard let first = firstIndex(where: { !drops($0) }), let last = lastIndex(where: { !drops($0) }) else { return "" }
    return String(self[first...last])
  }
}
