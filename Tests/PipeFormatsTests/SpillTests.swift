import PipeFormats
import Testing

@Suite struct SpillTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Random records with many equal keys, ordinals and whole records.
  private func records(_ count: Int, keys: UInt128, seed: UInt64, spread: Bool) -> [SpillRecord] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let key = UInt128.random(in: 0..<keys, using: &random)
      return SpillRecord(
        key: spread ? key &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835 : key,
        ordinal: .random(in: 0..<20, using: &random), value: .random(in: -3...3, using: &random))
    }
  }

  private func sort(_ records: [SpillRecord], memoryLimit: Int) throws -> [SpillRecord] {
    let sorter = ExternalSorter(memoryLimit: memoryLimit, folder: folder.path)
    for record in records { try sorter.add(record) }
    let sorted = try sorter.finish()
    var result: [SpillRecord] = []
    while let record = try sorted.next() { result.append(record) }
    return result
  }

  @Test(arguments: [0, 4096, 30_000, 1 << 30], [0, 1, 31, 33, 5000])
  func sortsWhateverTheLimit(memoryLimit: Int, count: Int) throws {
    for (keys, spread) in [(1, false), (50, false), (50, true), (.max, false)] as [(UInt128, Bool)]
    {
      let records = records(count, keys: keys, seed: UInt64(count), spread: spread)
      #expect(try sort(records, memoryLimit: memoryLimit) == records.sorted())
    }
    #expect(
      FileListing(expanding: ["\(folder.path)/*"], extensions: []).paths == [], "no run stays")
  }

  /// 32 records in a run, more runs than are merged at once.
  @Test func mergesInSeveralPasses() throws {
    let records = records(32 * 300, keys: 1000, seed: 3, spread: true)
    #expect(try sort(records, memoryLimit: 0) == records.sorted())
  }

  /// Parts together are all records in order, and no key is in two.
  @Test(arguments: [1, 4, 13], [1, 3, 200])
  func partsAreWhatIsInTheFiles(parts: Int, files: Int) throws {
    var all: [SpillRecord] = []
    var paths: [String] = []
    for file in 0..<files {
      let some = records(
        file == 1 ? 0 : 60_000 / files, keys: 9_000, seed: UInt64(file + 1), spread: file % 2 == 0)
      all += some
      paths.append("\(folder.path)/file-\(file)")
      let sorter = ExternalSorter(memoryLimit: 1 << 24, folder: folder.path)
      for record in some { try sorter.add(record) }
      _ = try sorter.finish(into: paths[file])
    }
    let spill = try SpillParts(files: paths, count: parts)
    #expect((1...parts).contains(spill.count) && (parts == 1 || spill.count > 1))
    let other = spill.same(of: [paths[0]])
    var found: [SpillRecord] = []
    var ofFirst = 0
    for part in 0..<spill.count {
      let before = found.count
      let sorted = try spill.records(
        ofPart: part, memory: 1 << 20, maxFiles: 16, folder: folder.path, name: "merge")
      while let record = try sorted.next() { found.append(record) }
      if before > 0, before < found.count { #expect(found[before - 1].key < found[before].key) }
      let reader = try other.reader(of: 0, part: part, bufferSize: 1 << 12)
      while try reader.next() != nil { ofFirst += 1 }
    }
    #expect(found == all.sorted())
    #expect(ofFirst == 60_000 / files)
  }

  @Test func theLastPartFindsThatAFileIsDamaged() throws {
    let path = "\(folder.path)/file"
    let sorter = ExternalSorter(memoryLimit: 1 << 24, folder: folder.path)
    for record in records(100_000, keys: .max, seed: 5, spread: true) { try sorter.add(record) }
    _ = try sorter.finish(into: path)
    var bytes = try readWhole(path)
    // The value of a record.
    bytes[64 + 32 * 70_000 + 24] ^= 1
    let file = try OutputFile(path: path)
    try file.write(bytes.span)
    try file.finish()
    let parts = try SpillParts(files: [path], count: 3)
    #expect(throws: FormatError.self) {
      for part in 0..<parts.count {
        let reader = try parts.reader(of: 0, part: part, bufferSize: 1 << 12)
        while try reader.next() != nil {}
      }
    }
  }

  private func grouped(
    _ records: [SpillRecord], earlier: [SpillRecord] = [], minCount: Int, inMemory: Int,
    memoryLimit: Int
  ) throws -> [[SpillRecord]] {
    let sorter = ExternalSorter(memoryLimit: memoryLimit, folder: folder.path)
    for record in records { try sorter.add(record) }
    let groups = try SpillGroups(
      try sorter.finish(), earlier: earlier.isEmpty ? nil : EarlierRecords(earlier),
      minCount: minCount, overflow: "\(folder.path)/group", inMemory: inMemory)
    var found: [[SpillRecord]] = []
    while let group = try groups.next() {
      var read = group.records
      // Twice, since a stage may.
      for _ in 0..<2 {
        guard let reader = try group.reader() else { break }
        read = []
        while let record = try reader.next() { read.append(record) }
      }
      #expect(group.count == read.count && read.allSatisfy { $0.key == group.key })
      found.append(read)
    }
    return found
  }

  private final class EarlierRecords: EarlierSpillRecords {
    private var records: ArraySlice<SpillRecord>

    init(_ records: [SpillRecord]) { self.records = records[...] }

    func next(of key: UInt128) -> SpillRecord? {
      records = records.drop { $0.key < key }
      return records.first?.key == key ? records.removeFirst() : nil
    }

    func finish() {}
  }

  @Test(arguments: [0, 1 << 30], [1, 2, 60])
  func groupsByKey(memoryLimit: Int, minCount: Int) throws {
    let records = records(2000, keys: 40, seed: 9, spread: false)
    let byKey = Dictionary(grouping: records.sorted(), by: \.key)
    let expected = byKey.filter { $0.value.count >= minCount }.sorted { $0.key < $1.key }
      .map(\.value)
    for inMemory in [1, 7, 1 << 16] {
      let found = try grouped(
        records, minCount: minCount, inMemory: inMemory, memoryLimit: memoryLimit)
      #expect(found.count == expected.count && found == expected, "\(inMemory) in memory")
    }
  }

  @Test(arguments: [1, 2, 60])
  func earlierRecordsComeFirst(minCount: Int) throws {
    let records = records(600, keys: 40, seed: 9, spread: false)
    let earlier = self.records(600, keys: 80, seed: 10, spread: false).sorted()
    let before = Dictionary(grouping: earlier, by: \.key)
    let expected = Dictionary(grouping: records.sorted(), by: \.key)
      .sorted { $0.key < $1.key }.map { (before[$0.key] ?? []) + $0.value }
      .filter { $0.count >= minCount }
    for inMemory in [1, 20, 1 << 16] {
      let found = try grouped(
        records, earlier: earlier, minCount: minCount, inMemory: inMemory, memoryLimit: 4096)
      #expect(found.count == expected.count && found == expected, "\(inMemory) in memory")
    }
  }

  /// Also where keys differ in a few bits only, at both ends, or are many copies of few.
  @Test(arguments: [65, 1_000, 20_000])
  func sortsKeysOfAllShapes(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let shapes: [(UInt64) -> UInt128] = [
      { UInt128($0) }, { UInt128($0) << 64 }, { UInt128($0 & 3) << 126 | UInt128($0 >> 60) },
      { UInt128($0 & 7) << 100 | UInt128($0 >> 50) }, { _ in 5 }, { UInt128($0 % 100) },
    ]
    for shape in shapes {
      let records = (0..<count).map { _ in
        SpillRecord(
          key: shape(random.next()), ordinal: random.next() >> 40, value: Int64(random.next() >> 62)
        )
      }
      for limit in [30_000, 1 << 30] {
        #expect(try sort(records, memoryLimit: limit) == records.sorted())
      }
    }
  }

  @Test func mergesFilesOfOthersAndLeavesThem() throws {
    let all = records(30_000, keys: 5_000, seed: 4, spread: true)
    var files: [String] = []
    for part in 0..<300 {
      let sorter = ExternalSorter(memoryLimit: 1 << 20, folder: folder.path)
      for record in all[part * 100..<(part + 1) * 100] { try sorter.add(record) }
      files.append("\(folder.path)/part-\(part)")
      #expect(try sorter.finish(into: files[part]) == 100)
    }
    let merged = try ExternalSorter.merge(
      files: files, memory: 1 << 20, folder: folder.path, name: "merge")
    var found: [SpillRecord] = []
    while let record = try merged.next() { found.append(record) }
    #expect(found == all.sorted())
    let names = try fileNames(in: folder.path).filter { $0.hasPrefix("part") }
    #expect(names.count == 300)
  }

  @Test func filesKeepTheirOrder() throws {
    let path = "\(folder.path)/a.spill"
    let records = records(10_000, keys: .max, seed: 1, spread: false)
    let writer = try SpillWriter(path: path)
    for record in records { try writer.append(record) }
    try writer.finish()
    let reader = try SpillReader(path: path, bufferSize: 100)
    #expect(reader.count == records.count)
    var read: [SpillRecord] = []
    while let record = try reader.next() { read.append(record) }
    #expect(read == records)
    #expect(try bytes(of: path).count == 64 + 32 * records.count)
  }

  private func error(_ bytes: [UInt8]) throws -> String? {
    let path = try folder.file("bad.spill", bytes)
    do {
      let reader = try SpillReader(path: path)
      while try reader.next() != nil {}
      return nil
    } catch let error as FormatError {
      return error.message.replacing("the spill file `\(path)` can't be used: ", with: "")
    }
  }

  @Test func whatIsNotWholeIsRefused() throws {
    let path = "\(folder.path)/good.spill"
    let writer = try SpillWriter(path: path)
    for i in 0..<10 { try writer.append(SpillRecord(key: UInt128(i), ordinal: 1, value: -1)) }
    let unfinished = try SpillWriter(path: "\(folder.path)/unfinished.spill")
    for i in 0..<5000 { try unfinished.append(SpillRecord(key: UInt128(i), ordinal: 1)) }
    try writer.finish()
    let good = try bytes(of: path)
    let advice = "; remove it and run again"
    #expect(try error(good) == nil)
    #expect(try error([]) == "it does not begin as a spill file does" + advice)
    #expect(
      try error(Array("x".utf8) + good.dropFirst()) == "it does not begin as a spill file does"
        + advice)
    #expect(try error(good.dropLast(32)) == "it holds 9 records, not the 10 of its header" + advice)
    #expect(try error(good + [0]) == "it holds 10 records, not the 10 of its header" + advice)
    var changed = good
    changed[100] ^= 1
    #expect(try error(changed) == "its checksum differs" + advice)
    changed = good
    changed[8] = 1
    #expect(try error(changed) == "it has version 1, not 3" + advice)
    #expect(try error(bytes(of: unfinished.path)) == "it was never finished" + advice)
  }

  @Test func aMissingFolderIsAnError() throws {
    let sorter = ExternalSorter(memoryLimit: 0, folder: "no/such")
    #expect(throws: FileError.self) {
      for i in 0..<100 { try sorter.add(SpillRecord(key: UInt128(i), ordinal: 0)) }
    }
  }
}
