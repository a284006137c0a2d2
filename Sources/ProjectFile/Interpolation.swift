/// Fills `${env:NAME}` and `${secret:path.in.file}` in a setting.
struct Interpolation {
  var environment: [String: String]
  /// Secrets file, flattened: `moodle.admin` -> value.
  var secrets: [String: String]

  /// Why a placeholder cannot be filled; lower case, no full stop.
  struct Problem: Error {
    var message: String
    var hint: String
  }

  /// - Returns: the text with placeholders filled, and which of the filled values are secret.
  func fill(_ text: String) throws(Problem) -> (text: String, secrets: [String]) {
    guard text.contains("${") else { return (text, []) }
    var result = ""
    var secret: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else {
        throw Problem(message: "\"${\" without \"}\"", hint: "write ${env:NAME} or ${secret:name}")
      }
      let value = try value(of: String(rest[..<end]))
      result += value
      secret.append(value)
      rest = rest[rest.index(after: end)...]
    }
    return (result + rest, secret)
  }

  private func value(of reference: String) throws(Problem) -> String {
    let parts = reference.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw Problem(message: "no such placeholder: ${\(reference)}", hint: "write ${env:NAME} or ${secret:name}")
    }
    switch parts[0] {
    case "env":
      guard let value = environment[parts[1]] else {
        throw Problem(
          message: "the environment variable \(parts[1]) is not set", hint: "set \(parts[1]) before the command")
      }
      if value.isEmpty {
        throw Problem(message: "the environment variable \(parts[1]) is empty", hint: "give \(parts[1]) a value")
      }
      return value
    case "secret":
      guard let value = secrets[parts[1]] else {
        throw Problem(
          message: "the secrets file has no \"\(parts[1])\"", hint: "add it, or correct the name after \"secret:\"")
      }
      if value.isEmpty {
        throw Problem(
          message: "\"\(parts[1])\" is empty in the secrets file", hint: "write its value there")
      }
      return value
    default:
      throw Problem(message: "no such placeholder: ${\(reference)}", hint: "write ${env:NAME} or ${secret:name}")
    }
  }
}
