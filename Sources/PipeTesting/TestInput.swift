import PipeCore
import PipeText

/// A document of a test.
public struct TestInput: Sendable {
  public var text: String
  public var url: String?
  public var metadata: [(name: String, value: String)] = []

  public init(_ text: String) { self.text = text }

  /// Reads documents parted by a line `---`; the first lines of one may be `@url https://…` and
  /// `@meta name: value`.
  public static func inputs(of text: String) -> [TestInput] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.split(separator: "---", omittingEmptySubsequences: false).map { lines in
      var input = TestInput("")
      var lines = lines
      while let line = lines.first, line.hasPrefix("@url ") || line.hasPrefix("@meta ") {
        if line.hasPrefix("@url ") {
          input.url = String(line.dropFirst(5))
        } else if let colon = line.firstRange(of: ": ") {
          let name = line[..<colon.lowerBound].dropFirst(6)
          input.metadata.append((String(name), String(line[colon.upperBound...])))
        }
        lines = lines.dropFirst()
      }
      input.text = lines.joined(separator: "\n")
      return input
    }
  }

  /// The document as a reader would make it: line ends and invalid UTF-8 are repaired, and the text is a
  /// slice of storage that holds more.
  func document(row: Int) -> Document {
    let bytes = Array(text.utf8)
    let before = Array("another, document\t|\n".utf8)
    let text = repairing(bytes.span)?.bytes ?? bytes
    var document = Document(
      id: "document-\(row)", ordinal: Ordinal(shard: 0, row: row), url: url,
      source: SourceText(before + text + before, range: before.count..<(before.count + text.count)))
    for (name, value) in metadata {
      document.metadata.set(name, to: .string(value), source: "test")
    }
    return document
  }
}
