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

/// Cuts a table into blocks of one size and keeps equal ones once: where each starts, in blocks, and the blocks.
func shareBlocks<Value: BitwiseCopyable>(of flat: [Value], size: Int) -> ([UInt16], [Value]) {
  var starts: [UInt16] = []
  var values: [Value] = []
  /// Of each hash the first block that has it, and where that one went.
  var known: [UInt64: (block: Int, start: UInt16)] = [:]
  let length = size * MemoryLayout<Value>.stride
  precondition(flat.count % size == 0 && length % 8 == 0, "blocks are whole words")
  flat.withUnsafeBytes { bytes in
    var last = (block: 0, start: UInt16(0))
    for block in 0..<(flat.count / size) {
      // Most blocks are as the one before: they need no hash.
      if block > 0, areEqual(bytes, last.block * length, block * length, length) {
        starts.append(last.start)
        continue
      }
      let part = UnsafeRawBufferPointer(rebasing: bytes[(block * length)..<((block + 1) * length)])
      let hash = hash64(Span(_unsafeBytes: part))
      if let before = known[hash], areEqual(bytes, before.block * length, block * length, length) {
        last = before
      } else {
        last = (block, UInt16(values.count / size))
        known[hash] = last
        values += flat[(block * size)..<((block + 1) * size)]
      }
      starts.append(last.start)
    }
  }
  return (starts, values)
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
