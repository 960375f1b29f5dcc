import PipeCore
import PipeFormats
import Yams

extension Document {
  /// Makes metadata of the YAML header that a Markdown file begins with; its lines become structure.
  ///
  /// A header that is no YAML mapping stays text.
  mutating func takeFrontMatter() {
    guard lines.count > 2, string(ofLine: 0) == "---",
      let end = lines.indices.dropFirst().prefix(200).first(where: {
        ["---", "..."].contains(string(ofLine: $0))
      })
    else { return }
    let header = (1..<end).map { string(ofLine: $0) }.joined(separator: "\n")
    guard let root = try? Yams.compose(yaml: header), let mapping = root.mapping else { return }
    for (key, value) in mapping {
      guard let name = key.string else { continue }
      metadata.set(name, to: MetadataValue(value), source: "front matter")
    }
    dropHeader(lines: end + 1)
  }
}

extension MetadataValue {
  /// A value of a YAML header; scalars stay text.
  fileprivate init(_ node: Node) {
    switch node {
    case .scalar(let scalar): self = .string(scalar.string)
    case .sequence(let items): self = .list(items.map { MetadataValue($0) })
    case .mapping(let entries):
      self = .object(entries.map { (key: $0.key.string ?? "", value: MetadataValue($0.value)) })
    case .alias: self = .null
    }
  }
}
