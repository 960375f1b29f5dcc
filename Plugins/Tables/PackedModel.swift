import PipeText

extension TableModel {
  /// The model that ships, unpacked when first asked for.
  static let shared = TableModel(unpacking: PackedNumbers(base64: packed))

  /// Reads the layout that `pack` of `scripts/train-tables/train.py` writes.
  init(unpacking packed: PackedNumbers) {
    var reader = packed
    let count = reader.integer(4)
    var features = FeatureWeights(capacity: Self.capacity(for: count))
    var key = 0
    for _ in 0..<count {
      key += reader.difference()
      let weight = Int8(truncatingIfNeeded: reader.integer(1))
      features[UInt32(key)] = Float(weight) / 32
    }
    func weights() -> [Double] {
      (0..<reader.integer(4)).map { _ in Double(Int32(truncatingIfNeeded: reader.integer(4))) / 4096
      }
    }
    let row = weights()
    let header = weights()
    let choosers = (0..<reader.integer(4)).map { _ in
      Boosted(base: 0, trees: (0..<reader.integer(4)).map { _ in reader.tree() })
    }
    let names = reader.bytes(reader.integer(4))
    let places = reader.bytes(reader.integer(4))
    self.init(
      features: features, row: row, header: header, choosers: choosers, names: names, places: places
    )
  }

  private static func capacity(for count: Int) -> Int {
    var capacity = 2
    while capacity < 2 * count + 2 { capacity *= 2 }
    return capacity
  }
}

extension PackedNumbers {
  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  fileprivate mutating func difference() -> Int {
    var value = 0
    var shift = 0
    while shift < 28 {
      let byte = integer(1)
      value |= (byte & 127) << shift
      if byte < 128 { break }
      shift += 7
    }
    return value
  }

  /// The nodes of a tree in preorder; a node's right child comes after the whole left one.
  fileprivate mutating func tree() -> [Boosted.Node] {
    var nodes: [Boosted.Node] = []
    addNode(to: &nodes)
    return nodes
  }

  private mutating func addNode(to nodes: inout [Boosted.Node]) {
    let field = Int16(Int8(truncatingIfNeeded: integer(1)))
    guard field >= 0, !isAtEnd else {
      let value = Int16(Int8(truncatingIfNeeded: integer(1)))
      nodes.append(Boosted.Node(field: -1, limit: value, right: 0))
      return
    }
    let place = nodes.count
    nodes.append(
      Boosted.Node(field: field, limit: Int16(truncatingIfNeeded: integer(2)), right: 0))
    addNode(to: &nodes)
    nodes[place].right = Int16(nodes.count)
    addNode(to: &nodes)
  }
}
