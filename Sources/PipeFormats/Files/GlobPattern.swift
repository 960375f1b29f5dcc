/// One segment of a glob, between slashes: `*`, `?`, `[abc]`, `[a-z]`, `[!x]`, and `\` before a
/// byte to take it as it is.
///
/// Matching is by bytes, but `?` and a class take one UTF-8 character. A leading dot is only
/// matched by a dot.
struct GlobSegment: Hashable {
  let pattern: [UInt8]

  /// Whether the segment is `**`: any number of folders.
  var isDeep: Bool { pattern == [UInt8(ascii: "*"), UInt8(ascii: "*")] }

  init(_ pattern: some Sequence<UInt8>) {
    self.pattern = Array(pattern)
  }

  /// Whether a text has bytes that make it a glob.
  static func isGlob(_ text: some Sequence<UInt8>) -> Bool {
    text.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
  }

  func matches(_ name: [UInt8]) -> Bool {
    let dot = UInt8(ascii: ".")
    if name.first == dot && pattern.first != dot { return false }
    var p = 0
    var n = 0
    var star: (p: Int, n: Int)?
    while n < name.count {
      if p < pattern.count && pattern[p] == UInt8(ascii: "*") {
        star = (p, n)
        p += 1
      } else if let (nextP, nextN) = step(p, name, n) {
        p = nextP
        n = nextN
      } else if let last = star {
        star = (last.p, last.n + 1)
        p = last.p + 1
        n = last.n + 1
      } else {
        return false
      }
    }
    while p < pattern.count && pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.count
  }

  /// Where pattern and name go on after one element, or nil when it does not match.
  private func step(_ p: Int, _ name: [UInt8], _ n: Int) -> (Int, Int)? {
    guard p < pattern.count else { return nil }
    switch pattern[p] {
    case UInt8(ascii: "?"):
      return (p + 1, n + characterLength(name, n))
    case UInt8(ascii: "["):
      let length = characterLength(name, n)
      guard let set = characterClass(at: p) else { break }
      let character = Array(name[n..<n + length])
      return set.contains(character) ? (set.end, n + length) : nil
    case UInt8(ascii: "\\") where p + 1 < pattern.count:
      return pattern[p + 1] == name[n] ? (p + 2, n + 1) : nil
    default: break
    }
    return pattern[p] == name[n] ? (p + 1, n + 1) : nil
  }

  private struct CharacterClass {
    var isNegated = false
    var ranges: [(first: [UInt8], last: [UInt8])] = []
    var end = 0

    func contains(_ character: [UInt8]) -> Bool {
      // The order of UTF-8 bytes is the order of code points.
      let isIn = ranges.contains {
        !character.lexicographicallyPrecedes($0.first)
          && !$0.last.lexicographicallyPrecedes(character)
      }
      return isIn != isNegated
    }
  }

  /// The class that opens at `start`, or nil when no `]` closes it: then `[` stands for itself.
  private func characterClass(at start: Int) -> CharacterClass? {
    var set = CharacterClass()
    var p = start + 1
    if p < pattern.count && (pattern[p] == UInt8(ascii: "!") || pattern[p] == UInt8(ascii: "^")) {
      set.isNegated = true
      p += 1
    }
    let first = p
    while p < pattern.count {
      if pattern[p] == UInt8(ascii: "]") && p > first {
        set.end = p + 1
        return set
      }
      let low = Array(pattern[p..<p + characterLength(pattern, p)])
      p += low.count
      var high = low
      if p + 1 < pattern.count && pattern[p] == UInt8(ascii: "-")
        && pattern[p + 1] != UInt8(ascii: "]")
      {
        high = Array(pattern[p + 1..<p + 1 + characterLength(pattern, p + 1)])
        p += 1 + high.count
      }
      set.ranges.append((low, high))
    }
    return nil
  }

  private func characterLength(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start + 1
    if bytes[start] >= 0xC0 {
      while end < bytes.count && bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return end - start
  }
}
