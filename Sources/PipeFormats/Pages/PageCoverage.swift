import PipeHTML

/// Counts the bytes of a page that are not text of the document, by element.
///
/// Each byte counts once: text where it is written in the page, whatever is skipped under its
/// element's name, `comment` and `doctype`; the rest, tags and the blanks between them, as `tags`.
struct PageCoverage {
  /// Bytes of the page; whether they are text is in the high bit of the end.
  private struct Covered: BitwiseCopyable {
    let start: UInt32
    private let endAndKind: UInt32

    init(_ range: Range<Int>, isText: Bool) {
      start = UInt32(truncatingIfNeeded: range.lowerBound)
      endAndKind = UInt32(truncatingIfNeeded: range.upperBound) | (isText ? 1 << 31 : 0)
    }

    var end: UInt32 { endAndKind & 0x7FFF_FFFF }
    var isText: Bool { endAndKind &>> 31 != 0 }
  }

  /// Names that are no elements'.
  static let comment = HTMLTag.count
  static let doctype = HTMLTag.count + 1
  static let hidden = HTMLTag.count + 2

  private let pageSize: Int
  private var ranges: [Covered] = []
  /// Numbers of the names of those that are no text.
  private var rangeNames: [Int32] = []
  private var isSorted = true
  /// Names in the order they were first met.
  private var names: [String] = []
  /// Numbers of the names of tags, and of the three above; -1 for those that were not met.
  private var numbers = [Int32](repeating: -1, count: HTMLTag.count + 3)

  init(pageSize: Int) {
    self.pageSize = pageSize
    ranges.reserveCapacity(pageSize / 128)
  }

  /// Counts bytes under a tag's number, or one of the numbers above.
  mutating func add(_ tag: Int, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if numbers[tag] < 0 {
      numbers[tag] = Int32(names.count)
      switch tag {
      case Self.comment: names.append("comment")
      case Self.doctype: names.append("doctype")
      case Self.hidden: names.append("hidden")
      default: names.append(HTMLTag.names[tag])
      }
    }
    append(range, isText: false)
    rangeNames.append(numbers[tag])
  }

  mutating func addText(_ range: Range<Int>) {
    if !range.isEmpty { append(range, isText: true) }
  }

  private mutating func append(_ range: Range<Int>, isText: Bool) {
    let new = Covered(range, isText: isText)
    if isSorted, let last = ranges.last, (new.start, new.end) < (last.start, last.end) {
      isSorted = false
    }
    if ranges.count == ranges.capacity {
      ranges.reserveCapacity(expectedCount(ranges.count, read: range.upperBound, of: pageSize))
    }
    ranges.append(new)
  }

  /// Calls `body` with the ranges by where they begin, and the numbers of their names, -1 for text.
  private func forEachRange(_ body: (Covered, Int32) -> Void) {
    var next = 0
    func name(of range: Covered) -> Int32 {
      if range.isText { return -1 }
      next += 1
      return rangeNames[next - 1]
    }
    if isSorted {
      for range in ranges { body(range, name(of: range)) }
    } else {
      // Elements that overlap in the page are rare.
      let named = ranges.map { ($0, name(of: $0)) }
      for (range, name) in named.sorted(by: { ($0.0.start, $0.0.end) < ($1.0.start, $1.0.end) }) {
        body(range, name)
      }
    }
  }

  /// The bytes by element, in the order they were first met, and the bytes of text.
  func counted() -> (markup: [(element: String, bytes: Int)], text: Int) {
    var counts = [Int](repeating: 0, count: names.count)
    var text = 0
    var covered = 0
    forEachRange { range, name in
      let start = max(Int(range.start), covered)
      let end = min(Int(range.end), pageSize)
      guard start < end else { return }
      if name < 0 { text += end - start } else { counts[Int(name)] += end - start }
      covered = end
    }
    var markup = zip(names, counts).map { (element: $0, bytes: $1) }.filter { $0.bytes > 0 }
    let rest = pageSize - text - counts.reduce(0, +)
    if rest > 0 { markup.append((element: "tags", bytes: rest)) }
    return (markup, text)
  }
}
