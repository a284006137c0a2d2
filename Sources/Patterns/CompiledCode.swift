internal import CPCRE2
internal import Synchronization

/// Owns PCRE2's compiled form of a pattern, and after some uses a copy turned into machine code.
///
/// Turning into machine code costs more than compiling, so patterns that are hardly used never pay for it. It changes
/// the code block, hence the copy: other threads may be matching with the first one meanwhile.
final class CompiledCode: @unchecked Sendable {
  // Safe across threads: `plain` is never written after init, `hot` is written once by the thread that takes the
  // counter past the threshold, released after it is complete, and both live until deinit.
  private let plain: OpaquePointer
  private let hot = Atomic<UnsafeRawPointer?>(nil)
  private let uses = Atomic<Int>(0)
  /// Matches after which machine code is made.
  static let threshold = 40

  init(_ text: String, options: PatternOptions) throws(PatternProblem) {
    guard let context = pcre2_compile_context_create_8(nil) else {
      preconditionFailure("no memory for compiling a pattern")
    }
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE))
    pcre2_set_max_pattern_length_8(context, 1 << 20)
    var code: Int32 = 0
    var offset = 0
    var text = text
    let compiled = text.withUTF8 {
      pcre2_compile_8($0.baseAddress, $0.count, options.compileBits, &code, &offset, context)
    }
    guard let compiled else { throw PatternProblem(message: Self.message(code), offset: offset) }
    plain = compiled
  }

  deinit {
    pcre2_code_free_8(plain)
    if let copy = hot.load(ordering: .acquiring) { pcre2_code_free_8(OpaquePointer(copy)) }
  }

  /// The best code there is at this moment.
  var current: OpaquePointer {
    if let copy = hot.load(ordering: .acquiring) { return OpaquePointer(copy) }
    guard uses.add(1, ordering: .relaxed).newValue == Self.threshold else { return plain }
    guard let copy = pcre2_code_copy_8(plain) else { return plain }
    guard pcre2_jit_compile_8(copy, PCRE2_JIT_COMPLETE) == 0 else {
      // No machine code on this computer or for this pattern: the interpreter goes on.
      pcre2_code_free_8(copy)
      return plain
    }
    hot.store(UnsafeRawPointer(copy), ordering: .releasing)
    return copy
  }

  var captureCount: Int {
    var count: UInt32 = 0
    pcre2_pattern_info_8(plain, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    return Int(count)
  }

  /// Group numbers by name, read from PCRE2's table: two bytes of number, then the name and a zero.
  var groupNames: [String: Int] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(plain, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(plain, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(plain, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [:] }
    var names: [String: Int] = [:]
    for index in 0..<Int(count) {
      let entry = table + index * Int(size)
      names[String(cString: entry + 2)] = Int(entry[0]) << 8 | Int(entry[1])
    }
    return names
  }

  static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
    return length < 0 ? "PCRE2 error \(code)" : String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }
}
