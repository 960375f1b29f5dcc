/// Where something stands in a pipeline file or pattern library.
public struct ConfigPlace: Sendable, Hashable {
  /// Index of the file in the loader's list of files.
  public let file: Int
  /// Line, from 1.
  public let line: Int
  /// Column in characters, from 1.
  public let column: Int

  public init(file: Int, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place of values that stand in no file: defaults, values of the command line.
  public static let none = ConfigPlace(file: -1, line: 0, column: 0)
}

/// A value of a pipeline file as it was written, before an option's type reads it.
///
/// Scalars stay text: `no` is two letters until an option asks for a boolean.
public struct ConfigNode: Sendable {
  public enum Value: Sendable {
    case scalar(String)
    case list([ConfigNode])
    case mapping([Entry])
  }

  /// A key of a mapping with its value, in file order.
  public struct Entry: Sendable {
    public let key: String
    public let place: ConfigPlace
    public let value: ConfigNode

    public init(key: String, place: ConfigPlace, value: ConfigNode) {
      self.key = key
      self.place = place
      self.value = value
    }
  }

  public let value: Value
  public let place: ConfigPlace
  /// Whether the scalar stood in quotes or in a block: then an empty one is a text, not nothing.
  public let isQuoted: Bool

  public init(_ value: Value, at place: ConfigPlace = .none, isQuoted: Bool = false) {
    self.value = value
    self.place = place
    self.isQuoted = isQuoted
  }

  /// The text of a scalar; nil for lists and mappings.
  public var scalar: String? {
    guard case .scalar(let text) = value else { return nil }
    return text
  }

  /// The entries of a mapping; nil for all else.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = value else { return nil }
    return entries
  }

  /// The items of a list; nil for all else.
  public var items: [ConfigNode]? {
    guard case .list(let items) = value else { return nil }
    return items
  }

  /// The value of a mapping's key.
  public subscript(key: String) -> ConfigNode? {
    entries?.first { $0.key == key }?.value
  }

  /// Whether nothing was written: an empty plain scalar, `~` or `null`.
  public var isNull: Bool {
    guard let scalar, !isQuoted else { return false }
    return scalar.isEmpty || scalar == "~" || scalar == "null"
  }

  /// The value in a few words for a message: `"twelve"`, `a list`, `a mapping`, `nothing`.
  public var shortDescription: String {
    if isNull { return "nothing" }
    switch value {
    case .scalar(let text): return "`\(text.count > 40 ? text.prefix(37) + "..." : text[...])`"
    case .list: return "a list"
    case .mapping: return "a mapping"
    }
  }
}
