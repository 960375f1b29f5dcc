import CTextKernels

/// A small recurrent net over the rows of a table.
///
/// Each row's inputs become some numbers; two rounds carry them down and up, so that a row is judged by what stands
/// around it; between the rounds the mean and the maximum of all rows are added. The memory's gates depend on the row
/// alone. The same bits everywhere: single precision, a fixed order of additions, no function of libm.
public struct RecurrentNet: Sendable {
  /// Weights of a layer: for each input as many numbers as the net is wide.
  public struct Layer: Sendable {
    public let weights: [Float]
    public let bias: [Float]

    public init(weights: [Float], bias: [Float]) {
      self.weights = weights
      self.bias = bias
    }
  }

  public struct Round: Sendable {
    let layers: [Layer]

    /// The layers of a round; `join` is over twice as many inputs: what comes from above, then from below.
    public init(downGate: Layer, down: Layer, upGate: Layer, up: Layer, join: Layer) {
      layers = [downGate, down, upGate, up, join]
    }
  }

  /// What the net holds of its rows.
  public final class Memory {
    let width: Int
    let room: Int
    /// The rows that were entered.
    public fileprivate(set) var rows = 0
    fileprivate let numbers: UnsafeMutablePointer<Float>
    fileprivate let above: UnsafeMutablePointer<Float>
    /// Of each row the part of the result that is a plain weighted sum of its inputs.
    fileprivate let direct: UnsafeMutablePointer<Float>
    fileprivate let below: UnsafeMutablePointer<Float>

    fileprivate init(rows: Int, width: Int) {
      let step = Int(COLUMN_STEP)
      room = (rows + step - 1) / step * step
      self.width = width
      numbers = allocateNumbers(room * width)
      above = allocateNumbers(room * width)
      direct = allocateNumbers(room)
      below = allocateNumbers(step * width)
    }

    deinit {
      for memory in [numbers, above, direct, below] { memory.deallocate() }
    }

    /// The numbers of a row as they are now.
    public func numbers(of row: Int) -> [Float] {
      precondition(row >= 0 && row < rows, "the row was entered")
      return (0..<width).map { numbers[row * width + $0] }
    }
  }

  /// Numbers of a row, a multiple of sixteen: what a narrower net lacks is zero.
  public let width: Int
  public let inputCount: Int
  /// All weights; where the layers begin in them.
  private let weights: Weights
  private let layers: [(weights: Int, bias: Int)]
  private let directStart: Int
  private let finalStart: Int
  public let last: Layer
  public let final: [Float]
  private let bias: Float

  /// A net of these layers: `entry` from the inputs, `whole` over the mean and the maximum of all rows.
  ///
  /// What each input adds to the result by itself is `direct`, and what each number adds `final`.
  public init(
    entry: Layer, direct: [Float], rounds: (Round, Round), whole: Layer, last: Layer,
    final: [Float], bias: Float
  ) {
    let narrow = entry.bias.count
    width = (narrow + 15) / 16 * 16
    precondition(width <= Int(NET_MAX_WIDTH) && narrow > 0, "a net has up to 64 numbers a row")
    inputCount = direct.count
    let width = width
    var weights: [Float] = []
    func padded(_ numbers: some Collection<Float>) -> [Float] {
      Array(numbers) + [Float](repeating: 0, count: width - numbers.count)
    }
    func add(_ layer: Layer, parts: Int) -> (weights: Int, bias: Int) {
      let start = weights.count
      let inputs = layer.weights.count / narrow
      for input in 0..<inputs {
        weights += padded(layer.weights[(input * narrow)..<((input + 1) * narrow)])
        // Behind each part of the inputs, those that a narrower net lacks.
        if parts > 0, (input + 1) % narrow == 0 {
          weights += [Float](repeating: 0, count: (width - narrow) * width)
        }
      }
      precondition(parts == 0 || inputs == parts * narrow, "a layer has as many weights")
      weights += padded(layer.bias)
      return (start, weights.count - width)
    }
    var layers = [add(entry, parts: 0)]
    for round in [rounds.0, rounds.1] {
      for (index, layer) in round.layers.enumerated() {
        layers.append(add(layer, parts: index == 4 ? 2 : 1))
      }
    }
    layers.append(add(whole, parts: 2))
    layers.append(add(last, parts: 1))
    precondition(
      entry.weights.count == inputCount * narrow && inputCount <= Int(NET_MAX_INPUTS),
      "a net has up to 512 inputs, with weights")
    directStart = weights.count
    weights += direct
    finalStart = weights.count
    weights += padded(final)
    self.weights = Weights(weights)
    self.layers = layers
    self.last = last
    self.final = final
    self.bias = bias
  }

  public func makeMemory(rows: Int) -> Memory { Memory(rows: rows, width: width) }

  /// Takes the inputs of a table's block; blocks come in their order.
  public func enter(_ table: ColumnTable, into memory: Memory) {
    let row = memory.rows
    let count = min(ColumnTable.blockRows, table.rows - row)
    precondition(
      row == table.blockStart && row + table.steps <= memory.room && memory.width == width
        && table.inputStart + inputCount * ColumnTable.inputStride <= table.capacity,
      "blocks come in order, with all inputs")
    net_enter(
      memory.numbers + row * width, memory.direct + row, table.memory + table.inputStart,
      ColumnTable.inputStride, inputCount, layer(0), weights.start + directStart, width,
      table.steps)
    memory.rows += count
  }

  /// The result of each row that was entered.
  public func results(_ memory: Memory) -> [Float] {
    let rows = memory.rows
    guard rows > 0, memory.width == width else { return [] }
    net_round_run(memory.numbers, memory.above, memory.below, round(1), width, rows)
    net_add_whole(memory.numbers, layer(11), width, rows)
    net_round_run(memory.numbers, memory.above, memory.below, round(6), width, rows)
    // What came from above is no longer needed: there is room for the results.
    net_finish(
      memory.above, memory.numbers, memory.direct, layer(12), weights.start + finalStart, bias,
      width, rows)
    return Array(UnsafeBufferPointer(start: memory.above, count: rows))
  }

  private func layer(_ number: Int) -> net_layer {
    net_layer(
      weights: weights.start + layers[number].weights, bias: weights.start + layers[number].bias)
  }

  private func round(_ first: Int) -> net_round {
    net_round(
      down_gate: layer(first), down: layer(first + 1), up_gate: layer(first + 2),
      up: layer(first + 3), join: layer(first + 4))
  }

  /// Numbers that stay as they are.
  private final class Weights: @unchecked Sendable {
    let start: UnsafePointer<Float>

    init(_ numbers: [Float]) {
      let memory = allocateNumbers(numbers.count)
      memory.initialize(from: numbers, count: numbers.count)
      start = UnsafePointer(memory)
    }

    deinit { start.deallocate() }
  }
}
