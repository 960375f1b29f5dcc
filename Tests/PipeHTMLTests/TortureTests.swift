import Testing

@testable import PipeHTML

@Suite struct TortureTests {
  /// Of four times the page, no more than six times as many bytes, nodes and names are looked at, where quadratic work
  /// would look at sixteen times as many.
  ///
  /// Loops over open elements and over formatting elements are not counted: the lists are bounded.
  @Test(arguments: TorturePages.all)
  func workIsLinear(kind: TorturePages.Kind) {
    let pages = (small: kind.page(12_000), large: kind.page(48_000))
    let small = ParserWork.count { _ = HTMLTree(parsing: pages.small) }
    let large = ParserWork.count { _ = HTMLTree(parsing: pages.large) }
    #expect(small > 100 && large < small * 6, "\(kind): \(small), \(large)")
  }

  @Test(arguments: TorturePages.all)
  func memoryIsLinearAndTheTreeIsSound(kind: TorturePages.Kind) {
    let page = kind.page(40_000)
    let tree = HTMLTree(parsing: page)
    #expect(TreeInvariants.violations(in: tree).isEmpty)
    let storage = tree.storage
    let size =
      storage.nodes.count * MemoryLayout<Node>.stride + storage.side.count
      + storage.attributes.count * MemoryLayout<RawAttribute>.stride
    // At most: a node for each three bytes, 13 bytes a byte; copies of formatting elements; slack.
    #expect(size < page.count * 32 + 4096 * MemoryLayout<Node>.stride)
  }

  @Test func depthIsBounded() {
    let tree = HTMLTree(parsing: Array(String(repeating: "<div>", count: 2000).utf8) + [0x78])
    var depth = 0
    var deepest = 0
    tree.document.walk { _ in
      depth += 1
      deepest = max(deepest, depth)
      return .intoChildren
    } leaving: { _ in
      depth -= 1
    }
    #expect(deepest == OpenElements.maxDepth + 2)
    #expect(String(decoding: tree.visibleText(), as: UTF8.self).contains("x"))
  }

  /// What is nested too deep closes by its own end tags and by nothing else.
  @Test func tagsPastTheDepthLimitMatch() {
    let open = String(repeating: "<div>", count: 600)
    let close = String(repeating: "</div>", count: 600)
    let tree = HTMLTree(parsing: Array("<body>\(open)\(close)<p id=after>x".utf8))
    let after = tree.document.descendants.first { $0.attribute(.id) == "after" }
    #expect(after?.parent == tree.body)
  }

  @Test func attributesAreBounded() {
    let attributes = (0..<2000).map { "a\($0)=\($0)" }.joined(separator: " ")
    let tree = HTMLTree(parsing: Array("<p \(attributes)>x".utf8))
    let paragraph = tree.body?.firstChild
    #expect(paragraph?.attributes.count == Tokenizer.maxAttributes)
    #expect(paragraph?.attribute(named: "a511") == "511")
    #expect(paragraph?.attribute(named: "a512") == nil)
  }
}
