import PipeText

/// What was read of a file, from its start or that of a shard, so that it can be recognised whatever its
/// name and time.
package struct FileContent: Sendable, Hashable {
  /// As they stand on the disk.
  package let bytes: Int
  package let hash: UInt128

  package init(bytes: Int, hash: UInt128) {
    self.bytes = bytes
    self.hash = hash
  }

  /// What a file holds from an offset on, `bytes` of it or fewer at its end.
  package init(ofFile path: String, from start: Int, bytes: Int) throws(FileError) {
    var content = FileContentHash()
    let file = try File.reading(path)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { chunk.deallocate() }
    while content.bytes < bytes {
      let room = UnsafeMutableRawBufferPointer(
        rebasing: chunk[..<min(chunk.count, bytes - content.bytes)])
      let read = try file.read(into: room, at: start + content.bytes)
      if read == 0 { break }
      content.update(UnsafeRawBufferPointer(rebasing: room[..<read]))
    }
    self = content.finish()
  }
}

extension FileContent: LosslessStringConvertible {
  package var description: String { "\(bytes) \(String(hash, radix: 16))" }

  package init?(_ description: String) {
    let parts = description.split(separator: " ")
    guard parts.count == 2, let bytes = Int(parts[0]), let hash = UInt128(parts[1], radix: 16)
    else { return nil }
    self.init(bytes: bytes, hash: hash)
  }
}

/// Names the content of a file that is read in pieces.
package struct FileContentHash: Sendable {
  package private(set) var bytes = 0
  private var hash = StreamingHash128()

  package init() {}

  package mutating func update(_ bytes: Span<UInt8>) {
    self.bytes += bytes.count
    hash.update(bytes)
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    update(bytes.bindMemory(to: UInt8.self).span)
  }

  package func finish() -> FileContent { FileContent(bytes: bytes, hash: hash.finish()) }
}
