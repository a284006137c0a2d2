/// A text that a person handed us, with the name it is shown under.
///
/// Offsets into it are UTF-8 bytes, half open. Lines and columns are computed only when something is drawn:
/// 1-based, columns counted in Unicode scalars (Gherkin's own counting).
package struct SourceFile: Sendable, Hashable {
  /// The path as the person wrote it, never made absolute.
  package var path: String
  package var text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// A half-open range of UTF-8 offsets in a `SourceFile`.
package struct SourceRange: Sendable, Hashable {
  package var lower: Int
  package var upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }
}

/// A place as people count it: line and column from 1, the column in Unicode scalars.
package struct SourcePosition: Sendable, Hashable, Codable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourceFile {
  /// The line and column of a UTF-8 offset; an offset beyond the end is the end.
  package func position(at offset: Int) -> SourcePosition {
    var line = 1
    var column = 1
    var seen = 0
    for byte in text.utf8 {
      if seen >= offset { break }
      seen += 1
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourcePosition(line: line, column: column)
  }

  /// The UTF-8 offset of a line and column; a column beyond the line's end is that end.
  package func offset(of position: SourcePosition) -> Int {
    var line = 1
    var column = 1
    var offset = 0
    for byte in text.utf8 {
      let isContinuation = byte & 0xC0 == 0x80
      if line == position.line, column >= position.column, !isContinuation { break }
      if byte == 0x0A {
        if line == position.line { break }
        line += 1
        column = 1
      } else if !isContinuation {
        column += 1
      }
      offset += 1
    }
    // The loop counts a scalar at its first byte, so continuation bytes of the scalar before are already behind us.
    return offset
  }

  /// The text of a 1-based line without its line end; empty when there is no such line.
  package func line(_ number: Int) -> String {
    var current = 1
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x0A {
        if current == number { break }
        current += 1
      } else if current == number {
        bytes.append(byte)
      }
    }
    if bytes.last == 0x0D { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
