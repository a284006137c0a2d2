import Diagnostics
import Foundation
import Patterns
import Scripting
import Synchronization

/// Host calls that need nothing but their arguments; nil for any other name.
enum PureCalls {
  static func serve(_ name: String, _ arguments: [ScriptValue]) -> [ScriptValue]? {
    switch name {
    case "regex_match": regexMatch(arguments)
    case "regex_all": regexAll(arguments)
    case "regex_replace": regexReplace(arguments)
    case "base64": HostReply.value(.text(Data(arguments.at(0).data ?? []).base64EncodedString()))
    case "entities": HostReply.value(.text(Entities.decode(arguments.at(0).text ?? "")))
    case "now": HostReply.value(.number(Date().timeIntervalSince1970))
    case "monotonic": HostReply.value(.number(monotonic()))
    case "iso": HostReply.value(.text(TimeText.iso(arguments.at(0).double ?? 0)))
    case "unix": unix(arguments.at(0).text ?? "")
    case "json_encode": jsonEncode(arguments.at(0))
    case "json_decode": HostReply.value(.json(arguments.at(0).data ?? []))
    case "suffix": HostReply.value(.text(suffix()))
    default: nil
    }
  }

  private static let start = ContinuousClock.now

  private static func monotonic() -> Double {
    let passed = start.duration(to: .now).components
    return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
  }

  /// Six letters and digits that no two scenarios share.
  private static func suffix() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<6).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
  }

  private static func unix(_ text: String) -> [ScriptValue] {
    guard let seconds = TimeText.unix(text) else {
      return HostReply.failure("script", "\"\(text.visibleLine)\" is no ISO 8601 time")
    }
    return HostReply.value(.number(seconds))
  }

  private static func jsonEncode(_ value: ScriptValue) -> [ScriptValue] {
    do throws(ScriptFault) {
      return HostReply.value(.text(String(decoding: try value.jsonBytes(), as: UTF8.self)))
    } catch {
      return HostReply.failure("script", error.message)
    }
  }

  // MARK: Regular expressions

  private static let compiled = Mutex<[String: Pattern]>([:])

  private static func pattern(_ text: String) throws -> Pattern {
    if let known = compiled.withLock({ $0[text] }) { return known }
    let made = try Pattern(text)
    compiled.withLock { cache in
      // Patterns with values in them would fill the memory of a long run.
      if cache.count > 500 { cache.removeAll() }
      cache[text] = made
    }
    return made
  }

  private static func matching(
    _ arguments: [ScriptValue], _ body: (Pattern, String) throws -> [ScriptValue]
  ) -> [ScriptValue] {
    do {
      return try body(try pattern(arguments.at(1).text ?? ""), text(arguments.at(0)))
    } catch let problem as PatternProblem {
      return HostReply.failure("script", "not a regular expression: \(problem)")
    } catch {
      return HostReply.failure("broken", "\(error)", [ScriptField("cause", .text("pattern"))])
    }
  }

  private static func text(_ value: ScriptValue) -> String {
    value.text ?? String(decoding: value.data ?? [], as: UTF8.self)
  }

  private static func regexMatch(_ arguments: [ScriptValue]) -> [ScriptValue] {
    matching(arguments) { pattern, text in
      guard let match = try pattern.firstMatch(in: text) else { return [.bool(true), .none] }
      let groups = groups(match, text)
      return [.bool(true), .list(groups), .int(Int64(groups.count))]
    }
  }

  private static func regexAll(_ arguments: [ScriptValue]) -> [ScriptValue] {
    matching(arguments) { pattern, text in
      let all = try pattern.matches(in: text).map { match in
        match.groups.count <= 2
          ? ScriptValue.text(match.text(match.groups.count - 1, in: text) ?? "") : .list(groups(match, text))
      }
      return [.bool(true), .list(all)]
    }
  }

  private static func regexReplace(_ arguments: [ScriptValue]) -> [ScriptValue] {
    matching(arguments) { pattern, text in
      let template = try PatternTemplate(arguments.at(2).text ?? "", for: pattern)
      return [.bool(true), .text(try pattern.replacing(in: text, with: template))]
    }
  }

  /// The texts of the groups, `none` for one that took no part; the whole match when the pattern has no groups.
  private static func groups(_ match: PatternMatch, _ text: String) -> [ScriptValue] {
    let range = match.groups.count > 1 ? 1..<match.groups.count : 0..<1
    return range.map { group in match.text(group, in: text).map(ScriptValue.text) ?? .none }
  }
}
