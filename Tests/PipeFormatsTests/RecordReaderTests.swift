import PipeFormats
import Testing

@Suite struct RecordReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Seen: Equatable {
    var lines: [String] = []
    var numbers: [Int] = []
    var offsets: [Int] = []
    var problems: [String] = []
  }

  private func read(_ reader: RecordReader) throws -> Seen {
    var seen = Seen()
    while let batch = try reader.next() {
      #expect(batch.bytes.suffix(LineBatch.padding).allSatisfy { $0 == 0 })
      for line in batch.lines {
        seen.lines.append(text(batch.bytes[line.range]))
        seen.numbers.append(line.number)
        seen.offsets.append(line.offset)
      }
      if let problem = batch.problem {
        seen.problems.append("\(problem.number) at \(problem.offset): \(problem.error)")
      }
    }
    return seen
  }

  private func read(_ bytes: some Sequence<UInt8>, batch: Int, max: Int = 1000) throws -> Seen {
    try read(RecordReader(ByteSource(bytes, in: folder), batchSize: batch, maxRecord: max))
  }

  @Test(arguments: [1, 2, 3, 5, 8, 100])
  func cutsLinesWhateverTheBatch(batch: Int) throws {
    let seen = try read("\u{FEFF}one\r\n\n  \r\ntwo\n\u{FEFF}three\r\nfour".utf8, batch: batch)
    #expect(seen.lines == ["one", "two", "\u{FEFF}three", "four"])
    #expect(seen.numbers == [1, 4, 5, 6])
    #expect(seen.offsets == [3, 13, 17, 27])
    #expect(seen.problems == [])
  }

  /// Against the definition, with random lines, limits and batches.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func agreesWithSplitting(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let max = Int.random(in: 1...40, using: &random)
    var bytes: [UInt8] = []
    var expected = Seen()
    for number in 1...Int.random(in: 1...40, using: &random) {
      let line = noise(Int.random(in: 0...60, using: &random), seed: random.next())
      if line.count > max {
        expected.problems.append(
          "\(number) at \(bytes.count): the record has \(line.count) bytes, more than `max_record` of \(max)"
        )
      } else if !line.isEmpty {
        expected.lines.append(text(line))
        expected.numbers.append(number)
        expected.offsets.append(bytes.count)
      }
      bytes += line
      bytes.append(10)
    }
    if Bool.random(using: &random) { bytes.removeLast() }
    let batch = Int.random(in: 1...80, using: &random)
    let seen = try read(bytes, batch: batch, max: max)
    #expect(seen == expected)
  }

  @Test func readsALineOf50MBAndOnlyWhenAllowed() throws {
    let long = [UInt8](repeating: 97, count: 50 << 20)
    let bytes = Array("before\n".utf8) + long + Array("\nafter\n".utf8)
    let path = try folder.file("long.jsonl", bytes)
    let allowed = try read(RecordReader(ByteSource(path: path)))
    #expect(allowed.lines.map(\.utf8.count) == [6, 50 << 20, 5])
    let refused = try read(RecordReader(ByteSource(path: path), maxRecord: 1 << 20))
    #expect(refused.lines == ["before", "after"])
    #expect(refused.numbers == [1, 3])
    #expect(
      refused.problems == [
        "2 at 7: the record has 52428800 bytes, more than `max_record` of 1048576"
      ])
  }

  @Test(arguments: Compression.allCases)
  func recordsBeforeABreakCountAndOneFails(compression: Compression) throws {
    let first = try compressed("one\ntwo\nth".utf8, compression)
    let packed = try first + compressed("ree\n".utf8, compression).dropLast(2)
    let name = "cut.jsonl" + compression.fileExtension
    let seen = try read(RecordReader(ByteSource(packed, in: folder, name: name)))
    #expect(seen.lines.prefix(2) == ["one", "two"])
    #expect(seen.problems.count == 1)
    #expect(seen.problems.allSatisfy { $0.contains("is cut short") })
  }

  @Test(arguments: [1, 7, 50, 333, 5000])
  func shardsAreTheFile(target: Int) throws {
    var random = SeededGenerator(seed: 7)
    let lines = (0..<200).map { _ in
      text(noise(Int.random(in: 1...60, using: &random), seed: random.next()))
    }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let path = try folder.file("shards.jsonl", bytes)
    let shards = try shardRanges(ofJSONLinesFile: path, targetBytes: target)
    #expect(shards.first?.lowerBound == 0 && shards.last?.upperBound == bytes.count)
    var seen = Seen()
    for (shard, next) in zip(shards, shards.dropFirst() + [bytes.count..<bytes.count]) {
      #expect(shard.upperBound == next.lowerBound)
      #expect(shard.upperBound == bytes.count || bytes[shard.upperBound - 1] == 10)
      let part = try read(RecordReader(path: path, shard: shard, batchSize: 100))
      seen.lines += part.lines
      seen.offsets += part.offsets
    }
    #expect(seen.lines == lines)
    #expect(seen.offsets == (try read(bytes, batch: 64)).offsets)
  }

  @Test func anEmptyFileHasNoShards() throws {
    #expect(try shardRanges(ofJSONLinesFile: folder.file("empty.jsonl"), targetBytes: 10) == [])
  }

  @Test func reusesSpentStorage() throws {
    let reader = try RecordReader(ByteSource("a\nbb\nccc\n".utf8, in: folder), batchSize: 4)
    var spent: [UInt8] = []
    var lines: [String] = []
    while let batch = try reader.next(reusing: spent) {
      lines += batch.lines.map { text(batch.bytes[$0.range]) }
      spent = batch.bytes
    }
    #expect(lines == ["a", "bb", "ccc"])
  }
}
