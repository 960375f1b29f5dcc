import Testing

@testable import PipeHTML

@Suite struct FuzzTests {
  /// 2,000 pages made of pieces that matter to the tree, then damaged byte by byte.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func anyPageMakesASoundTree(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for round in 0..<100 {
      let page = Self.page(&random)
      let tree = HTMLTree(parsing: page)
      let wrong = TreeInvariants.violations(in: tree)
      #expect(
        wrong.isEmpty,
        "seed \(seed), round \(round): \(String(decoding: page, as: UTF8.self).debugDescription)")
      _ = tree.visibleText()
      let context = HTMLTag.allCases[Int(random.next() % UInt64(HTMLTag.count))]
      let piece = HTMLTree(parsingFragment: page, inside: context)
      #expect(TreeInvariants.violations(in: piece).isEmpty, "seed \(seed), inside \(context)")
    }
  }

  private static func page(_ random: inout SeededRandom) -> [UInt8] {
    var page: [UInt8] = []
    for _ in 0..<(2 + random.next() % 60) { page += piece(&random) }
    for _ in 0..<(random.next() % 6) where !page.isEmpty {
      let place = Int(random.next() % UInt64(page.count))
      switch random.next() % 4 {
      case 0: page[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: page.remove(at: place)
      case 2: page.insert(bytes[Int(random.next() % UInt64(bytes.count))], at: place)
      default: page.removeSubrange(place..<min(place + 5, page.count))
      }
    }
    return page
  }

  private static func piece(_ random: inout SeededRandom) -> [UInt8] {
    let tag = HTMLTag.allCases[Int(random.next() % UInt64(HTMLTag.count))].name
    switch random.next() % 10 {
    case 0...3: return Array("<\(tag)>".utf8)
    case 4, 5: return Array("</\(tag)>".utf8)
    case 6: return Array("<\(tag) class='a&amp;b' class=c type=hidden />".utf8)
    default: return Array(pieces[Int(random.next() % UInt64(pieces.count))].utf8)
    }
  }

  private static let bytes: [UInt8] = [0, 0x0D, 0x3C, 0x3E, 0x26, 0x2F, 0x21, 0x2D, 0xC3, 0x5D]
  private static let pieces = [
    "text", " ", "\n", "\r\n", "é", "&amp;", "&#x1F600;", "&notin", "&#0;", "<!-- c -->", "<!--",
    "-->", "<![CDATA[x]]>", "<!doctype html>", "<b>", "</b>", "<a>", "</a>", "<p>", "</p>", "<i>",
    "</i>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<svg>", "</svg>", "<math><mi>",
    "<foreignObject>", "<template>", "</template>", "<select>", "<option>", "</select>",
    "<script>", "</script>", "<font color=red>", "</font>", "<nobr>", "<button>", "<x-y z>",
    "</x-y>", "\0", "<", "</", "<p", "=\"", "'", "<div><div><div><div>",
  ]
}

/// A generator whose numbers follow from its seed (splitmix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
