/// Finds where each character of a YAML scalar stands in its file: behind quotes, escapes, and the
/// indentation of block scalars.
///
/// It walks the source with the value that the parser read as its guide, so it needs to know only how
/// lines are joined, and gives up (nil) rather than point to a wrong place.
struct ScalarSource {
  /// A place in Unicode scalars, both from 1.
  struct Position: Equatable {
    var line: Int
    var column: Int
  }

  private enum Style {
    case plain, single, double, literal, folded
  }

  private let lines: SourceLines
  private let value: [Unicode.Scalar]
  private let style: Style
  private var cursor: Position
  /// Columns before the content of a block scalar.
  private var indent = 0
  private var positions: [Position] = []
  private var index = 0

  /// Starts where the parser says that the scalar begins: at its quote, its `|`, or its text.
  private init(_ value: String, at start: Position, in lines: SourceLines) {
    self.lines = lines
    self.value = Array(value.unicodeScalars)
    cursor = start
    switch lines[start.line].dropFirst(start.column - 1).first {
    case "'": style = .single
    case "\"": style = .double
    case "|": style = .literal
    case ">": style = .folded
    default: style = .plain
    }
  }

  /// The position of each scalar of the value, and of its end; nil when they can't be told.
  static func positions(
    of value: String, at start: Position, in lines: SourceLines
  ) -> [Position]? {
    var source = ScalarSource(value, at: start, in: lines)
    return source.walk()
  }

  private mutating func walk() -> [Position]? {
    switch style {
    case .plain: break
    case .single, .double: cursor.column += 1
    case .literal, .folded: enterBlock()
    }
    while index < value.count {
      guard step() else { return nil }
    }
    positions.append(cursor)
    return positions
  }

  private mutating func enterBlock() {
    cursor.line += 1
    var line = cursor.line
    while line <= lines.lines.count, lines[line].allSatisfy({ $0 == " " }) { line += 1 }
    indent = lines[line].prefix { $0 == " " }.count
    cursor.column = indent + 1
  }

  private var rest: ArraySlice<Unicode.Scalar> {
    lines[cursor.line].dropFirst(cursor.column - 1)
  }

  private mutating func step() -> Bool {
    let rest = rest
    let isBlock = style == .literal || style == .folded
    if rest.isEmpty || (!isBlock && rest.allSatisfy { $0 == " " || $0 == "\t" }) {
      return joinLines()
    }
    guard let next = rest.first else { return false }
    if style == .single, next == "'" { return take(2) }
    if style == .double, next == "\\" { return escape(rest) }
    guard next == value[index] else { return false }
    return take(1)
  }

  private mutating func take(_ width: Int) -> Bool {
    positions.append(cursor)
    index += 1
    cursor.column += width
    return true
  }

  private mutating func escape(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let kind = rest.dropFirst().first else {
      cursor.line += 1
      cursor.column = lines[cursor.line].prefix { $0 == " " || $0 == "\t" }.count + 1
      return true
    }
    switch kind {
    case "x": return take(4)
    case "u": return take(6)
    case "U": return take(10)
    default: return take(2)
    }
  }

  /// Passes a line's end and the blank lines behind it.
  private mutating func joinLines() -> Bool {
    guard cursor.line < lines.lines.count else {
      // The line feed that a block scalar ends with, at the end of a file without one.
      return value[index] == "\n" && take(0)
    }
    var next = cursor.line + 1
    if style == .literal {
      guard value[index] == "\n" else { return false }
      _ = take(0)
    } else {
      while next < lines.lines.count, lines[next].allSatisfy({ $0 == " " || $0 == "\t" }) {
        next += 1
      }
      guard value[index] == " " || value[index] == "\n" else { return false }
      let joint = value[index]
      repeat { _ = take(0) } while joint == "\n" && index < value.count && value[index] == "\n"
    }
    let content = lines[next].prefix { $0 == " " || (style != .literal && $0 == "\t") }.count
    cursor = Position(
      line: next,
      column: 1 + (style == .literal || style == .folded ? min(indent, content) : content))
    return true
  }
}
