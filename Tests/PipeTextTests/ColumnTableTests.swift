import Testing

@testable import PipeText

@Suite struct ColumnTableTests {
  private static let rows = 300

  private static func table() -> ColumnTable {
    let table = ColumnTable(rows: rows, columns: 3, inputs: 2)
    for row in 0..<rows {
      table[0, row] = Float((row * 37 + 11) % 101) - 20
      table.row(row)[1] = Float(row % 7)
    }
    table.setSums(2, of: 1)
    return table
  }

  /// About log2(1 + x), as one number is worked out.
  private static func lg(_ x: Float) -> Float {
    let bits = (1 + max(0, x)).bitPattern
    let exponent = Float(Int32(bits >> 23) - 127)
    return exponent + Float(bitPattern: bits & 0x7F_FFFF | 0x3F80_0000) - 1
  }

  /// Each kind of arithmetic, row by row, in all blocks.
  @Test func agreesWithOneNumberAtATime() {
    let table = Self.table()
    var start = 0
    while start < Self.rows {
      let block = table.startBlock(at: start)
      let (x, y) = (table.column(0), table.column(1))
      let masks = (0..<(Self.rows + 16)).map { UInt64($0) }
      let columns: [(Column, (Float, Float, Int) -> Float)] = [
        (table.lg(x), { x, _, _ in Self.lg(x) }),
        (table.share(x, y), { x, y, _ in y > 0 ? x / y : 0 }),
        (table.share(x, 3), { x, _, _ in x / 3 }),
        (table.share(x, 0), { _, _, _ in 0 }),
        (table.capped(x, at: 5, over: 3), { x, _, _ in min(5, x) / 3 }),
        (table.linear(x, times: -1, plus: 9), { x, _, _ in 9 - x }),
        (table.minus(x, y), { x, y, _ in x - y }),
        (table.times(x, y), { x, y, _ in x * y }),
        (table.isWithin(x, 2, 6), { x, _, _ in x >= 2 && x <= 6 ? 1 : 0 }),
        (table.isBelow(x, 4), { x, _, _ in x < 4 ? 1 : 0 }),
        (table.bit(3, of: masks), { _, _, row in row >> 3 & 1 == 1 ? 1 : 0 }),
        (table.filled(2.5), { _, _, _ in 2.5 }),
      ]
      for (place, row) in block.enumerated() {
        for (number, column) in columns.enumerated() {
          let wanted = column.1(table[0, row], table[1, row], row)
          #expect(table.value(of: column.0, row: place) == wanted, "\(number) at \(row)")
        }
      }
      start = block.upperBound
    }
  }

  @Test func shiftsAndSumsEndWithTheRows() {
    let table = Self.table()
    var start = 0
    while start < Self.rows {
      let block = table.startBlock(at: start)
      for step in [-16, -3, 1, 15] {
        let shifted = table.column(0).shifted(by: step)
        let sums = table.column(2).shifted(by: step)
        for (place, row) in block.enumerated() {
          let other = row + step
          let isThere = (0..<Self.rows).contains(other)
          #expect(table.value(of: shifted, row: place) == (isThere ? table[0, other] : 0))
          let before = (0..<max(0, min(Self.rows, other))).reduce(Float(0)) { $0 + Float($1 % 7) }
          #expect(table.value(of: sums, row: place) == before)
        }
      }
      start = block.upperBound
    }
  }

  /// A net of random weights, against the sums as they are written down; a narrow one is padded.
  @Test(arguments: [16, 24, 32])
  func netAgreesWithOneRowAtATime(width: Int) {
    var state: UInt64 = 7
    func weights(_ count: Int) -> [Float] {
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int(truncatingIfNeeded: state >> 40) % 1000 - 400) / 4000
      }
    }
    func layer(_ inputs: Int) -> RecurrentNet.Layer {
      RecurrentNet.Layer(weights: weights(inputs * width), bias: weights(width))
    }
    func round() -> RecurrentNet.Round {
      RecurrentNet.Round(
        downGate: layer(width), down: layer(width), upGate: layer(width), up: layer(width),
        join: layer(2 * width))
    }
    let slow = SlowNet(
      entry: layer(2), direct: weights(2), rounds: [round(), round()], whole: layer(2 * width),
      last: layer(width), final: weights(width), bias: 0.25)
    let net = RecurrentNet(
      entry: slow.entry, direct: slow.direct, rounds: (slow.rounds[0], slow.rounds[1]),
      whole: slow.whole, last: slow.last, final: slow.final, bias: slow.bias)
    let table = Self.table()
    let memory = net.makeMemory(rows: Self.rows)
    var inputs: [[Float]] = []
    var start = 0
    while start < Self.rows {
      let block = table.startBlock(at: start)
      table.setInput(0, { table.column(0) }, mean: 30, scale: 0.05)
      table.setInput(1, { table.column(1) }, mean: 3, scale: 0.5)
      for row in block { inputs.append((0..<2).map { table.input($0, row: row - start) }) }
      net.enter(table, into: memory)
      start = block.upperBound
    }
    let wanted = slow.results(inputs)
    for (result, wanted) in zip(net.results(memory), wanted) {
      #expect(abs(result - wanted) < 1e-4 * max(1, abs(wanted)))
    }
    #expect(wanted.count == Self.rows && Set(wanted).count > 100)
  }
}

/// The net of `scripts/train-boilerplate/net.py`, one row and number after the other.
private struct SlowNet {
  let entry: RecurrentNet.Layer
  let direct: [Float]
  let rounds: [RecurrentNet.Round]
  let whole: RecurrentNet.Layer
  let last: RecurrentNet.Layer
  let final: [Float]
  let bias: Float

  private func apply(_ layer: RecurrentNet.Layer, _ x: [Float]) -> [Float] {
    layer.bias.indices.map { output in
      x.indices.reduce(layer.bias[output]) {
        $0 + layer.weights[$1 * layer.bias.count + output] * x[$1]
      }
    }
  }

  private func positive(_ x: [Float]) -> [Float] { x.map { max(0, $0) } }
  private func softSign(_ x: [Float]) -> [Float] { x.map { $0 / (1 + abs($0)) } }

  private func carried(
    _ rows: [[Float]], _ gate: RecurrentNet.Layer, _ layer: RecurrentNet.Layer
  ) -> [[Float]] {
    var state = [Float](repeating: 0, count: layer.bias.count)
    return rows.map { row in
      let open = softSign(apply(gate, row)).map { 0.5 + 0.5 * $0 }
      let new = softSign(apply(layer, row))
      for index in state.indices { state[index] += open[index] * (new[index] - state[index]) }
      return state
    }
  }

  func results(_ inputs: [[Float]]) -> [Float] {
    var rows = inputs.map { positive(apply(entry, $0)) }
    for (index, round) in rounds.enumerated() {
      if index == 1 {
        let mean = final.indices.map { place in
          rows.reduce(0) { $0 + $1[place] } / Float(rows.count)
        }
        let most = final.indices.map { place in rows.reduce(0) { max($0, $1[place]) } }
        let extra = positive(apply(whole, mean + most))
        rows = rows.map { zip($0, extra).map { $0 + $1 } }
      }
      let layers = round.layers
      let above = carried(rows, layers[0], layers[1])
      let below = Array(carried(rows.reversed(), layers[2], layers[3]).reversed())
      for row in rows.indices {
        let joined = positive(apply(layers[4], above[row] + below[row]))
        for place in joined.indices { rows[row][place] += joined[place] }
      }
    }
    return zip(rows, inputs).map { row, inputs in
      let plain = zip(direct, inputs).reduce(Float(0)) { $0 + $1.0 * $1.1 }
      return bias + plain
        + zip(final, positive(apply(last, row))).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    }
  }
}
