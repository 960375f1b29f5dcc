/// What a file holds.
package enum FileKind: String, Sendable, Hashable, CaseIterable {
  case jsonLines = "jsonl"
  case text, markdown, html

  /// The kind that a name shows, compressed or not; nil when it shows none.
  package init?(path: String) {
    var name = path[...]
    if Compression(path: path) != nil, let dot = name.lastIndex(of: ".") { name = name[..<dot] }
    let match = FileKind.allCases.first { kind in kind.endings.contains { name.hasSuffix($0) } }
    guard let match else { return nil }
    self = match
  }

  private var endings: [String] {
    switch self {
    case .jsonLines: [".jsonl", ".ndjson", ".json"]
    case .text: [".txt", ".text"]
    case .markdown: [".md", ".markdown"]
    case .html: [".html", ".htm", ".xhtml"]
    }
  }

  /// Every ending that a folder is searched for.
  package static let allExtensions: [String] = allCases.flatMap(\.endings).flatMap { ending in
    [ending] + Compression.allCases.map { ending + $0.fileExtension }
  }
}
