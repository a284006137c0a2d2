import Diagnostics
import Scripting
import Transfer

/// What is said about an answer in messages, and what its headers tell.
enum AnswerText {
  /// By its type, or by its beginning when it says none: a proxy's page is not always labelled.
  static func isHTML(_ answer: Exchange, type: String) -> Bool {
    if type == "text/html" || type == "application/xhtml+xml" { return true }
    if type.hasSuffix("json") || type.hasPrefix("image/") { return false }
    let start = answer.body.prefix(200).drop { $0 == 0x20 || (0x09...0x0D).contains($0) || $0 >= 0x80 }
    let head = String(decoding: start.prefix(14), as: UTF8.self).lowercased()
    return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
  }

  /// `text/html (HTTP 200): Service maintenance We are back at 9`, secrets masked.
  static func summary(_ answer: Exchange, _ masker: Masker) -> String {
    let type = answer.header("content-type").map { String($0.prefix { $0 != ";" }) } ?? "no type"
    guard !answer.body.isEmpty else { return "\(type) (HTTP \(answer.status)) with an empty body" }
    var text = String(decoding: masker.body(Array(answer.body.prefix(4000))), as: UTF8.self)
    if isHTML(answer, type: type.lowercased()) { text = Entities.decode(withoutTags(text)) }
    let words = text.split { $0 == " " || $0.isNewline || $0 == "\t" }.prefix(30).joined(separator: " ")
    return "\(type) (HTTP \(answer.status)): \(String(words.prefix(200)).visibleLine)"
  }

  private static func withoutTags(_ text: String) -> String {
    var result = ""
    var isTag = false
    for character in text {
      if character == "<" {
        isTag = true
      } else if character == ">" {
        isTag = false; result += " "
      } else if !isTag {
        result.append(character)
      }
    }
    return result
  }

  /// The address in `Link: <…>; rel="next"`.
  static func next(_ answer: Exchange) -> String? {
    for header in answer.headers where header.name.lowercased() == "link" {
      for part in header.value.split(separator: ",") {
        guard part.lowercased().contains("rel=\"next\"") || part.lowercased().contains("rel=next"),
          let start = part.firstIndex(of: "<"), let end = part.firstIndex(of: ">"), start < end
        else { continue }
        return String(part[part.index(after: start)..<end])
      }
    }
    return nil
  }

  /// One field for each name; repeated headers are joined with commas, as HTTP says.
  static func joined(_ fields: [ScriptField]) -> [ScriptField] {
    var joined: [ScriptField] = []
    for field in fields {
      if let place = joined.firstIndex(where: { $0.key == field.key }) {
        joined[place].value = .text((joined[place].value.text ?? "") + ", " + (field.value.text ?? ""))
      } else {
        joined.append(field)
      }
    }
    return joined
  }
}
