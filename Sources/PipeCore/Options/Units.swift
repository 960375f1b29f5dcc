/// A size in bytes, written with its unit: `512MB`, `64KB`, `4GB` (powers of 1,000; `MiB` of 1,024).
public struct ByteCount: OptionValue, Equatable {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }

  public static var schema: ValueSchema { .byteCount }

  private static let units: [(String, Int)] = [
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
  ]

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> ByteCount? {
    if let size = node.scalar.flatMap({ ByteCount($0) }) { return size }
    let hint = node.scalar.flatMap { Int($0) }.map { "did you mean `\($0)MB`?" }
    context.reportWrongValue(node, takes: schema.words, hint: hint)
    return nil
  }

  /// Reads `512MB`; nil for what is no size.
  public init?(_ text: String) {
    for (unit, factor) in Self.units where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)), number > 0 else { return nil }
      let bytes = number * Double(factor)
      guard bytes < 1e18 else { return nil }
      self.bytes = Int(bytes)
      return
    }
    return nil
  }

  public var optionText: String? {
    for (unit, factor) in Self.units.reversed() where bytes % factor == 0 && unit.count == 2 {
      if bytes / factor < 1_000 || factor == 1_000_000_000_000 { return "\(bytes / factor)\(unit)" }
    }
    return "\(bytes)B"
  }
}

/// A span of time, written with its unit: `250ms`, `30s`, `5m`, `2h`.
extension Duration: OptionValue {
  public static var schema: ValueSchema { .duration }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Duration? {
    let units: [(String, Int)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]
    if let text = node.scalar {
      for (unit, factor) in units where text.hasSuffix(unit) {
        if let number = Double(text.dropLast(unit.count)), number >= 0, number < 1e9 {
          return .milliseconds(Int(number * Double(factor)))
        }
      }
    }
    let hint = node.scalar.flatMap { Int($0) }.map { "did you mean `\($0)s`?" }
    context.reportWrongValue(node, takes: schema.words, hint: hint)
    return nil
  }

  public var optionText: String? {
    let milliseconds =
      components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
  }
}

/// The name of a metadata field, written as a path: `meta.author`.
public struct MetadataPath: OptionValue, Equatable {
  /// The name without `meta.`.
  public let name: String

  public init(_ name: String) { self.name = name }

  public static var schema: ValueSchema { .metadataPath }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> MetadataPath? {
    guard let text = node.scalar, text.hasPrefix("meta."), text.count > 5,
      text.dropFirst(5).allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else {
      let hint = node.scalar.map { "did you mean `meta.\($0)`?" }
      context.reportWrongValue(node, takes: schema.words, hint: hint)
      return nil
    }
    return MetadataPath(String(text.dropFirst(5)))
  }

  public var optionText: String? { "meta." + name }
}

/// Any keys with values of one type, in file order: `{author: meta.author, bio: meta.bio}`.
public struct KeyedValues<Value: OptionValue>: OptionValue {
  public let pairs: [(key: String, value: Value)]

  public init(_ pairs: [(key: String, value: Value)] = []) { self.pairs = pairs }

  public static var schema: ValueSchema { .map(Value.schema) }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> KeyedValues<Value>? {
    guard let entries = node.entries else {
      context.reportWrongValue(node, takes: schema.words)
      return nil
    }
    let pairs = entries.compactMap { entry in
      Value.decode(entry.value, in: &context).map { (key: entry.key, value: $0) }
    }
    return pairs.count == entries.count ? KeyedValues(pairs) : nil
  }

  public var optionText: String? {
    "{" + pairs.map { "\($0.key): \($0.value.optionText ?? "null")" }.joined(separator: ", ") + "}"
  }
}

/// A file that an option names, relative to the pipeline file; it is hashed into the plan.
public struct DataFile: OptionValue {
  public let path: String
  public let bytes: [UInt8]

  public static var schema: ValueSchema { .file }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> DataFile? {
    guard let path = String.decode(node, in: &context) else { return nil }
    switch context.readFile(path, node.place) {
    case .success(let bytes): return DataFile(path: path, bytes: bytes)
    case .failure(let error):
      context.report(Diagnostic("P107", error.message, at: node.place, length: path.count))
      return nil
    }
  }

  public var optionText: String? { path }
}

/// Options inside an option: a struct that is both.
extension OptionValue where Self: StageOptions {
  public static var schema: ValueSchema { .object(Self.schema as [OptionSchema]) }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Self? {
    guard let entries = node.entries else {
      context.reportWrongValue(node, takes: "a mapping")
      return nil
    }
    let owner = "`\(context.optionName)`"
    return decode(entries, owner: owner, at: node.place, in: &context)
  }

  public var optionText: String? { nil }
}
