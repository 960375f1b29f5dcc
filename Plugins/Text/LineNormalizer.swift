import PipeCore
import PipeText

/// Finds and makes the edits of `normalize_text` in one line.
struct LineNormalizer {
  let composes: Bool
  let quotes: Bool
  let dashes: Bool
  let ellipsis: Bool

  /// What one scan of a line sees.
  struct Findings {
    /// A run of blanks behind the first visible character and before the last.
    var hasRun = false
    /// Anything else to do.
    var hasEdit = false
    /// Whether anything shows.
    var hasVisible = false
  }

  /// Looks a line over: bytes between `!` and `~` cost one comparison.
  func findings(in bytes: Span<UInt8>) -> Findings {
    var findings = Findings()
    let count = bytes.count
    guard count > 0 else { return findings }
    var blanks = 0
    var hasVisible = false
    for index in 0..<count {
      let byte = bytes[index]
      if byte == 0x20 {
        blanks += 1
        continue
      }
      if byte < 0x20 || byte >= 0x7F {
        if byte < 0x20 {
          if byte != 0x09 { findings.hasEdit = true }
          blanks = 0
          continue
        }
        if needsEdit(bytes, index) {
          findings.hasEdit = true
          // A special space takes part in runs: let the slow road see them.
          if isSpecialSpace(bytes, index) && hasVisible { findings.hasRun = true }
          blanks = 0
          continue
        }
      }
      if blanks > 1 && hasVisible { findings.hasRun = true }
      blanks = 0
      hasVisible = true
    }
    findings.hasVisible = hasVisible
    if endsBlank(bytes) { findings.hasEdit = true }
    return findings
  }

  private func endsBlank(_ bytes: Span<UInt8>) -> Bool {
    let last = bytes[bytes.count - 1]
    if last == 0x20 || last == 0x09 { return true }
    guard last >= 0x80 else { return false }
    return isWhiteSpace(decodeScalar(bytes, before: bytes.count).scalar)
  }

  /// Whether the byte of a character beyond `~` begins something to do.
  @inline(__always)
  private func needsEdit(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x7F: return true
    case 0xC2, 0xE1, 0xE2, 0xEF:
      return kind(of: decodeScalar(bytes, at: index).scalar) != nil
    case 0xCC, 0xCD: return composes
    default: return false
    }
  }

  private func isSpecialSpace(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    kind(of: decodeScalar(bytes, at: index).scalar) == .space
  }

  enum Kind: Equatable {
    case cut(String)
    case space
    case replace(String, with: String)
  }

  /// What happens to a character; nil when it stays.
  func kind(of scalar: UInt32) -> Kind? {
    switch scalar {
    case 0x09: nil
    case 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F:
      .space
    case 0..<0x20, 0x7F..<0xA0: .cut("control_characters")
    case 0xAD: .cut("soft_hyphens")
    case 0x200B, 0x2060: .cut("zero_width")
    case 0xFEFF: .cut("byte_order_marks")
    case 0x2018...0x201B: quotes ? .replace("quotes", with: "'") : nil
    case 0x201C...0x201F: quotes ? .replace("quotes", with: "\"") : nil
    case 0x2010...0x2015: dashes ? .replace("dashes", with: "-") : nil
    case 0x2026: ellipsis ? .replace("ellipsis", with: "...") : nil
    default: nil
    }
  }

  /// Makes the edits of a line.
  func normalize(
    _ bytes: Span<UInt8>, collapsingRuns: Bool, into edits: inout LineEdits
  ) {
    let end = contentEnd(bytes)
    var index = 0
    var hasVisible = false
    while index < end {
      let (scalar, length) = decodeScalar(bytes, at: index)
      if scalar == 0x20 || kind(of: scalar) == .space {
        let run = blanks(bytes, from: index, to: end)
        blank(bytes, run, isInside: hasVisible && collapsingRuns, &edits)
        index = run.upperBound
        continue
      }
      let range = index..<(index + length)
      index = range.upperBound
      switch kind(of: scalar) {
      case .cut(let rule): edits.cut(range, Removal(rule))
      case .replace(let rule, let text):
        edits.replace(range, with: Array(text.utf8), Removal(rule))
        hasVisible = true
      case .space: break
      case nil:
        hasVisible = hasVisible || scalar != 0x09
        index = compose(bytes, range, scalar, to: end, &edits)
      }
    }
    if end < bytes.count { edits.cut(end..<bytes.count, Removal("trailing_blanks")) }
  }

  /// Where the blanks at the end of a line begin, with what does not show among them.
  private func contentEnd(_ bytes: Span<UInt8>) -> Int {
    var end = bytes.count
    var result = end
    while end > 0 {
      let (scalar, length) = decodeScalar(bytes, before: end)
      let isBlank = isWhiteSpace(scalar) && scalar != 0x200B
      guard isBlank || scalar == 0x200B || scalar == 0xFEFF else { break }
      end -= length
      if isBlank { result = end }
    }
    return result
  }

  private func blanks(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    var index = start
    while index < end {
      let (scalar, length) = decodeScalar(bytes, at: index)
      guard scalar == 0x20 || kind(of: scalar) == .space else { break }
      index += length
    }
    return start..<index
  }

  private func blank(
    _ bytes: Span<UInt8>, _ run: Range<Int>, isInside: Bool, _ edits: inout LineEdits
  ) {
    if isInside {
      if run.count > 1 {
        let isOne = decodeScalar(bytes, at: run.lowerBound).length == run.count
        edits.replace(run, with: [0x20], Removal(isOne ? "special_spaces" : "blank_runs"))
      } else if bytes[run.lowerBound] != 0x20 {
        edits.replace(run, with: [0x20], Removal("special_spaces"))
      }
      return
    }
    var index = run.lowerBound
    while index < run.upperBound {
      let length = decodeScalar(bytes, at: index).length
      if bytes[index] != 0x20 {
        edits.replace(index..<(index + length), with: [0x20], Removal("special_spaces"))
      }
      index += length
    }
  }

  /// Composes a character with the marks behind it.
  ///
  /// - Returns: where the next character begins.
  private func compose(
    _ bytes: Span<UInt8>, _ base: Range<Int>, _ scalar: UInt32, to end: Int,
    _ edits: inout LineEdits
  ) -> Int {
    guard composes, base.upperBound < end,
      bytes[base.upperBound] == 0xCC || bytes[base.upperBound] == 0xCD
    else { return base.upperBound }
    var composed = scalar
    var index = base.upperBound
    while index < end {
      let (mark, length) = decodeScalar(bytes, at: index)
      guard let next = Composition.table[UInt64(composed) << 32 | UInt64(mark)] else { break }
      composed = next
      index += length
    }
    if index > base.upperBound {
      var text: [UInt8] = []
      appendScalar(composed, to: &text)
      edits.replace(base.lowerBound..<index, with: text, Removal("composition"))
    }
    return index
  }
}
