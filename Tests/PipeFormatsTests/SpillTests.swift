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

  @Test(arguments: [0, 1 << 30])
  func groupsByKey(memoryLimit: Int) throws {
    let records = records(2000, keys: 40, seed: 9, spread: false)
    let sorter = ExternalSorter(memoryLimit: memoryLimit, folder: folder.path)
    for record in records { try sorter.add(record) }
    var seen: [UInt128: [SpillRecord]] = [:]
    var keys: [UInt128] = []
    try sorter.finish().forEachGroup { key, group in
      keys.append(key)
      // Every third group is left after one record: the rest must not leak into the next.
      while let (ordinal, value) = try group.next() {
        seen[key, default: []].append(SpillRecord(key: key, ordinal: ordinal, value: value))
        if key % 3 == 0 { break }
      }
    }
    let expected = Dictionary(grouping: records.sorted(), by: \.key)
    #expect(keys == expected.keys.sorted())
    for (key, group) in expected {
      #expect(seen[key] == (key % 3 == 0 ? Array(group.prefix(1)) : group))
    }
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
    changed[8] = 2
    #expect(try error(changed) == "it has version 2, not 1" + advice)
    #expect(try error(bytes(of: unfinished.path)) == "it was never finished" + advice)
  }

  @Test func aMissingFolderIsAnError() throws {
    let sorter = ExternalSorter(memoryLimit: 0, folder: "no/such")
    #expect(throws: FileError.self) {
      for i in 0..<100 { try sorter.add(SpillRecord(key: UInt128(i), ordinal: 0)) }
    }
  }
}
