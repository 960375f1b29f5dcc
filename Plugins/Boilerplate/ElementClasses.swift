import PipeCore
import PipeText

/// The class words around the elements of a page: their own, then those of the elements around them, at most 64.
///
/// Elements without words have those of the element around them, and so do all that have the same words in the same
/// place: of a long list, the words are looked at once.
struct ElementClasses {
  private struct Word {
    var hash: UInt64 = 0
    var groups: UInt64 = 0
  }

  private struct Around {
    var own: Range<Int>
    /// The nearest place around it that has words; -1 for none.
    var above: Int
    /// How many words there are, at most 64.
    var count: Int
    /// The nearest six.
    var nearest = InlineArray<6, Word>(repeating: Word())
    var masks = ClassMasks()
  }

  private static let limit = 64

  /// The words of all classes and ids.
  private var words: [Word] = []
  /// Of each class and id that was met, its words.
  private var ownWords: [Range<Int>] = []
  private var ownNumbers = WordIndex(expecting: 32)
  private var around: [Around] = []
  /// Numbers the places by their class and id, and by what is around them.
  private var numbers = WordIndex(expecting: 32)
  private var scratch: [UInt8] = []

  /// The groups of the words at a place; none at -1.
  func masks(at place: Int) -> ClassMasks { place < 0 ? ClassMasks() : around[place].masks }

  /// The place of an element's words in the place `parent` of the element that it stands in, or in none, -1.
  mutating func place(of element: Int, of page: PageElements, in parent: Int) -> Int {
    guard page.hasClasses(element) else { return parent }
    let own = page.classHash(of: element)
    let place = numbers.insert(combineHashes(own, UInt64(truncatingIfNeeded: parent)))
    if place == around.count {
      let number = ownNumbers.insert(own)
      if number == ownWords.count { ownWords.append(addWords(of: element, in: page)) }
      add(ownWords[number], in: parent)
    }
    return place
  }

  private mutating func add(_ own: Range<Int>, in parent: Int) {
    var place = Around(own: own, above: -1, count: min(Self.limit, own.count))
    for (index, word) in own.prefix(6).enumerated() { place.nearest[index] = words[word] }
    for word in own.prefix(Self.limit) { place.masks.all |= words[word].groups }
    if parent >= 0 { add(parent, to: &place) }
    addNearest(to: &place)
    around.append(place)
  }

  private mutating func addWords(of number: Int, in page: PageElements) -> Range<Int> {
    let start = words.count
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

  private func add(_ parent: Int, to place: inout Around) {
    let outer = around[parent]
    place.above = outer.own.isEmpty ? outer.above : parent
    for index in 0..<max(0, min(6 - place.count, outer.count)) {
      place.nearest[place.count + index] = outer.nearest[index]
    }
    if place.count + outer.count <= Self.limit {
      place.masks.all |= outer.masks.all
      place.count += outer.count
      return
    }
    var at = place.above
    while at >= 0, place.count < Self.limit {
      for word in around[at].own.prefix(Self.limit - place.count) {
        place.masks.all |= words[word].groups
        place.count += 1
      }
      at = around[at].above
    }
  }

  private func addNearest(to place: inout Around) {
    for index in 0..<min(6, place.count) {
      place.masks.near |= place.nearest[index].groups
      if index < 4 {
        place.masks.nearHash = combineHashes(place.masks.nearHash, place.nearest[index].hash)
      }
    }
  }
}
