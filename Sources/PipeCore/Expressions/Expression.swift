import PCRE2

/// What the paths of an expression are looked up in: a document, or the counts of a run.
public protocol ExpressionScope {
  /// The value at a path; null when it is not there.
  func value(at path: String) -> ExpressionValue

  /// How often patterns match: lines, blocks or places, by the unit of each set; counting stops at `limit`.
  func matchCount(of patterns: PatternSets, atMost limit: Int) -> Int
}

/// A condition over a document: `doc.words >= vars.min_words and meta.lang in ["en", "de"]`.
///
/// A value that is not there is null; a comparison with null is false.
public struct Expression: Sendable {
  indirect enum Node: Sendable {
    case constant(ExpressionValue)
    /// `doc.words`, `meta.lang`, `signals.edu`.
    case path(String)
    case not(Node)
    case negate(Node)
    case both(Node, Node)
    case either(Node, Node)
    case compare(Comparison, Node, Node)
    case arithmetic(Arithmetic, Node, Node)
    case contains(Node, list: Node, negated: Bool)
    case list([Node])
    case exists(String)
    case matches(PatternSets, atLeast: Int)
  }

  enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }

  /// As it was written.
  public let text: String
  /// As it was written, with the values of `vars.` put in.
  public let resolvedText: String
  let root: Node
  /// The paths that it reads, in the order they stand.
  public let paths: [String]

  /// The paths under `doc.`.
  public static let documentPaths = [
    "doc.blocks", "doc.bytes", "doc.characters", "doc.host", "doc.id", "doc.kept_ratio",
    "doc.lines", "doc.removed_ratio", "doc.repairs", "doc.source_bytes", "doc.tables", "doc.url",
    "doc.words",
  ]

  /// Whether it asks for what only parsed blocks can answer.
  public var readsBlocks: Bool {
    paths.contains("doc.blocks") || paths.contains("doc.tables") || Self.matchesBlocks(root)
  }

  private static func matchesBlocks(_ node: Node) -> Bool {
    switch node {
    case .constant, .path, .exists: false
    case .not(let inner), .negate(let inner): matchesBlocks(inner)
    case .both(let left, let right), .either(let left, let right),
      .compare(_, let left, let right), .arithmetic(_, let left, let right),
      .contains(let left, let right, _):
      matchesBlocks(left) || matchesBlocks(right)
    case .list(let items): items.contains { matchesBlocks($0) }
    case .matches(let patterns, _): patterns.sets.contains { $0.unit == .block }
    }
  }

  /// Whether the condition holds; null and what is no truth value do not.
  public func holds(in scope: some ExpressionScope) -> Bool {
    value(of: root, in: scope).isTrue
  }

  /// The values of the paths that the expression reads.
  public func values(in scope: some ExpressionScope) -> [(String, ExpressionValue)] {
    paths.map { ($0, scope.value(at: $0)) }
  }

  func value(of node: Node, in scope: some ExpressionScope) -> ExpressionValue {
    switch node {
    case .constant(let value): value
    case .path(let path): scope.value(at: path)
    case .not(let node): .bool(!value(of: node, in: scope).isTrue)
    case .negate(let node):
      if case .number(let number) = value(of: node, in: scope) {
        .number(-number)
      } else {
        .null
      }
    case .both(let left, let right):
      .bool(value(of: left, in: scope).isTrue && value(of: right, in: scope).isTrue)
    case .either(let left, let right):
      .bool(value(of: left, in: scope).isTrue || value(of: right, in: scope).isTrue)
    case .compare(let comparison, let left, let right):
      .bool(
        comparison.holds(value(of: left, in: scope), value(of: right, in: scope)))
    case .arithmetic(let operation, let left, let right):
      operation.result(value(of: left, in: scope), value(of: right, in: scope))
    case .contains(let item, let list, let negated):
      contains(value(of: item, in: scope), value(of: list, in: scope), negated)
    case .list(let nodes): .list(nodes.map { value(of: $0, in: scope) })
    case .exists(let path): .bool(scope.value(at: path) != .null)
    case .matches(let patterns, let atLeast):
      .bool(scope.matchCount(of: patterns, atMost: atLeast) >= atLeast)
    }
  }

  private func contains(
    _ item: ExpressionValue, _ list: ExpressionValue, _ negated: Bool
  ) -> ExpressionValue {
    if item == .null { return .bool(false) }
    switch list {
    case .list(let items): return .bool(items.contains(item) != negated)
    case .string(let text):
      guard case .string(let part) = item else { return .bool(false) }
      return .bool((part.isEmpty || text.firstRange(of: part) != nil) != negated)
    default: return .bool(false)
    }
  }
}

extension Expression.Comparison {
  func holds(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    if left == .null || right == .null { return false }
    switch self {
    case .equal: return left == right
    case .notEqual: return left != right
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    switch (left, right) {
    case (.number(let a), .number(let b)): return ordered(a, b)
    case (.string(let a), .string(let b)): return ordered(a, b)
    default: return false
    }
  }

  private func ordered<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .equal: left == right
    case .notEqual: left != right
    }
  }
}

extension Expression.Arithmetic {
  func result(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
    guard case .number(let a) = left, case .number(let b) = right else { return .null }
    switch self {
    case .plus: return .number(a + b)
    case .minus: return .number(a - b)
    case .times: return .number(a * b)
    case .over: return b == 0 ? .null : .number(a / b)
    }
  }
}

extension Document: ExpressionScope {
  public func value(at path: String) -> ExpressionValue {
    if path.hasPrefix("meta.") { return ExpressionValue(metadata[String(path.dropFirst(5))]) }
    if path.hasPrefix("signals.") {
      return signal(String(path.dropFirst(8))).map { .number($0) } ?? .null
    }
    return switch path {
    case "doc.words": .number(Double(wordCount))
    case "doc.characters": .number(Double(characterCount))
    case "doc.bytes": .number(Double(byteCount))
    case "doc.source_bytes": .number(Double(source.count))
    case "doc.lines": .number(Double(liveLineCount))
    case "doc.blocks": .number(Double(blocks.count { isLive($0) }))
    case "doc.tables": .number(Double(blocks.count { $0.kind == .table && isLive($0) }))
    case "doc.removed_ratio": ratio(removedByteCount)
    case "doc.kept_ratio": ratio(source.count - removedByteCount)
    case "doc.repairs": .number(Double(repairs))
    case "doc.id": .string(id)
    case "doc.host": url.flatMap { host(ofURL: $0) }.map { .string($0) } ?? .null
    case "doc.url": url.map { .string($0) } ?? .null
    default: .null
    }
  }

  private func ratio(_ part: Int) -> ExpressionValue {
    .number(source.count == 0 ? 0 : Double(part) / Double(source.count))
  }

  private var byteCount: Int {
    var count = 0
    forEachLine(everywhere: true) { count += $0.bytes.count }
    return count
  }

  private var liveLineCount: Int {
    var count = 0
    forEachLine(everywhere: true) { _ in count += 1 }
    return count
  }

  public func matchCount(of patterns: PatternSets, atMost limit: Int) -> Int {
    var copy = self
    var count = 0
    for unit in PatternUnit.allCases {
      let sets = patterns.sets.filter { $0.unit == unit }
      if sets.isEmpty || count >= limit { continue }
      let ofUnit = sets.count == patterns.sets.count ? patterns : PatternSets(sets)
      switch unit {
      case .line: count += copy.hits(of: ofUnit).hits.count
      case .block: count += copy.blockHits(of: ofUnit).count
      case .text: count += copy.textHits(of: ofUnit, in: copy.liveText).count
      }
    }
    return count
  }
}
