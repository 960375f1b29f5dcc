import PipeCore
import PipeText

/// What a unit tells of its place: packed into the value of an observation, never 0.
struct PlaceObservation {
  /// Of the unit's text, 44 bits.
  let text: UInt64
  /// At most 1,023.
  let words: Int
  /// Eighths of the bytes that are in links.
  let linkEighths: Int

  init(_ unit: SiteUnit) {
    text = unit.text >> 20
    words = min(unit.words, 1_023)
    linkEighths = unit.linkEighths
  }

  init(value: Int64) {
    let bits = UInt64(bitPattern: value)
    text = bits >> 16 & (1 << 44 - 1)
    words = Int(bits >> 4 & 1_023)
    linkEighths = Int(bits & 15)
  }

  var value: Int64 {
    Int64(1 << 62 | text << 16 | UInt64(words) << 4 | UInt64(linkEighths))
  }
}

/// What the pages of a site say of a place, or of what follows a text, in one pass over its units.
///
/// The texts are sampled: those of the least hashes stay, so that memory has a ceiling and all documents count.
struct PlaceEvidence {
  private struct Text {
    var documents = 0
    var units = 0
    var last: Ordinal?
    var words = 0
    var linkEighths = 0
  }

  private static let sample = 512

  private var texts: [UInt64: Text] = [:]
  private var limit = UInt64.max
  private(set) var documents = 0
  private var last: Ordinal?

  mutating func add(_ observation: PlaceObservation, of document: Ordinal) {
    if document != last { documents += 1 }
    last = document
    guard observation.text <= limit else { return }
    var text = texts[observation.text] ?? Text()
    text.units += 1
    if text.last != document { text.documents += 1 }
    text.last = document
    text.words = observation.words
    text.linkEighths = observation.linkEighths
    texts[observation.text] = text
    if texts.count > 2 * Self.sample { prune() }
  }

  private mutating func prune() {
    limit = texts.keys.sorted()[Self.sample - 1]
    let limit = self.limit
    texts = texts.filter { $0.key <= limit }
  }

  /// What the place is, for a text that counts as recurring from `minDocs` documents on.
  func finding(minDocs: Int) -> PlaceFinding {
    var all = 0
    var recurring = 0
    var others = 0
    var otherWords = 0
    for text in texts.values {
      all += text.units
      if text.documents >= minDocs {
        recurring += text.units
      } else {
        others += text.units
        // Text in links names what stands elsewhere.
        otherWords += text.linkEighths >= 6 ? text.words / 4 : text.words
      }
    }
    return PlaceFinding(
      documents: documents, recurring: all == 0 ? 0 : recurring * 1_000 / all,
      otherWords: others == 0 ? 0 : otherWords / others)
  }
}

/// What is known of a place: packed into the value of a verdict, never below 2^62.
struct PlaceFinding: Equatable {
  let documents: Int
  /// Units of recurring texts, of a thousand.
  let recurring: Int
  /// Words of a unit of another text, on the average.
  let otherWords: Int

  init(documents: Int, recurring: Int, otherWords: Int) {
    self.documents = documents
    self.recurring = recurring
    self.otherWords = otherWords
  }

  init?(value: Int64) {
    guard value >= 1 << 62 else { return nil }
    documents = Int(value & 0xFFFF_FFFF)
    recurring = Int(value >> 32 & 1_023)
    otherWords = Int(value >> 42 & 0xFFFF)
  }

  var value: Int64 {
    1 << 62 | Int64(min(documents, 0xFFFF_FFFF)) | Int64(recurring) << 32
      | Int64(min(otherWords, 0xFFFF)) << 42
  }
}
