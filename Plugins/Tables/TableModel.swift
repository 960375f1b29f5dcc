/// The learned numbers behind flattened tables: hashed feature weights, dense weights, trees, and
/// two word sets.
///
/// Made by `scripts/train-tables`; `TableWeights.swift` holds the bytes.
struct TableModel {
  var features: FeatureWeights
  /// Weights of `RowFeature` and `HeaderFeature`.
  var row: [Double]
  var header: [Double]
  /// One a kind of flattening: rows, then cells.
  var choosers: [Boosted]
  /// Bloom filters of given names and of place names.
  var names: [UInt8]
  var places: [UInt8]
  /// False while training for texts whose words are all unknown.
  var readsWords = true

  func weight(_ feature: UInt32) -> Double { Double(features[feature]) }

  func sum(_ features: [UInt32]) -> Double {
    var sum = 0.0
    for feature in features { sum += weight(feature) }
    return sum
  }

  func isGivenName(_ key: UInt32) -> Bool { Self.contains(key, names) }
  func isPlace(_ key: UInt32) -> Bool { Self.contains(key, places) }

  private static func contains(_ key: UInt32, _ filter: [UInt8]) -> Bool {
    guard !filter.isEmpty else { return false }
    return bloomBits(key, filter.count * 8).allSatisfy { filter[$0 / 8] & (1 << ($0 % 8)) != 0 }
  }

  /// Three bit positions below `size`, a power of two.
  static func bloomBits(_ key: UInt32, _ size: Int) -> [Int] {
    let other = feature(0, key, 1)
    return [Int(key) % size, Int(other) % size, Int(other >> 16 ^ key << 3) % size]
  }
}

/// Weights by the 24-bit hash of a feature: open addressing, so that a look-up is one or two loads.
struct FeatureWeights {
  private(set) var keys: [UInt32]
  private(set) var values: [Float]
  private(set) var count = 0

  /// - Parameter capacity: a power of two.
  init(capacity: Int) {
    keys = [UInt32](repeating: 0, count: capacity)
    values = [Float](repeating: 0, count: capacity)
  }

  private func slot(_ feature: UInt32) -> Int {
    let mask = keys.count - 1
    var slot = Int(feature &* 0x9E37_79B1 >> 8) & mask
    while keys[slot] != 0, keys[slot] != feature { slot = (slot + 1) & mask }
    return slot
  }

  /// 0 for a feature without a weight.
  subscript(_ feature: UInt32) -> Float {
    get { values[slot(feature)] }
    set {
      var slot = self.slot(feature)
      if keys[slot] == 0 {
        if 2 * count >= keys.count {
          grow()
          slot = self.slot(feature)
        }
        keys[slot] = feature
        count += 1
      }
      values[slot] = newValue
    }
  }

  private mutating func grow() {
    let old = self
    self = FeatureWeights(capacity: 2 * old.keys.count)
    for (key, value) in zip(old.keys, old.values) where key != 0 { self[key] = value }
  }
}

/// A hash of a feature's kind and up to three values: 24 bits, never 0.
func feature(_ kind: UInt32, _ first: UInt32 = 0, _ second: UInt32 = 0, _ third: UInt32 = 0)
  -> UInt32
{
  var hash = (kind &+ 0x9E37_79B9) &* 0x85EB_CA6B
  hash = (hash ^ hash >> 15 ^ first) &* 0xC2B2_AE35
  hash = (hash ^ hash >> 13 ^ second) &* 0x27D4_EB2F
  hash = (hash ^ hash >> 16 ^ third) &* 0x1656_67B1
  return max(1, (hash ^ hash >> 15) >> 8)
}

/// Gradient-boosted trees over integers; a sum in the order of the trees.
struct Boosted {
  /// A node: go left when `values[field] <= limit`; a leaf has `field < 0` and its value in
  /// `limit`.
  struct Node {
    var field: Int16
    var limit: Int16
    var right: Int16
  }

  var base: Int32
  /// Each tree as its nodes in preorder; the left child follows its parent.
  var trees: [[Node]]

  /// The score in 1/256.
  func score(_ values: [Int16]) -> Int32 {
    var sum = base
    for tree in trees {
      var index = 0
      while tree[index].field >= 0 {
        let node = tree[index]
        index = values[Int(node.field)] <= node.limit ? index + 1 : Int(node.right)
      }
      sum += Int32(tree[index].limit)
    }
    return sum
  }
}
