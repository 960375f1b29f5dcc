import CTextKernels

/// Counts in texts, one after the other, with the tables that it needs for it.
///
/// ASCII is read 64 bytes at a time: first one bit for each byte says where words and marks are, then the words and the
/// marks are taken off these bits. Other characters are read one by one.
public struct TextCounter {
  private let words: WordMarks
  private let title: WordSet
  private let hasTitle: Bool
  private let table = MarkTable.shared
  /// Room to fold words in.
  private var buffer: [UInt8] = []

  /// - Parameters:
  ///   - words: what to know of words.
  ///   - title: the words to count in ``TextCounts/titleWords``.
  public init(words: WordMarks, title: WordSet) {
    self.words = words
    self.title = title
    hasTitle = title.count > 0
  }

  /// Counts in one text of valid UTF-8.
  ///
  /// `ids` gets of each word the id of its marks in the low 16 bits, and bits of its hash in the high ones.
  public mutating func count(_ text: Span<UInt8>, ids: inout [UInt32]) -> TextCounts {
    var counts = TextCounts()
    let before = ids.count
    // Room is added in doubles: `addingCapacity` alone would grow by what it needs.
    if ids.capacity &- before < text.count {
      ids.reserveCapacity(max(2 &* ids.capacity, before &+ text.count))
    }
    ids.append(addingCapacity: text.count) { output in scan(text, &counts, &output) }
    counts.wordCount = Int32(truncatingIfNeeded: ids.count &- before)
    counts.first = firstClass(of: text)
    counts.last = Self.lastVisible(of: text)
    return counts
  }

  /// What ``TextCounts/endsSentence`` is for a text of valid UTF-8, without counting.
  public static func endsSentence(_ text: Span<UInt8>) -> Bool {
    TextCounts.endsSentence(lastVisible(of: text))
  }

  /// The word that the bytes before ended in.
  private struct OpenWord {
    /// Where it starts; below 0 when none is open.
    var start = -1
    var isASCII = true
  }

  private mutating func scan(
    _ text: Span<UInt8>, _ counts: inout TextCounts, _ ids: inout OutputSpan<UInt32>
  ) {
    var word = OpenWord()
    var at = 0
    while at < text.count {
      let chunk = Chunk(text, at, &counts)
      if chunk.count > 0 {
        takeMarks(text, at, chunk, &counts)
        takeWords(text, at, chunk, &word, &counts, &ids)
        at &+= chunk.count
      }
      while at < text.count, text[unchecked: at] >= 0x80 {
        at &+= takeScalar(text, at, &word, &counts, &ids)
      }
    }
    if word.start >= 0 { emit(text, word, text.count, &counts, &ids) }
  }

  /// Up to 64 bytes of ASCII: one bit for each.
  private struct Chunk {
    let count: Int
    let words: UInt64
    /// What is neither in a word nor a blank.
    let marks: UInt64

    @inline(__always)
    init(_ text: Span<UInt8>, _ start: Int, _ counts: inout TextCounts) {
      let size = min(64, text.count &- start)
      let chunk = text.withUnsafeBufferPointer { text in
        text.baseAddress.map { ascii_chunk_at($0, start, size) } ?? ascii_chunk()
      }
      count = Int(chunk.counts & 0xFF)
      words = chunk.words
      marks = chunk.marks
      counts.characterCount &+= Int32(truncatingIfNeeded: count)
      counts.letterCount &+= Int32(truncatingIfNeeded: chunk.counts &>> 8 & 0xFF)
      counts.upperCount &+= Int32(truncatingIfNeeded: chunk.counts &>> 16 & 0xFF)
      counts.digitCount &+= Int32(truncatingIfNeeded: chunk.counts &>> 24 & 0xFF)
    }
  }

  @inline(__always)
  private func takeMarks(
    _ text: Span<UInt8>, _ start: Int, _ chunk: Chunk, _ counts: inout TextCounts
  ) {
    var left = chunk.marks
    while left != 0 {
      let at = start &+ left.trailingZeroBitCount
      left &= left &- 1
      let byte = text[unchecked: at]
      counts.marks &+= table.ascii.span[unchecked: Int(byte)]
      if byte == 0x3A, at &+ 1 < text.count, text[unchecked: at &+ 1] &- 0x30 < 10 {
        counts.marks[TextCounts.Mark.time] &+= 1
      }
    }
  }

  @inline(__always)
  private mutating func takeWords(
    _ text: Span<UInt8>, _ start: Int, _ chunk: Chunk, _ word: inout OpenWord,
    _ counts: inout TextCounts, _ ids: inout OutputSpan<UInt32>
  ) {
    var left = chunk.words
    if word.start >= 0 {
      let run = (~left).trailingZeroBitCount
      if run >= chunk.count { return }
      emit(text, word, start &+ run, &counts, &ids)
      word.start = -1
      left &= ~0 &<< UInt64(truncatingIfNeeded: run)
    }
    while left != 0 {
      let first = left.trailingZeroBitCount
      let beyond = left &+ (left & (0 &- left))
      let end = beyond == 0 ? 64 : beyond.trailingZeroBitCount
      left &= beyond
      if end == chunk.count, start &+ end < text.count {
        word = OpenWord(start: start &+ first, isASCII: true)
      } else {
        emitASCII(text, start &+ first, start &+ end, &counts, &ids)
      }
    }
  }

  /// Takes a character that is not ASCII; gives its length.
  private mutating func takeScalar(
    _ text: Span<UInt8>, _ at: Int, _ word: inout OpenWord, _ counts: inout TextCounts,
    _ ids: inout OutputSpan<UInt32>
  ) -> Int {
    let (scalar, length) = decodeScalar(text, at: at)
    let kind = characterClass(ofScalar: scalar)
    counts.characterCount &+= 1
    if kind.isLetter || kind == .mark { counts.letterCount &+= 1 }
    if kind == .upper { counts.upperCount &+= 1 }
    if kind == .digit || kind == .number {
      counts.digitCount &+= 1
      if at > 0, text[unchecked: at &- 1] == 0x3A { counts.marks[TextCounts.Mark.time] &+= 1 }
    }
    if !kind.isLetter { counts.marks &+= table.marks(of: scalar, kind) }
    if kind.isIdeographic {
      counts.ideographCount &+= 1
      if word.start >= 0 { emit(text, word, at, &counts, &ids) }
      word.start = -1
      emit(text, OpenWord(start: at, isASCII: false), at &+ length, &counts, &ids)
    } else if kind.isWord {
      if word.start < 0 { word.start = at }
      word.isASCII = false
    } else if word.start >= 0 {
      emit(text, word, at, &counts, &ids)
      word.start = -1
    }
    return length
  }

  @inline(never)
  private mutating func emit(
    _ text: Span<UInt8>, _ word: OpenWord, _ end: Int, _ counts: inout TextCounts,
    _ ids: inout OutputSpan<UInt32>
  ) {
    if word.isASCII { return emitASCII(text, word.start, end, &counts, &ids) }
    let range = word.start..<end
    emit(
      wordHash(of: text.extracting(range), &buffer), first: text[unchecked: word.start],
      size: end &- word.start, &counts, &ids)
  }

  @inline(__always)
  private func emitASCII(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, _ counts: inout TextCounts,
    _ ids: inout OutputSpan<UInt32>
  ) {
    emit(
      asciiWordHash(text, start, end), first: text[unchecked: start], size: end &- start,
      &counts, &ids)
  }

  @inline(__always)
  private func emit(
    _ hash: UInt64, first: UInt8, size: Int, _ counts: inout TextCounts,
    _ ids: inout OutputSpan<UInt32>
  ) {
    let id = words.id(of: hash)
    ids.append(UInt32(id) | UInt32(truncatingIfNeeded: hash &>> 48) &<< 16)
    counts.hash = combineHashes(counts.hash, hash)
    counts.longestWordSize = max(counts.longestWordSize, Int32(truncatingIfNeeded: size))
    counts.capitalWordCount &+= first &- 0x41 < 26 ? 1 : 0
    if hasTitle { counts.titleWordCount &+= title.contains(hash) ? 1 : 0 }
    let full =
      ((counts.groups & EightBytes.low) &+ EightBytes.ones) & counts.groups & EightBytes.highs
    counts.groups &+= words.groups.span[unchecked: Int(id)] & ~(full &>> 7)
  }

  private func firstClass(of text: Span<UInt8>) -> CharacterClass {
    var at = 0
    while at < text.count {
      let (scalar, length) = decodeScalar(text, at: at)
      let kind = characterClass(ofScalar: scalar)
      if kind != .space && kind != .unassigned { return kind }
      at &+= length
    }
    return .unassigned
  }

  private static func lastVisible(of text: Span<UInt8>) -> UInt32 {
    var end = text.count
    while end > 0 {
      let (scalar, length) = decodeScalar(text, before: end)
      let kind = characterClass(ofScalar: scalar)
      if kind != .space && kind != .quote && kind != .close { return scalar }
      end &-= length
    }
    return 0
  }
}
