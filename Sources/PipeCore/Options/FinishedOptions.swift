/// Hands finished `Option` wrappers to the `init(from:)` that the compiler wrote.
struct FinishedOptions: Decoder {
  let values: [String: any OptionDeclaration]
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Container<Key>(values: values))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notKeyed }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw notKeyed }

  private var notKeyed: DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "options are decoded by name only"))
  }

  private struct Container<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: any OptionDeclaration]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { values.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }
    func decodeNil(forKey key: Key) -> Bool { values[key.stringValue] == nil }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
      guard let value = values[key.stringValue] as? T else {
        throw DecodingError.keyNotFound(
          key, .init(codingPath: [], debugDescription: "an option must be declared with @Option"))
      }
      return value
    }

    func nestedContainer<NestedKey: CodingKey>(
      keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> { throw unsupported(key) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw unsupported(key)
    }

    func superDecoder() throws -> any Decoder { throw unsupported(nil) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw unsupported(key) }

    private func unsupported(_ key: Key?) -> DecodingError {
      .dataCorrupted(
        .init(
          codingPath: key.map { [$0] } ?? [], debugDescription: "options are decoded by name only"))
    }
  }
}

extension Option: Decodable {
  /// Never called: finished wrappers are handed over whole.
  public init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "options are read by StageOptions"))
  }
}
