import CTextKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls `body` with the start and the end of every line, without its line feed.
///
/// A line feed ends a line: `a\n` is one line, `a\n\n` is two, the second empty, and no bytes are no lines. Only `\n`
/// counts: readers have turned the other line ends into it.
///
/// - Complexity: O(bytes), at the speed of `memchr`.
public func forEachLine(in text: Span<UInt8>, _ body: (_ start: Int, _ end: Int) -> Void) {
  text.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    var at = 0
    while at < buffer.count {
      guard let feed = memchr(base + at, 0x0A, buffer.count - at) else {
        body(at, buffer.count)
        return
      }
      let end = UnsafeRawPointer(feed) - UnsafeRawPointer(base)
      body(at, end)
      at = end &+ 1
    }
  }
}

/// Calls `body` with the offsets of line feeds, many at a time and in order.
///
/// - Precondition: the text is shorter than 4 GiB.
package func forEachLineFeeds(in text: Span<UInt8>, _ body: (Span<UInt32>) -> Void) {
  precondition(text.count <= Int(UInt32.max), "offsets are 32 bits wide")
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512) { offsets in
    text.withUnsafeBufferPointer { text in
      guard let first = text.baseAddress, let room = offsets.baseAddress else { return }
      var at = 0
      while at < text.count {
        let count = line_feeds(first, at, text.count, room, offsets.count, &at)
        body(Span(_unsafeElements: UnsafeBufferPointer(start: room, count: count)))
      }
    }
  }
}

/// The first offset of the byte at or after `start`.
public func firstOffset(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
  guard start < bytes.count else { return nil }
  return bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress,
      let found = memchr(base + start, Int32(byte), buffer.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
