/// Appends the form of the text that is compared with others: what looks alike to a reader becomes the same bytes.
///
/// Letters lose their case (simple case folding), full-width and other compatibility forms become the plain ones,
/// quotation marks `'` or `"`, dashes `-`, spaces a blank; soft hyphens and zero-width characters go. Line feeds stay.
/// A mark right after a letter that it composes with, or a Hangul jamo, becomes one character with it, as in NFC; marks
/// that stand in an unusual order are left.
///
/// - Precondition: the bytes are valid UTF-8.
/// - Complexity: O(bytes); ASCII is copied eight bytes at a time.
public func appendFolded(_ text: Span<UInt8>, to folded: inout [UInt8]) {
  folded.reserveCapacity(folded.count + text.count)
  let table = FoldingTable.shared
  let marks = NormalizationTable.shared
  let start = folded.count
  var at = 0
  // Scalars that stay as they are, from here to `at`, are copied together.
  var same = 0
  while at < text.count {
    if text[unchecked: at] < 0x80 {
      appendSame(text, same..<at, to: &folded)
      let end = endOfASCII(in: text, from: at)
      appendFoldedASCII(text, at..<end, to: &folded)
      at = end
      same = end
      continue
    }
    let (scalar, length) = decodeScalar(text, at: at)
    let difference = table.difference(of: scalar)
    if difference != 0 || marks.mayCompose(scalar) {
      appendSame(text, same..<at, to: &folded)
      if let sequence = table.sequence(of: scalar) {
        for part in sequence { appendComposing(part, from: start, to: &folded) }
      } else {
        appendComposing(table.single(of: scalar), from: start, to: &folded)
      }
      same = at &+ length
    } else if length == 1 {
      // Not UTF-8: U+FFFD, so that the result always is.
      appendSame(text, same..<at, to: &folded)
      appendScalar(scalar, to: &folded)
      same = at &+ 1
    }
    at &+= length
  }
  appendSame(text, same..<at, to: &folded)
}

/// Appends a scalar, put together with the one before it where the two compose.
private func appendComposing(_ scalar: UInt32, from start: Int, to folded: inout [UInt8]) {
  guard folded.count > start, NormalizationTable.shared.mayCompose(scalar) else {
    return appendScalar(scalar, to: &folded)
  }
  let last = decodeScalar(folded.span, before: folded.count)
  guard let composed = NormalizationTable.shared.composition(last.scalar, scalar) else {
    return appendScalar(scalar, to: &folded)
  }
  folded.removeLast(last.length)
  appendScalar(composed, to: &folded)
}

private func appendSame(_ text: Span<UInt8>, _ range: Range<Int>, to folded: inout [UInt8]) {
  guard !range.isEmpty else { return }
  folded.append(addingCapacity: range.count) { output in
    for index in range { output.append(text[unchecked: index]) }
  }
}

/// The scalar that this one folds to, if it folds to exactly one; else itself.
public func foldedScalar(_ scalar: UInt32) -> UInt32 {
  if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar + 0x20 : scalar }
  let table = FoldingTable.shared
  return table.sequence(of: scalar) == nil ? table.single(of: scalar) : scalar
}

@inline(__always)
func foldedASCII(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}

private func appendFoldedASCII(_ text: Span<UInt8>, _ range: Range<Int>, to folded: inout [UInt8]) {
  folded.append(addingCapacity: range.count) { output in
    for index in range { output.append(foldedASCII(text[unchecked: index])) }
  }
}

/// Differences of scalars in two steps: a block of 64 scalars, then the difference; equal blocks are kept once.
struct FoldingTable: Sendable {
  static let shared = FoldingTable()

  private static let limit: UInt32 = 0x20000
  private let starts: [UInt16]
  private let differences: [Int32]
  private let sequences: [UInt32: [UInt32]]
  /// The difference that says: look in `sequences`.
  private static let isSequence = Int32.min

  @inline(__always)
  func single(of scalar: UInt32) -> UInt32 {
    let difference = difference(of: scalar)
    return difference == Self.isSequence ? scalar : UInt32(Int64(scalar) + Int64(difference))
  }

  @inline(__always)
  func sequence(of scalar: UInt32) -> [UInt32]? {
    difference(of: scalar) == Self.isSequence ? sequences[scalar] : nil
  }

  /// 0 for a scalar that folds to itself.
  @inline(__always)
  func difference(of scalar: UInt32) -> Int32 {
    guard scalar < Self.limit else { return 0 }
    return differences[Int(starts[Int(scalar >> 6)]) << 6 | Int(scalar & 63)]
  }

  private init() {
    var flat = [Int32](repeating: 0, count: Int(Self.limit))
    forEachNumbers(in: FoldingData.runs) { numbers in
      let count = numbers.count > 2 ? numbers[2] : 1
      let step = numbers.count > 3 ? numbers[3] : 1
      for index in 0..<count { flat[numbers[0] + index * step] = Int32(numbers[1]) }
    }
    var sequences: [UInt32: [UInt32]] = [:]
    forEachNumbers(in: FoldingData.sequences) { numbers in
      sequences[UInt32(numbers[0])] = numbers.dropFirst().map { UInt32($0) }
      flat[numbers[0]] = Self.isSequence
    }
    self.sequences = sequences
    (starts, differences) = shareBlocks(of: flat, size: 64)
  }
}
