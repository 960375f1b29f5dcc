/// Cuts a plain JSON Lines file into ranges that begin and end between lines.
///
/// Every range has `targetBytes` or a little more, up to the end of the line it ends in; the last
/// may be shorter. Only the bytes around the cuts are read.
///
/// - Precondition: The file is not compressed.
package func shardRanges(
  ofJSONLinesFile path: String, targetBytes: Int
) throws(FileError) -> [Range<Int>] {
  precondition(targetBytes > 0, "a shard needs at least one byte")
  let file = try File.reading(path)
  let size = try file.size()
  var ranges: [Range<Int>] = []
  var start = 0
  while start < size {
    var end = size
    if size - start > targetBytes {
      end = try startOfLine(after: start + targetBytes - 1, in: file, size: size)
    }
    ranges.append(start..<end)
    start = end
  }
  return ranges
}

/// Whether an offset of a plain file is its first, or one behind a line feed.
package func startsLine(_ offset: Int, of path: String) throws(FileError) -> Bool {
  if offset == 0 { return true }
  var byte: UInt8 = 0
  let file = try File.reading(path)
  _ = try withUnsafeMutableBytes(of: &byte) { (buffer) throws(FileError) in
    try file.read(into: buffer, at: offset - 1)
  }
  return byte == UInt8(ascii: "\n")
}

/// The offset behind the first line feed at or after an offset, or the file's size.
private func startOfLine(after offset: Int, in file: File, size: Int) throws(FileError) -> Int {
  var offset = offset
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  defer { chunk.deallocate() }
  while offset < size {
    let count = try file.read(into: chunk, at: offset)
    let found = chunk[..<count].firstIndex(of: UInt8(ascii: "\n"))
    if let found { return offset + found + 1 }
    if count == 0 { break }
    offset += count
  }
  return size
}
