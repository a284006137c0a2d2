import Diagnostics
import RunModel
import Scripting

/// One `words`, `kind`, `step` or `human` of a vocabulary file, as it was said, with its place.
struct Declaration: Sendable {
  var what: String
  var name: String
  var area: String
  var data: ScriptValue
  var path: String
  var line: Int
  /// For `what == "problem"`.
  var code: String
  var message: String
  var hint: String?

  init(_ value: ScriptValue) {
    what = value["what"]?.text ?? ""
    name = value["name"]?.text ?? ""
    area = value["area"]?.text ?? ""
    data = value["data"] ?? .table([])
    path = value["file"]?.text ?? ""
    line = Int(value["line"]?.int ?? 0)
    code = value["code"]?.text ?? ""
    message = value["message"]?.text ?? ""
    hint = value["hint"]?.text
  }

  /// Texts by language: `en = "…"` or `nl = { "…", "…" }`; English first, then the languages sorted.
  static func texts(_ data: ScriptValue) -> [(language: String, texts: [String])] {
    let found = (data.fields ?? []).filter { isLanguage($0.key) }
    let all = found.map { (language: $0.key, texts: strings($0.value)) }
    return all.filter { $0.language == "en" } + all.filter { $0.language != "en" }
  }

  /// A text, or a list of texts.
  static func strings(_ value: ScriptValue?) -> [String] {
    switch value {
    case .text(let text): [text]
    case .list(let values): values.compactMap(\.text)
    default: []
    }
  }

  /// `en`, `nl`, `pt-br`: what can stand as a key for a language beside the other keys.
  static func isLanguage(_ key: String) -> Bool {
    let parts = key.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } }
  }
}

/// Where in a library file something stands, for carets.
struct DeclarationPlace {
  let file: SourceFile
  let line: Int

  init(_ path: String, line: Int, in files: LibraryFiles) {
    file = files.source(path)
    self.line = line
  }

  /// The first place of a text at or after the declaration; without one, the declaration's line.
  func range(of text: String?) -> SourceRange? {
    guard line > 0 else { return nil }
    let start = file.offset(of: SourcePosition(line: line, column: 1))
    if let text, !text.isEmpty, let found = offset(of: Array(text.utf8), from: start) {
      return SourceRange(found, found + text.utf8.count)
    }
    let shown = file.line(line)
    let indent = shown.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    return SourceRange(start + indent, start + shown.utf8.count)
  }

  private func offset(of needle: [UInt8], from start: Int) -> Int? {
    let bytes = Array(file.text.utf8)
    guard bytes.count >= needle.count, let first = needle.first else { return nil }
    var at = start
    while at <= bytes.count - needle.count {
      if bytes[at] == first, bytes[at..<at + needle.count].elementsEqual(needle) { return at }
      at += 1
    }
    return nil
  }
}
