extension Shape {
  /// Sent arguments in the declared shape, with defaults filled in; or why they do not fit.
  ///
  /// Unknown keys, missing keys and wrong types are refused, as Moodle does.
  func check(_ value: Value, languages: [String]) throws(Refusal) -> Value {
    switch self {
    case .scalar(let kind): return try Shape.scalar(value, kind: kind, languages: languages)
    case .list(let item):
      var items: [Value] = []
      for element in try Shape.elements(of: value) { items.append(try item.check(element, languages: languages)) }
      return .list(items)
    case .object(let fields): return try Shape.object(value, fields: fields, languages: languages)
    }
  }

  private static func elements(of value: Value) throws(Refusal) -> [Value] {
    switch value {
    case .list(let items): return items
    case .object(let members): return members.map(\.value)
    default: throw .invalidParameter("Only arrays accepted. The bad value is: '\(value.text)'")
    }
  }

  private static func object(_ value: Value, fields: [Field], languages: [String]) throws(Refusal) -> Value {
    let sent: [Value.Member]
    switch value {
    case .object(let members): sent = members
    case .list(let items) where items.isEmpty: sent = []
    default: throw .invalidParameter("Only arrays accepted. The bad value is: '\(value.text)'")
    }
    var members: [Value.Member] = []
    var used = 0
    for field in fields {
      if let member = sent.first(where: { $0.key == field.key }) {
        used += 1
        let isNull = member.value.isNull && (field.isOptional || field.fallback == .null)
        members.append(
          Value.Member(
            key: field.key, value: isNull ? .null : try field.shape.check(member.value, languages: languages)))
      } else if let fallback = field.fallback {
        members.append(Value.Member(key: field.key, value: fallback))
      } else if !field.isOptional {
        throw .invalidParameter("Missing required key in single structure: \(field.key)")
      }
    }
    guard used == sent.count else {
      let unknown = sent.filter { member in !fields.contains { $0.key == member.key } }.map(\.key)
      throw .invalidParameter("Unexpected keys (\(unknown.joined(separator: ","))) detected in parameter array.")
    }
    return .object(members)
  }

  private static func scalar(_ value: Value, kind: String, languages: [String]) throws(Refusal) -> Value {
    switch value {
    case .list, .object, .null: throw .invalidParameter("Scalar type expected, array or object received.")
    default: break
    }
    let text = value.text
    let accepted: Value?
    switch kind {
    case "int": accepted = Int(text).map(Value.int)
    case "float": accepted = Double(text).map(Value.double)
    case "bool": accepted = text == "0" || text == "1" || value == false ? .bool(text == "1") : nil
    case "notags", "text": accepted = hasTag(text) ? nil : .string(text)
    case "username": accepted = text.allSatisfy(isUsernameCharacter) ? .string(text) : nil
    case "alpha": accepted = text.allSatisfy { $0.isASCII && $0.isLetter } ? .string(text) : nil
    case "lang": accepted = text.isEmpty || languages.contains(text) ? .string(text) : nil
    case "auth": accepted = ["manual", "nologin", "email"].contains(text) ? .string(text) : nil
    case "raw_trimmed": accepted = text == text.trimmed() ? .string(text) : nil
    case "alphanumext", "component", "area", "alphanum", "alphaext", "capability":
      accepted =
        text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-/:".contains($0)) } ? .string(text) : nil
    default: accepted = .string(text)
    }
    guard let accepted else {
      throw .invalidParameter(
        "Invalid external api parameter: the value is \"\(text)\", the server was expecting \"\(kind)\" type")
    }
    return accepted
  }

  private static func isUsernameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLowercase || character.isNumber || "-._@".contains(character))
  }

  /// Whether a text has what PHP's strip_tags would take out.
  private static func hasTag(_ text: String) -> Bool {
    guard let open = text.firstIndex(of: "<") else { return false }
    let next = text.index(after: open)
    return next < text.endIndex && (text[next].isLetter || text[next] == "/" || text[next] == "!")
  }
}

extension Shape {
  /// Why an answer does not have its declared shape; nil when it has.
  ///
  /// Null is accepted for any scalar: the declarations do not say where Moodle allows it.
  func misfit(of value: Value, at path: String = "answer") -> String? {
    switch self {
    case .scalar(let kind): return Shape.misfit(ofScalar: value, kind: kind, at: path)
    case .list(let item):
      guard case .list(let items) = value else { return "\(path) is no list: \(value.json)" }
      for (index, element) in items.enumerated() {
        if let misfit = item.misfit(of: element, at: "\(path)[\(index)]") { return misfit }
      }
      return nil
    case .object(let fields):
      // PHP sends an empty object as an empty list.
      if value == [] { return nil }
      guard case .object(let members) = value else { return "\(path) is no object: \(value.json)" }
      for member in members where !fields.contains(where: { $0.key == member.key }) {
        return "\(path).\(member.key) is not declared"
      }
      for field in fields {
        guard let member = members.first(where: { $0.key == field.key }) else {
          if field.isOptional || field.fallback != nil { continue }
          return "\(path).\(field.key) is missing"
        }
        if member.value.isNull { continue }
        if let misfit = field.shape.misfit(of: member.value, at: "\(path).\(field.key)") { return misfit }
      }
      return nil
    }
  }

  private static func misfit(ofScalar value: Value, kind: String, at path: String) -> String? {
    switch (kind, value) {
    case (_, .null), ("bool", .bool), ("int", .int), ("float", .int), ("float", .double): nil
    case ("bool", _), ("int", _), ("float", _): "\(path) is no \(kind): \(value.json)"
    case (_, .list), (_, .object): "\(path) is no text: \(value.json)"
    default: nil
    }
  }
}
