import PipeCore
import PipeFormats

extension OutputSpec.Content {
  /// Whether it tells of documents together, so that it is written once, in the end.
  var isOfCorpus: Bool { self == .pairs || self == .clusters }
}

/// Writes the outputs that tell of documents together: pairs and clusters.
struct AlikeOutputs {
  /// In the order in which they ran.
  let stages: [AlikeFiles]
  /// The label of a document.
  let label: (Ordinal) throws -> String?
  /// Where sorted runs go.
  let folder: String
  /// Bytes that sorting may take.
  let memory: Int

  /// Writes one output whole, at `path`.
  func write(_ spec: OutputSpec, to path: String) throws {
    let lines = LineBuffer(OutputFiles(spec), file: try OutputFile(path: path))
    if spec.content == .pairs {
      try writePairs(to: lines)
    } else {
      try writeClusters(to: lines)
    }
    try lines.finish()
  }

  /// `{"a", "b", "similarity"}` for every pair that a stage found, in the order of the documents.
  private func writePairs(to lines: LineBuffer) throws {
    for stage in stages {
      // Pairs of one document stand together.
      var first: (ordinal: Ordinal, label: String)?
      try stage.forEachPair { pair in
        if first?.ordinal != pair.first { first = (pair.first, try name(pair.first)) }
        let second = try name(pair.second)
        try lines.append { json in
          json.field("a", first?.label ?? "")
          json.field("b", second)
          json.name("similarity")
          json.number(pair.similarity)
        }
      }
    }
  }

  /// `{"id", "cluster"}` for every document of a cluster: first the one that stays, whose label is the
  /// cluster's, then those that went.
  private func writeClusters(to lines: LineBuffer) throws {
    var cluster: (kept: Ordinal, label: String)?
    func write(_ label: String) throws {
      try lines.append { json in
        json.field("id", label)
        json.field("cluster", cluster?.label ?? "")
      }
    }
    try ClusterLinks(stages, folder: folder, memory: memory).forEach { member in
      if cluster?.kept != member.kept {
        let label = try name(member.kept)
        cluster = (member.kept, label)
        try write(label)
      }
      try write(try name(member.document))
    }
  }

  private func name(_ ordinal: Ordinal) throws -> String {
    try label(ordinal) ?? "\(ordinal.rawValue >> 32):\(ordinal.rawValue & 0xFFFF_FFFF)"
  }
}

/// Lines of JSON on their way to a file.
private final class LineBuffer {
  private let files: OutputFiles
  private let file: OutputFile
  private var bytes: [UInt8] = []

  init(_ files: OutputFiles, file: OutputFile) {
    self.files = files
    self.file = file
  }

  func append(_ write: (inout JSONWriter) -> Void) throws {
    var json = JSONWriter(appendingTo: bytes)
    bytes = []
    json.beginObject()
    write(&json)
    json.endObject()
    json.endLine()
    bytes = json.bytes
    if bytes.count >= 1 << 20 { try flush() }
  }

  private func flush() throws {
    let written = try files.compressed(bytes)
    try file.write(written.span)
    bytes.removeAll(keepingCapacity: true)
  }

  func finish() throws {
    try flush()
    try file.finish()
  }
}
