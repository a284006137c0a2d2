import Diagnostics

/// A word as a POSIX shell reads it back unchanged, on one line and with nothing invisible in it.
func shellWord(_ text: String) -> String {
  let isPlain =
    !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:,%+@".utf8.contains(byte)
      }
    }
  if isPlain { return text }
  if text.visibleLine == text {
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
  // What cannot be shown is written in octal, byte by byte, in a form that bash, zsh and ksh read.
  let escaped = text.utf8.map { byte -> String in
    switch byte {
    case 0x0A: "\\n"
    case 0x09: "\\t"
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(Unicode.Scalar(byte))
    case 0x20..<0x7F: String(Unicode.Scalar(byte))
    default: "\\" + String(String(Int(byte) + 0o1000, radix: 8).dropFirst())
    }
  }
  return "$'" + escaped.joined() + "'"
}
