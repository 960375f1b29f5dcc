/// Letters of Latin, Greek and Cyrillic that are canonically a letter and a mark.
enum Composition {
  private static let letters: [ClosedRange<UInt32>] = [
    0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x386...0x3CE, 0x400...0x4FF, 0x1E00...0x1EFF,
  ]
  private static let marks: ClosedRange<UInt32> = 0x300...0x331

  /// From letter and mark, in the high and the low half, to the composed letter.
  ///
  /// Made once, on the first combining mark, from the standard library's canonical equivalence.
  static let table: [UInt64: UInt32] = {
    var composed: [String: UInt32] = [:]
    for scalar in letters.joined() {
      guard let letter = Unicode.Scalar(scalar) else { continue }
      composed[String(letter)] = scalar
    }
    var table: [UInt64: UInt32] = [:]
    for scalar in letters.joined() {
      for mark in marks {
        guard let base = Unicode.Scalar(scalar), let mark = Unicode.Scalar(mark) else { continue }
        var text = String.UnicodeScalarView()
        text.append(base)
        text.append(mark)
        if let letter = composed[String(text)] {
          table[UInt64(scalar) << 32 | UInt64(mark.value)] = letter
        }
      }
    }
    return table
  }()
}
