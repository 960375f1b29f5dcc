@testable import PipeText

/// Every text of up to `length` scalars of the alphabet.
func texts(over alphabet: String, upTo length: Int) -> [String] {
  var all = [""]
  var last = [""]
  for _ in 0..<length {
    last = last.flatMap { text in alphabet.unicodeScalars.map { text + String($0) } }
    all += last
  }
  return all
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// Bytes that are mostly pieces of UTF-8, well-formed and not.
  mutating func hostileBytes(upTo length: Int) -> [UInt8] {
    let pieces: [[UInt8]] = [
      [0x61], [0x20], [0x0D], [0x0A], [0x0D, 0x0A], [0xC3, 0xA9], [0xE4, 0xB8, 0xAD], [0xC2],
      [0xE2, 0x80],
      [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F], [0x80], [0xED, 0xA0, 0x80], [0xC0, 0xAF],
      [0xF4, 0x90, 0x80, 0x80],
      [0xEF, 0xBB, 0xBF], [0xFF], [0xE3, 0x80, 0x80], [0xC2, 0xA0],
      Array("longer piece of ascii text here".utf8),
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...length, using: &self) {
      bytes += pieces[Int.random(in: 0..<pieces.count, using: &self)]
    }
    return bytes
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}

func string(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  String(decoding: bytes[range], as: UTF8.self)
}

// `#expect` can't hold a span: the functions under test, for arrays.

func isValidUTF8(_ bytes: [UInt8]) -> Bool { PipeText.isValidUTF8(bytes.span) }
func repairing(_ bytes: [UInt8]) -> RepairedText? { PipeText.repairing(bytes.span) }
func isBlank(_ bytes: [UInt8]) -> Bool { PipeText.isBlank(bytes.span) }
func trimmed(_ bytes: [UInt8]) -> Range<Int> { PipeText.trimmed(bytes.span) }
func wordCount(of bytes: [UInt8]) -> Int { PipeText.wordCount(of: bytes.span) }
func characterCount(of bytes: [UInt8]) -> Int { PipeText.characterCount(of: bytes.span) }
func hash64(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
  PipeText.hash64(bytes.span, seed: seed)
}
func hash128(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt128 {
  PipeText.hash128(bytes.span, seed: seed)
}
func whiteSpaceLength(_ bytes: [UInt8], at: Int) -> Int {
  PipeText.whiteSpaceLength(bytes.span, at: at)
}
func decodeScalar(_ bytes: [UInt8], at: Int) -> (scalar: UInt32, length: Int) {
  PipeText.decodeScalar(bytes.span, at: at)
}
func decodeScalar(_ bytes: [UInt8], before: Int) -> (scalar: UInt32, length: Int) {
  PipeText.decodeScalar(bytes.span, before: before)
}
func folded(_ bytes: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  appendFolded(bytes.span, to: &out)
  return out
}
func lineRanges(_ bytes: [UInt8]) -> [Range<Int>] {
  var ranges: [Range<Int>] = []
  forEachLine(in: bytes.span) { start, end in ranges.append(start..<end) }
  return ranges
}
func pieces(
  of bytes: [UInt8], by cut: (Span<UInt8>, (Range<Int>) -> Void) -> Void
) -> [String] {
  var found: [String] = []
  cut(bytes.span) { found.append(string(bytes, $0)) }
  return found
}
