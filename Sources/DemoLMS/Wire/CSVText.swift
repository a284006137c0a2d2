/// Comma separated text as Moodle reads and writes it.
enum CSVText {
  static func read(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var characters = text.replacing("\r\n", with: "\n").makeIterator()
    var pending: Character?
    while let character = pending ?? characters.next() {
      pending = nil
      if isQuoted {
        guard character == "\"" else {
          field.append(character)
          continue
        }
        pending = characters.next()
        if pending == "\"" {
          field.append("\"")
          pending = nil
        } else {
          isQuoted = false
        }
      } else {
        switch character {
        case "\"" where field.isEmpty: isQuoted = true
        case ",":
          row.append(field)
          field = ""
        case "\n":
          rows.append(row + [field])
          row = []
          field = ""
        default: field.append(character)
        }
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    return rows
  }

  static func write(_ rows: [[String]]) -> String {
    rows.map { row in
      row.map { field in
        let isPlain = field.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.@".contains($0)) }
        return isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\""
      }.joined(separator: ",") + "\n"
    }.joined()
  }
}
