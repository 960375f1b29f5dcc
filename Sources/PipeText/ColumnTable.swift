import CTextKernels

/// A column of a ``ColumnTable``, or what was worked out from columns for the rows of its block.
public struct Column: Sendable {
  @usableFromInline let offset: Int

  @inlinable
  init(offset: Int) { self.offset = offset }

  /// Holds at each row what this column holds `step` rows further down, at most ``ColumnTable/margin``; 0 before the
  /// first row and behind the last.
  ///
  /// - Precondition: it is a column of the table.
  @inlinable
  public func shifted(by step: Int) -> Column {
    precondition(step.magnitude <= ColumnTable.margin, "a shift stays in the margin")
    return Column(offset: offset &+ step)
  }
}

/// Columns of numbers, and arithmetic on the rows of one block after the other.
///
/// A table has columns of all rows, which stay, and room for those that are worked out for a block: at most
/// ``blockRows`` rows, so that they stay near the processor. Its inputs are the columns of the block that a
/// ``RecurrentNet`` reads. Whatever is worked out has the same bits on every processor.
public final class ColumnTable {
  /// The most rows of a block.
  public static let blockRows = 128
  /// How far rows can be shifted.
  public static let margin = 16
  /// Columns that are worked out at a time.
  private static let worked = 96
  /// A block and a little: equal places of the columns are in different sets of the processor's cache.
  static let inputStride = blockRows + 16

  @exclusivity(unchecked) public private(set) var rows: Int
  /// Rows that there is room for.
  @usableFromInline let room: Int
  @usableFromInline let memory: UnsafeMutablePointer<Float>
  @usableFromInline let columns: Int
  /// From a column to the next.
  @usableFromInline let stride: Int
  /// Where the columns that are worked out begin, and where the inputs do.
  @usableFromInline let workStart: Int
  let inputStart: Int
  @usableFromInline let capacity: Int
  /// The rows of the block.
  @exclusivity(unchecked) public private(set) var block = 0..<0
  var blockStart: Int { block.lowerBound }
  /// Rows that are worked out: those of the block, rounded up.
  @exclusivity(unchecked) private(set) var steps = 0
  @exclusivity(unchecked) private var nextWorked: Int

  /// A table of zeros.
  public init(rows: Int, columns: Int, inputs: Int) {
    precondition(rows >= 0 && columns > 0 && inputs >= 0, "a table has columns")
    self.rows = rows
    room = rows
    self.columns = columns
    let step = Int(COLUMN_STEP)
    // Sums have one more row than there are; blocks end on a step. An odd number of steps, so that equal places of the
    // columns are in different sets of the processor's cache.
    stride = Self.margin + (((rows + step) / step + 1) | 1) * step + Self.margin
    workStart = stride * columns
    inputStart = workStart + Self.worked * Self.blockRows
    capacity = inputStart + inputs * Self.inputStride + step
    memory = allocateNumbers(capacity)
    // What is worked out is written before it is read.
    memory.initialize(repeating: 0, count: workStart)
    nextWorked = workStart
  }

  deinit { memory.deallocate() }

  /// The column with a number.
  @inlinable
  public func column(_ number: Int) -> Column {
    let offset = number &* stride &+ Self.margin
    precondition(number >= 0 && offset < workStart, "the table has the column")
    return Column(offset: offset)
  }

  /// A number of a column of the table, by its column's number.
  @inlinable
  public subscript(number: Int, row: Int) -> Float {
    @inline(__always) get { memory[checked(number, row)] }
    @inline(__always) set { memory[checked(number, row)] = newValue }
  }

  @inlinable @inline(__always)
  func checked(_ number: Int, _ row: Int) -> Int {
    let offset = number &* stride &+ Self.margin &+ row
    precondition(row >= 0 && row <= room && number >= 0 && offset < workStart, "the row is there")
    return offset
  }

  /// A row, to read and write its numbers by their columns' numbers.
  @inlinable
  public func row(_ row: Int) -> ColumnRow {
    precondition(row >= 0 && row < room, "the row is there")
    return ColumnRow(start: memory + Self.margin + row, stride: stride, columns: columns)
  }

  /// Makes the table end earlier: the rows behind must still be 0.
  public func trim(to rows: Int) {
    precondition(rows >= 0 && rows <= room, "a table has room for its rows")
    self.rows = rows
  }

  /// Makes of the column `sums` the sums of another's rows before each row.
  ///
  /// Behind the last row stands the sum of all.
  public func setSums(_ sums: Int, of number: Int) {
    let out = memory + checked(sums, 0)
    column_sums(out, memory + checked(number, 0), rows)
    for place in 1...Self.margin { out[rows + place] = out[rows] }
  }

  // MARK: - Blocks

  /// Goes to the block that begins at a row; what was worked out before is gone.
  ///
  /// - Returns: its rows.
  public func startBlock(at row: Int) -> Range<Int> {
    precondition(row >= 0 && row <= rows && row % Int(COLUMN_STEP) == 0, "a block begins at a step")
    let count = min(Self.blockRows, rows - row)
    block = row..<(row + count)
    let step = Int(COLUMN_STEP)
    steps = (count + step - 1) / step * step
    nextWorked = workStart
    return block
  }

  /// Room for columns of the block, one after the other.
  public func makeColumns(_ count: Int) -> Column {
    let offset = nextWorked
    nextWorked += count * Self.blockRows
    precondition(nextWorked <= inputStart, "there is room for what is worked out")
    return Column(offset: offset)
  }

  /// A number of a column that was made, by the row in the block.
  @inlinable
  public subscript(first: Column, number: Int, row: Int) -> Float {
    @inline(__always) get { memory[made(first, number, row)] }
    @inline(__always) set { memory[made(first, number, row)] = newValue }
  }

  @inlinable @inline(__always)
  func made(_ first: Column, _ number: Int, _ row: Int) -> Int {
    let offset = first.offset &+ number &* Self.blockRows &+ row
    precondition(offset >= workStart && offset < capacity, "the column was made")
    return offset
  }

  /// The column that was made as one of several.
  public func column(_ first: Column, _ number: Int) -> Column {
    Column(offset: made(first, number, 0))
  }

  /// Works out a column, and forgets what was needed for it: it holds until the next is worked out.
  public func evaluated(_ values: () -> Column) -> Column {
    let before = nextWorked
    defer { nextWorked = before }
    return values()
  }

  @inline(__always)
  func pointer(_ column: Column) -> UnsafeMutablePointer<Float> {
    let offset = column.offset &+ (column.offset < workStart ? blockStart : 0)
    precondition(offset >= 0 && offset &+ steps <= capacity, "the column is there")
    return memory + offset
  }

  /// The number that a column has at a row of the block.
  public func value(of column: Column, row: Int) -> Float {
    precondition(row >= 0 && row < steps, "the row is in the block")
    return pointer(column)[row]
  }
}

/// The numbers of one row of a ``ColumnTable``, which must outlive it.
public struct ColumnRow {
  @usableFromInline let start: UnsafeMutablePointer<Float>
  @usableFromInline let stride: Int
  @usableFromInline let columns: Int

  @inlinable
  init(start: UnsafeMutablePointer<Float>, stride: Int, columns: Int) {
    self.start = start
    self.stride = stride
    self.columns = columns
  }

  /// The number of a column.
  ///
  /// Whoever needs several asks for that of the last column first: the compiler then knows that there are the others.
  @inlinable
  public subscript(number: Int) -> Float {
    @inline(__always) get { start[checked(number)] }
    @inline(__always) nonmutating set { start[checked(number)] = newValue }
  }

  @inlinable @inline(__always)
  func checked(_ number: Int) -> Int {
    precondition(number >= 0 && number < columns, "the table has the column")
    return number &* stride
  }
}

/// Room for numbers, from where a line of the processor's cache begins: no vector of them lies across two.
func allocateNumbers(_ count: Int) -> UnsafeMutablePointer<Float> {
  UnsafeMutableRawPointer.allocate(
    byteCount: count * MemoryLayout<Float>.stride, alignment: 64
  ).bindMemory(to: Float.self, capacity: count)
}
