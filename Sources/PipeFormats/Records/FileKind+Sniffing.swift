extension FileKind {
  /// The kind that the first bytes of a file show, decompressed; nil for what is no text.
  ///
  /// A page by the tags that the WHATWG's "MIME Sniffing" (7.1) names, JSON Lines by a brace, anything else
  /// without control characters is text. `-` is standard input and shows nothing before it is read.
  ///
  /// - Throws: `FileError` or `FormatError` when the file can't be read.
  package init?(sniffing path: String) throws {
    if path == "-" { return nil }
    let source = try ByteSource(path: path)
    var head = [UInt8](repeating: 0, count: 512)
    let count = try head.withUnsafeMutableBytes { try source.read(into: $0) }
    head.removeLast(head.count - count)
    self.init(head: head.span)
  }

  init?(head: Span<UInt8>) {
    let mark = TextEncoding.byteOrderMark(of: head)
    for index in head.indices where mark == nil && isBinary(head[index]) { return nil }
    var start = mark?.encoding == .utf8 ? 3 : 0
    while start < head.count, isBlank(head[start]) { start += 1 }
    if start < head.count, head[start] == UInt8(ascii: "{") {
      self = .jsonLines
    } else {
      self = opensPage(head, at: start) ? .html : .text
    }
  }
}

/// Bytes that no text has, by the same standard.
private func isBinary(_ byte: UInt8) -> Bool {
  byte < 0x09 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) || (byte >= 0x1C && byte <= 0x1F)
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
}

private let pageOpenings: [[UInt8]] = [
  "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a",
  "<style", "<title", "<b", "<body", "<br", "<p",
]
.map { Array($0.utf8) }

/// Whether a tag that opens pages stands at a place, or a comment.
private func opensPage(_ head: Span<UInt8>, at start: Int) -> Bool {
  func stands(_ word: [UInt8]) -> Bool {
    guard start + word.count <= head.count else { return false }
    return word.indices.allSatisfy { index in
      let byte = head[start + index]
      return (byte &- 0x41 < 26 ? byte | 0x20 : byte) == word[index]
    }
  }
  if stands(Array("<!--".utf8)) { return true }
  return pageOpenings.contains { word in
    let end = start + word.count
    return stands(word) && end < head.count && (head[end] == 0x20 || head[end] == 0x3E)
  }
}
