import PipeFormats

extension LockedState {
  /// Merges all segments into one.
  ///
  /// - Parameters:
  ///   - memory: bytes that may be held, at least 16 KB for each segment.
  ///   - keepsLast: whether the last stays by itself, since its run may be begun again.
  /// - Throws: ``StateError`` for files that are damaged, `FileError`.
  func compact(memory: Int, keepsLast: Bool) throws {
    guard var next = manifest else { return }
    let last = keepsLast ? next.segments.popLast() : nil
    if next.segments.count > 1 {
      let parts = next
      next.generation += 1
      if last == nil { next.lastCommit = nil }
      let merged = try mending(path) { try merge(parts, number: next.generation, memory: memory) }
      next.segments = [merged] + (last.map { [$0] } ?? [])
      try replace(with: next)
    }
    try clean()
  }

  private func merge(
    _ manifest: StateManifest, number: Int, memory: Int
  ) throws -> StateManifest.Segment {
    var firstRow = 0
    let segments = try manifest.segments.map { segment in
      defer { firstRow += segment.documents }
      return try OpenSegment(segment, firstRow: firstRow, inFolder: path)
    }
    let hasSketches = segments.contains { $0.sketches != nil }
    let writer = try SegmentWriter(number: number, folder: path, sketches: hasSketches)
    let records = try EarlierRecords(segments, memory: memory, state: path)
    while let record = try records.next() { try writer.append(record) }
    for segment in segments {
      try segment.labels.forEachRow { try writer.append(label: $1) }
      if let sketches = segment.sketches {
        try sketches.forEachRow { try writer.append(sketch: $1) }
      } else if hasSketches {
        let nothing: [UInt8] = []
        for _ in 0..<segment.segment.documents { try writer.append(sketch: nothing.span) }
      }
    }
    return try writer.finish()
  }
}
