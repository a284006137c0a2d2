internal import CPCRE2
internal import Glibc

/// What one thread needs to match: the offsets, the limits and a stack for compiled code. Reused for every match of
/// that thread; a match never suspends and never starts another, so one for each thread is enough.
final class Workspace {
  private(set) var data: OpaquePointer
  private(set) var context: OpaquePointer
  private let stack: OpaquePointer?
  private var capacity: UInt32
  private var limits: PatternLimits

  private init() {
    capacity = 32
    limits = .standard
    guard let data = pcre2_match_data_create_8(capacity, nil), let context = pcre2_match_context_create_8(nil) else {
      preconditionFailure("no memory for a pattern's match data")
    }
    self.data = data
    self.context = context
    // Compiled code has 32 KiB of the machine's stack otherwise: too little for a quoted string with many escapes.
    stack = pcre2_jit_stack_create_8(32 * 1024, 4 * 1024 * 1024, nil)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    apply(limits)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// Makes room for this many pairs of offsets and sets the limits.
  func prepare(pairs: UInt32, limits wanted: PatternLimits) {
    if pairs > capacity {
      guard let larger = pcre2_match_data_create_8(pairs, nil) else {
        preconditionFailure("no memory for a pattern's match data")
      }
      pcre2_match_data_free_8(data)
      data = larger
      capacity = pairs
    }
    if wanted != limits { apply(wanted) }
  }

  private func apply(_ wanted: PatternLimits) {
    limits = wanted
    pcre2_set_match_limit_8(context, wanted.steps)
    pcre2_set_depth_limit_8(context, wanted.depth)
    pcre2_set_heap_limit_8(context, wanted.heapKibibytes)
  }

  /// The key under which each thread keeps its workspace; freed when the thread ends.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let code = pthread_key_create(&key) { pointer in
      if let pointer { Unmanaged<Workspace>.fromOpaque(pointer).release() }
    }
    precondition(code == 0, "no thread-specific key is left")
    return key
  }()

  /// The workspace of the calling thread; good until the next suspension point.
  static var current: Workspace {
    if let pointer = pthread_getspecific(key) {
      return Unmanaged<Workspace>.fromOpaque(pointer).takeUnretainedValue()
    }
    let workspace = Workspace()
    pthread_setspecific(key, Unmanaged.passRetained(workspace).toOpaque())
    return workspace
  }
}
