import CPCRE2

/// Matching in a whole subject, as PCRE2 does it.
///
/// A subject is checked to be UTF-8 once per call, unless `validated` says that it is: saying so
/// of bytes that are not UTF-8 is undefined behaviour in PCRE2.
///
/// A pattern's limits hold for each start position, so the time for one call grows with the square
/// of the subject. Text from outside is scanned with a `PatternScanner`, which caps it.
extension Pattern {
  /// The first match that begins at or after `start`, a byte offset at a character boundary.
  ///
  /// What is before `start` is seen by lookbehinds and by `^`.
  ///
  /// - Throws: `MatchError`; `gaveUp` when a limit was hit.
  public func firstMatch(
    in subject: Span<UInt8>, from start: Int = 0, validated: Bool = false
  ) throws(MatchError) -> Match? {
    try search(subject, validated: validated) { (cursor) throws(MatchError) -> Match? in
      precondition(start >= 0, "a search cannot start before its subject")
      cursor.position = start
      return try cursor.next() ? cursor.match : nil
    }
  }

  public func isMatch(_ subject: Span<UInt8>, validated: Bool = false) throws(MatchError) -> Bool {
    try search(subject, validated: validated) { (cursor) throws(MatchError) -> Bool in
      try cursor.next()
    }
  }

  /// All matches from left to right.
  ///
  /// They do not overlap; after an empty match the next one may begin there only if it is not
  /// empty.
  public func matches(
    in subject: Span<UInt8>, validated: Bool = false
  ) throws(MatchError) -> [Match] {
    try search(subject, validated: validated) { (cursor) throws(MatchError) -> [Match] in
      var found: [Match] = []
      while try cursor.next() { found.append(cursor.match) }
      return found
    }
  }

  func search<Result>(
    _ subject: Span<UInt8>, validated: Bool,
    _ body: (inout MatchCursor) throws(MatchError) -> Result
  ) throws(MatchError) -> Result {
    try withScratch { (scratch) throws(MatchError) -> Result in
      try withBytes(of: subject) { (bytes, length) throws(MatchError) -> Result in
        scratch.reserve(groups: captureCount)
        var cursor = MatchCursor(
          pattern: self, subject: bytes, length: length, scratch: scratch, validated: validated)
        return try body(&cursor)
      }
    }
  }
}

/// Steps through the matches of one pattern in one subject.
struct MatchCursor {
  let pattern: Pattern
  let subject: UnsafePointer<UInt8>
  let length: Int
  let scratch: Scratch
  var validated: Bool
  var position = 0
  private var lastWasEmpty = false
  private var groupCount: Int32 = 0

  init(
    pattern: Pattern, subject: UnsafePointer<UInt8>, length: Int, scratch: Scratch, validated: Bool
  ) {
    self.pattern = pattern
    self.subject = subject
    self.length = length
    self.scratch = scratch
    self.validated = validated
  }

  /// Moves to the next match.
  ///
  /// The scratch's match data holds it until the next call.
  mutating func next() throws(MatchError) -> Bool {
    guard position <= length else { return false }
    let options = lastWasEmpty ? PCRE2_NOTEMPTY_ATSTART : 0
    let result: Int32
    if validated {
      result = scratch.match(
        pattern.code, subject, length: length, from: position, options: options)
    } else {
      result = pcre2_match_8(
        pattern.code, subject, length, position, options, scratch.matchData, scratch.matchContext)
      validated = true
    }
    if result == PCRE2_ERROR_NOMATCH { return false }
    guard result >= 0 else {
      if result <= PCRE2_ERROR_UTF8_ERR1, result >= PCRE2_ERROR_UTF8_ERR21 {
        throw MatchError.invalidUTF8(offset: Int(pcre2_get_startchar_8(scratch.matchData)))
      }
      throw MatchError(code: result)
    }
    groupCount = result
    let range = scratch.matchedRange
    lastWasEmpty = range.isEmpty
    position = max(position, range.upperBound)
    return true
  }

  /// The match that the last call of `next()` found.
  var match: Match {
    var groups: [Int] = []
    if pattern.captureCount > 0, let offsets = pcre2_get_ovector_pointer_8(scratch.matchData) {
      let known = 2 * Int(groupCount)
      for index in 2..<2 * (pattern.captureCount + 1) {
        groups.append(index < known && offsets[index] >= 0 ? Int(offsets[index]) : -1)
      }
    }
    return Match(range: scratch.matchedRange, groups: groups, pattern: pattern)
  }
}

/// PCRE2 wants an address even for a subject without bytes.
private let noBytes: [UInt8] = [0]

func withBytes<Result, Failure: Error>(
  of span: Span<UInt8>, _ body: (UnsafePointer<UInt8>, Int) throws(Failure) -> Result
) throws(Failure) -> Result {
  try span.withUnsafeBufferPointer { (bytes) throws(Failure) -> Result in
    if let base = bytes.baseAddress { return try body(base, bytes.count) }
    return try noBytes.withUnsafeBufferPointer { (empty) throws(Failure) -> Result in
      try body(empty.baseAddress.unsafelyUnwrapped, 0)
    }
  }
}
