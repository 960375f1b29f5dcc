/// All bytes of a file as they are.
package func readWhole(_ path: String) throws(FileError) -> [UInt8] {
  let file = try File.reading(path)
  let size = try file.size()
  var failure: (any Error)?
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    do {
      count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
    } catch {
      failure = error
    }
  }
  if let failure = failure as? FileError { throw failure }
  return bytes
}

/// How many line feeds stand before an offset of a plain file: the number of whole lines there.
package func lineFeeds(before offset: Int, of path: String) throws(FileError) -> Int {
  let file = try File.reading(path)
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
  defer { chunk.deallocate() }
  var count = 0
  var position = 0
  while position < offset {
    let room = UnsafeMutableRawBufferPointer(
      rebasing: chunk[..<min(chunk.count, offset - position)])
    let read = try file.read(into: room, at: position)
    if read == 0 { break }
    for byte in room[..<read] where byte == UInt8(ascii: "\n") { count += 1 }
    position += read
  }
  return count
}

extension OutputFile {
  /// Appends all bytes of a file.
  package func append(contentsOf path: String) throws(FileError) {
    try forEachChunk(of: path) { (chunk) throws(FileError) in try write(chunk) }
  }
}

extension File {
  /// Appends all bytes of another file.
  package func append(contentsOf path: String) throws(FileError) {
    try forEachChunk(of: path) { (chunk) throws(FileError) in try write(chunk) }
  }
}

private func forEachChunk(
  of path: String, _ body: (Span<UInt8>) throws(FileError) -> Void
) throws(FileError) {
  let file = try File.reading(path)
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
  defer { chunk.deallocate() }
  var position = 0
  while true {
    let read = try file.read(into: chunk, at: position)
    if read == 0 { return }
    position += read
    try body(chunk.bindMemory(to: UInt8.self).extracting(..<read).span)
  }
}
