import PipeFormats

/// The files of an output: one for all documents, or many by the template of its path.
struct OutputFiles {
  let spec: OutputSpec
  let template: PathTemplate

  init(_ spec: OutputSpec) {
    self.spec = spec
    template = PathTemplate(spec.path)
  }

  var isFramed: Bool { !template.isFixed }
  /// Whether it is one file, which grows in the run's folder; else it is many, or no file.
  var isJoint: Bool { template.isFixed && isReplaceable(spec.path) }
  var compression: Compression? { Compression(path: spec.path) }

  /// What stands between the documents of one file.
  var separator: [UInt8] {
    switch spec.format {
    case .markdown: Array("\n---\n\n".utf8)
    case .text: [UInt8(ascii: "\n")]
    case .jsonl, .html: []
    }
  }

  /// Whether records of one name share its file; else equal names are told apart by a number.
  private var sharesNames: Bool { spec.format == .jsonl || !template.namesDocuments }

  /// Bytes as the output's file holds them.
  func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    guard let compression, !bytes.isEmpty else { return bytes }
    var result: [UInt8] = []
    try BatchCompressor(compression).compress(bytes.span, into: &result, path: spec.path)
    return result
  }

  /// Writes the files of an output of many, from the parts of all shards.
  ///
  /// - Returns: how many files there are, and the first.
  func join(_ parts: [String]) throws -> (count: Int, first: String?) {
    var taken: [String: Int] = [:]
    var open: [String: OutputFile] = [:]
    var first: String?
    for part in parts {
      for (name, bytes) in OutputFrames(try readWhole(part)) {
        let count = taken[name, default: 0] + 1
        taken[name] = count
        let path = sharesNames || count == 1 ? name : numbered(name, count, &taken)
        if first == nil { first = path }
        if open[path] == nil { try makeFolder(ofFile: path) }
        let file: OutputFile
        var record = Array(bytes)
        if let earlier = open[path] {
          file = earlier
          record = separator + record
        } else {
          file = try OutputFile(path: path)
        }
        record = try compressed(record)
        try file.write(record.span)
        if sharesNames { open[path] = file } else { try file.finish(syncs: false) }
      }
    }
    for (_, file) in open.sorted(by: { $0.key < $1.key }) { try file.finish(syncs: false) }
    OutputFile.syncAll()
    // Of a run that was killed at this very step.
    OutputFile.removeAbandoned(besides: sharesNames ? Array(open.keys) : Array(taken.keys))
    return (sharesNames ? open.count : taken.values.reduce(0, +), first)
  }

  /// `story.md` as `story-2.md`, or the next number that is free.
  private func numbered(_ name: String, _ count: Int, _ taken: inout [String: Int]) -> String {
    let slash = name.lastIndex(of: "/") ?? name.startIndex
    let dot = name[slash...].firstIndex(of: ".") ?? name.endIndex
    var number = count
    while true {
      let candidate = "\(name[..<dot])-\(number)\(name[dot...])"
      if taken[candidate] == nil {
        taken[candidate] = 0
        return candidate
      }
      number += 1
    }
  }
}
