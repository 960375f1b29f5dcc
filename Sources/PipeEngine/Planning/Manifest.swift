package import PipeFormats

/// What a run reads, frozen before it starts: shards in order, cut at record boundaries.
package struct Manifest: Sendable {
  /// A file as one record.
  package struct Item: Sendable {
    package let path: String
    /// The path below the folder or glob that named it.
    package let name: String
    package let kind: FileKind
    /// Size and time of the file as it was listed; nil where nothing depends on it.
    package var stamp: FileStamp?
    /// What standard input held, of which the file is the run's own copy; nil for other files.
    package var standardInput: FileContent?
    /// What names the file in records: the path of a copy means nothing to others.
    var origin: String { standardInput == nil ? path : name }

    package init(path: String, name: String, kind: FileKind, stamp: FileStamp? = nil) {
      self.path = path
      self.name = name
      self.kind = kind
      self.stamp = stamp
    }
  }

  /// The unit of parallel work.
  package struct Shard: Sendable {
    package let index: Int
    package fileprivate(set) var items: [Item]
    /// The part of the only item that is read; nil for all of it.
    package let range: Range<Int>?
    /// Bytes on disk, for progress.
    package let size: Int
    /// The most records that are read; nil for all.
    package var limit: Int?

    init(index: Int, items: [Item], range: Range<Int>?, size: Int, limit: Int? = nil) {
      self.index = index
      self.items = items
      self.range = range
      self.size = size
      self.limit = limit
    }
  }

  package private(set) var shards: [Shard]
  package var size: Int { shards.reduce(0) { $0 + $1.size } }
  package var fileCount: Int { Set(shards.flatMap(\.items).map(\.path)).count }

  /// Plain JSON Lines files are cut into shards of about a 32nd of the corpus, within these bytes: enough
  /// for many workers to end together, and for each to hold what it writes until its turn.
  static let shardBytes = (8 << 20)...(64 << 20)
  /// Whole-file records go this many, or this many bytes, to a shard.
  static let itemsInShard = 256

  /// Lists the inputs and cuts them.
  ///
  /// - Throws: ``InputError`` that names every path that can't be read.
  package init(paths: [String], base: String) throws {
    var problems: [String] = []
    var items: [(Item, size: Int)] = []
    for argument in paths {
      let rooted =
        argument == "-" || argument.hasPrefix("/") || base == "." ? argument : base + "/" + argument
      let listing = FileListing(
        expanding: [rooted], extensions: FileKind.allExtensions, takesUnnamed: Self.showsKind)
      problems += listing.problems.map(\.description)
      for path in listing.paths {
        do {
          guard let kind = try FileKind(path: path) ?? FileKind(sniffing: path) else {
            problems.append(
              "`\(path)` is of no known kind, nor is it text; known are "
                + FileKind.allExtensions.filter { Compression(path: $0) == nil }
                .joined(separator: ", ") + ", each also with .gz or .zst")
            continue
          }
          let stamp = try FileStamp(of: path)
          // It must be readable too.
          _ = try File.reading(path)
          let name = Self.name(of: path, in: rooted)
          items.append((Item(path: path, name: name, kind: kind, stamp: stamp), stamp.size))
        } catch let error as FileError {
          problems.append(error.message)
        } catch {
          problems.append("`\(path)`: \(error)")
        }
      }
    }
    guard problems.isEmpty else { throw InputError(problems: problems) }
    shards = try Self.cut(items)
  }

  /// Whether the first bytes of a file show what it is; one that can't be read is to be told of.
  private static func showsKind(_ path: String) -> Bool {
    do {
      return try FileKind(sniffing: path) != nil
    } catch {
      return true
    }
  }

  /// Shards as an earlier listing cut them.
  init(shards: [Shard]) { self.shards = shards }

  /// One record, for `pipe try` and tests.
  package init(item: Item, size: Int) {
    shards = [Shard(index: 0, items: [item], range: nil, size: size)]
  }

  /// Says that a file is a copy of standard input: it is known by what it holds, not by its path.
  package mutating func setStandardInput(copy path: String, content: FileContent) {
    for shard in shards.indices {
      for item in shards[shard].items.indices where shards[shard].items[item].path == path {
        shards[shard].items[item].standardInput = content
      }
    }
  }

  /// The manifest of the first records alone.
  package func first(_ count: Int) throws -> Manifest {
    var rest = count
    var manifest = self
    manifest.shards = []
    for shard in shards where rest > 0 {
      var shard = shard
      if shard.items.first?.kind == .jsonLines {
        shard.limit = rest
        rest -= try records(of: shard, upTo: rest)
      } else {
        let items = Array(shard.items.prefix(rest))
        shard = Shard(index: shard.index, items: items, range: nil, size: shard.size)
        rest -= items.count
      }
      manifest.shards.append(shard)
    }
    return manifest
  }

  private func records(of shard: Shard, upTo limit: Int) throws -> Int {
    guard let item = shard.items.first else { return 0 }
    let reader = try InputReader(
      jsonLines: item.path, shard: shard.range,
      fields: JSONLinesFields(content: FieldPath("text")))
    var count = 0
    while count < limit, let payload = try reader.next() {
      if case .lines(let batch) = payload { count += batch.records.count }
      reader.recycle(payload)
    }
    return min(count, limit)
  }

  private static func cut(_ items: [(Item, size: Int)]) throws -> [Shard] {
    var shards: [Shard] = []
    var group: [Item] = []
    var groupSize = 0
    let all = items.reduce(0) { $0 + $1.size }
    let shardBytes = min(max(all / 32, Self.shardBytes.lowerBound), Self.shardBytes.upperBound)
    func close() {
      if !group.isEmpty {
        shards.append(Shard(index: shards.count, items: group, range: nil, size: groupSize))
      }
      group = []
      groupSize = 0
    }
    for (item, size) in items {
      if item.kind == .jsonLines {
        close()
        let ranges =
          Compression(path: item.path) == nil
          ? try shardRanges(ofJSONLinesFile: item.path, targetBytes: shardBytes) : []
        for range in ranges {
          shards.append(
            Shard(index: shards.count, items: [item], range: range, size: range.count))
        }
        if ranges.isEmpty && size > 0 {
          shards.append(Shard(index: shards.count, items: [item], range: nil, size: size))
        }
      } else {
        group.append(item)
        groupSize += size
        if group.count == itemsInShard || groupSize >= shardBytes { close() }
      }
    }
    close()
    return shards
  }

  /// The path without the fixed part of the argument that named it.
  private static func name(of path: String, in argument: String) -> String {
    let fixed = argument.prefix { !"*?[".contains($0) }
    var root = String(fixed)
    if root.count == argument.count {
      if path == argument { return String(path.split(separator: "/").last ?? Substring(path)) }
      if !root.hasSuffix("/") { root += "/" }
    } else {
      root = String(root.prefix(through: root.lastIndex(of: "/") ?? root.startIndex))
      if !root.hasSuffix("/") { root = "" }
    }
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }
}

/// Inputs that can't be read: exit code 4.
package struct InputError: Error, Sendable {
  package let problems: [String]
}
