import CPCRE2

/// Why a regex, or the template of a replacement, was refused.
public struct PatternError: Error, Sendable, Hashable {
  /// PCRE2's number: 101 and up for a regex, negative for a template and for what PCRE2 itself
  /// failed at.
  public let code: Int32
  /// PCRE2's words.
  public let message: String
  /// Byte offset in the regex or the template at which PCRE2 stopped.
  public let offset: Int
  /// Byte offset of the innermost group that is never closed, when that is the error (114).
  public let unclosedGroup: Int?

  init(code: Int32, offset: Int, unclosedGroup: Int? = nil) {
    self.code = code
    self.message = errorMessage(for: code)
    self.offset = offset
    self.unclosedGroup = unclosedGroup
  }
}

extension PatternError: CustomStringConvertible {
  public var description: String {
    "\(message) (PCRE2 \(code)) at offset \(offset)"
  }
}

/// Why a subject got no answer.
///
/// It neither matched nor failed to match.
public enum MatchError: Error, Sendable, Hashable {
  /// The match limit (-47), the JIT stack (-46) or another of PCRE2's limits was reached.
  case gaveUp(code: Int32)
  /// The subject is not UTF-8: byte offset of the first bad sequence.
  case invalidUTF8(offset: Int)
  /// Anything else that PCRE2 reports.
  case failed(code: Int32)

  /// - Parameter code: one of PCRE2's negative results, not "no match".
  init(code: Int32) {
    switch code {
    case PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT,
      PCRE2_ERROR_HEAPLIMIT:
      self = .gaveUp(code: code)
    default:
      self = .failed(code: code)
    }
  }

  /// PCRE2's number.
  public var code: Int32 {
    switch self {
    case .gaveUp(let code), .failed(let code): code
    case .invalidUTF8: PCRE2_ERROR_UTF8_ERR1
    }
  }
}

extension MatchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .gaveUp, .failed: "\(errorMessage(for: code)) (PCRE2 \(code))"
    case .invalidUTF8(let offset): "the subject is not valid UTF-8 at offset \(offset)"
    }
  }
}

/// PCRE2's text for one of its error numbers.
private func errorMessage(for code: Int32) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
    let length = pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
    guard length > 0 else { return "unknown error" }
    return String(decoding: buffer[..<Int(length)], as: UTF8.self)
  }
}
