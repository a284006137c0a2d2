/// Reads questions in the GIFT format: true/false and one right answer of several.
enum Gift {
  static func read(_ text: String, for quiz: Module) -> [Question] {
    var questions: [Question] = []
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("//") || $0.hasPrefix("$CATEGORY") ? "" : String($0) }
    // A question may run over several lines; it ends with its closing brace.
    var block = ""
    for line in lines {
      block += line + "\n"
      guard line.trimmed().hasSuffix("}") || (line.trimmed().isEmpty && block.contains("}")) else { continue }
      if let question = question(block, for: quiz) { questions.append(question) }
      block = ""
    }
    if let question = question(block, for: quiz) { questions.append(question) }
    return questions
  }

  private static func question(_ block: String, for quiz: Module) -> Question? {
    guard let open = firstPlain("{", in: block[...]), let close = block.lastIndex(of: "}"), open < close else {
      return nil
    }
    var stem = block[..<open].trimmed()
    var name = ""
    if stem.hasPrefix("::"), let end = stem.dropFirst(2).firstRange(of: "::") {
      name = stem[stem.index(stem.startIndex, offsetBy: 2)..<end.lowerBound].trimmed()
      stem = stem[end.upperBound...].trimmed()
    }
    if stem.hasPrefix("[html]") { stem = stem.dropFirst(6).trimmed() }
    let text = plain(stem)
    let body = block[block.index(after: open)..<close].trimmed()
    let answers = answers(body)
    guard !answers.isEmpty else { return nil }
    let isTrueFalse = answers.map(\.text) == ["True", "False"] && !body.contains("=")
    return Question(
      course: quiz.course, quiz: quiz.id, name: name.isEmpty ? text : plain(name), text: text,
      kind: isTrueFalse ? "truefalse" : "multichoice", answers: answers)
  }

  private static func answers(_ body: String) -> [Question.Answer] {
    let word = body.split(separator: "#").first.map { $0.trimmed().uppercased() } ?? ""
    if ["T", "TRUE", "F", "FALSE"].contains(word) {
      let isTrue = word.hasPrefix("T")
      return [
        Question.Answer(text: "True", fraction: isTrue ? 1 : 0),
        Question.Answer(text: "False", fraction: isTrue ? 0 : 1),
      ]
    }
    var answers: [Question.Answer] = []
    var rest = body[...]
    while let start = firstPlain("=~", in: rest) {
      let isRight = rest[start] == "="
      rest = rest[rest.index(after: start)...]
      let end = firstPlain("=~", in: rest) ?? rest.endIndex
      let text = rest[..<end]
      let feedback = firstPlain("#", in: text) ?? text.endIndex
      answers.append(Question.Answer(text: plain(text[..<feedback].trimmed()), fraction: isRight ? 1 : 0))
      rest = rest[end...]
    }
    return answers
  }

  /// The first of some characters that has no backslash before it.
  private static func firstPlain(_ wanted: String, in text: Substring) -> Substring.Index? {
    var isEscaped = false
    for index in text.indices {
      if !isEscaped, wanted.contains(text[index]) { return index }
      isEscaped = !isEscaped && text[index] == "\\"
    }
    return nil
  }

  private static func plain(_ text: String) -> String {
    var plain = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        plain.append(character)
        isEscaped = false
      }
    }
    return plain
  }
}
