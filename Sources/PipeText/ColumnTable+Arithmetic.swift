import CTextKernels

/// Whole columns for the rows of the block.
extension ColumnTable {
  @inline(__always)
  private func made(_ body: (UnsafeMutablePointer<Float>) -> Void) -> Column {
    let column = makeColumns(1)
    body(pointer(column))
    return column
  }

  /// About log2(1 + x), 0 below 0: straight lines between the powers of two.
  public func lg(_ x: Column) -> Column {
    made { column_lg($0, pointer(x), steps) }
  }

  /// The quotient of a part and a whole; 0 where the whole is not above 0.
  public func share(_ part: Column, _ whole: Column) -> Column {
    made { column_share($0, pointer(part), pointer(whole), steps) }
  }

  /// The quotient of a part and a whole; 0 when the whole is not above 0.
  public func share(_ part: Column, _ whole: Float) -> Column {
    whole > 0 ? capped(part, at: .infinity, over: whole) : filled(0)
  }

  /// The lesser of x and `most`, divided by `divisor`.
  public func capped(_ x: Column, at most: Float, over divisor: Float = 1) -> Column {
    made { column_capped($0, pointer(x), most, divisor, steps) }
  }

  /// Gives `factor` * x + `summand`.
  public func linear(_ x: Column, times factor: Float, plus summand: Float) -> Column {
    made { column_linear($0, pointer(x), factor, summand, steps) }
  }

  public func minus(_ x: Column, _ y: Column) -> Column {
    made { column_minus($0, pointer(x), pointer(y), steps) }
  }

  public func times(_ x: Column, _ y: Column) -> Column {
    made { column_times($0, pointer(x), pointer(y), steps) }
  }

  /// 1 where x is in the range, else 0.
  public func isWithin(_ x: Column, _ low: Float, _ high: Float) -> Column {
    made { column_within($0, pointer(x), low, high, steps) }
  }

  /// 1 where x is less than y, else 0.
  public func isBelow(_ x: Column, _ y: Float) -> Column {
    made { column_below($0, pointer(x), y, steps) }
  }

  /// 1 where the bit of the row's mask is set, else 0.
  ///
  /// - Precondition: there is a mask for each row, and ``blockRows`` more.
  public func bit(_ bit: Int, of masks: [UInt64]) -> Column {
    precondition(masks.count >= blockStart + steps && (0..<64).contains(bit), "rows have masks")
    return masks.withUnsafeBufferPointer { masks in
      guard let first = masks.baseAddress else { return filled(0) }
      return made { column_bit($0, first + blockStart, UInt32(bit), steps) }
    }
  }

  public func filled(_ value: Float) -> Column {
    made { column_fill($0, value, steps) }
  }

  // MARK: - Inputs

  /// Makes an input of how much further values are from their mean than 0 is: most values are 0, and what is 0
  /// costs a net nothing.
  ///
  /// It is measured in units of 1 / `scale`, up to ``farthest`` of them.
  public func setInput(_ input: Int, _ values: () -> Column, mean: Float, scale: Float) {
    column_deviations(
      inputPointer(input), pointer(evaluated(values)), mean, scale, Self.farthest, steps)
  }

  /// How far 0 is from the mean: what the inputs of ``setInput(_:_:mean:scale:)`` lack.
  public static func deviationOfZero(mean: Float, scale: Float) -> Float {
    max(-farthest, min(farthest, -mean * scale))
  }

  private static var farthest: Float { 4 }

  /// The value of an input at a row of the block.
  public func input(_ input: Int, row: Int) -> Float {
    precondition(row >= 0 && row < steps, "the row is in the block")
    return inputPointer(input)[row]
  }

  private func inputPointer(_ input: Int) -> UnsafeMutablePointer<Float> {
    let offset = inputStart + input * Self.inputStride
    precondition(input >= 0 && offset + Self.inputStride <= capacity, "the table has the input")
    return memory + offset
  }
}
