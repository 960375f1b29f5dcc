import PipeCore
import PipeFormats

/// The clusters of a run in numbers, and the largest by name.
package struct ClusterSummary: Sendable {
  package struct Cluster: Sendable {
    /// The document that stays.
    let kept: Ordinal
    /// The first of those that went.
    let copy: Ordinal
    /// Documents, with the one that stays.
    package var size: Int
    /// The label of the document that stays.
    package var label = ""
    /// A stretch of text that the two have in common.
    package var shared: String?
  }

  package private(set) var count = 0
  /// Documents in clusters, with those that stay.
  package private(set) var documents = 0
  /// How many clusters have 2 documents, up to 4, up to 8 and so on, by the upper end.
  package private(set) var sizes: [(upTo: Int, clusters: Int)] = []
  /// The largest, of equals the earliest, first.
  package internal(set) var largest: [Cluster] = []

  /// Keys with too many documents to compare each with each: some of their pairs may be missing.
  package internal(set) var cappedBuckets = 0

  private static let named = 20

  init(_ links: ClusterLinks) throws {
    var open: Cluster?
    try links.forEach { member in
      if open?.kept == member.kept {
        open?.size += 1
        return
      }
      if let open { add(open) }
      open = Cluster(kept: member.kept, copy: member.document, size: 2)
    }
    if let open { add(open) }
  }

  private mutating func add(_ cluster: Cluster) {
    count += 1
    documents += cluster.size
    // 2 is the first power; what is above goes with the next.
    let power = Int.bitWidth - (cluster.size - 1).leadingZeroBitCount - 1
    while sizes.count <= power { sizes.append((upTo: 2 << sizes.count, clusters: 0)) }
    sizes[power].clusters += 1
    guard largest.count < Self.named || cluster.size > largest[largest.count - 1].size else {
      return
    }
    let place = largest.firstIndex { $0.size < cluster.size } ?? largest.count
    largest.insert(cluster, at: place)
    if largest.count > Self.named { largest.removeLast() }
  }

  /// The documents of which one has to look up what it shares with the one that stays.
  var copiesToShow: Set<Ordinal> { Set(largest.map(\.copy)) }

  /// Names the largest clusters.
  mutating func name(
    label: (Ordinal) throws -> String?, shared: (Ordinal) -> String?
  ) rethrows {
    for index in largest.indices {
      largest[index].label = try label(largest[index].kept) ?? ""
      largest[index].shared = shared(largest[index].copy)
    }
  }

  func append(to json: inout JSONWriter) {
    json.beginObject()
    json.field("count", count)
    json.field("documents", documents)
    json.field("capped_buckets", cappedBuckets)
    json.name("sizes")
    json.beginArray()
    for (upTo, clusters) in sizes where clusters > 0 {
      json.beginObject()
      json.field("up_to", upTo)
      json.field("clusters", clusters)
      json.endObject()
    }
    json.endArray()
    json.name("largest")
    json.beginArray()
    for cluster in largest {
      json.beginObject()
      json.field("kept", cluster.label)
      json.field("size", cluster.size)
      if let shared = cluster.shared { json.field("shared", shared) }
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
