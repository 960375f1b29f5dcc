/// A line as a stage sees it, inside a closure.
public struct LineView: ~Escapable {
  /// The line's bytes without a line feed.
  public let bytes: Span<UInt8>
  /// Index among the document's lines.
  public let index: Int
  /// The kind of the block the line belongs to.
  public let kind: BlockKind

  @_lifetime(copy bytes)
  package init(bytes: Span<UInt8>, index: Int, kind: BlockKind) {
    self.bytes = bytes
    self.index = index
    self.kind = kind
  }

  /// The line as a string: the slow road.
  public var string: String { String(copying: bytes) }
}

/// A block as a stage sees it, inside a closure.
public struct BlockView: ~Escapable {
  /// The live lines of the block, joined by line feeds.
  public let bytes: Span<UInt8>
  /// Index among the document's blocks.
  public let index: Int
  public let block: Block
  /// What the page's reader saw; nil for text.
  public let origin: BlockOrigin?
  /// The first byte of the block in the source text.
  public let sourceStart: Int

  @_lifetime(copy bytes)
  package init(
    bytes: Span<UInt8>, index: Int, block: Block, origin: BlockOrigin?, sourceStart: Int
  ) {
    self.bytes = bytes
    self.index = index
    self.block = block
    self.origin = origin
    self.sourceStart = sourceStart
  }

  /// The block as a string: the slow road.
  public var string: String { String(copying: bytes) }
}

extension String {
  /// The bytes as a string; invalid UTF-8 is repaired.
  package init(copying bytes: Span<UInt8>) {
    var array: [UInt8] = []
    array.reserveCapacity(bytes.count)
    for index in bytes.indices { array.append(bytes[index]) }
    self = String(decoding: array, as: UTF8.self)
  }
}

extension Array where Element == UInt8 {
  /// Appends the bytes of a span.
  package mutating func append(copying bytes: Span<UInt8>) {
    reserveCapacity(count + bytes.count)
    for index in bytes.indices { append(bytes[index]) }
  }
}
