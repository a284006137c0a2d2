import Diagnostics
import RunModel
import StepLibrary
import Testing

/// What `check` says about vocabulary and adapters.
struct LoadingTests {
  private static func library(
    vocabulary: String = "", adapter: String = "", steps: String? = nil
  ) throws -> Library {
    var files = LibraryFiles(shipped: Prelude.files)
    files.overlay("vocabulary/mini.lua", text: MiniLibrary.vocabulary)
    files.overlay("vocabulary/own.lua", text: vocabulary)
    files.overlay("adapters/mini.lua", text: MiniLibrary.adapter + adapter + MiniLibrary.tail)
    if let steps { files.overlay("Steps/own.lua", text: steps, shownAs: "project/Steps/own.lua") }
    let target = TargetSettings(name: "lms", adapter: "mini", base: "http://scripted.test")
    return try Library(files: files, settings: LibrarySettings(main: target))
  }

  /// Code, line and what is marked of the only problem.
  private static func only(_ problems: [Diagnostic]) throws -> (
    code: String, message: String, marked: String, line: Int, hint: String
  ) {
    try #require(problems.count == 1, "\(problems.map { "\($0.code) \($0.message)" })")
    let problem = problems[0]
    let file = try #require(problem.file)
    let range = problem.label?.range ?? SourceRange(0, 0)
    let marked = String(decoding: Array(file.text.utf8)[range.lower..<range.upper], as: UTF8.self)
    return (problem.code, problem.message, marked, file.position(at: range.lower).line, problem.hint ?? "")
  }

  @Test(arguments: [
    ("step \"a.b\" {", "library.syntax", 1, "step \"a.b\" {"),
    ("local x = 1\n\nstep(nil)()\n", "library.declaration", 3, "step(nil)()"),
    ("local x = nil .. \"a\"", "library.script", 1, "local x = nil .. \"a\""),
    ("expct(1)", "library.unknown-name", 1, "expct"),
    ("leaked = 1", "library.unknown-name", 1, "leaked"),
    (
      "step \"a.b\" { en = \"new words\", kind = \"check\" }\nstep \"a.b\" { en = \"x\", kind = \"check\" }",
      "library.twice", 2, "a.b"
    ),
    ("step \"a.b\" { en = \"new words\" }", "library.step-kind", 1, "a.b"),
    ("step \"a.b\" { kind = \"check\" }", "library.wording", 1, "a.b"),
    ("step \"a.b\" { en = \"new {corse}\", kind = \"check\" }", "expression.undefined-parameter-type", 1, "{corse}"),
    ("step \"a.b\" {\n en = \"new {course}\",\n nl = \"nieuw\", kind = \"check\" }", "library.parameters", 3, "nieuw"),
    (
      "step \"a.b\" { en = \"new {course}\", nl = \"nieuw {person}\", kind = \"check\" }", "library.parameters", 1,
      "nieuw {person}"
    ),
    (
      "step \"a.b\" { en = \"new {course}\", kind = \"check\", changes = { \"corse\" } }", "library.changes", 1,
      "\"corse\""
    ),
    (
      "step \"a.b\" { en = \"new {course}\", kind = \"check\", absent = { \"corse\" } }", "library.thing", 1,
      "\"corse\""
    ),
    ("step \"a.b\" { en = \"new {int}\", kind = \"action\", makes = { \"int\" } }", "library.thing", 1, "\"int\""),
    (
      "step \"a.b\" { en = \"new:\", kind = \"action\", table = { course = \"course\" }, makes = { \"cours\" } }",
      "library.thing", 1, "\"cours\""
    ),
    ("step \"a.b\" { en = \"new\", attempt = { en = \"tries\" }, kind = \"check\" }", "library.attempt", 1, "attempt"),
    ("step \"a.b\" { en = \"new\", kind = \"check\", chnages = {} }", "library.unknown-name", 1, "chnages"),
    ("step \"a.b\" { en = \"new {activity}\", kind = \"check\" }", "library.two-part", 1, "new {activity}"),
    (
      "step \"a.b\" { en = \"new:\", kind = \"check\", table = { x = \"corse\" } }", "library.unknown-type", 1,
      "\"corse\""
    ),
    ("kind \"x\" { en = { \"x\" }, key = \"kee\", columns = { key = {} } }", "library.unknown-column", 1, "kee"),
    (
      "kind \"x\" { en = { \"x\" }, key = \"k\", columns = { k = { type = \"nubmer\" } } }", "library.unknown-type", 1,
      "\"nubmer\""
    ),
    (
      "kind \"x\" { en = { \"x\" }, key = \"k\", columns = { k = { ref = \"corse\" } } }", "library.unknown-kind", 1,
      "\"corse\""
    ),
    ("human \"jugde\" { en = \"x\" }", "library.human", 1, "jugde"),
    ("system \"mail\" {}", "library.words", 1, "mail"),
    (
      "system \"mail\" { en = \"a mail system\" }\nstep \"a.b\" { en = \"new\", kind = \"check\", system = \"mial\" }",
      "library.unknown-system", 2, "\"mial\""
    ),
  ])
  func `a mistake in the vocabulary is pointed at`(text: String, code: String, line: Int, marked: String) throws {
    let found = try Self.only(Self.library(vocabulary: text).problems)
    #expect(found.code == code, "\(found.message)")
    #expect(found.line == line)
    #expect(found.marked == marked)
  }

  @Test(arguments: [
    ("on(\"enrolment.ad\", function() end)", "library.unknown-step", "did you mean 'enrolment.add'"),
    ("on(\"enrolment.add\", function() end)", "library.twice", "two bodies"),
    ("unsupported { cours = \"none\" }", "library.unknown-step", "did you mean 'course'"),
    ("manual \"cours.count\" \"by hand\"", "library.unknown-step", "did you mean 'course.count'"),
    ("entity \"corse\" { find = function() end }", "library.unknown-kind", "did you mean 'course'"),
    (
      "entity \"course\" { find = function() end, creat = function() end }", "library.unknown-name",
      "did you mean 'create'"
    ),
    (
      "entity \"course\" { find = function() end, accepts = { \"fulname\" } }", "library.unknown-column",
      "did you mean 'fullname'"
    ),
    ("entity \"course\" { create = function() end }", "library.declaration", "has no find"),
    ("lms:nobody():get \"/x\"", "library.script", "nobody asks while a file is loaded"),
  ])
  func `a mistake in an adapter is pointed at`(text: String, code: String, words: String) throws {
    let found = try Self.only(Self.library(adapter: text + "\n").problems)
    #expect(found.code == code)
    #expect(found.message.contains(words), "\(found.message)")
    #expect(found.marked.isEmpty == false)
  }

  @Test(arguments: [
    ("manual \"course.swap\" { en = \"by hand\", ln = \"met de hand\" }", "not in \"ln\"", "course.swap"),
    ("manual { [\"course.swap\"] = { nl = \"met de hand\" } }", "needs its English text", "course.swap"),
    ("unsupported { activity = { en = \"none\", nl = 3 } }", "says in \"nl\" is no text", "activity"),
    ("unsupported { activity = { en = \"none\", nl = \"\" } }", "says in \"nl\" is no text", "activity"),
    ("unsupported { activity = true }", "a reason is a text or", "activity"),
    ("entity \"activity\" { left_out = { \"none\" } }", "not in \"1\"", "activity"),
  ])
  func `a reason that somebody could not read is pointed at`(text: String, words: String, marked: String) throws {
    let problems = try Self.library(steps: "\n" + text + "\n").problems
    let found = try Self.only(problems)
    #expect(found.code == "library.reason" && problems.first?.file?.path == "project/Steps/own.lua")
    #expect(found.line == 2 && found.marked == marked)
    #expect(found.message.contains(words), "\(found.message)")
  }

  @Test func `a step about another system is a person's until a target brings its body`() throws {
    let vocabulary = """
      system "mail" { en = "a mail system", nl = "een mailsysteem" }
      step "mail.read" { en = "the mail is read", kind = "action", system = "mail" }
      step "mail.sent" { en = "the mail is sent", kind = "action", system = "mail" }
      """
    let library = try Self.library(vocabulary: vocabulary, adapter: "on(\"mail.sent\", function() end)\n")
    #expect(library.problems == [])
    func automation(_ id: String) throws -> Automation {
      library.book.automation[try #require(library.book.definitions.firstIndex { $0.id == id })]
    }
    let mail = OtherSystem(name: "mail", phrases: ["en": "a mail system", "nl": "een mailsysteem"])
    #expect(try automation("mail.read") == .elsewhere(mail))
    #expect(try automation("mail.sent") == .automated)
    #expect(mail.reason(Texts(language: "en")) == "needs a mail system; this project names none")
    #expect(mail.reason(Texts(language: "nl")) == "heeft een mailsysteem nodig; dit project noemt er geen")
  }

  @Test func `the project's own steps stand on the adapter`() throws {
    let library = try Self.library(
      steps: """
        local mini = require "mini"
        step "own.one" { en = "one of our own", kind = "check" }
        on("own.one", function() expect(mini.ws(mini.admin, "hello")).is_present() end)
        """)
    #expect(library.problems.isEmpty)
    let index = try #require(library.book.definitions.firstIndex { $0.id == "own.one" })
    #expect(library.book.automation[index] == .automated)
    #expect(library.book.definitions[index].place == ScriptPlace(file: "Steps/own.lua", line: 2))
    let broken = try Self.library(steps: "local mini = require \"minni\"\n")
    #expect(broken.problems.map(\.file?.path) == ["project/Steps/own.lua"])
  }

  @Test func `a file laid over a shipped one is named, an equal one is not`() {
    var files = LibraryFiles(shipped: ["vocabulary/a.lua": "x", "vocabulary/b.lua": "y"])
    files.overlay("vocabulary/a.lua", text: "other")
    files.overlay("vocabulary/b.lua", text: "y")
    files.overlay("vocabulary/c.lua", text: "new")
    #expect(files.replaced == ["vocabulary/a.lua"])
    #expect(files.paths(in: "vocabulary").count == 3)
  }

  @Test(arguments: [
    ("step \"a.b\" { en = \"{person} enrols {actor} in {course}\", kind = \"check\" }", "library.overlap"),
    ("step \"a.b\" { en = \"the tester looks\", kind = \"check\" }", "library.like-human"),
    ("step \"a.b\" { en = \"new words\", kind = \"check\", examples = { \"old words\" } }", "library.example"),
  ])
  func `the review finds what one sentence could mean twice`(text: String, code: String) throws {
    let library = try Self.library(vocabulary: text)
    #expect(library.problems.isEmpty)
    let found = try Self.only(library.review())
    #expect(found.code == code)
  }

  @Test func `ten problems a file are enough`() throws {
    let text = (1...15).map { "step \"a.b\($0)\" { en = \"words number \($0)\" }" }.joined(separator: "\n")
    #expect(try Self.library(vocabulary: text).problems.count == 10)
  }
}
