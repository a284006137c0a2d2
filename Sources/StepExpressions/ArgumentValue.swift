package import JSON

/// What an argument's text means to its parameter type.
package enum ArgumentValue: Sendable, Hashable {
  /// The group took no part in the match.
  case null
  case integer(Int)
  /// An integer beyond 64 bits: ASCII digits, perhaps with a minus.
  case bigInteger(String)
  case float(Double)
  /// A decimal number exactly as written, in ASCII: `-1.50`, `2E5`; valid JSON.
  case decimal(String)
  case string(String)
  /// The raw texts of a custom type's groups; its transformation is the caller's.
  case raw([String?])

  init(_ texts: [String?], _ type: ParameterType?) {
    let reading = type?.reading ?? .text
    if reading == .raw {
      self = .raw(texts)
      return
    }
    // Of several groups (the two kinds of quotes) at most one took part.
    let text = reading == .quoted ? texts.compactMap(\.self).first : texts.first.flatMap(\.self)
    guard let text else {
      self = .null
      return
    }
    switch reading {
    case .integer: self = Self.integer(text)
    case .float: self = Double(Self.decimal(text)).map(ArgumentValue.float) ?? .string(text)
    case .decimal: self = .decimal(Self.decimal(text))
    case .quoted: self = .string(Self.unquoted(text))
    case .text, .raw: self = .string(text)
    }
  }

  private static func integer(_ text: String) -> ArgumentValue {
    let digits = asciiDigits(text)
    if let value = Int(digits) { return .integer(value) }
    let isNegative = digits.hasPrefix("-")
    let significant = digits.drop { "-+0".contains($0) }
    return .bigInteger((isNegative ? "-" : "") + (significant.isEmpty ? "0" : significant))
  }

  /// `\d` matches the decimal digits of every script; numbers are read the same in each.
  private static func asciiDigits(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        result += String(Int(value))
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A decimal number in JSON's spelling: no plus, no leading zeros, a digit before the point.
  private static func decimal(_ text: String) -> String {
    let digits = asciiDigits(text)
    let isNegative = digits.hasPrefix("-")
    let unsigned = digits.drop { "+-".contains($0) }
    let significant = unsigned.drop { $0 == "0" }
    let needsZero = significant.first.map { !$0.isNumber } ?? true
    return (isNegative ? "-" : "") + (needsZero ? "0" : "") + significant
  }

  /// The text with `\"` and `\'` replaced by the quotes, one after the other as Cucumber does; other escapes stay.
  private static func unquoted(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    return [UInt8(ascii: "\""), UInt8(ascii: "'")].reduce(text) { unescaped($1, in: $0) }
  }

  /// Works on bytes: a quote followed by a combining mark is still a quote.
  private static func unescaped(_ quote: UInt8, in text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if byte == quote, result.last == UInt8(ascii: "\\") {
        result[result.count - 1] = quote
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension ArgumentValue {
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .integer(let value): .int(value)
    case .bigInteger(let digits): .number(digits)
    // JSON has no infinity; a number too large for a double reads back as one.
    case .float(let value): value.isFinite ? .number("\(value)") : .number(value < 0 ? "-1e999" : "1e999")
    case .decimal(let text): .number(text)
    case .string(let text): .string(text)
    case .raw(let texts): .array(texts.map { $0.map(JSONValue.string) ?? .null })
    }
  }
}
