// How tables that are packed into literals are read: once, at the start, so that it must be quick.

/// Calls `body` with each group of hexadecimal numbers between blanks.
///
/// What parts the numbers of a group is one character that is no digit; `-` stands before a negative number.
func forEachNumbers(in literal: StaticString, _ body: ([Int]) -> Void) {
  var numbers: [Int] = []
  var number = 0
  var hasDigits = false
  var isNegative = false
  // A group can end on a separator: what folds to nothing.
  func flush() {
    if hasDigits { numbers.append(isNegative ? -number : number) }
    number = 0
    hasDigits = false
    isNegative = false
  }
  for byte in UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount) {
    let letter = (byte | 0x20) &- 0x61
    if byte &- 0x30 < 10 {
      number = number << 4 | Int(byte &- 0x30)
      hasDigits = true
    } else if letter < 6 {
      number = number << 4 | Int(letter &+ 10)
      hasDigits = true
    } else if byte == UInt8(ascii: "-") {
      isNegative = true
    } else {
      flush()
      if byte == UInt8(ascii: " ") {
        body(numbers)
        numbers.removeAll(keepingCapacity: true)
      }
    }
  }
  flush()
  body(numbers)
}

/// Calls `body` with each word of a literal and the number of its line.
func forEachWord(in literal: StaticString, _ body: (Span<UInt8>, Int) -> Void) {
  let bytes = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  let span = Span(_unsafeElements: bytes)
  var line = 0
  var start = 0
  for index in 0...bytes.count {
    let byte = index < bytes.count ? bytes[index] : UInt8(ascii: "\n")
    guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") else { continue }
    if start < index { body(span.extracting(start..<index), line) }
    start = index + 1
    if byte == UInt8(ascii: "\n") { line += 1 }
  }
}

/// Blocks of a table, all of one size, of which equal ones are kept once.
struct SharedBlocks<Value: BitwiseCopyable> {
  /// Of each block of the table, where its values are, in blocks.
  private(set) var starts: [UInt16] = []
  private(set) var values: [Value] = []
  let size: Int
  /// Of each hash the last block that has it.
  private var known: [UInt64: UInt16] = [:]

  init(size: Int) {
    precondition(size * MemoryLayout<Value>.stride % 8 == 0, "blocks are whole words")
    self.size = size
  }

  mutating func append(_ block: some Collection<Value>) {
    let end = values.count
    values += block
    precondition(values.count == end + size, "blocks have one size")
    let (hash, start) = values.withUnsafeBytes { bytes in
      let length = size * MemoryLayout<Value>.stride
      let last = bytes.count - length
      let hash = hash64(Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[last...])))
      let start = known[hash].flatMap { areEqual(bytes, Int($0) * length, last, length) ? $0 : nil }
      return (hash, start)
    }
    if let start {
      values.removeLast(size)
      starts.append(start)
    } else {
      starts.append(UInt16(end / size))
      known[hash] = UInt16(end / size)
    }
  }

  /// Adds the last block some more times.
  mutating func appendLast(times: Int) {
    if let last = starts.last { starts += repeatElement(last, count: times) }
  }
}

/// Cuts a table into blocks of one size and keeps equal ones once: where each starts, in blocks, and the blocks.
func shareBlocks<Value: BitwiseCopyable>(of flat: [Value], size: Int) -> ([UInt16], [Value]) {
  var blocks = SharedBlocks<Value>(size: size)
  let length = size * MemoryLayout<Value>.stride
  precondition(flat.count % size == 0, "a table is cut into whole blocks")
  flat.withUnsafeBytes { bytes in
    for block in 0..<(flat.count / size) {
      // Most blocks are as the one before: they need no hash.
      if block > 0, areEqual(bytes, (block - 1) * length, block * length, length) {
        blocks.appendLast(times: 1)
      } else {
        blocks.append(flat[(block * size)..<((block + 1) * size)])
      }
    }
  }
  return (blocks.starts, blocks.values)
}

private func areEqual(
  _ bytes: UnsafeRawBufferPointer, _ left: Int, _ right: Int, _ length: Int
) -> Bool {
  var difference: UInt64 = 0
  for offset in stride(from: 0, to: length, by: 8) {
    difference |=
      bytes.loadUnaligned(fromByteOffset: left + offset, as: UInt64.self)
      ^ bytes.loadUnaligned(fromByteOffset: right + offset, as: UInt64.self)
  }
  return difference == 0
}

/// The parts of a literal between separators.
func fields(of literal: StaticString, at separator: Character) -> [Substring] {
  literal.description.split(separator: separator)
}
