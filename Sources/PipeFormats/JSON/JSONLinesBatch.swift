/// The records of a batch of JSON lines.
package struct JSONLinesBatch: Sendable {
  /// The lines as read; after them, those that were mended.
  package var lines: [UInt8]
  /// The decoded texts, ids and urls of all records.
  package internal(set) var decoded: [UInt8] = []
  /// In order of the lines, one for each line that is not blank.
  package internal(set) var records: [JSONRecord] = []
  var fields: [RawField] = []

  /// The fields of the record's object, in order, as they stand in its line.
  package func fields(of record: JSONRecord) -> ArraySlice<RawField> {
    fields[record.fields]
  }
}

/// Which records of a batch nobody looks at.
package struct PassedLines {
  /// Whether they are known to need no mending, so that nothing of them needs to be decoded.
  let areWhole: Bool
  /// Tells by the index among the records of the batch.
  let contains: (Int) -> Bool

  package init(areWhole: Bool, contains: @escaping (Int) -> Bool) {
    self.areWhole = areWhole
    self.contains = contains
  }
}

/// A JSON line and what was taken from it.
package struct JSONRecord: Sendable {
  /// The object in `lines`.
  package internal(set) var line: Range<Int>
  /// From 1, counted from where the reader began.
  package let lineNumber: Int
  /// Of the line in the decoded file, in bytes.
  package let offset: Int
  /// The content in `decoded`, valid UTF-8.
  package internal(set) var text = 0..<0
  /// The content where it is a page; `text` is empty then.
  package internal(set) var page = DecodedPage()
  /// The content's value in `lines`, with its quotes: what a writer replaces.
  package internal(set) var textRaw = 0..<0
  /// Whether an escape of the content stood for a NUL or a carriage return; no other byte of a record can.
  package internal(set) var textHasControls = false
  /// How many bytes the content has that was not decoded, since nobody looks at it, or 0 where nothing
  /// of the record was; else nil.
  package internal(set) var passedTextSize: Int?
  /// In `decoded`.
  package internal(set) var id: Range<Int>?
  /// In `decoded`.
  package internal(set) var url: Range<Int>?
  /// Broken UTF-8 sequences and lone surrogates that became U+FFFD: in the whole line, and in what
  /// was decoded.
  package internal(set) var repairs = 0
  package internal(set) var error: RecordError?
  var fields = 0..<0
}

/// A page in valid UTF-8.
package struct DecodedPage: Sendable {
  package var bytes: [UInt8] = []
  /// Whether there are NULs or carriage returns in it.
  package var hasControls = false
}

/// A field as it stands in its line.
package struct RawField: Sendable, Hashable {
  private let nameStart, nameEnd, valueStart, valueEnd: UInt32
  package let kind: JSONKind
  package let nameHasEscapes: Bool

  /// Without the quotes, escapes as they are.
  package var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
  /// The whole value.
  package var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }

  init(name: Range<Int>, value: Range<Int>, kind: JSONKind, nameHasEscapes: Bool) {
    nameStart = UInt32(name.lowerBound)
    nameEnd = UInt32(name.upperBound)
    valueStart = UInt32(value.lowerBound)
    valueEnd = UInt32(value.upperBound)
    self.kind = kind
    self.nameHasEscapes = nameHasEscapes
  }
}
