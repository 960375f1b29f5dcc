import CPCRE2
import Synchronization

/// Everything that a match writes to: match data, match context with its limits, JIT stack, and
/// the buffers of a scan.
///
/// `@unchecked Sendable`: a scratch belongs to one caller at a time, because only the pool hands it
/// out and takes it back.
final class Scratch: @unchecked Sendable {
  /// Backtracking steps after which PCRE2 gives up, per start position.
  static let matchLimit: UInt32 = 100_000

  private(set) var matchData: OpaquePointer
  private(set) var pairs: Int
  let matchContext: OpaquePointer
  private let jitStack: OpaquePointer

  /// Ascending places where the prefilter's literals were found.
  var hits: [SlotHit] = []
  /// How often each slot of a scanner gave up in this scan.
  var gaveUp: [UInt8] = []

  init?() {
    pairs = 32
    guard let matchData = pcre2_match_data_create_8(UInt32(pairs), nil),
      let matchContext = pcre2_match_context_create_8(nil),
      let jitStack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    else { return nil }
    self.matchData = matchData
    self.matchContext = matchContext
    self.jitStack = jitStack
    pcre2_set_match_limit_8(matchContext, Self.matchLimit)
    // In KiB. Only for the interpreter, which takes the few calls that JIT cannot.
    pcre2_set_heap_limit_8(matchContext, 16 << 10)
    pcre2_jit_stack_assign_8(matchContext, nil, UnsafeMutableRawPointer(jitStack))
  }

  deinit {
    pcre2_match_data_free_8(matchData)
    pcre2_match_context_free_8(matchContext)
    pcre2_jit_stack_free_8(jitStack)
  }

  func limitMatches(to steps: UInt32) {
    pcre2_set_match_limit_8(matchContext, steps)
  }

  /// Makes room for the whole match and `groups` groups.
  func reserve(groups: Int) {
    guard groups >= pairs, let wider = pcre2_match_data_create_8(UInt32(groups + 1), nil) else {
      return
    }
    pcre2_match_data_free_8(matchData)
    matchData = wider
    pairs = groups + 1
  }

  /// Start and end of the last match.
  @inline(__always)
  var matchedRange: Range<Int> {
    let offsets = pcre2_get_ovector_pointer_8(matchData)
    guard let offsets else { return 0..<0 }
    // `\K` in a place where PCRE2 allows it can put the start behind the end.
    return Int(offsets[0])..<max(Int(offsets[0]), Int(offsets[1]))
  }

  /// One JIT match on bytes that are known to be UTF-8.
  ///
  /// The result is PCRE2's: negative for no match and errors.
  @inline(__always)
  func match(
    _ code: OpaquePointer, _ subject: UnsafePointer<UInt8>, length: Int, from start: Int,
    options: UInt32
  ) -> Int32 {
    pcre2_jit_match_8(code, subject, length, start, options, matchData, matchContext)
  }
}

/// The scratches that no one uses at the moment.
///
/// It grows to the largest number of callers at one time.
private let idleScratches = Mutex<[Scratch]>([])

/// Runs `body` with a scratch of its own.
///
/// One call per scan, not per line.
func withScratch<Result, Failure: Error>(
  _ body: (Scratch) throws(Failure) -> Result
) throws(Failure) -> Result {
  guard let scratch = idleScratches.withLock({ $0.popLast() }) ?? Scratch() else {
    preconditionFailure("out of memory for PCRE2's match data")
  }
  defer { idleScratches.withLock { $0.append(scratch) } }
  return try body(scratch)
}
