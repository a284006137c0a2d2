import ArgumentParser
import Foundation
import JSON
import RunModel
import StepExpressions

/// `lmsaccept expressions`: matches Cucumber Expressions from standard input.
struct ExpressionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expressions",
    abstract: "Match Cucumber Expressions: JSON Lines {\"expression\":…,\"text\":…} in, regex and arguments out.")

  func run() throws { try JSONLines.answer(ExpressionAnswers.expression) }
}

/// `lmsaccept tags`: evaluates tag expressions from standard input.
struct TagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "Evaluate tag expressions: JSON Lines {\"expression\":…,\"tags\":[…]} in, result and printed form out.")

  func run() throws { try JSONLines.answer(ExpressionAnswers.tags) }
}

/// `lmsaccept snippets`: what the differential tests compare; people get snippets from `check` and `run`.
struct SnippetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snippets",
    abstract: "Propose Cucumber Expressions: JSON Lines {\"text\":…} in, expressions out.", shouldDisplay: false)

  func run() throws { try JSONLines.answer(ExpressionAnswers.snippets) }
}

/// Questions on standard input, one JSON value a line, answers on standard output in the same order.
enum JSONLines {
  static func answer(_ answer: (JSONValue) -> JSONValue) throws {
    var isUnreadable = false
    var number = 0
    while let line = readLine(strippingNewline: true) {
      number += 1
      guard !line.allSatisfy(\.isWhitespace) else { continue }
      do throws(JSONProblem) {
        Console.line(answer(try JSONValue(parsing: line)).text)
      } catch {
        isUnreadable = true
        Console.line(JSONValue.object([JSONMember("error", .string("line \(number) is not JSON: \(error)"))]).text)
      }
    }
    if isUnreadable { throw CommandEnd(.unreadable) }
  }
}
