/// The function words of a language: articles, pronouns, prepositions and the like, which say nothing of the subject.
public struct StopWords: Sendable {
  /// ISO 639-1 codes of the languages with a list, sorted.
  public static var languages: [String] { Table.shared.languages }

  /// The ISO 639-1 code.
  public let language: String
  private let bit: UInt32

  /// The list of a language; `nil` when there is none.
  public init?(language: String) {
    guard let index = Table.shared.languages.firstIndex(of: language) else { return nil }
    self.init(index: index)
  }

  private init(index: Int) {
    language = Table.shared.languages[index]
    bit = 1 << UInt32(index)
  }

  /// Whether the word, in the form that `appendFolded` makes, is in the list.
  public func contains(_ folded: Span<UInt8>) -> Bool { contains(hash: hash64(folded)) }

  /// Whether the word with this `hash64` of its folded form is in the list.
  public func contains(hash: UInt64) -> Bool { Table.shared.words[hash] & bit != 0 }

  /// The list that holds most of the words, counted as often as they occur; `nil` when it holds less than a twelfth.
  ///
  /// A guess good enough to choose a list by, no language identification: close languages are mixed up.
  public static func likeliest(forHashes hashes: Span<UInt64>) -> StopWords? {
    var counts = [Int](repeating: 0, count: Table.shared.languages.count)
    for index in 0..<hashes.count {
      var bits = Table.shared.words[hashes[index]]
      while bits != 0 {
        counts[bits.trailingZeroBitCount] += 1
        bits &= bits - 1
      }
    }
    guard let most = counts.max(), most > 0, most * 12 >= hashes.count,
      let index = counts.firstIndex(of: most)
    else { return nil }
    return StopWords(index: index)
  }

  /// All lists in one table, a bit for each language.
  private struct Table: Sendable {
    static let shared = Table()

    var languages: [String] = []
    var words = HashTable()

    init() {
      for line in fields(of: StopWordData.lists, at: "\n") {
        let parts = line.split(separator: " ")
        let bit: UInt32 = 1 << UInt32(languages.count)
        languages.append(String(parts[0].dropLast()))
        for word in parts.dropFirst() { words.insert(foldedHash(word), bit) }
      }
    }
  }
}
