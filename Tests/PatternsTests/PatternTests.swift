import Patterns
import Testing

@Suite struct PatternTests {
  @Test func `groups have UTF-8 ranges, an unused group has none`() throws {
    let pattern = try Pattern(#"(é+)|(\d+)"#)
    let match = try #require(try pattern.firstMatch(in: "naïve éé 12"))
    #expect(match.groups == [7..<11, 7..<11, nil])
    #expect(match.text(1, in: "naïve éé 12") == "éé")
    #expect(match.text(2, in: "naïve éé 12") == nil)
    let later = try #require(try pattern.firstMatch(in: "naïve éé 12", from: 11))
    #expect(later.groups == [12..<14, nil, 12..<14])
  }

  @Test func `named groups are known`() throws {
    let pattern = try Pattern(#"(?<year>\d{4})-(?P<month>\d\d)"#)
    #expect(pattern.groupNames == ["year": 1, "month": 2])
    #expect(pattern.groupCount == 2)
  }

  @Test func `a bad pattern says what and where`() {
    let problem = #expect(throws: PatternProblem.self) { try Pattern("ab(c") }
    #expect(problem?.offset == 4)
    #expect(problem?.message == "missing closing parenthesis")
    #expect(throws: PatternProblem.self) { try Pattern(#"a\Cb"#) }
  }

  @Test func `Unicode classes are the default and can be switched off`() throws {
    #expect(try Pattern(#"^\w+$"#).isMatch("Zoë٣"))
    #expect(try !Pattern(#"^\w+$"#, options: .asciiClasses).isMatch("Zoë"))
    #expect(try Pattern("^É$", options: .caseless).isMatch("é"))
    #expect(try Pattern("^.$").isMatch("💶"))
    #expect(try !Pattern("^.$", options: .bytes).isMatch("💶"))
    #expect(try Pattern("a.c", options: .literal).firstMatch(in: "abc a.c")?.range == 4..<7)
    #expect(try Pattern("^b$", options: .multiline).isMatch("a\nb\nc"))
    #expect(try !Pattern("a$", options: .dollarIsEndOnly).isMatch("a\n"))
    #expect(try Pattern("a$").isMatch("a\n"))
  }

  @Test(arguments: [1, 100]) func `a runaway pattern is given up, not called no match`(uses: Int) throws {
    let pattern = try Pattern("^(a+)+$", limits: PatternLimits(steps: 10_000))
    for _ in 0..<uses { #expect(try pattern.isMatch("aaa")) }
    let limit = #expect(throws: PatternLimit.self) {
      try pattern.firstMatch(in: String(repeating: "a", count: 40) + "!")
    }
    #expect(limit?.kind == .steps)
    #expect(limit?.pattern == "^(a+)+$")
  }

  @Test func `a long quoted string with many escapes needs no limit`() throws {
    let pattern = try Pattern(#"^"([^"\\]*(\\.[^"\\]*)*)"$"#)
    let text = "\"" + String(repeating: #"\"x"#, count: 20_000) + "\""
    for _ in 0..<60 { #expect(try pattern.isMatch(text)) }
  }

  @Test func `all matches are found, empty ones too`() throws {
    #expect(try Pattern("a*").matches(in: "baac").map(\.range) == [0..<0, 1..<3, 3..<3, 4..<4])
    #expect(try Pattern("").matches(in: "é€").map(\.range) == [0..<0, 2..<2, 5..<5])
    #expect(try Pattern(#"\d+"#).matches(in: "1 22 333").map(\.range) == [0..<1, 2..<4, 5..<8])
    #expect(try Pattern("x").matches(in: "").isEmpty)
  }

  @Test func `replacing by template and by closure`() throws {
    let pattern = try Pattern(#"(?<first>\w+) (\w+)(!)?"#)
    let template = try PatternTemplate("$2, ${first}$3 for $$5", for: pattern)
    #expect(try pattern.replacing(in: "Zoë Bé; Jan Dr!", with: template) == "Bé, Zoë for $5; Dr, Jan! for $5")
    #expect(try Pattern("-").replacing(in: "a-b-c") { _ in "→" } == "a→b→c")
    #expect(throws: PatternProblem.self) { try PatternTemplate("$9", for: pattern) }
    #expect(throws: PatternProblem.self) { try PatternTemplate("a $ b", for: pattern) }
    #expect(throws: PatternProblem.self) { try PatternTemplate("${nobody}", for: pattern) }
    #expect(throws: PatternProblem.self) { try PatternTemplate("${-1}", for: pattern) }
    #expect(throws: PatternProblem.self) { try PatternTemplate("${1", for: pattern) }
  }

  @Test func `many tasks match with one pattern at once`() async throws {
    let pattern = try Pattern(#"^(\w+) has (\d+) users$"#)
    let total = await withTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<2_000).count { number in
            let text = "course\(task) has \(number) users"
            return (try? pattern.firstMatch(in: text))?.text(2, in: text) == String(number)
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(total == 16_000)
  }

  @Test func `more groups than usual`() throws {
    let pattern = try Pattern(String(repeating: "(.)", count: 100))
    let match = try #require(try pattern.firstMatch(in: String(repeating: "x", count: 100)))
    #expect(match.groups.count == 101)
    #expect(match.groups[100] == 99..<100)
  }
}
