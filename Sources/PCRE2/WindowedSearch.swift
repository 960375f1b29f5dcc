import CPCRE2

/// What one search brought.
enum SearchResult {
  case none
  case match(Range<Int>)
  /// PCRE2's code, and where a search that wants to go on can do so.
  case gaveUp(code: Int32, resume: Int)
}

/// Searches a part of a text, in windows when it is longer than a window: PCRE2's limits hold per
/// start position, so the length of a subject must be capped.
///
/// Windows overlap, are cut at character boundaries, and see the kilobyte before them. `^` and `$`
/// do not match at inner edges. A match that ends at an inner edge is tried again in a window that
/// begins with it.
struct WindowedSearch {
  let text: UnsafePointer<UInt8>
  /// The unit: nothing outside it is seen.
  let unit: Range<Int>
  /// Bytes in a window, and bytes that two windows share.
  let size: Int
  let overlap: Int
  /// Windows end after a line feed where there is one in the overlap.
  let cutsAtLineEnds: Bool
  /// Whether a match of a whole window counts, with the range that was seen of it.
  let keepsCutMatches: Bool

  /// Bytes before a window that lookbehinds can see.
  static let context = 1_024

  /// For a line or a block: windows of 16 KB that share 1 KB.
  init(line: Range<Int>, of text: UnsafePointer<UInt8>) {
    self.text = text
    unit = line
    size = Self.lineSize
    overlap = 1 << 10
    cutsAtLineEnds = false
    keepsCutMatches = true
  }

  /// For a text: windows of 64 KB that share at least 4 KB.
  init(text range: Range<Int>, of text: UnsafePointer<UInt8>) {
    self.text = text
    unit = range
    size = 64 << 10
    overlap = 4 << 10
    cutsAtLineEnds = true
    keepsCutMatches = false
  }

  static let lineSize = 16 << 10

  /// The leftmost match that begins at or after `start`.
  ///
  /// `options` are PCRE2's match options, for the first window only.
  func first(
    of pattern: OpaquePointer, from start: Int, options: UInt32 = 0, scratch: Scratch
  ) -> SearchResult {
    var position = start
    var options = options
    while position <= unit.upperBound {
      let end = windowEnd(from: position)
      let isLast = end == unit.upperBound
      let next = isLast ? unit.upperBound : boundary(atOrBefore: end - overlap)
      let result = match(
        pattern, from: position, end: end, options: options, scratch: scratch)
      options = 0
      guard case .match(let range) = result else {
        if case .none = result, !isLast {
          position = next
          continue
        }
        if case .gaveUp(let code, _) = result {
          return .gaveUp(code: code, resume: isLast ? unit.upperBound + 1 : next)
        }
        return .none
      }
      if isLast { return result }
      if range.lowerBound >= next {
        position = next
      } else if range.upperBound < end {
        return result
      } else if range.lowerBound > position {
        position = range.lowerBound
      } else if keepsCutMatches {
        return result
      } else {
        position = next
      }
    }
    return .none
  }

  private func match(
    _ pattern: OpaquePointer, from position: Int, end: Int, options: UInt32, scratch: Scratch
  ) -> SearchResult {
    let begin =
      position - unit.lowerBound <= Self.context
      ? unit.lowerBound : boundary(atOrBefore: position - Self.context)
    var options = options
    if begin > unit.lowerBound { options |= PCRE2_NOTBOL }
    if end < unit.upperBound { options |= PCRE2_NOTEOL }
    let result = scratch.match(
      pattern, text + begin, length: end - begin, from: position - begin, options: options)
    if result >= 0 {
      let range = scratch.matchedRange
      return .match(begin + range.lowerBound..<begin + range.upperBound)
    }
    return result == PCRE2_ERROR_NOMATCH ? .none : .gaveUp(code: result, resume: end)
  }

  private func windowEnd(from position: Int) -> Int {
    guard unit.upperBound - position > size else { return unit.upperBound }
    let end = boundary(atOrBefore: position + size)
    guard cutsAtLineEnds else { return end }
    var lineEnd = end
    while lineEnd > end - overlap {
      if text[lineEnd - 1] == UInt8(ascii: "\n") { return lineEnd }
      lineEnd -= 1
    }
    return end
  }

  private func boundary(atOrBefore position: Int) -> Int {
    var position = position
    while position > unit.lowerBound, text[position] & 0xC0 == 0x80 { position -= 1 }
    return position
  }
}
