import CPCRE2

/// What a subject can begin with in which a pattern matches at the start.
///
/// PCRE2 itself is asked: a partial match (`PCRE2_PARTIAL_HARD`) of a subject of one to three bytes
/// fails only if the pattern fails without having looked at the end of the subject. So it fails
/// whatever follows.
struct StartSet {
  /// First bytes.
  private(set) var singles: [Int] = []
  /// First two bytes, as `first << 8 | second`.
  private(set) var pairs: [Int] = []
  /// Characters from U+2000 to U+3FFF, as their number above U+2000.
  private(set) var symbols: [Int] = []
  /// How many of the pairs are printable ASCII.
  private(set) var printablePairs = 0

  /// Steps for each of the 25,000 questions, so that a hostile pattern costs a second, not minutes.
  private static let matchLimit: UInt32 = 1_000

  /// - Precondition: the pattern starts at the start of a subject.
  init(_ pattern: Pattern) {
    self = withScratch { scratch in
      scratch.reserve(groups: pattern.captureCount)
      scratch.limitMatches(to: Self.matchLimit)
      defer { scratch.limitMatches(to: Scratch.matchLimit) }
      let probe = StartProbe(pattern: pattern, scratch: scratch)
      defer { probe.free() }
      return StartSet(probe)
    }
  }

  private init(_ probe: StartProbe) {
    for first in UInt8.min...UInt8.max where probe.canStart(with: first) {
      switch first {
      case 0x00...0x7F: addASCII(first, probe)
      case 0xC2...0xDF:
        for second in UInt8(0x80)...0xBF where probe.canMatch(first, second) {
          pairs.append(Int(first) << 8 | Int(second))
        }
      case 0xE2...0xE3: addSymbols(first, probe)
      // What begins so is told apart by PCRE2's set of first bytes only.
      case 0xE0...0xF4: for second in 0x80...0xBF { pairs.append(Int(first) << 8 | second) }
      default: break
      }
    }
  }

  private mutating func addASCII(_ first: UInt8, _ probe: StartProbe) {
    guard probe.canMatch(first) else { return }
    singles.append(Int(first))
    for second in UInt8.min...UInt8.max where second >= 0x80 || probe.canMatch(first, second) {
      pairs.append(Int(first) << 8 | Int(second))
      if (0x20...0x7E).contains(first), (0x20...0x7E).contains(second) { printablePairs += 1 }
    }
  }

  private mutating func addSymbols(_ first: UInt8, _ probe: StartProbe) {
    for second in UInt8(0x80)...0xBF {
      for third in UInt8(0x80)...0xBF where probe.canMatch(first, second, third) {
        symbols.append(Int(first & 1) << 12 | Int(second & 63) << 6 | Int(third & 63))
      }
    }
  }
}

private struct StartProbe {
  private let pattern: Pattern
  private let scratch: Scratch
  /// A copy of the pattern's code that is compiled to machine code for partial matches; nil when that fails.
  ///
  /// A copy, since others may be matching with the pattern.
  private let code: OpaquePointer?

  init(pattern: Pattern, scratch: Scratch) {
    self.pattern = pattern
    self.scratch = scratch
    let copy = pcre2_code_copy_8(pattern.code)
    if let copy, pcre2_jit_compile_8(copy, PCRE2_JIT_PARTIAL_HARD) != 0 {
      pcre2_code_free_8(copy)
      code = nil
    } else {
      code = copy
    }
  }

  func free() { pcre2_code_free_8(code) }

  /// By PCRE2's own set of first bytes, where it has one.
  func canStart(with byte: UInt8) -> Bool {
    guard let firstBytes = pattern.firstBytes else { return true }
    return firstBytes[Int(byte >> 3)] >> (byte & 7) & 1 != 0
  }

  /// Whether a subject can match that begins with these bytes, which are whole characters.
  ///
  /// A pattern that gives up on them counts as one that can.
  func canMatch(_ first: UInt8, _ second: UInt8? = nil, _ third: UInt8? = nil) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3) { prefix in
      prefix[0] = first
      prefix[1] = second ?? 0
      prefix[2] = third ?? 0
      let length = third != nil ? 3 : second != nil ? 2 : 1
      if let code {
        // Such a pattern is anchored by itself; machine code knows no option for it.
        return pcre2_jit_match_8(
          code, prefix.baseAddress, length, 0, PCRE2_PARTIAL_HARD, scratch.matchData,
          scratch.matchContext) != PCRE2_ERROR_NOMATCH
      }
      return pcre2_match_8(
        pattern.code, prefix.baseAddress, length, 0,
        PCRE2_PARTIAL_HARD | PCRE2_ANCHORED | PCRE2_NO_UTF_CHECK, scratch.matchData,
        scratch.matchContext) != PCRE2_ERROR_NOMATCH
    }
  }
}
