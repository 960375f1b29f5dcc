/// Numbers hashes in the order in which they first come, from 0.
///
/// Arrays indexed by these numbers replace dictionaries whose order changes from run to run.
public struct WordIndex: Sendable {
  /// The hash of each number.
  public private(set) var hashes: [UInt64] = []
  /// 1 more than the number at each place; 0 where there is none.
  private var slots: [UInt32]

  /// Room for a number of different hashes is made at once; more may come.
  public init(expecting count: Int = 0) {
    var size = 128
    while size < 2 * count { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    if count > 0 { hashes.reserveCapacity(count) }
  }

  public var count: Int { hashes.count }

  /// The number of the hash, which gets the next one if it is new.
  public mutating func insert(_ hash: UInt64) -> Int {
    let place = place(of: hash)
    if slots[place] != 0 { return Int(slots[place]) &- 1 }
    hashes.append(hash)
    slots[place] = UInt32(hashes.count)
    if hashes.count &* 2 > slots.count { grow() }
    return hashes.count &- 1
  }

  /// The number of the hash; `nil` when it has none.
  public func number(of hash: UInt64) -> Int? {
    let slot = slots[place(of: hash)]
    return slot == 0 ? nil : Int(slot) &- 1
  }

  public mutating func removeAll() {
    hashes.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = 0 }
  }

  private func place(of hash: UInt64) -> Int {
    let mask = slots.count &- 1
    var at = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[at] != 0, hashes[Int(slots[at]) &- 1] != hash { at = (at &+ 1) & mask }
    return at
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() { slots[place(of: hash)] = UInt32(number + 1) }
  }
}
