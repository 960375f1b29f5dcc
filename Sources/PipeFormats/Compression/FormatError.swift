/// Stored bytes that are not what they should be.
package enum FormatError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Compressed input that ends early; `read` bytes were decoded from it before.
  case truncated(path: String, compression: Compression, read: Int)
  /// Compressed input that does not decode, after `read` decoded bytes.
  case corrupt(path: String, compression: Compression, reason: String, read: Int)
  /// A name that promises a compression which the bytes do not have.
  case misnamed(path: String, compression: Compression)
  /// A spill file of an earlier or broken run.
  case badSpill(path: String, reason: String)
  /// The compressing library refuses; only without memory.
  case cannotCompress(path: String, reason: String)

  package var message: String {
    switch self {
    case .truncated(let path, let compression, let read):
      "`\(path)` is cut short: its \(compression) data ends after \(read) decoded bytes; fetch or write it anew"
    case .corrupt(let path, let compression, let reason, let read):
      "`\(path)` is damaged: its \(compression) data breaks after \(read) decoded bytes (\(reason))"
    case .misnamed(let path, let compression):
      "`\(path)` is named `\(compression.fileExtension)` but does not hold \(compression) data; rename it"
    case .badSpill(let path, let reason):
      "the spill file `\(path)` can't be used: \(reason); remove it and run again"
    case .cannotCompress(let path, let reason):
      "can't compress `\(path)`: \(reason)"
    }
  }

  package var description: String { message }
}

package enum Compression: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case gzip, zstd

  package var description: String { rawValue }

  package var fileExtension: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    }
  }

  /// The compression that a name promises.
  package init?(path: String) {
    switch path {
    case _ where path.hasSuffix(".gz") || path.hasSuffix(".gzip"): self = .gzip
    case _ where path.hasSuffix(".zst") || path.hasSuffix(".zstd"): self = .zstd
    default: return nil
    }
  }

  /// The compression that the first bytes show; four are enough.
  init?(magic bytes: UnsafeRawBufferPointer) {
    if bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B {
      self = .gzip
      return
    }
    guard bytes.count >= 4 else { return nil }
    switch UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) {
    // A frame, or a skippable frame that may come before one (RFC 8878, 3.1).
    case 0xFD2F_B528, 0x184D_2A50...0x184D_2A5F: self = .zstd
    default: return nil
    }
  }
}
