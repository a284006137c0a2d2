import Diagnostics
import JSON
import Reporting
import RunModel

/// The lists that a parameter such as `{field}` takes its words from.
struct WordPage {
  private let lists: [(name: String, words: [WordEntry])]
  private let languages: [String]

  /// - Parameter lists: by name, each in the order of the vocabulary.
  init(_ lists: [(name: String, words: [WordEntry])], languages: [String]) {
    self.lists = lists
    self.languages = languages
  }

  /// What a scenario writes, and the key that an adapter gets for it.
  func text(width: Int) -> String {
    var text = ""
    for (name, words) in lists {
      text += "\(text.isEmpty ? "" : "\n"){\(name)}\n"
      let keys = (words.map(\.key.displayWidth).max() ?? 0) + 2
      for word in words {
        for (place, line) in shown(word).wrapped(to: max(20, width - keys - 2)).enumerated() {
          text += "  " + (place == 0 ? word.key : "").padded(to: keys) + line + "\n"
        }
      }
    }
    return text
  }

  private func shown(_ word: WordEntry) -> String {
    let wanted = languages.flatMap { word.spellings[$0] ?? [] }
    return (wanted.isEmpty ? word.spellings["en"] ?? [] : wanted).joined(separator: ", ")
  }

  var json: JSONValue {
    .array(
      lists.map { name, words in
        .object([
          JSONMember("name", .string(name)),
          JSONMember(
            "words",
            .array(
              words.map { word in
                .object([
                  JSONMember("key", .string(word.key)),
                  JSONMember(
                    "spellings",
                    .object(
                      word.spellings.sorted { $0.key < $1.key }.map { JSONMember($0.key, .strings($0.value)) })),
                ])
              })),
        ])
      })
  }
}
