/// Makes signatures of sets: values that agree in a place about as often as the sets are alike.
///
/// One hash of each member decides both its place and its value, and the members are hashed again only while places are
/// empty: Dahlgaard, Knudsen and Thorup 2017, "Fast similarity sketching". A large set costs one step for a member, and a
/// small one has no places that copy each other, as it has with one permutation and densification.
public struct MinHash: Sendable {
  /// The number of places.
  public let size: Int
  private let places: UInt64

  /// - Precondition: `size` is 1 to 4096.
  public init(size: Int) {
    precondition((1...4096).contains(size), "a signature has 1 to 4096 places")
    self.size = size
    places = UInt64(size)
  }

  /// Writes the signature of a set over `signature`; members may come in any order, and repeated.
  ///
  /// A value is the round in which it was found, then the member's hash in that round. Of no members all are `.max`.
  public func sign(_ members: Span<UInt32>, into signature: inout [UInt64]) {
    signature.removeAll(keepingCapacity: true)
    signature.append(contentsOf: repeatElement(.max, count: size))
    guard members.count > 0 else { return }
    var target = signature.mutableSpan
    // The codes are hashes themselves: the first round takes them as they are.
    for index in 0..<members.count {
      take(members[unchecked: index], UInt64(members[unchecked: index]), &target)
    }
    var round: UInt64 = 1
    while round < 2 &* places, hasEmpty(target) {
      for index in 0..<members.count {
        let hash = Self.hash(members[unchecked: index], round)
        if round < places {
          take(hash, round &<< 32 | UInt64(hash), &target)
        } else {
          // From here on every round fills one place, so that the last one fills the last.
          let place = Int(round &- places)
          target[place] = min(target[place], round &<< 32 | UInt64(hash))
        }
      }
      round &+= 1
    }
  }

  @inline(__always)
  private func take(_ hash: UInt32, _ value: UInt64, _ target: inout MutableSpan<UInt64>) {
    let place = Int(truncatingIfNeeded: (UInt64(hash) &* places) &>> 32)
    target[unchecked: place] = min(target[unchecked: place], value)
  }

  private func hasEmpty(_ target: borrowing MutableSpan<UInt64>) -> Bool {
    for place in 0..<size where target[unchecked: place] == .max { return true }
    return false
  }

  /// Another hash of the member for each round: one to one, so that no two members meet.
  @inline(__always)
  private static func hash(_ member: UInt32, _ round: UInt64) -> UInt32 {
    var hash = member ^ UInt32(truncatingIfNeeded: round &* HashConstant.d &>> 32)
    hash = (hash ^ hash &>> 16) &* 0x7FEB_352D
    hash = (hash ^ hash &>> 15) &* 0x846C_A68B
    return hash ^ hash &>> 16
  }
}
