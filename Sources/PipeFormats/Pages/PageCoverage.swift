/// Counts the bytes of a page that are not text of the document, by element.
///
/// Each byte counts once: text where it is written in the page, whatever is skipped under its
/// element's name, `comment` and `doctype`; the rest, tags and the blanks between them, as `tags`.
struct PageCoverage {
  private let pageSize: Int
  private var ranges: [(start: Int, end: Int, element: Int)] = []
  private var names: [String] = []
  private var numbers: [String: Int] = [:]

  init(pageSize: Int) { self.pageSize = pageSize }

  mutating func add(_ element: String, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let number: Int
    if let known = numbers[element] {
      number = known
    } else {
      number = names.count
      numbers[element] = number
      names.append(element)
    }
    ranges.append((range.lowerBound, range.upperBound, number))
  }

  mutating func addText(_ range: Range<Int>) {
    if !range.isEmpty { ranges.append((range.lowerBound, range.upperBound, -1)) }
  }

  /// The bytes by element, in the order they were first met, and the bytes of text.
  func counted() -> (markup: [(element: String, bytes: Int)], text: Int) {
    var counts = [Int](repeating: 0, count: names.count)
    var text = 0
    var covered = 0
    // Elements that overlap in the page are rare: most ranges are in order already.
    for range in ranges.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      let start = max(range.start, covered)
      let end = min(range.end, pageSize)
      guard start < end else { continue }
      if range.element < 0 { text += end - start } else { counts[range.element] += end - start }
      covered = end
    }
    var markup = zip(names, counts).map { (element: $0, bytes: $1) }.filter { $0.bytes > 0 }
    let rest = pageSize - text - counts.reduce(0, +)
    if rest > 0 { markup.append((element: "tags", bytes: rest)) }
    return (markup, text)
  }
}
