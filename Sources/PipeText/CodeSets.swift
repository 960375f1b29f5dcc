/// Sorts the codes and takes out repeated ones.
///
/// One pass scatters them by their first bits, about one to a bucket, since hashes spread evenly; what is then out of
/// place is so by little.
///
/// - Complexity: O(codes) for hashes, O(n log n) at worst.
public func makeSet(of codes: inout [UInt32]) {
  guard codes.count > 1 else { return }
  if codes.count < 32 || !sortBySpreading(&codes) { codes.sort() }
  var kept = 1
  codes.withUnsafeMutableBufferPointer { codes in
    for index in 1..<codes.count {
      let code = codes[index]
      let isNew = code != codes[kept &- 1]
      codes[kept] = code
      kept &+= isNew ? 1 : 0
    }
  }
  codes.removeLast(codes.count - kept)
}

/// False, with the codes in some order, when they are not spread as hashes are.
private func sortBySpreading(_ codes: inout [UInt32]) -> Bool {
  // More than 2^15 buckets would leave the processor's cache.
  let bits = min(15, Int.bitWidth - codes.count.leadingZeroBitCount)
  let shift = UInt32(32 - bits)
  let count = codes.count
  var moves = 0
  let sorted = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << bits) { next in
    next.initialize(repeating: 0)
    for code in codes { next[Int(truncatingIfNeeded: code &>> shift)] &+= 1 }
    var start: UInt32 = 0
    for bucket in 0..<next.count {
      let size = next[bucket]
      next[bucket] = start
      start &+= size
    }
    return [UInt32](unsafeUninitializedCapacity: count) { target, initialized in
      for code in codes {
        let bucket = Int(truncatingIfNeeded: code &>> shift)
        target[Int(next[bucket])] = code
        next[bucket] &+= 1
      }
      initialized = count
      moves = sortByInserting(target, most: count &* 16)
    }
  }
  codes = sorted
  return moves <= count &* 16
}

/// Moves every code down to its place, and gives up behind `most` moves; gives their number.
private func sortByInserting(_ codes: UnsafeMutableBufferPointer<UInt32>, most: Int) -> Int {
  var moves = 0
  for index in 1..<codes.count {
    let code = codes[index]
    var at = index
    while at > 0, codes[at &- 1] > code {
      codes[at] = codes[at &- 1]
      at &-= 1
    }
    codes[at] = code
    moves &+= index &- at
    if moves > most { break }
  }
  return moves
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

@inline(__always)
private func fourCodes(_ bytes: Span<UInt8>, _ index: Int) -> SIMD4<UInt32> {
  bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index &* 4, as: SIMD4<UInt32>.self)
}

/// How many codes two sets have in common, when they are at least `needed`; else nil, found out early.
///
/// Four codes of each are compared with each other at a time: Lemire, Boytsov and Kurz 2016, "SIMD compression and the
/// intersection of sorted integers", 4.
///
/// - Parameters: Sets of `makeSet(of:)`, as bytes.
public func sharedCount(
  _ left: Span<UInt8>, _ right: Span<UInt8>, atLeast needed: Int
) -> Int? {
  let counts = (left.count / 4, right.count / 4)
  var (i, j) = (0, 0)
  var shared = 0
  while i &+ 4 <= counts.0, j &+ 4 <= counts.1 {
    var found = SIMD4<UInt32>()
    var steps = 64
    while i &+ 4 <= counts.0, j &+ 4 <= counts.1, steps > 0 {
      let a = fourCodes(left, i)
      let b = fourCodes(right, j)
      let equal =
        (a .== b) .| (a .== turned1(b)) .| (a .== turned2(b)) .| (a .== turned3(b))
      found.replace(with: found &+ 1, where: equal)
      let (lastA, lastB) = (a[3].littleEndian, b[3].littleEndian)
      i &+= lastA <= lastB ? 4 : 0
      j &+= lastB <= lastA ? 4 : 0
      steps &-= 1
    }
    shared &+= Int(found.wrappedSum())
    if shared &+ min(counts.0 &- i, counts.1 &- j) < needed { return nil }
  }
  while i < counts.0, j < counts.1 {
    let (a, b) = (code(left, i), code(right, j))
    shared &+= a == b ? 1 : 0
    i &+= a <= b ? 1 : 0
    j &+= b <= a ? 1 : 0
  }
  return shared < needed ? nil : shared
}

@inline(__always)
private func turned1(_ v: SIMD4<UInt32>) -> SIMD4<UInt32> { SIMD4(v[1], v[2], v[3], v[0]) }
@inline(__always)
private func turned2(_ v: SIMD4<UInt32>) -> SIMD4<UInt32> { SIMD4(v[2], v[3], v[0], v[1]) }
@inline(__always)
private func turned3(_ v: SIMD4<UInt32>) -> SIMD4<UInt32> { SIMD4(v[3], v[0], v[1], v[2]) }
