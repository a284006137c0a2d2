import StepExpressions
import Testing

@Suite struct ExpressionSetTests {
  private static func expressions(_ sources: [String]) throws -> [CucumberExpression] {
    var types = ParameterTypes()
    try types.define(ParameterType("person", [#""[^"]*""#, "the learner"]))
    try types.define(ParameterType("course", [#""[^"]*""#]))
    return try sources.map { try CucumberExpression($0, types: types) }
  }

  static let vocabulary = [
    "{person} enrols in {course}", "{person} leaves {course}", "{word} {word} {word}", "the course(s)/badge(s) exist",
    "{course} has {int} user(s)", "{course} has {int} {word}", "", "{}", "nothing happens", "nothing  happens",
    "{person} is enrolled in {course} within {int} minute(s)", "(maybe )late",
  ]

  @Test(arguments: [
    (#"the learner enrols in "VCA""#, [0, 7]), (#""a b" leaves "VCA""#, [1, 7]), ("a leaves b", [2, 7]),
    ("the badges exist", [2, 3, 7]), (#""VCA" has 12 users"#, [4, 5, 7]), ("", [6, 7]), ("nothing happens", [7, 8]),
    ("nothing  happens", [7, 9]), ("maybe late", [7, 11]), ("late", [7, 11]), ("nothing happens\n", [7, 8]),
  ]) func `all matches are found in order`(text: String, indices: [Int]) throws {
    let set = ExpressionSet(try Self.expressions(Self.vocabulary))
    #expect(try set.matches(for: text).map(\.index) == indices)
  }

  @Test func `the filter by words changes nothing`() throws {
    let expressions = try Self.expressions(Self.vocabulary)
    let set = ExpressionSet(expressions)
    let words = [
      "the", "learner", "course", "nothing", "", "late", "has", "12", "users", "\"VCA\"", "enrols in", "maybe",
    ]
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined(separator: " ")
      let all = try expressions.indices.filter { try expressions[$0].match(text) != nil }
      #expect(try set.matches(for: text).map(\.index) == all)
    }
  }

  @Test func `arguments come with the match`() throws {
    let set = ExpressionSet(try Self.expressions(Self.vocabulary))
    let match = try #require(try set.matches(for: #""VCA" has 12 users"#).first)
    #expect(match.arguments.map(\.text) == [#""VCA""#, "12"])
    #expect(match.arguments.map(\.range) == [0..<5, 10..<12])
  }

  @Test(arguments: [
    (#"the learner enrolls in "VCA""#, 0), (#""VCA" has twelve users"#, 4), ("nothing happened", 8),
    (#""tim" is enroled in "VCA" within 5 minutes"#, 10), ("the badges exits", 3),
  ]) func `the nearest expression comes first`(text: String, index: Int) throws {
    let set = ExpressionSet(try Self.expressions(Self.vocabulary.filter { $0 != "{word} {word} {word}" && $0 != "{}" }))
    let nearest = try set.nearest(to: text)
    #expect(nearest.first.map { set.expressions[$0].source } == Self.vocabulary[index])
    #expect(nearest.count <= 3)
  }

  @Test func `nothing is near to something else altogether`() throws {
    let set = ExpressionSet(try Self.expressions(["{person} enrols in {course}", "the grade book is closed"]))
    #expect(try set.nearest(to: "completely different words about bananas and apples").isEmpty)
  }
}

/// The same numbers on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
