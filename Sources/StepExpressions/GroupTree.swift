/// The nesting of a regular expression's capturing groups, as Cucumber reads it from the text.
struct GroupTree: Sendable, Hashable {
  /// The text between the group's parentheses; the whole text for the root.
  var source = ""
  /// The group's number in the pattern; the root is 0.
  var number = 0
  var children: [GroupTree] = []

  /// - Returns: nil when parentheses do not pair up or groups are numbered in a way the text does not show
  ///   (`(?|…)`).
  init?(_ regexp: String) {
    var reader = GroupReader(regexp)
    guard let root = reader.read() else { return nil }
    self = root
  }

  fileprivate init(number: Int) {
    self.number = number
  }

  /// The number of groups below this one.
  var count: Int {
    children.reduce(0) { $0 + 1 + $1.count }
  }
}

private struct GroupReader {
  private struct Open {
    var node: GroupTree
    var isCapturing: Bool
    var start: Int
  }

  private let bytes: [UInt8]
  private var at = 0
  private var count = 0
  private var stack: [Open] = [Open(node: GroupTree(number: 0), isCapturing: true, start: 0)]

  init(_ regexp: String) {
    bytes = Array(regexp.utf8)
  }

  mutating func read() -> GroupTree? {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): skipEscape()
      case UInt8(ascii: "["): skipClass()
      case UInt8(ascii: "("): guard open() else { return nil }
      case UInt8(ascii: ")"): guard close() else { return nil }
      default: at += 1
      }
    }
    guard stack.count == 1 else { return nil }
    stack[0].node.source = text(0, bytes.count)
    return stack[0].node
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func has(_ text: StaticString, at place: Int) -> Bool {
    text.withUTF8Buffer { bytes.dropFirst(place).starts(with: $0) }
  }

  private mutating func skipEscape() {
    guard has(#"\Q"#, at: at) else {
      at += 2
      return
    }
    // Everything up to \E is plain text.
    at += 2
    while at < bytes.count, !has(#"\E"#, at: at) { at += 1 }
    at = min(at + 2, bytes.count)
  }

  /// A class ends at the first `]` that is neither first in it, nor escaped, nor part of `[:alpha:]`.
  private mutating func skipClass() {
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: "^") { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") { at += 1 }
    while at < bytes.count, bytes[at] != UInt8(ascii: "]") {
      if bytes[at] == UInt8(ascii: "\\") {
        skipEscape()
      } else if has("[:", at: at), let end = endOfNamedClass() {
        at = end
      } else {
        at += 1
      }
    }
    at += 1
  }

  private func endOfNamedClass() -> Int? {
    var end = at + 2
    while end < bytes.count, bytes[end] | 0x20 >= UInt8(ascii: "a") || bytes[end] == UInt8(ascii: "^") {
      if has(":]", at: end) { break }
      end += 1
    }
    return has(":]", at: end) ? end + 2 : nil
  }

  private mutating func open() -> Bool {
    if has("(?#", at: at) {
      while at < bytes.count, bytes[at] != UInt8(ascii: ")") { at += 1 }
      at += 1
      return true
    }
    if has("(?|", at: at) { return false }
    let isVerb = has("(*", at: at)
    let isNamed =
      has("(?P<", at: at) || has("(?'", at: at) || has("(?<", at: at) && !has("(?<=", at: at) && !has("(?<!", at: at)
    let isCapturing = !isVerb && (isNamed || !has("(?", at: at))
    if isCapturing { count += 1 }
    stack.append(Open(node: GroupTree(number: isCapturing ? count : 0), isCapturing: isCapturing, start: at + 1))
    at += 1
    return true
  }

  private mutating func close() -> Bool {
    guard stack.count > 1 else { return false }
    var group = stack.removeLast()
    if group.isCapturing {
      group.node.source = text(group.start, at)
      stack[stack.count - 1].node.children.append(group.node)
    } else {
      stack[stack.count - 1].node.children += group.node.children
    }
    at += 1
    return true
  }
}
