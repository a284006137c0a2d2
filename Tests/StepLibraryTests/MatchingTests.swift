import Diagnostics
import RunModel
import StepLibrary
import Testing

/// How sentences become arguments.
struct MatchingTests {
  private static func match(_ text: String, _ language: String = "en") throws -> (
    id: String, arguments: [ArgumentValue], match: StepMatch
  ) {
    let library = try World().library
    let matches = library.book.match(text, language)
    try #require(matches.count == 1, "\(matches.count) matches of \(text)")
    return (library.book.definitions[matches[0].definition].id, matches[0].arguments.map(\.value), matches[0])
  }

  private static let enrolment: [ArgumentValue] = [
    .person(handle: "fatima", role: nil), .person(handle: "tim", role: nil), .thing(kind: "course", key: "AVG-01"),
  ]

  @Test(arguments: [
    ("\"fatima\" enrols \"tim\" in \"AVG-01\"", "en"), ("\"fatima\" \"tim\" inschrijft voor \"AVG-01\"", "nl"),
    ("in \"AVG-01\" schrijft \"fatima\" \"tim\" in", "nl"),
  ])
  func `arguments come in the first wording's order, whatever the language`(text: String, language: String) throws {
    let found = try Self.match(text, language)
    #expect(found.id == "enrolment.add")
    #expect(found.arguments == Self.enrolment)
  }

  @Test func `two of a type are told apart by name`() throws {
    let expected: [ArgumentValue] = [.thing(kind: "course", key: "A"), .thing(kind: "course", key: "B")]
    #expect(try Self.match("\"A\" is replaced by \"B\"").arguments == expected)
    #expect(try Self.match("\"B\" vervangt \"A\"", "nl").arguments == expected)
  }

  @Test func `an attempt may leave a parameter out`() throws {
    let found = try Self.match("\"fatima\" tries to enrol somebody in \"AVG-01\"")
    #expect(found.arguments == [Self.enrolment[0], .missing, Self.enrolment[2]])
  }

  @Test func `people are named by handle, role or both`() throws {
    #expect(try Self.match("learner \"sanne\" can sign in").arguments == [.person(handle: "sanne", role: "learner")])
    #expect(try Self.match("the trainer can sign in").arguments == [.person(handle: nil, role: "trainer")])
  }

  @Test func `numbers, durations, words and names of two parts are read`() throws {
    #expect(try Self.match("\"A\" has 12 learners").arguments == [.thing(kind: "course", key: "A"), .int(12)])
    #expect(try Self.match("wordt het verzoek geweigerd", "nl").arguments == [.word(list: "verdict", key: "refused")])
    #expect(
      try Self.match("\"sanne\" completes \"Test\" of \"A\" within 1.5 minutes").arguments == [
        .person(handle: "sanne", role: nil), .part(kind: "activity", keys: ["Test", "A"]),
        .thing(kind: "course", key: "A"), .seconds(90),
      ])
  }

  @Test func `places are UTF-8 offsets in the sentence`() throws {
    let found = try Self.match("\"zoë\" can sign in").match
    #expect(found.arguments[0].lower == 0)
    #expect(found.arguments[0].upper == 6)
    #expect(found.arguments[0].text == "\"zoë\"")
  }

  @Test func `human steps match by the kind of their pattern`() throws {
    let library = try World().library
    let kinds = { (text: String, language: String) in
      library.book.match(text, language).map { library.book.definitions[$0.definition].kind }
    }
    #expect(kinds("the tester judges the layout", "en") == [.judge, .task])
    #expect(kinds("beoordeelt de tester de opmaak", "nl").contains(.judge))
    #expect(kinds("opent de tester de cursus", "nl") == [.task])
  }

  @Test func `a text that nothing matches gets the nearest patterns and a skeleton`() throws {
    let book = try World().library.book
    #expect(book.match("\"fatima\" enrolls \"tim\" in \"AVG-01\"", "en").isEmpty)
    #expect(
      book.nearest("\"fatima\" enrolls \"tim\" in \"AVG-01\"", "en").first == "{actor} enrols {person} in {course}")
    let snippet = book.snippet("\"fatima\" dances 3 times", "en")
    #expect(snippet.contains("step \"area.name\""))
    #expect(snippet.contains("{int}"))
  }
}
