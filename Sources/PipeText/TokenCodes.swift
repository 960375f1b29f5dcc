import CTextKernels

/// Appends a 64-bit code of every token of the text, in order: of its folded form, so that case and width don't matter.
///
/// Tokens are those of `forEachToken` in the text of `appendFolded`; equal tokens have equal codes. A token of ASCII is
/// hashed where it stands, and only runs of word characters with others among them are folded. The codes are frozen:
/// they may be stored.
///
/// - Precondition: the bytes are valid UTF-8.
/// - Complexity: O(bytes), about half a nanosecond for a byte of English.
public func appendTokenCodes(of text: Span<UInt8>, to codes: inout [UInt64]) {
  text.withUnsafeBufferPointer { text in
    guard let start = text.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: ctext_classes.self, capacity: TokenScan.blocks) { classes in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: TokenScan.room) { room in
        guard let target = room.baseAddress, let classes = classes.baseAddress else { return }
        var scan = TokenScan(start, count: text.count, classes: classes)
        while scan.goOn(into: target) {
          codes.append(contentsOf: room[..<scan.found])
          if !scan.folds.isEmpty { appendFoldedCodes(of: text.span, scan.folds, to: &codes) }
        }
      }
    }
  }
}

/// Goes through a text, 64 bytes at a time, for the tokens of ASCII.
private struct TokenScan {
  /// Small enough to be made on the stack.
  static let room = 128
  /// How many blocks are looked at together.
  static let blocks = 16
  private let text: UnsafePointer<UInt8>
  private let count: Int
  /// Room for the classes of the blocks from `classified` on, and of how many bytes they are there.
  private let classes: UnsafeMutablePointer<ctext_classes>
  private var classified = 0
  private var classifiedCount = 0
  private var at = 0
  /// Where the run that goes on from the last block starts; below 0 when none does.
  private var open = -1
  private var openIsASCII = true
  /// Borders of the block before `at` that are still to be looked at.
  private var borders: UInt64 = 0
  private var others: UInt64 = 0

  /// How many codes were written.
  private(set) var found = 0
  /// A run behind them that must be folded; empty when there is none.
  private(set) var folds = 0..<0

  init(
    _ text: UnsafePointer<UInt8>, count: Int, classes: UnsafeMutablePointer<ctext_classes>
  ) {
    self.text = text
    self.count = count
    self.classes = classes
  }

  /// Writes codes until there is no room or a run must be folded; false at the end of the text.
  mutating func goOn(into target: UnsafeMutablePointer<UInt64>) -> Bool {
    folds = 0..<0
    var next = target
    defer { found = next - target }
    while takeRuns(&next) {
      guard at < count else { return finish(&next) || next > target }
      if next - target > Self.room - 33 { return true }
      let block = readBlock(at)
      others = block.others
      borders = block.members ^ (block.members &<< 1 | (open >= 0 ? 1 : 0))
      at &+= 64
    }
    return true
  }

  /// Takes the runs that end in the block; false at one that must be folded.
  @inline(__always)
  private mutating func takeRuns(_ next: inout UnsafeMutablePointer<UInt64>) -> Bool {
    let base = at &- 64
    var left = borders
    if open >= 0, left != 0 {
      let end = base &+ left.trailingZeroBitCount
      left &= left &- 1
      if !take(open, end, &next, left) { return false }
    }
    // Reading eight bytes anywhere in the block stays inside the text.
    if others == 0, at &+ 8 <= count {
      let inside = text + base
      while left != 0 {
        let start = left.trailingZeroBitCount
        left &= left &- 1
        guard left != 0 else { return keepOpen(base &+ start) }
        let end = left.trailingZeroBitCount
        left &= left &- 1
        next.pointee = asciiCode(at: inside + start, end &- start)
        next += 1
      }
    }
    while left != 0 {
      let start = base &+ left.trailingZeroBitCount
      left &= left &- 1
      guard left != 0 else { return keepOpen(start) }
      let end = base &+ left.trailingZeroBitCount
      left &= left &- 1
      openIsASCII = true
      if !take(start, end, &next, left) { return false }
    }
    if open >= 0, others != 0 { openIsASCII = false }
    borders = 0
    return true
  }

  /// Keeps the run that the block does not end.
  private mutating func keepOpen(_ start: Int) -> Bool {
    open = start
    openIsASCII = others &>> UInt64(truncatingIfNeeded: start &- (at &- 64)) == 0
    borders = 0
    return true
  }

  /// Takes a run that ends in the block; false when it must be folded.
  private mutating func take(
    _ start: Int, _ end: Int, _ next: inout UnsafeMutablePointer<UInt64>, _ left: UInt64
  ) -> Bool {
    open = -1
    borders = left
    if !openIsASCII || hasOthers(from: start, to: end) {
      folds = start..<end
      return false
    }
    next.pointee = checkedCode(from: start, to: end)
    next += 1
    return true
  }

  /// The run that the end of the text ends; whether there was one.
  private mutating func finish(_ next: inout UnsafeMutablePointer<UInt64>) -> Bool {
    guard open >= 0 else { return false }
    let start = open
    open = -1
    if openIsASCII {
      next.pointee = checkedCode(from: start, to: count)
      next += 1
    } else {
      folds = start..<count
    }
    return true
  }

  /// Whether the block has bytes there that are not ASCII; `end` lies in the block.
  private func hasOthers(from start: Int, to end: Int) -> Bool {
    let base = at &- 64
    let before = ~(~0 &<< UInt64(truncatingIfNeeded: end &- base))
    return (others & before) &>> UInt64(truncatingIfNeeded: max(0, start &- base)) != 0
  }

  /// Which of the next 64 bytes stand in a word, and which are not ASCII; these do.
  @inline(__always)
  private mutating func readBlock(_ at: Int) -> ctext_classes {
    if at &- classified >= classifiedCount { classify(from: at) }
    return classes[(at &- classified) &>> 6]
  }

  private mutating func classify(from at: Int) {
    classified = at
    let whole = min(Self.blocks, (count &- at) / 64)
    if whole > 0 {
      ctext_classify(text + at, whole, classes)
      classifiedCount = whole &* 64
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { last in
      last.initialize(repeating: 0)
      _ = last.update(fromContentsOf: UnsafeBufferPointer(start: text + at, count: count &- at))
      if let start = last.baseAddress { ctext_classify(start, 1, classes) }
    }
    classifiedCount = 64
  }

  private func checkedCode(from start: Int, to end: Int) -> UInt64 {
    start &+ 8 <= count
      ? code(at: text + start, end &- start)
      : lastCode(UnsafeBufferPointer(start: text + start, count: end &- start))
  }
}

/// The code of a token, given in its folded form.
///
/// Bit 5 is set in every ASCII byte, so that letters need no folding; no two word characters become one.
func tokenCode(_ token: Span<UInt8>) -> UInt64 {
  token.withUnsafeBufferPointer { token in
    guard token.count >= 8, let start = token.baseAddress else { return lastCode(token) }
    return code(at: start, token.count)
  }
}

/// The code of a token behind which eight bytes from its start can be read.
@inline(__always)
private func code(at start: UnsafePointer<UInt8>, _ size: Int) -> UInt64 {
  if size > 16 { return longCode(start, size) }
  let missing = UInt64(truncatingIfNeeded: max(0, 8 &- size))
  let first = eightBytes(start) &<< (missing &* 8)
  let rest = eightBytes(start + max(0, size &- 8)) & (size > 8 ? ~0 : 0)
  return mixed(lowered(first), lowered(rest), size)
}

/// The same for ASCII alone.
@inline(__always)
private func asciiCode(at start: UnsafePointer<UInt8>, _ size: Int) -> UInt64 {
  if size > 16 { return longCode(start, size) }
  let missing = UInt64(truncatingIfNeeded: max(0, 8 &- size))
  let first = eightBytes(start) &<< (missing &* 8)
  let rest = eightBytes(start + max(0, size &- 8)) & (size > 8 ? ~0 : 0)
  return mixed(first | lowerBits, rest | lowerBits, size)
}

/// The code of a token of up to 16 bytes: of its first eight, shifted up when there are fewer, and its last eight where
/// there are more.
@inline(__always)
private func mixed(_ first: UInt64, _ rest: UInt64, _ size: Int) -> UInt64 {
  fold(first ^ HashConstant.a, rest ^ (HashConstant.b &+ UInt64(truncatingIfNeeded: size)))
}

/// The code of a token of three bytes, none of them ASCII.
@inline(__always)
func threeByteCode(_ bytes: UInt64) -> UInt64 {
  mixed(lowered(bytes &<< 40), lowerBits, 3)
}

/// The code of a token of fewer than eight bytes, without reading behind it.
private func lastCode(_ token: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var word: UInt64 = 0
  for byte in token { word = word &>> 8 | UInt64(byte) &<< 56 }
  return mixed(lowered(word), lowerBits, token.count)
}

private func longCode(_ start: UnsafePointer<UInt8>, _ size: Int) -> UInt64 {
  var state = HashConstant.b &+ UInt64(truncatingIfNeeded: size)
  var at = 0
  while size &- at > 8 {
    state = fold(lowered(eightBytes(start + at)) ^ HashConstant.a, state)
    at &+= 8
  }
  return fold(lowered(eightBytes(start + (size &- 8))) ^ HashConstant.a, state)
}

@inline(__always)
private func eightBytes(_ start: UnsafePointer<UInt8>) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
}

private let lowerBits: UInt64 = 0x2020_2020_2020_2020

/// Sets bit 5 of the ASCII bytes.
@inline(__always)
private func lowered(_ word: UInt64) -> UInt64 {
  word | (~word & EightBytes.high) &>> 2
}
