import CPCRE2

/// A compiled, JIT-compiled regex with UTF and Unicode properties on.
///
/// `@unchecked Sendable`: PCRE2's compiled code is never written to after the initializer, and
/// PCRE2 allows any number of threads to match with it; all that a match writes to is in a
/// `Scratch`.
public final class Pattern: @unchecked Sendable {
  /// The regex as it was written.
  public let source: String
  public let flags: PatternFlags
  /// Number of groups, the whole match not counted.
  public let captureCount: Int
  /// Names of groups in alphabetical order.
  public let captureNames: [(name: String, index: Int)]
  /// A lower bound for the characters, hence the bytes, of a subject that can match.
  public let minimumLength: Int

  let code: OpaquePointer

  /// Compiles a regex, and JIT-compiles it: a pattern without JIT is refused, since its limits
  /// would not hold.
  ///
  /// - Throws: what PCRE2 says, with the place.
  public init(_ regex: String, flags: PatternFlags = []) throws(PatternError) {
    let code = try compile(regex, flags: flags)
    let jit = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    guard jit == 0 else {
      pcre2_code_free_8(code)
      throw PatternError(code: jit, offset: 0)
    }
    self.code = code
    source = regex
    self.flags = flags
    captureCount = Int(information(code, PCRE2_INFO_CAPTURECOUNT, as: UInt32.self))
    minimumLength = Int(information(code, PCRE2_INFO_MINLENGTH, as: UInt32.self))
    captureNames = names(of: code)
  }

  deinit {
    pcre2_code_free_8(code)
  }

  /// Whether a match can begin nowhere but at the start of a subject that holds no line feed.
  var startsAtSubjectStart: Bool {
    if information(code, PCRE2_INFO_ALLOPTIONS, as: UInt32.self) & PCRE2_ANCHORED != 0 {
      return true
    }
    // 2: at a line start only. The regex itself may have changed what a line end is: `(*CR)`.
    return information(code, PCRE2_INFO_FIRSTCODETYPE, as: UInt32.self) == 2
      && information(code, PCRE2_INFO_NEWLINE, as: UInt32.self) == UInt32(PCRE2_NEWLINE_LF)
  }

  /// The bytes that a match can begin with, as 256 bits, where PCRE2 knows them.
  var firstBytes: UnsafePointer<UInt8>? {
    information(code, PCRE2_INFO_FIRSTBITMAP, as: UnsafePointer<UInt8>?.self)
  }
}

/// One value of `pcre2_pattern_info`.
///
/// `Value` must be the type that PCRE2 documents for `what`.
private func information<Value: BitwiseCopyable>(
  _ code: OpaquePointer, _ what: Int32, as type: Value.Type
) -> Value {
  withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1) { buffer in
    buffer[0] = 0
    let raw = UnsafeMutableRawPointer(buffer.baseAddress.unsafelyUnwrapped)
    pcre2_pattern_info_8(code, UInt32(what), raw)
    return raw.load(as: type)
  }
}

private func compile(
  _ regex: String, flags: PatternFlags
) throws(PatternError) -> OpaquePointer {
  guard let context = pcre2_compile_context_create_8(nil) else {
    throw PatternError(code: PCRE2_ERROR_NOMEMORY, offset: 0)
  }
  defer { pcre2_compile_context_free_8(context) }
  pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
  pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE))
  var error: Int32 = 0
  var offset = 0
  var regex = regex
  let code = regex.withUTF8 { bytes in
    pcre2_compile_8(
      bytes.baseAddress, bytes.count, flags.compileOptions, &error, &offset, context)
  }
  guard let code else {
    let unclosed = error == 114 ? unclosedGroup(in: regex, flags: flags) : nil
    throw PatternError(code: error, offset: offset, unclosedGroup: unclosed)
  }
  return code
}

/// Reads PCRE2's table of names: entries of one size, each a two-byte number and a name that ends
/// in NUL.
private func names(of code: OpaquePointer) -> [(name: String, index: Int)] {
  let count = Int(information(code, PCRE2_INFO_NAMECOUNT, as: UInt32.self))
  let size = Int(information(code, PCRE2_INFO_NAMEENTRYSIZE, as: UInt32.self))
  let table = information(code, PCRE2_INFO_NAMETABLE, as: UnsafePointer<UInt8>?.self)
  guard count > 0, let table else { return [] }
  return (0..<count).map { entry in
    let entryStart = table + entry * size
    let name = UnsafeBufferPointer(start: entryStart + 2, count: size - 2).prefix { $0 != 0 }
    return (String(decoding: name, as: UTF8.self), Int(entryStart[0]) << 8 | Int(entryStart[1]))
  }
}
