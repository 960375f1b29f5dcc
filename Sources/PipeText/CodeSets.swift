import CTextKernels

/// Sorts the codes and takes out repeated ones.
///
/// Each is put where its first bits say, since hashes spread evenly; what stands in the way moves by little.
///
/// - Complexity: O(codes) for hashes, O(n log n) at worst.
public func makeSet(of codes: inout [UInt32]) {
  let count = codes.count
  guard count > 1 else { return }
  // A table for more would take more memory than the time is worth.
  if count < 1 << 19 {
    let room = codeset_room(count)
    let kept = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { table in
      codes.withUnsafeMutableBufferPointer { codes in
        codeset_make(codes.baseAddress, count, table.baseAddress)
      }
    }
    if kept >= 0 {
      codes.removeLast(count - kept)
      return
    }
  }
  codes.sort()
  var kept = 1
  for index in 1..<count where codes[index] != codes[kept - 1] {
    codes[kept] = codes[index]
    kept += 1
  }
  codes.removeLast(count - kept)
}

/// Appends codes as bytes, four for each, the lowest first.
public func appendBytes(of codes: Span<UInt32>, to bytes: inout [UInt8]) {
  codes.withUnsafeBufferPointer { codes in
    #if _endian(little)
      bytes.append(contentsOf: UnsafeRawBufferPointer(codes))
    #else
      for code in codes { withUnsafeBytes(of: code.littleEndian) { bytes += $0 } }
    #endif
  }
}

/// Codes that were written as bytes.
public func codes(in bytes: Span<UInt8>) -> [UInt32] {
  let count = bytes.count / 4
  return [UInt32](unsafeUninitializedCapacity: count) { target, initialized in
    for index in 0..<count { target.initializeElement(at: index, to: code(bytes, index)) }
    initialized = count
  }
}

@inline(__always)
private func code(_ bytes: Span<UInt8>, _ index: Int) -> UInt32 {
  UInt32(
    littleEndian: bytes.bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index &* 4, as: UInt32.self))
}

/// How many codes two sets have in common, when they are at least `needed`; else nil, found out early.
///
/// - Parameters: Sets of `makeSet(of:)`, as bytes.
public func sharedCount(
  _ left: Span<UInt8>, _ right: Span<UInt8>, atLeast needed: Int
) -> Int? {
  let shared = left.withUnsafeBytes { left in
    right.withUnsafeBytes { right in
      codeset_shared(
        left.baseAddress, left.count / 4, right.baseAddress, right.count / 4, max(0, needed))
    }
  }
  return shared < 0 ? nil : shared
}
