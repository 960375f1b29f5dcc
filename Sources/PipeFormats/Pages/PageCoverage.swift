import PipeHTML

/// Counts the bytes of a page that are not text of the document, by element.
///
/// Each byte counts once: text where it is written in the page, whatever is skipped under its
/// element's name, `comment` and `doctype`; the rest, tags and the blanks between them, as `tags`.
struct PageCoverage {
  private struct Covered: BitwiseCopyable {
    let start: UInt32
    let end: UInt32
    /// A number of a name, or -1 for text.
    let name: Int32
  }

  /// Names that are no elements'.
  static let comment = HTMLTag.count
  static let doctype = HTMLTag.count + 1
  static let hidden = HTMLTag.count + 2

  private let pageSize: Int
  private var ranges: [Covered] = []
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
    append(range, numbers[tag])
  }

  mutating func addText(_ range: Range<Int>) {
    if !range.isEmpty { append(range, -1) }
  }

  private mutating func append(_ range: Range<Int>, _ name: Int32) {
    let start = UInt32(truncatingIfNeeded: range.lowerBound)
    let end = UInt32(truncatingIfNeeded: range.upperBound)
    if isSorted, let last = ranges.last, (start, end) < (last.start, last.end) { isSorted = false }
    if ranges.count == ranges.capacity {
      ranges.reserveCapacity(expectedCount(ranges.count, read: range.upperBound, of: pageSize))
    }
    ranges.append(Covered(start: start, end: end, name: name))
  }

  /// The bytes by element, in the order they were first met, and the bytes of text.
  func counted() -> (markup: [(element: String, bytes: Int)], text: Int) {
    var counts = [Int](repeating: 0, count: names.count)
    var text = 0
    var covered = 0
    // Elements that overlap in the page are rare.
    let sorted =
      isSorted ? ranges : ranges.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    for range in sorted {
      let start = max(Int(range.start), covered)
      let end = min(Int(range.end), pageSize)
      guard start < end else { continue }
      if range.name < 0 { text += end - start } else { counts[Int(range.name)] += end - start }
      covered = end
    }
    var markup = zip(names, counts).map { (element: $0, bytes: $1) }.filter { $0.bytes > 0 }
    let rest = pageSize - text - counts.reduce(0, +)
    if rest > 0 { markup.append((element: "tags", bytes: rest)) }
    return (markup, text)
  }
}
