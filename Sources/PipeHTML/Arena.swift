/// A row of plain values lent by an array while a page is parsed.
///
/// The lender sees to it that there is room: it grows the array between tokens, so that the parser
/// writes without looking. Reads and writes are checked in debug builds.
@safe
struct Lent<Value: BitwiseCopyable> {
  private var base: UnsafeMutablePointer<Value>
  private(set) var capacity = 0
  var count = 0

  /// Room for nothing.
  init() {
    unsafe base = UnsafeMutablePointer(bitPattern: MemoryLayout<Value>.alignment).unsafelyUnwrapped
  }

  /// Takes up what was lent; the values written so far must be in it.
  mutating func borrow(_ buffer: UnsafeMutableBufferPointer<Value>) {
    guard let address = buffer.baseAddress else { return }
    unsafe base = address
    capacity = buffer.count
  }

  @inline(__always)
  subscript(index: Int) -> Value {
    unsafeAddress {
      assert(index >= 0 && index < capacity && ParserWork.note())
      return unsafe UnsafePointer(base + index)
    }
    nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < capacity && ParserWork.note())
      return unsafe base + index
    }
  }

  @inline(__always)
  subscript(index: UInt32) -> Value {
    unsafeAddress {
      assert(index < capacity && ParserWork.note())
      return unsafe UnsafePointer(base + Int(index))
    }
    nonmutating unsafeMutableAddress {
      assert(index < capacity && ParserWork.note())
      return unsafe base + Int(index)
    }
  }

  @inline(__always)
  mutating func append(_ value: Value) {
    assert(count < capacity && ParserWork.note())
    unsafe base[count] = value
    count &+= 1
  }

  var room: Int { capacity &- count }
}

/// What a node of the arena is.
package enum NodeKind: UInt8, BitwiseCopyable, Sendable {
  case document, doctype, element, text, comment, contents
}

/// One node, 40 bytes.
///
/// Links are indices; 0 (the document) stands for "none".
package struct Node: BitwiseCopyable, Sendable {
  package var parent: UInt32 = 0
  package var firstChild: UInt32 = 0
  package var lastChild: UInt32 = 0
  package var next: UInt32 = 0
  package var previous: UInt32 = 0
  /// The bytes of the page from the start tag to the end tag, or of the text or comment as written.
  package var sourceStart: UInt32 = 0
  package var sourceEnd: UInt32 = 0
  /// First attribute of an element.
  ///
  /// Text and comment: where the content begins.
  package var content: UInt32 = 0
  /// Number of attributes of an element.
  ///
  /// Text and comment: bytes of content.
  package var length: UInt32 = 0
  package var tag: UInt16 = 0
  package var kind: NodeKind = .document
  package var flags: Flags = []

  package struct Flags: OptionSet, BitwiseCopyable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The content lies in the side buffer, not in the page.
    package static let inSide = Flags(rawValue: 1)
    /// The content has room behind it up to the next power of two.
    package static let roomy = Flags(rawValue: 2)
    /// The element is on the stack of open elements.
    package static let open = Flags(rawValue: 4)
    package static let svg = Flags(rawValue: 8)
    package static let mathML = Flags(rawValue: 16)
    package static let foreign: Flags = [.svg, .mathML]
  }
}

/// One attribute as written in the page, 16 bytes.
package struct RawAttribute: BitwiseCopyable, Sendable {
  package var nameStart: UInt32
  package var valueStart: UInt32
  /// Bytes; the top bit says that the value holds a reference, NUL or carriage return.
  package var valueLength: UInt32
  package var nameLength: UInt16
  /// An ``HTMLAttributeName``, 0 for any other name.
  package var name: UInt16

  package static let needsDecoding: UInt32 = 1 << 31
  static let none = RawAttribute(
    nameStart: 0, valueStart: 0, valueLength: 0, nameLength: 0, name: 0)

  package var valueRange: Range<Int> {
    Int(valueStart)..<(Int(valueStart) + Int(valueLength & ~Self.needsDecoding))
  }
  package var nameRange: Range<Int> { Int(nameStart)..<(Int(nameStart) + Int(nameLength)) }
}
