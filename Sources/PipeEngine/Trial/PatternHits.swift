import PCRE2
import PipeCore
import PipeFormats

/// How often each pattern of a library hits in files.
package struct PatternHits: Sendable {
  package struct Row: Sendable {
    package let pattern: String
    package var hits = 0
    package var documents = 0
    /// The first text that it hit.
    package var example: String?
  }

  /// In the order of the library.
  package private(set) var rows: [Row] = []

  /// - Throws: ``InputError`` for files that can't be read.
  package init(of library: PatternLibrary, inFiles paths: [String]) async throws {
    var byName: [String: Row] = [:]
    let manifest = try Manifest(paths: paths, base: ".")
    let reader = DocumentReader(input: InputSpec(), maxRecord: 64_000_000)
    for shard in manifest.shards {
      try await reader.forEachBatch(of: shard) { batch in
        for index in batch.indices where batch[index].end == nil {
          for loaded in library.sets {
            Self.count(loaded.set, in: &batch[index].document, &byName)
          }
        }
      }
    }
    for loaded in library.sets {
      for entry in loaded.set.entries {
        let name = "\(loaded.set.name)/\(entry.id)"
        rows.append(byName[name] ?? Row(pattern: name))
      }
    }
  }

  private static func count(
    _ set: PatternSet, in document: inout Document, _ rows: inout [String: Row]
  ) {
    if set.unit == .block { parseBlocks(ofUnparsed: &document) }
    var seen: Set<String> = []
    for (rule, text) in document.texts(matching: PatternSets([set])) {
      var row = rows[rule] ?? Row(pattern: rule)
      row.hits += 1
      if seen.insert(rule).inserted { row.documents += 1 }
      if row.example == nil { row.example = text }
      rows[rule] = row
    }
  }
}
