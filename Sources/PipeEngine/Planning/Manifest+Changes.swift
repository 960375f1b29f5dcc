import PipeFormats

extension Manifest {
  /// The inputs that are no longer what they were, in words, as far as a run depends on it.
  ///
  /// A file of the size and time that were listed is the same. One that was written again since, copied or
  /// touched, is the same when it holds what was read of it. What was not read may differ, since a run that
  /// goes on reads it as it is now; but records must begin where they began.
  ///
  /// - Parameter marks: those of the pass that reads first; nil for a shard that was not read.
  /// - Returns: a sentence for each file.
  func changes(sinceRead marks: (Shard) -> DoneMark?) -> [String] {
    var states: [String: FileState] = [:]
    var changes: [String] = []
    for shard in shards {
      var files: [(position: Int, item: Item)] = []
      for (position, item) in shard.items.enumerated() {
        let known = states[item.path]
        let state = known ?? FileState(of: item)
        states[item.path] = state
        switch state {
        case .changed(let what): if known == nil { changes.append(what) }
        case .written: files.append((position, item))
        case .same: break
        }
      }
      if files.isEmpty { continue }
      let mark = marks(shard)
      for (position, item) in files {
        guard let what = change(of: item, at: position, in: shard, since: mark) else { continue }
        states[item.path] = .changed(what)
        changes.append(what)
      }
    }
    return changes
  }

  /// What differs in a shard of a file that was written again; nil for nothing.
  private func change(
    of item: Item, at position: Int, in shard: Shard, since mark: DoneMark?
  ) -> String? {
    let start = shard.range?.lowerBound ?? 0
    let written = "`\(item.path)` was written again"
    do {
      guard let mark else {
        return try startsLine(start, of: item.path)
          ? nil : written + ", and no record begins at byte \(start) any more"
      }
      guard position < mark.contents.count, let content = mark.contents[position] else {
        return written
      }
      if try content == FileContent(ofFile: item.path, from: start, bytes: content.bytes) {
        return nil
      }
      return written
        + ", and its bytes \(start) to \(start + content.bytes) are not those that were read"
    } catch {
      return error.message
    }
  }

  /// How a file compares with what was listed.
  private enum FileState {
    case same
    /// Of the same size, at another time.
    case written
    case changed(String)

    init(of item: Item) {
      guard let stamp = item.stamp else {
        self = .same
        return
      }
      do {
        let now = try FileStamp(of: item.path)
        if now.size != stamp.size {
          self = .changed("`\(item.path)` had \(stamp.size) bytes, and has \(now.size)")
        } else {
          self = now == stamp ? .same : .written
        }
      } catch {
        self = .changed(error.message)
      }
    }
  }
}
