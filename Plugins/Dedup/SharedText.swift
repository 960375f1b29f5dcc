import PipeCore
import PipeText

/// What decides on text that documents share: the same for blocks and for lines.
struct SharedText: Sendable {
  enum Keep: String, CaseIterable, OptionValue {
    case none, first, last
  }

  enum Action: String, CaseIterable, OptionValue {
    case cut, tag
  }

  /// How many hashes are taken of a text that is compared nearly.
  ///
  /// Each is a random sample of its shingles, so that the share of equal ones estimates the similarity with a
  /// standard error of 0.14 at 0.8; each costs an observation.
  static let samples = 8

  var groupBy: DocumentPath?
  var minDocs: Int
  var minDocsRatio: Double
  var minWords: Int
  var similarity: Double
  var foldDigits: Bool
  var keep: Keep

  var isNear: Bool { similarity < 1 }

  /// How many of the samples of a text must be shared.
  var neededSamples: Int {
    isNear ? max(1, Int((similarity * Double(Self.samples)).rounded(.up))) : 1
  }

  /// What keys depend on.
  var stateShape: [(name: String, value: String)] {
    [
      ("group_by", groupBy?.optionText ?? "none"), ("min_words", "\(minWords)"),
      ("samples", isNear ? "\(Self.samples)" : "none"), ("fold_digits", "\(foldDigits)"),
      ("counts_groups", "\(minDocsRatio > 0)"),
    ] + TextRevisions.all
  }

  /// The group of a document, by name; nil when it is in none.
  func group(of document: Document) -> String? {
    guard let groupBy else { return "" }
    return groupBy.value(of: document)
  }

  /// Counts documents, in the order of their ordinals; a document that comes twice counts once.
  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var documents = 0
    var first: Observation?
    var last: Observation?
    for observation in observations where observation.ordinal != last?.ordinal {
      documents += 1
      first = first ?? observation
      last = observation
    }
    guard documents >= minDocs, let first, let last else { return }
    emit(.key(first.key, value: Int64(documents)))
    guard let kept = keep == .none ? nil : keep == .first ? first : last else { return }
    emit(
      .document(
        kept.ordinal, key: kept.key, value: Int64(bitPattern: kept.ordinal.rawValue)))
  }

  /// The options that are the same for blocks and lines, checked.
  func validate() throws {
    guard similarity >= 0.5 else {
      throw OptionsError(
        "similarity", "`similarity` takes 0.5 to 1: text that differs more is not shared")
    }
  }
}

/// The keys of the texts of one document.
struct SharedKeys {
  private let shared: SharedText
  private let group: UInt64
  private var text = FoldedTokens()
  private var keys: [UInt64] = []

  init(_ shared: SharedText, group: String) {
    self.shared = shared
    self.group = hash64(Array(group.utf8).span)
  }

  /// The key that every document of the group has.
  var groupKey: UInt64 { combineHashes(group, 0) }

  /// The keys of a text, one for each sample; none of a text that is too short.
  mutating func keys(of bytes: Span<UInt8>) -> [UInt64] {
    guard wordCount(of: bytes) >= shared.minWords else { return [] }
    text.read(bytes, foldDigits: shared.foldDigits)
    guard shared.isNear else { return [combineHashes(group, text.hash)] }
    var shingles: [UInt64] = []
    appendShingles(of: text.tokens.span, size: 3, to: &shingles)
    return (1...UInt64(SharedText.samples)).map { sample in
      let least = shingles.reduce(UInt64.max) { min($0, combineHashes($1, sample)) }
      return combineHashes(group &+ sample, least)
    }
  }

  /// Notes what the document has.
  mutating func add(_ bytes: Span<UInt8>) {
    keys += keys(of: bytes)
  }

  /// Emits each key once, and the group's where its documents have to be counted.
  mutating func emit(into sink: inout ObservationSink) {
    keys.sort()
    var last: UInt64?
    for key in keys where key != last {
      sink.emit(key: UInt128(key))
      last = key
    }
    if shared.minDocsRatio > 0 { sink.emit(key: UInt128(groupKey)) }
  }
}

/// What the corpus said about the keys of one document.
struct SharedVerdicts {
  private let shared: SharedText
  private let group: String
  private var keys: SharedKeys
  private var documents: [UInt64: Int] = [:]
  /// Keys of the texts that stay in this document.
  private var kept: Set<UInt64> = []
  /// Documents that a text must be in.
  private let need: Int
  private let groupCount: Int?

  /// nil when the document is in no group.
  init?(_ verdicts: [Verdict], on document: Document, _ shared: SharedText) {
    guard let group = shared.group(of: document) else { return nil }
    self.shared = shared
    self.group = group
    keys = SharedKeys(shared, group: group)
    for verdict in verdicts {
      switch verdict {
      case .key(let key, let value): documents[UInt64(truncatingIfNeeded: key)] = Int(value)
      case .document(_, let key, _): kept.insert(UInt64(truncatingIfNeeded: key))
      case .pair, .vote, .bucket, .copy: break
      }
    }
    groupCount = shared.minDocsRatio > 0 ? documents[keys.groupKey] ?? 0 : nil
    let share = shared.minDocsRatio * Double(groupCount ?? 0)
    need = max(shared.minDocs, Int(share.rounded(.up)))
  }

  /// Why a text goes: how many documents have it, the one that keeps it not counted in when it asks.
  mutating func removal(of bytes: Span<UInt8>, rule: String) -> Removal? {
    let counts = keys.keys(of: bytes).filter { !kept.contains($0) }
      .compactMap { documents[$0] }.sorted(by: >)
    guard counts.count >= shared.neededSamples else { return nil }
    let have = counts[shared.neededSamples - 1]
    guard have >= need else { return nil }
    return Removal(rule, have: Double(have), need: Double(need), detail: detail)
  }

  private var detail: String? {
    let place = group.isEmpty ? nil : "of `\(group)`"
    let count = groupCount.map { "of \($0) documents" }
    let words = [count, place].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
