import Diagnostics
import Gherkin
import JSON
import Testing

struct EventsTests {
  private func lines(_ files: [SourceFile], _ options: GherkinEvents.Options = .init()) -> String {
    var events = GherkinEvents(options)
    var writer = JSONWriter()
    for file in files { events.write(file, to: &writer) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static let plain = SourceFile(
    path: "./a//plain.feature",
    text: """
      # language: nl
      @gebied
      Functionaliteit: Inschrijven
        Over inschrijven

        Abstract Scenario: <wie>
          Stel <wie> bestaat
            | naam  |
            | <wie> |
            \"""json
            "<wie>"
            \"""
          Voorbeelden:
            | wie   |
            | sanne |
      """)

  private static let markdown = SourceFile(
    path: "b.feature.md",
    text: """
      # Feature: Cheese
      Prose

      `@tag`
      ## Scenario: one
      * Given a table
        | a |
        | - |
        | 1 |
      """)

  private static let broken = SourceFile(path: "c.feature", text: "nothing\n@tag")

  @Test func `lines are those of the official events`() throws {
    try Golden.check(lines([Self.plain, Self.broken, Self.markdown]), "events.ndjson")
  }

  @Test func `options choose what is printed, and ids follow`() throws {
    let pickles = lines([Self.markdown], .init(source: false, document: false))
    #expect(pickles.split(separator: "\n").count == 1)
    #expect(pickles.hasPrefix("{\"pickle\":"))
    #expect(lines([Self.markdown], .init(source: true, document: false, pickles: false)).contains("+markdown"))
  }

  @Test func `a name of neither kind has no media type and is read as plain`() throws {
    let text = lines([SourceFile(path: ".feature", text: "Feature: f")], .init(document: false, pickles: false))
    #expect(try JSONValue(parsing: text)["source"]?["mediaType"] == JSONValue.null)
  }
}
