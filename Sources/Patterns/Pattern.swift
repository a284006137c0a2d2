internal import CPCRE2

/// A regular expression (PCRE2), compiled once, matched from any thread.
///
/// All offsets are UTF-8 bytes, half open. A match takes well under a microsecond; machine code is made after some uses.
package final class Pattern: Sendable {
  /// The pattern as written.
  package let text: String
  package let options: PatternOptions
  package let limits: PatternLimits
  /// The number of capturing groups, the whole match not counted.
  package let groupCount: Int
  /// Numbers of the named groups.
  package let groupNames: [String: Int]
  private let code: CompiledCode

  /// - Throws: `PatternProblem` with PCRE2's message and the offset in the pattern.
  package init(
    _ text: String, options: PatternOptions = [], limits: PatternLimits = .standard
  ) throws(PatternProblem) {
    self.text = text
    self.options = options
    self.limits = limits
    code = try CompiledCode(text, options: options)
    groupCount = code.captureCount
    groupNames = code.groupNames
  }

  /// The first match at or after an offset; look-behind and `^` see the text before it.
  ///
  /// - Precondition: the offset is 0 up to the text's length and not inside a character.
  /// - Throws: `PatternLimit` when the search was given up.
  package func firstMatch(in text: String, from offset: Int = 0) throws(PatternLimit) -> PatternMatch? {
    try Self.withBytes(of: text) { (bytes) throws(PatternLimit) in try firstMatch(in: bytes, from: offset) }
  }

  /// True when there is a match; the cheapest question.
  package func isMatch(_ text: String) throws(PatternLimit) -> Bool {
    try Self.withBytes(of: text) { (bytes) throws(PatternLimit) in try search(bytes, from: 0, bits: 0) != nil }
  }

  /// The first match in bytes that are valid UTF-8 (unless the pattern is of `bytes`); for callers that look at parts.
  package func firstMatch(
    in bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0
  ) throws(PatternLimit) -> PatternMatch? {
    guard let workspace = try search(bytes, from: offset, bits: 0) else { return nil }
    return result(in: workspace)
  }

  /// Every match from the start, none overlapping. An empty match is followed by a search for a longer one at the
  /// same place, then by one character later, as in Perl.
  package func matches(in text: String) throws(PatternLimit) -> [PatternMatch] {
    try Self.withBytes(of: text) { (bytes) throws(PatternLimit) in try matches(in: bytes) }
  }

  private func matches(in bytes: UnsafeBufferPointer<UInt8>) throws(PatternLimit) -> [PatternMatch] {
    var found: [PatternMatch] = []
    var offset = 0
    var bits: UInt32 = 0
    while offset <= bytes.count {
      if let workspace = try search(bytes, from: offset, bits: bits) {
        let match = result(in: workspace)
        found.append(match)
        // A `\K` behind a look-ahead could end before it began; never go back.
        offset = max(offset, match.range.upperBound)
        bits = match.range.isEmpty ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0
      } else if bits != 0 {
        offset = next(after: offset, in: bytes)
        bits = 0
      } else {
        break
      }
    }
    return found
  }

  private func next(after offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var next = offset + 1
    guard !options.contains(.bytes) else { return next }
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  /// Runs PCRE2; the offsets are then in the returned workspace until this thread's next search.
  private func search(
    _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, bits: UInt32
  ) throws(PatternLimit) -> Workspace? {
    precondition(offset >= 0 && offset <= bytes.count, "a match begins inside the text")
    let isInside = offset < bytes.count && bytes[offset] & 0xC0 == 0x80 && !options.contains(.bytes)
    precondition(!isInside, "a match begins at a character")
    let workspace = Workspace.current
    workspace.prepare(pairs: UInt32(groupCount + 1), limits: limits)
    // Swift's strings are valid UTF-8; checking again made a scan quadratic.
    let bits = options.contains(.bytes) ? bits : bits | PCRE2_NO_UTF_CHECK
    let code = pcre2_match_8(
      code.current, bytes.baseAddress, bytes.count, offset, bits, workspace.data, workspace.context)
    if code > 0 { return workspace }
    if code == PCRE2_ERROR_NOMATCH { return nil }
    throw Self.limit(code, text)
  }

  private static func limit(_ code: Int32, _ pattern: String) -> PatternLimit {
    let kind: PatternLimit.Kind =
      switch code {
      case PCRE2_ERROR_MATCHLIMIT: .steps
      case PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_NOMEMORY: .memory
      default: .other
      }
    return PatternLimit(kind: kind, message: CompiledCode.message(code), pattern: pattern)
  }

  private func result(in workspace: Workspace) -> PatternMatch {
    guard let offsets = pcre2_get_ovector_pointer_8(workspace.data) else {
      preconditionFailure("PCRE2 matched without offsets")
    }
    let groups = [Range<Int>?](unsafeUninitializedCapacity: groupCount + 1) { buffer, count in
      for index in 0...groupCount {
        // An unset group holds PCRE2_UNSET, all bits one, which Swift reads as -1.
        let lower = offsets[2 * index]
        let upper = offsets[2 * index + 1]
        (buffer.baseAddress.unsafelyUnwrapped + index).initialize(to: lower < 0 ? nil : lower..<max(lower, upper))
      }
      count = groupCount + 1
    }
    return PatternMatch(groups: groups)
  }

  private static func withBytes<Result>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) throws(PatternLimit) -> Result
  ) throws(PatternLimit) -> Result {
    var text = text
    // `withUTF8` passes on untyped errors only.
    let outcome: Swift.Result<Result, PatternLimit> = text.withUTF8 { bytes in
      do throws(PatternLimit) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try outcome.get()
  }
}
