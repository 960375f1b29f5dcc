/// A text made well-formed: no byte order mark, `\n` as the only line end, U+FFFD for what was not UTF-8.
public struct RepairedText: Sendable {
  public let bytes: [UInt8]
  /// How many ill-formed sequences became U+FFFD.
  public let invalidSequences: Int
  /// How many `\r\n` and lone `\r` became `\n`.
  public let lineEnds: Int
  public let hadByteOrderMark: Bool

  /// From the text's offset `text` on, the input's offsets go on from `input`.
  struct Step: Equatable, Sendable {
    var text: Int
    var input: Int
  }
  let steps: [Step]

  /// The offset in the input of the byte that became the text's byte at this offset.
  ///
  /// Inside a U+FFFD, an offset inside what it replaced, at most its end. `ofText` may be `bytes.count`.
  public func inputOffset(ofText offset: Int) -> Int {
    let next = (0..<steps.count).partitioningIndex { steps[$0].text > offset }
    guard next > 0 else { return offset }
    let step = steps[next - 1]
    let input = step.input + offset - step.text
    return next < steps.count ? min(input, steps[next].input) : input
  }
}

/// The text with its byte order mark, line ends and ill-formed UTF-8 mended; `nil` when there is nothing to mend.
///
/// Ill-formed sequences are replaced one U+FFFD for each maximal subpart, as browsers do.
///
/// - Complexity: O(bytes); a clean text costs one validation and one search for `\r`.
public func repairing(_ bytes: Span<UInt8>) -> RepairedText? {
  if !startsWithByteOrderMark(bytes), firstOffset(of: 0x0D, in: bytes, from: 0) == nil,
    isValidUTF8(bytes)
  {
    return nil
  }
  var repair = Repair()
  repair.run(bytes)
  return RepairedText(
    bytes: repair.output, invalidSequences: repair.invalidSequences, lineEnds: repair.lineEnds,
    hadByteOrderMark: startsWithByteOrderMark(bytes), steps: repair.steps)
}

private func startsWithByteOrderMark(_ bytes: Span<UInt8>) -> Bool {
  bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
}

private struct Repair {
  var output: [UInt8] = []
  var steps: [RepairedText.Step] = []
  var invalidSequences = 0
  var lineEnds = 0

  mutating func run(_ input: Span<UInt8>) {
    output.reserveCapacity(input.count)
    var at = 0
    if startsWithByteOrderMark(input) { step(to: 3, &at) }
    while at < input.count {
      let byte = input[at]
      if byte == 0x0D {
        output.append(0x0A)
        lineEnds += 1
        let isPair = at + 1 < input.count && input[at + 1] == 0x0A
        if isPair { step(to: at + 2, &at) } else { at += 1 }
        continue
      }
      let length = sequenceLength(input, at: at)
      if length > 0 {
        for offset in at..<at + length { output.append(input[offset]) }
        at += length
      } else {
        steps.append(RepairedText.Step(text: output.count, input: at))
        output += [0xEF, 0xBF, 0xBD]
        invalidSequences += 1
        step(to: at - length, &at)
      }
    }
  }

  /// Goes on in the input at an offset that the output's length alone does not tell.
  private mutating func step(to input: Int, _ at: inout Int) {
    at = input
    steps.append(RepairedText.Step(text: output.count, input: input))
  }
}
