/// A 128-bit hash of the bytes: the same on every machine and in every version, so it may be stored.
///
/// For decisions on equality alone. Equal to what `StreamingHash128` makes of the same bytes in pieces.
public func hash128(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt128 {
  var hash = StreamingHash128(seed: seed)
  let tail = hash.absorbBlocks(of: bytes, from: 0)
  return hash.finish(with: bytes, from: tail)
}

/// The 128-bit hash of bytes that come in pieces; how they were cut does not matter.
///
/// Blocks of 64 bytes go into four lanes of 128 bits each: both words of a lane are multiplied and the product is laid
/// over them, so that no lane forgets its input when a factor is zero.
public struct StreamingHash128: Sendable {
  private var lanes: (Lane, Lane, Lane, Lane)
  private var total: UInt64 = 0
  /// Bytes of the block that is not full yet; 64 at most.
  private var pending: [UInt8] = []

  public init(seed: UInt64 = 0) {
    lanes = (
      Lane(low: seed ^ HashConstant.a, high: HashConstant.b),
      Lane(low: seed ^ HashConstant.b, high: HashConstant.c),
      Lane(low: seed ^ HashConstant.c, high: HashConstant.d),
      Lane(low: seed ^ HashConstant.d, high: HashConstant.a)
    )
  }

  public mutating func update(_ bytes: Span<UInt8>) {
    total &+= UInt64(truncatingIfNeeded: bytes.count)
    var at = 0
    if !pending.isEmpty {
      let taken = min(64 - pending.count, bytes.count)
      for index in 0..<taken { pending.append(bytes[index]) }
      at = taken
      guard pending.count == 64 else { return }
      let block = pending
      absorb(block.span.bytes, 0)
      pending.removeAll(keepingCapacity: true)
    }
    at = absorbBlocks(of: bytes, from: at)
    while at < bytes.count {
      pending.append(bytes[at])
      at += 1
    }
  }

  /// The hash of everything so far; more may follow.
  public func finish() -> UInt128 {
    var copy = self
    copy.total &-= UInt64(truncatingIfNeeded: pending.count)
    return copy.finish(with: pending.span, from: 0)
  }

  /// Takes in all whole blocks from an offset on, uncounted, and returns where they end.
  @inline(__always)
  fileprivate mutating func absorbBlocks(of bytes: Span<UInt8>, from start: Int) -> Int {
    let raw = bytes.bytes
    var at = start
    while at &+ 64 <= bytes.count {
      absorb(raw, at)
      at &+= 64
    }
    return at
  }

  /// The hash with the bytes from an offset on, less than a block, at the end.
  ///
  /// Counts all of the bytes, those before the offset too.
  fileprivate mutating func finish(with bytes: Span<UInt8>, from tail: Int) -> UInt128 {
    total &+= UInt64(truncatingIfNeeded: bytes.count)
    if tail < bytes.count {
      let raw = bytes.bytes
      lanes.0.absorb(paddedWord(raw, tail), paddedWord(raw, tail &+ 8))
      lanes.1.absorb(paddedWord(raw, tail &+ 16), paddedWord(raw, tail &+ 24))
      lanes.2.absorb(paddedWord(raw, tail &+ 32), paddedWord(raw, tail &+ 40))
      lanes.3.absorb(paddedWord(raw, tail &+ 48), paddedWord(raw, tail &+ 56))
    }
    var end = Lane(low: total ^ HashConstant.c, high: HashConstant.d)
    end.absorb(lanes.0.low, lanes.0.high)
    end.absorb(lanes.1.low, lanes.1.high)
    end.absorb(lanes.2.low, lanes.2.high)
    end.absorb(lanes.3.low, lanes.3.high)
    end.absorb(HashConstant.a, total)
    end.absorb(HashConstant.b, HashConstant.c)
    return UInt128(end.high) << 64 | UInt128(end.low)
  }

  @inline(__always)
  private mutating func absorb(_ raw: RawSpan, _ at: Int) {
    lanes.0.absorb(word64(raw, at), word64(raw, at &+ 8))
    lanes.1.absorb(word64(raw, at &+ 16), word64(raw, at &+ 24))
    lanes.2.absorb(word64(raw, at &+ 32), word64(raw, at &+ 40))
    lanes.3.absorb(word64(raw, at &+ 48), word64(raw, at &+ 56))
  }

  private struct Lane: Sendable {
    var low: UInt64
    var high: UInt64

    @inline(__always)
    mutating func absorb(_ first: UInt64, _ second: UInt64) {
      let x = low ^ first
      let y = (high &+ HashConstant.d) ^ second
      let product = x.multipliedFullWidth(by: y)
      low = product.low ^ y
      high = product.high ^ x
    }
  }
}

/// Eight bytes, little-endian, with zeros for those past the end.
@inline(__always)
private func paddedWord(_ raw: RawSpan, _ at: Int) -> UInt64 {
  if at &+ 8 <= raw.byteCount { return word64(raw, at) }
  var word: UInt64 = 0
  var index = at
  while index < raw.byteCount {
    let byte = raw.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
    word |= UInt64(byte) << UInt64(8 &* (index &- at))
    index &+= 1
  }
  return word
}
