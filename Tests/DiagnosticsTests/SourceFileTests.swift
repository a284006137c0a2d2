import Diagnostics
import Testing

struct `a place in a text` {
  static let file = SourceFile(path: "a", text: "é1\r\n李😀x\n\nlast")

  @Test(arguments: [
    (0, 1, 1), (2, 1, 2), (3, 1, 3), (5, 2, 1), (8, 2, 2), (12, 2, 3), (13, 2, 4), (14, 3, 1), (15, 4, 1), (19, 4, 5),
  ])
  func `is a line and a column in scalars, there and back`(offset: Int, line: Int, column: Int) {
    #expect(Self.file.position(at: offset) == SourcePosition(line: line, column: column))
    #expect(Self.file.offset(of: SourcePosition(line: line, column: column)) == offset)
  }

  @Test func `beyond the end is the end`() {
    #expect(Self.file.position(at: 1000) == SourcePosition(line: 4, column: 5))
    #expect(Self.file.offset(of: SourcePosition(line: 4, column: 99)) == 19)
    #expect(Self.file.offset(of: SourcePosition(line: 9, column: 1)) == 19)
    #expect(Self.file.offset(of: SourcePosition(line: 2, column: 99)) == 13)
  }

  @Test(arguments: [(1, "é1"), (2, "李😀x"), (3, ""), (4, "last"), (5, ""), (0, "")])
  func `shows a line without its end`(number: Int, text: String) {
    #expect(Self.file.line(number) == text)
  }

  @Test func `is before another by line, then column`() {
    #expect(SourcePosition(line: 1, column: 9) < SourcePosition(line: 2, column: 1))
    #expect(SourcePosition(line: 2, column: 1) < SourcePosition(line: 2, column: 3))
    #expect(!(SourcePosition(line: 2, column: 3) < SourcePosition(line: 2, column: 3)))
  }

  @Test func `is never a range turned round`() {
    #expect(SourceRange(5, 2) == SourceRange(5, 5))
  }
}
