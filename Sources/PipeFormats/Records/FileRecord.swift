/// A file that is one record: a text, a Markdown text or a page.
package struct FileRecord: Sendable {
  package let path: String
  package let kind: FileKind
  /// Valid UTF-8, but for a page whose encoding only the page itself tells: then as it is in the
  /// file.
  package internal(set) var bytes: [UInt8] = []
  /// Nil where `bytes` are as in the file.
  package internal(set) var encoding: TextEncoding?
  /// Broken sequences that became U+FFFD.
  package internal(set) var repairs = 0
  package internal(set) var error: RecordError?
  /// What was read of the file; nil unless it was `identified`.
  package internal(set) var content: FileContent?

  /// Reads a whole file, decompressed; `-` is standard input.
  ///
  /// A byte order mark decides the encoding, then the label `encoding`; without both, text is UTF-8
  /// and a page is left as it is. A file that is too long or damaged gives a record with an
  /// `error`.
  ///
  /// - Throws: `FileError` when the file can't be read.
  package init(
    path: String, kind: FileKind, encoding label: String? = nil,
    maxRecord: Int = RecordReader.defaultMaxRecord, identified: Bool = false
  ) throws {
    self.path = path
    self.kind = kind
    do {
      let source = try ByteSource(path: path, identified: identified)
      defer { content = source.content }
      let raw = try source.readAll(limit: maxRecord)
      guard raw.count <= maxRecord else {
        error = .tooLong(size: try raw.count + source.skipRest(), limit: maxRecord)
        return
      }
      let isMarked = TextEncoding.byteOrderMark(of: raw.span) != nil
      if kind == .html && label == nil && !isMarked {
        bytes = raw
      } else if let text = decodeText(raw.span, label: label) {
        (bytes, encoding, repairs) = (text.bytes, text.encoding, text.repairs)
      } else {
        error = .unknownEncoding(label ?? "")
      }
    } catch let broken as FormatError {
      bytes = []
      error = .inputBroken(broken)
    }
  }
}

extension ByteSource {
  /// All bytes, or the first `limit + 1` when there are more.
  package func readAll(limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let wanted = min(max(64 << 10, bytes.count), limit + 1 - bytes.count)
      var result: Result<Int, any Error> = .success(0)
      bytes.append(addingCapacity: wanted) { (span: inout OutputSpan<UInt8>) in
        span.withUnsafeMutableBufferPointer { target, count in
          let room = UnsafeMutableBufferPointer(rebasing: target[..<wanted])
          result = Result { try read(into: UnsafeMutableRawBufferPointer(room)) }
          if case .success(let read) = result { count = read }
        }
      }
      if try result.get() == 0 { break }
    }
    return bytes
  }

  /// Reads to the end, keeping nothing.
  ///
  /// - Returns: The number of bytes.
  fileprivate func skipRest() throws -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    defer { buffer.deallocate() }
    let start = bytesRead
    while try read(into: buffer) > 0 {}
    return bytesRead - start
  }
}
