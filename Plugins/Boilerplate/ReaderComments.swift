import PipeCore
import PipeText

/// The comments of readers below the text of a page.
///
/// In a page they stand in elements whose own class or id speaks of comments, unless most of the content stands
/// there too, as in the posts of a forum; in flattened text they follow the line that names them. Only what
/// readers wrote belongs to them: not names, dates and buttons, nor the form to write the next.
struct ReaderComments {
  private let all: [Unit]
  private let document: Document
  private let isKept: [Bool]
  private let keptWords: Int

  /// `isKept` says of each unit whether it is content.
  init(below isKept: [Bool], of units: [Unit], _ document: Document) {
    all = units
    self.document = document
    self.isKept = isKept
    keptWords = zip(isKept, units).reduce(0) { $0 + ($1.0 ? Int($1.1.words) : 0) }
  }

  /// The units that are comments and that were not content.
  var units: [Int] {
    let candidates = document.isPage ? unitsInElements : Array(unitsBelowHeading)
    return candidates.filter { !isKept[$0] && all[$0].isWritten }
  }

  // MARK: - Pages

  private var unitsInElements: [Int] {
    let places = all.map { unit in
      document.blocks[Int(unit.block)].origin.map { document.origins[$0].element } ?? -1
    }
    guard let origin = document.origins.first else { return [] }
    let isInside = isInComments(origin.elements, places)
    return all.indices.filter { places[$0] >= 0 && isInside[places[$0]] }
  }

  /// Of each element, whether it stands in comments.
  private func isInComments(_ elements: PageElements, _ places: [Int]) -> [Bool] {
    var kept = [Int](repeating: 0, count: elements.count)
    for (index, place) in places.enumerated() where isKept[index] && place >= 0 {
      kept[place] += Int(all[index].words)
    }
    // Parents come before what they hold.
    for element in kept.indices.reversed() where elements.parent(of: element) >= 0 {
      kept[elements.parent(of: element)] += kept[element]
    }
    var isInside = [Bool](repeating: false, count: elements.count)
    var scratch: [UInt8] = []
    for element in isInside.indices {
      let parent = elements.parent(of: element)
      isInside[element] =
        parent >= 0 && isInside[parent]
        || kept[element] * 2 < keptWords && speaksOfComments(element, elements, &scratch)
    }
    return isInside
  }

  private func speaksOfComments(
    _ element: Int, _ elements: PageElements, _ scratch: inout [UInt8]
  ) -> Bool {
    guard elements.hasClasses(element) else { return false }
    var groups: UInt64 = 0
    elements.forEachClassWord(of: element, scratch: &scratch) {
      groups |= ClassGroups.shared.table[hash64($0)]
    }
    return groups & 1 != 0
  }

  // MARK: - Text

  private var unitsBelowHeading: Range<Int> {
    var above = 0
    for (index, unit) in all.enumerated() {
      if unit.namesComments && above * 2 > keptWords {
        return (index + 1)..<all.count
      }
      if isKept[index] { above += Int(unit.words) }
    }
    return 0..<0
  }
}
