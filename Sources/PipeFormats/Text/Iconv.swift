#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's converter to UTF-8, for the encodings that are rare.
struct Iconv: ~Copyable {
  private let descriptor: iconv_t

  /// Nil when the library knows no encoding of that name.
  init?(from name: String) {
    // `//` would begin options, and anything else is no name.
    let isName = name.utf8.allSatisfy {
      ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x3A || $0 == 0x2D
        || $0 == 0x5F || $0 == 0x2E
    }
    guard isName, !name.isEmpty, let descriptor = iconv_open("UTF-8", name),
      Int(bitPattern: descriptor) != -1
    else { return nil }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  static func knows(_ name: String) -> Bool { Iconv(from: name) != nil }

  /// Appends text as UTF-8; each byte that begins nothing becomes U+FFFD.
  ///
  /// - Returns: The number of replacements.
  func append(_ source: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Int {
    var repairs = 0
    var input = UnsafeMutableRawPointer(mutating: source.baseAddress)?
      .assumingMemoryBound(to: CChar.self)
    var left = source.count
    while left > 0 {
      var cause: Int32 = 0
      output.append(addingCapacity: left * 2 + 64) { (span: inout OutputSpan<UInt8>) in
        span.withUnsafeMutableBufferPointer { target, count in
          var room = target.count
          target.withMemoryRebound(to: CChar.self) {
            var to = $0.baseAddress
            if iconv(descriptor, &input, &left, &to, &room) == -1 { cause = errno }
          }
          count = target.count - room
        }
      }
      guard cause == EILSEQ || cause == EINVAL, left > 0 else { continue }
      output.append(contentsOf: [0xEF, 0xBF, 0xBD])
      repairs += 1
      left = cause == EINVAL ? 0 : left - 1
      input = input.map { $0 + 1 }
      iconv(descriptor, nil, nil, nil, nil)
    }
    return repairs
  }
}
