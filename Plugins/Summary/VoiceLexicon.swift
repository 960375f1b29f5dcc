import PipeText

/// Words that tell who speaks and when, for the features that were trained on English news.
struct VoiceLexicon: Sendable {
  enum Kind: Sendable { case future, day, speech }

  static let shared = VoiceLexicon()

  private struct Entry: Sendable {
    var isFirstPerson = false
    var kind: Kind?
    /// The words that make a pair with this one before them.
    var seconds: [UInt64: Kind] = [:]
  }

  private var words = WordIndex()
  private var entries: [Entry] = []

  func isFirstPerson(_ hash: UInt64) -> Bool {
    words.number(of: hash).map { entries[$0].isFirstPerson } ?? false
  }

  func kind(at index: Int, in hashes: [UInt64]) -> Kind? {
    guard let number = words.number(of: hashes[index]) else { return nil }
    if let kind = entries[number].kind { return kind }
    return index + 1 < hashes.count ? entries[number].seconds[hashes[index + 1]] : nil
  }

  private init() {
    for word in Self.hashes(
      "i we my our me us i'm we're i've we've i'd i'll we'll you your you're")
    {
      edit(word) { $0.isFirstPerson = true }
    }
    for (list, kind) in [
      ("will plan plans expected", Kind.future),
      ("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight", .day),
      ("said says told added according", .speech),
    ] {
      for word in Self.hashes(list) { edit(word) { $0.kind = kind } }
    }
    let to = Self.hashes("to")[0]
    for first in Self.hashes("set due") { edit(first) { $0.seconds[to] = .future } }
    for first in Self.hashes("this last") {
      for second in Self.hashes("week month year night") {
        edit(first) { $0.seconds[second] = .day }
      }
    }
  }

  private mutating func edit(_ word: UInt64, _ change: (inout Entry) -> Void) {
    let number = words.insert(word)
    if number == entries.count { entries.append(Entry()) }
    change(&entries[number])
  }

  private static func hashes(_ words: String) -> [UInt64] {
    words.split(separator: " ").map { hash64(Array($0.utf8).span) }
  }
}
