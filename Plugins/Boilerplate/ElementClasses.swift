import PipeCore
import PipeText

/// The class words around each element of a page: its own, then those of the elements around it, at most 64.
struct ElementClasses {
  private struct Word {
    var hash: UInt64 = 0
    var groups: UInt64 = 0
  }

  private struct Around {
    var own: Range<Int>
    /// The nearest element around it that has words; -1 for none.
    var above: Int
    /// How many words there are, at most 64.
    var count: Int
    /// The nearest six.
    var nearest = InlineArray<6, Word>(repeating: Word())
    var all: UInt64 = 0
  }

  private static let limit = 64

  /// The own words of all elements.
  private var words: [Word] = []
  private var around: [Around] = []
  private var scratch: [UInt8] = []

  /// Takes the next element; `parent` is the place of the one that it stands in among those before, or -1.
  mutating func add(_ number: Int, of page: PageElements, parent: Int) -> ClassMasks {
    let own = addWords(of: number, in: page)
    var element = Around(own: own, above: -1, count: min(Self.limit, own.count))
    for (place, word) in own.prefix(6).enumerated() { element.nearest[place] = words[word] }
    for word in own.prefix(Self.limit) { element.all |= words[word].groups }
    if parent >= 0 { add(parent, to: &element) }
    around.append(element)
    return masks(of: element)
  }

  private mutating func addWords(of number: Int, in page: PageElements) -> Range<Int> {
    let start = words.count
    if !page.hasClasses(number) { return start..<start }
    let groups = ClassGroups.shared.table
    var words = words
    self.words = []
    page.forEachClassWord(of: number, scratch: &scratch) { bytes in
      let hash = hash64(bytes)
      for index in start..<words.count where words[index].hash == hash { return }
      words.append(Word(hash: hash, groups: groups[hash]))
    }
    self.words = words
    return start..<self.words.count
  }

  private func add(_ parent: Int, to element: inout Around) {
    let outer = around[parent]
    element.above = outer.own.isEmpty ? outer.above : parent
    for place in 0..<max(0, min(6 - element.count, outer.count)) {
      element.nearest[element.count + place] = outer.nearest[place]
    }
    if element.count + outer.count <= Self.limit {
      element.all |= outer.all
      element.count += outer.count
      return
    }
    var at = element.above
    while at >= 0, element.count < Self.limit {
      for word in around[at].own.prefix(Self.limit - element.count) {
        element.all |= words[word].groups
        element.count += 1
      }
      at = around[at].above
    }
  }

  private func masks(of element: Around) -> ClassMasks {
    var masks = ClassMasks(all: element.all)
    for place in 0..<min(6, element.count) {
      masks.near |= element.nearest[place].groups
      if place < 4 {
        masks.nearHash = combineHashes(masks.nearHash, element.nearest[place].hash)
      }
    }
    return masks
  }
}
