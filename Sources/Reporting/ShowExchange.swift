import Diagnostics
package import RunModel

/// `lmsaccept show N ID EXCHANGE`: one request and its answer, as text or as a curl command.
package enum ShowExchange {
  package static func text(_ exchange: ExchangeRecord, language: String, colour: Bool = false) -> String {
    let texts = Texts(language: language)
    var lines: [String] = []
    let head = "\(exchange.method) \(exchange.url)".visibleLine
    lines.append(TextStyle.bold.apply(head, colour: colour))
    let who = texts("as ", "als ") + exchange.who
    lines.append("\(who), \(exchange.target), \(ClockText.duration(exchange.durationNanoseconds))".visibleLine)
    lines.append(contentsOf: exchange.requestHeaders.map { "> \($0.name): \($0.value)".visibleLine })
    lines.append(
      contentsOf: BodyText.lines(exchange.requestBody, type: exchange.requestHeaders.contentType, texts: texts))
    lines.append("")
    if exchange.trouble.isEmpty {
      lines.append(TextStyle.bold.apply("\(exchange.status)", colour: colour))
    } else {
      lines.append(TextStyle.red.apply(exchange.trouble.visibleLine, colour: colour))
    }
    lines.append(contentsOf: exchange.answerHeaders.map { "< \($0.name): \($0.value)".visibleLine })
    lines.append(
      contentsOf: BodyText.lines(exchange.answerBody, type: exchange.answerHeaders.contentType, texts: texts))
    if !isKept(exchange) {
      lines.append(
        texts(
          "Headers and bodies were not kept: \"evidence: all\" in the project file keeps them of every step.",
          "Kopregels en inhoud zijn niet bewaard: \"evidence: all\" in het projectbestand bewaart ze van elke stap."))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Of steps that passed a run keeps no more than the first line, unless asked.
  private static func isKept(_ exchange: ExchangeRecord) -> Bool {
    !exchange.trouble.isEmpty || !exchange.requestHeaders.isEmpty || !exchange.requestBody.isEmpty
      || !exchange.answerHeaders.isEmpty || !exchange.answerBody.isEmpty
  }

  /// A curl command that sends the same again; every masked value becomes a variable that the reader sets.
  package static func curl(_ exchange: ExchangeRecord) -> String {
    var variables = MaskedVariables()
    var parts = ["curl --request \(shellWord(exchange.method))"]
    for field in exchange.requestHeaders where !skipped.contains(field.name.lowercased()) {
      parts.append("--header \(variables.quoted("\(field.name): \(field.value)", hint: field.name))")
    }
    if !exchange.requestBody.isEmpty {
      let body = String(decoding: exchange.requestBody, as: UTF8.self)
      parts.append("--data-raw \(variables.quoted(body, hint: "body"))")
    }
    parts.append(variables.quoted(exchange.url, hint: "url"))
    let settings = variables.names.map { "\($0)='...'\n" }.joined()
    let remark = isKept(exchange) ? "" : "# headers and body were not kept; evidence: all keeps them\n"
    return remark + settings + parts.joined(separator: " \\\n  ") + "\n"
  }

  /// curl makes these itself.
  private static let skipped: Set<String> = ["host", "content-length", "connection", "accept-encoding"]
}

/// Turns the marks that masking left (`•••`) into shell variables.
struct MaskedVariables {
  private(set) var names: [String] = []
  /// What masking writes in place of a secret.
  static let mask = "•••"

  /// The text quoted for a shell, each mask as a variable of its own in double quotes.
  mutating func quoted(_ text: String, hint: String) -> String {
    var parts: [String] = []
    var rest = text[...]
    while let mark = Self.place(in: rest) {
      let before = String(rest[..<mark.lowerBound])
      parts.append(before.isEmpty ? "" : shellWord(before))
      parts.append("\"$\(variable(before: before, hint: hint))\"")
      rest = rest[mark.upperBound...]
    }
    if !rest.isEmpty || parts.isEmpty { parts.append(shellWord(String(rest))) }
    return parts.joined()
  }

  private static func place(in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(mask) { return start..<text.index(start, offsetBy: mask.count) }
      start = text.index(after: start)
    }
    return nil
  }

  /// Named after the field before it: `wstoken=•••` gives `WSTOKEN`.
  private mutating func variable(before: String, hint: String) -> String {
    var word = before
    while let last = word.last, "=: \"".contains(last) { word.removeLast() }
    let tail = String(word.reversed().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }.reversed())
    let isScheme = ["bearer", "token", "basic"].contains(tail.lowercased())
    let base = tail.isEmpty || isScheme ? hint : tail
    var name = String(base.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    if name.first?.isNumber ?? true { name = "SECRET_" + name }
    // The same field holds the same secret wherever it stands.
    if !names.contains(name) { names.append(name) }
    return name
  }
}
