import JSON
import StepExpressions
import Testing

@Suite struct ExpressionAnswersTests {
  @Test func `a line about an expression is answered with a line`() {
    let ask = { ExpressionAnswers.line($0, ExpressionAnswers.expression) }
    #expect(
      ask(#"{"expression":"{int} cuke(s) {bigdecimal}","text":"4 cukes 1.50"}"#)
        == #"{"regex":"^((?:-?\\d+)|(?:\\d+)) cuke(?:s)? ([-+]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[E][+-]?\\d+)?)$","arguments":[4,1.50]}"#
    )
    #expect(ask(#"{"expression":"a","text":"b"}"#) == #"{"regex":"^a$","arguments":null}"#)
    #expect(ask(#"{"expression":"a("}"#) == #"{"error":"\"text\" must be a text"}"#)
    #expect(ask("nonsense").hasPrefix(#"{"error":"not JSON"#))
    #expect(
      ask(#"{"expression":"{x} {}","text":"a b","types":[{"name":"x","regexps":["(a)|(b)"]}]}"#)
        == #"{"regex":"^((a)|(b)) (.*)$","arguments":[["a",null],"b"]}"#)
    #expect(
      ask(#"{"expression":"(\\d+)(x)?","text":"12","regular":true}"#)
        == #"{"regex":"(\\d+)(x)?","arguments":[12,null]}"#)
  }

  @Test func `a line about tags is answered with a line`() {
    let ask = { ExpressionAnswers.line($0, ExpressionAnswers.tags) }
    #expect(ask(#"{"expression":"a or b","tags":["b"]}"#) == #"{"result":true,"text":"( a or b )"}"#)
    #expect(
      ask(#"{"expression":"a b","tags":[]}"#)
        == #"{"error":"Tag expression \"a b\" could not be parsed because of syntax error: Expected operator."}"#)
    #expect(ask(#"{"expression":"a","tags":[1]}"#) == #"{"error":"\"tags\" must be a list of texts"}"#)
  }

  @Test func `a line about snippets is answered with a line`() {
    #expect(
      ExpressionAnswers.line(#"{"text":"a \"b\" or 'c'"}"#, ExpressionAnswers.snippets)
        == #"{"expressions":[{"source":"a {string} or {string}","names":["string","string2"]}]}"#)
  }
}
