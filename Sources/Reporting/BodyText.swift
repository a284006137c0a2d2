import Diagnostics
import JSON
import RunModel

/// Bodies as a reader may see them: JSON indented, text made visible, anything else by its size.
enum BodyText {
  private static let shownBytes = 20_000

  static func lines(_ bytes: [UInt8], type: String, texts: Texts) -> [String] {
    if bytes.isEmpty { return [] }
    return text(bytes, texts: texts).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static func text(_ bytes: [UInt8], texts: Texts) -> String {
    guard let text = String(validating: bytes.prefix(shownBytes).trimmedToScalar, as: UTF8.self) else {
      return texts("(\(bytes.count) bytes that are not text)", "(\(bytes.count) bytes die geen tekst zijn)")
    }
    let shown = bytes.count <= shownBytes ? (try? JSONValue(parsing: bytes)).map(indented) ?? text : text
    let more = bytes.count - shownBytes
    return shown.visible + (more > 0 ? texts("\n… and \(more) more bytes", "\n… en nog \(more) bytes") : "")
  }

  private static func indented(_ value: JSONValue) -> String {
    var text = ""
    append(value, indent: "", to: &text)
    return text
  }

  private static func append(_ value: JSONValue, indent: String, to text: inout String) {
    let inner = indent + "  "
    switch value {
    case .object(let members) where !members.isEmpty:
      text += "{\n"
      for (place, member) in members.enumerated() {
        text += inner + JSONValue.string(member.key).text + ": "
        append(member.value, indent: inner, to: &text)
        text += place == members.count - 1 ? "\n" : ",\n"
      }
      text += indent + "}"
    case .array(let values) where !values.isEmpty:
      text += "[\n"
      for (place, value) in values.enumerated() {
        text += inner
        append(value, indent: inner, to: &text)
        text += place == values.count - 1 ? "\n" : ",\n"
      }
      text += indent + "]"
    default: text += value.text
    }
  }
}

extension ArraySlice<UInt8> {
  /// Without the first bytes of a scalar whose last bytes were cut off.
  fileprivate var trimmedToScalar: ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, endIndex - end < 4, self[end - 1] & 0xC0 == 0x80 { end -= 1 }
    guard end > startIndex, self[end - 1] >= 0xC0 else { return self }
    let wanted = self[end - 1] >= 0xF0 ? 4 : self[end - 1] >= 0xE0 ? 3 : 2
    return endIndex - end + 1 < wanted ? self[..<(end - 1)] : self
  }
}

extension [HeaderField] {
  var contentType: String { first { $0.name.lowercased() == "content-type" }?.value ?? "" }
}
