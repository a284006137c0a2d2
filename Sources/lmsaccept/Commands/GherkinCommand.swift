import ArgumentParser
import Diagnostics
import Gherkin
import JSON
import RunModel

/// `lmsaccept gherkin`: exactly what the official parser's event stream prints.
struct GherkinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gherkin",
    abstract: "Print source, AST and pickles of feature files as JSON Lines, as Cucumber's own parser does.")

  @Flag(inversion: .prefixedNo, help: "Print the source envelopes.") var source = true
  @Flag(inversion: .prefixedNo, help: "Print the AST envelopes.") var ast = true
  @Flag(inversion: .prefixedNo, help: "Print the pickle envelopes.") var pickles = true
  @Argument(help: "Feature files (.feature or .feature.md), in this order with one id counter.") var files: [String]

  func run() throws {
    var events = GherkinEvents(.init(source: source, document: ast, pickles: pickles))
    var writer = JSONWriter()
    var isUnreadable = false
    for path in files {
      do throws(TextFileProblem) {
        if !events.write(try TextFile.read(path), to: &writer).isEmpty { isUnreadable = true }
      } catch {
        Console.report([error.diagnostic])
        isUnreadable = true
      }
      writer.drain(Console.output)
    }
    if isUnreadable { throw CommandEnd(.unreadable) }
  }
}
