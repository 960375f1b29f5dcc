import PipeCore
import PipeFormats
import PipeTesting
import Testing

@testable import PipeEngine

/// The folder of a state: what commits leave, what is found when files are damaged.
@Suite struct StateFolderTests {
  let place: Workplace
  var path: String { place.path("state") }

  init() throws { place = try Workplace() }

  private let shape = StateShape(
    stage: "stand_in", revision: 1, options: [.init(name: "size", value: "5")])

  private func open(run: UInt128) throws -> RunState {
    try RunState(path: path, shape: shape, run: run, memory: 1 << 20)
  }

  /// Commits documents that each have two keys, `number` and 1000, and a sketch.
  private func commit(_ numbers: [Int], to state: RunState) throws {
    try state.commit(sketches: true) { writer in
      let own = numbers.enumerated().map { ($1, $0) }.sorted { $0.0 < $1.0 }
      for (number, row) in own {
        try writer.append(SpillRecord(key: UInt128(number), ordinal: UInt64(row), value: 7))
      }
      for row in numbers.indices {
        try writer.append(SpillRecord(key: 1000, ordinal: UInt64(row), value: Int64(row)))
      }
      for number in numbers {
        try writer.append(
          label: Array("doc \(number)".utf8).span,
          sketch: Array(repeating: UInt8(number), count: number).span)
      }
    }
  }

  private func commit(_ numbers: [Int], run: UInt128) throws {
    let state = try open(run: run)
    try commit(numbers, to: state)
    try state.seal()
  }

  private func observations(_ key: UInt128, of state: RunState) throws -> [[Int]] {
    let records = try state.earlier.records(memory: 0, from: Ordinal(earlierRow: 0))
    var found: [[Int]] = []
    while let record = try records.next(of: key) {
      found.append([Ordinal(rawValue: record.ordinal).earlierRow ?? -1, Int(record.value)])
    }
    return found
  }

  private func bytesOfFolder() throws -> [String: [UInt8]] {
    var bytes: [String: [UInt8]] = [:]
    for name in try fileNames(in: path) { bytes[name] = try readWhole(path + "/" + name) }
    return bytes
  }

  @Test func laterRunsFindWhatEarlierOnesKept() throws {
    try commit([3, 9, 1], run: 1)
    try commit([4], run: 2)
    try commit([], run: 3)
    let state = try open(run: 4)
    #expect(state.earlier.count == 4)
    #expect(
      try (0..<4).map { try state.earlier.label($0) } == ["doc 3", "doc 9", "doc 1", "doc 4"])
    #expect(try state.earlier.sketch(3) == [4, 4, 4, 4])
    #expect(try observations(9, of: state) == [[1, 7]])
    #expect(try observations(1000, of: state) == [[0, 0], [1, 1], [2, 2], [3, 0]])
    #expect(try observations(5, of: state) == [])
    try state.seal()
    #expect(try StateReport(path).problems() == [])
    #expect(try StateReport(path).manifest?.generation == 2)
  }

  @Test func twoRunsNeverHoldAState() throws {
    let first = try open(run: 1)
    let error = #expect(throws: StateError.self) { _ = try open(run: 2) }
    #expect(error?.cause == .use)
    #expect(throws: StateError.self) { _ = try StateReport.compact(path, memory: 1 << 20) }
    try first.seal()
    try open(run: 2).seal()
  }

  @Test func aRunThatDidNotEndIsDoneAgain() throws {
    try commit([3, 9], run: 1)
    let before = try open(run: 2)
    let content = before.content
    try commit([5, 6], to: before)
    // Killed here: the lock goes with the process.
    before.letGo()
    let killed = try bytesOfFolder()
    let again = try open(run: 2)
    #expect(again.earlier.count == 2)
    #expect(again.content == content)
    try commit([5, 6], to: again)
    #expect(try bytesOfFolder().filter { $0.key != "lock" } == killed.filter { $0.key != "lock" })
    try again.seal()
    // Once it has ended, the same run is a later one.
    let later = try open(run: 2)
    #expect(later.earlier.count == 4)
    try later.seal()
  }

  @Test func whatAKilledRunCommittedCountsForOthers() throws {
    let killed = try open(run: 1)
    try commit([5, 6], to: killed)
    killed.letGo()
    let other = try open(run: 2)
    #expect(other.earlier.count == 2)
    try commit([7], to: other)
    try other.seal()
    let again = try open(run: 1)
    #expect(again.earlier.count == 3)
    try again.seal()
  }

  @Test func anotherResultOfTheSameRunReplacesItsCommit() throws {
    let killed = try open(run: 1)
    try commit([5, 6], to: killed)
    killed.letGo()
    try commit([5], run: 1)
    let state = try open(run: 2)
    #expect(state.earlier.count == 1)
    try state.seal()
    #expect(try StateReport(path).problems() == [])
    #expect(try fileNames(in: path).count == 5)
  }

  @Test func compactingChangesNothingButTheFiles() throws {
    for run in 0..<5 { try commit([run + 1, run + 20, 7], run: UInt128(run)) }
    let before = try open(run: 9)
    let keys = try [1, 7, 20, 24, 1000].map { try observations($0, of: before) }
    try before.seal()
    _ = try StateReport.compact(path, memory: 0)
    let after = try open(run: 9)
    #expect(try [1, 7, 20, 24, 1000].map { try observations($0, of: after) } == keys)
    #expect(after.content == before.content)
    for row in 0..<15 {
      #expect(try after.earlier.label(row) == before.earlier.label(row))
      #expect(try after.earlier.sketch(row) == before.earlier.sketch(row))
    }
    try after.seal()
    #expect(try StateReport(path).manifest?.segments.count == 1)
    #expect(try StateReport(path).problems() == [])
    #expect(try fileNames(in: path).count == 5)
  }

  @Test func aRunMergesWhenThereAreManySegments() throws {
    for run in 0...3 { try commit([run + 1], run: UInt128(run)) }
    let state = try RunState(path: path, shape: shape, run: 9, memory: 1 << 20, maxSegments: 3)
    #expect(state.earlier.count == 4)
    try state.seal()
    #expect(try StateReport(path).manifest?.segments.count == 1)
  }

  /// Every file, changed at many places or cut short or gone: verify finds it, and no run takes it.
  @Test func damageIsFound() throws {
    try commit([3, 9, 1], run: 1)
    try commit([4, 200], run: 2)
    let whole = try bytesOfFolder()
    for (name, bytes) in whole where name != "lock" {
      for at in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
        var changed = bytes
        changed[at] ^= 0x10
        try place.write("state/" + name, changed)
        #expect(found(), "\(name), byte \(at)")
      }
      try place.write("state/" + name, Array(bytes.dropLast()))
      #expect(found(), "\(name), cut")
      #expect(throws: StateError.self) { try open(run: 3) }
      if name != StateManifest.fileName {
        removeFile(path + "/" + name)
        #expect(found(), "\(name), gone")
        #expect(throws: StateError.self) { try open(run: 3) }
      }
      try place.write("state/" + name, bytes)
    }
    #expect(!found())
  }

  private func found() -> Bool {
    guard let report = try? StateReport(path) else { return true }
    return !report.problems().isEmpty
  }

  @Test func anotherShapeIsRefused() throws {
    try commit([3], run: 1)
    let shapes = [
      StateShape(stage: "other", revision: 1, options: shape.options),
      StateShape(stage: "stand_in", revision: 2, options: shape.options),
      StateShape(stage: "stand_in", revision: 1, options: [.init(name: "size", value: "4")]),
      StateShape(stage: "stand_in", revision: 1, options: []),
    ]
    let messages = shapes.map { shape in
      #expect(throws: StateError.self) {
        _ = try RunState(path: path, shape: shape, run: 2, memory: 0)
      }?.message.replacing(path, with: "s")
    }
    #expect(
      messages == [
        "the state `s` was made by stand_in, not by other; name another folder, which begins anew",
        "the state `s` was made by stand_in of revision 1, and this is revision 2; "
          + "use the pipe that made it, or name another folder, which begins anew",
        "the state `s` was made with `size: 5`, not `size: 4`; "
          + "change it back, or name another folder, which begins anew",
        "the state `s` depends on `size: 5`, which stand_in does not know here; "
          + "use the pipe that made it, or name another folder, which begins anew",
      ])
  }

  @Test func aFolderOfOtherThingsIsNoState() throws {
    try place.write("state/story.txt", "A story.")
    #expect(throws: StateError.self) { _ = try open(run: 1) }
    #expect(throws: StateError.self) { _ = try StateReport(path) }
    #expect(try fileNames(in: path) == ["story.txt"])
  }

  @Test func filesOfABrokenCommitAreTakenAway() throws {
    try commit([3], run: 1)
    try place.write("state/segment-2.observations", "half")
    try place.write("state/segment-2.labels.index", "half")
    try place.write("state/.manifest.json.77.partial", "half")
    let report = try StateReport(path)
    #expect(report.leftovers.count == 3)
    #expect(report.problems() == [])
    try commit([4], run: 2)
    #expect(try StateReport(path).leftovers == [])
    #expect(try StateReport(path).problems() == [])
  }
}

@Suite struct KeptDocumentsTests {
  @Test func ranksAreThoseOfAList() {
    var random = SeededGenerator(seed: 5)
    let shards = [0, 1, 4].map { index in
      (index: index, rows: (0..<5).map { _ in random.next() & random.next() })
    }
    let kept = KeptDocuments(shards)
    var expected = 0
    for (index, words) in shards {
      let rows = (0..<320).filter { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
      #expect(kept.rows(ofShard: index) == rows)
      for row in 0..<400 {
        let rank = kept.rank(of: Ordinal(shard: index, row: row))
        if rows.contains(row) {
          #expect(rank == expected)
          expected += 1
        } else {
          #expect(rank == nil)
        }
      }
    }
    #expect(kept.count == expected)
    #expect(kept.rank(of: Ordinal(shard: 2, row: 0)) == nil)
    #expect(kept.rank(of: Ordinal(earlierRow: 0)) == nil)
  }
}
