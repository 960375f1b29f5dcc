import PipeFormats
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ByteSourceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: Compression.allCases, [0, 1, 1000, 700_000])
  func readsWhatWasCompressed(compression: Compression, count: Int) throws {
    let plain = noise(count)
    let packed = try compressed(plain, compression)
    let source = try ByteSource(
      packed + (count == 0 ? compressed([10], compression) : []), in: folder)
    let (bytes, error) = readAll(source, chunk: 65_536)
    #expect(error == nil)
    #expect(bytes == (count == 0 ? [10] : plain))
    #expect(source.compression == compression)
    #expect(source.bytesRead == bytes.count)
  }

  @Test(arguments: Compression.allCases, [1, 13, 4096])
  func readsMembersAndFramesOneAfterTheOther(compression: Compression, chunk: Int) throws {
    var packed: [UInt8] = []
    for part in ["first\n", "second\n", "third"] {
      packed += try compressed(part.utf8, compression)
    }
    let name = "many" + compression.fileExtension
    let (bytes, error) = readAll(try ByteSource(packed, in: folder, name: name), chunk: chunk)
    #expect(error == nil)
    #expect(text(bytes) == "first\nsecond\nthird")
  }

  /// Whatever is decoded, and however it is cut, the content is that of the file.
  @Test(arguments: [nil] + Compression.allCases, [1, 777, 1 << 20])
  func knowsTheContentOfItsFile(compression: Compression?, chunk: Int) throws {
    let plain = noise(300_000)
    let path = try folder.file("any", compression.map { try compressed(plain, $0) } ?? plain)
    let source = try ByteSource(path: path, identified: true)
    _ = readAll(source, chunk: chunk)
    let content = try #require(source.content)
    #expect(content == (try FileContent(ofFile: path, from: 0, bytes: 1 << 20)))
    #expect(content.bytes == (try FileStamp(of: path).size))
    #expect(FileContent("\(content)") == content)
    #expect(try ByteSource(path: path).content == nil)
  }

  @Test func knowsTheContentOfARange() throws {
    let path = try folder.file("any", noise(5_000))
    let source = try ByteSource(path: path, range: 1_000..<4_000, identified: true)
    _ = readAll(source)
    #expect(source.content == (try FileContent(ofFile: path, from: 1_000, bytes: 3_000)))
    #expect(source.content != (try FileContent(ofFile: path, from: 1_001, bytes: 3_000)))
  }

  @Test func skipsPaddingBetweenGzipMembers() throws {
    let packed =
      try compressed("a".utf8, .gzip) + [UInt8](repeating: 0, count: 600_000)
      + compressed("b".utf8, .gzip) + [0, 0, 0]
    let (bytes, error) = readAll(try ByteSource(packed, in: folder, name: "x.gz"))
    #expect(error == nil)
    #expect(text(bytes) == "ab")
  }

  @Test func skipsSkippableZstdFrames() throws {
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let packed =
      try skippable + compressed("a".utf8, .zstd) + skippable + compressed("b".utf8, .zstd)
    let (bytes, error) = readAll(try ByteSource(packed, in: folder, name: "x.zst"))
    #expect(error == nil)
    #expect(text(bytes) == "ab")
  }

  /// Every cut of a file of two members gives a prefix of its bytes, and an error but at the
  /// border.
  @Test(arguments: Compression.allCases)
  func givesAllBeforeACut(compression: Compression) throws {
    let plain = noise(3000)
    let first = try compressed(plain[..<2000], compression)
    let packed = try first + compressed(plain[2000...], compression)
    let name = "cut" + compression.fileExtension
    for end in stride(from: 4, to: packed.count, by: 7) where end != first.count {
      let source = try ByteSource(packed[..<end], in: folder, name: name)
      let (bytes, error) = readAll(source)
      #expect(bytes.elementsEqual(plain.prefix(bytes.count)), "cut at \(end)")
      #expect(end < first.count || bytes.count >= 2000, "cut at \(end)")
      #expect(
        error as? FormatError
          == .truncated(path: source.path, compression: compression, read: bytes.count),
        "cut at \(end)")
      #expect(readAll(source).error as? FormatError == error as? FormatError, "throws again")
    }
  }

  @Test func messageOfTruncatedInputSaysHowMuchWasRead() throws {
    let packed = try compressed("0123456789".utf8, .gzip)
    let source = try ByteSource(packed.dropLast(4), in: folder, name: "cut.gz")
    let (bytes, error) = readAll(source)
    #expect(text(bytes) == "0123456789")
    let path = source.path
    #expect(
      "\(try #require(error))"
        == "`\(path)` is cut short: its gzip data ends after 10 decoded bytes; fetch or write it anew"
    )
  }

  @Test(arguments: Compression.allCases)
  func tellsDamageFromTruncation(compression: Compression) throws {
    var packed = try compressed(noise(5000), compression)
    for i in packed.count / 2..<packed.count / 2 + 40 { packed[i] ^= 0xA5 }
    let (_, error) = readAll(
      try ByteSource(packed, in: folder, name: "x" + compression.fileExtension))
    guard case .corrupt? = error as? FormatError else {
      Issue.record("\(error as Any)")
      return
    }
  }

  @Test func refusesGarbageAfterGzip() throws {
    let packed = try compressed("good".utf8, .gzip) + Array("garbage".utf8)
    let (bytes, error) = readAll(try ByteSource(packed, in: folder, name: "x.gz"))
    #expect(text(bytes) == "good")
    let message = "\(try #require(error))"
    #expect(
      message.hasSuffix("its gzip data breaks after 4 decoded bytes (incorrect header check)"))
  }

  @Test func namesThatLie() throws {
    let path = try folder.file("plain.jsonl.gz", "{\"text\":\"not compressed\"}".utf8)
    #expect(throws: FormatError.misnamed(path: path, compression: .gzip)) {
      try ByteSource(path: path)
    }
    let empty = try folder.file("empty.zst")
    #expect(throws: FormatError.truncated(path: empty, compression: .zstd, read: 0)) {
      try ByteSource(path: empty)
    }
    #expect(
      FormatError.misnamed(path: "a.gz", compression: .gzip).message
        == "`a.gz` is named `.gz` but does not hold gzip data; rename it")
    let source = try ByteSource(compressed("a".utf8, .zstd), in: folder, name: "unnamed.jsonl")
    #expect(readAll(source).bytes == Array("a".utf8))
  }

  /// As standard input does it.
  @Test(arguments: [nil, Compression.gzip, .zstd])
  func readsAPipe(compression: Compression?) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let plain = noise(30_000)
    let packed = try compression.map { try compressed(plain, $0) } ?? plain
    for part in [packed[..<2], packed[2..<100], packed[100...]] {
      try #require(part.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) } == part.count)
    }
    close(ends[1])
    let (bytes, error) = readAll(try ByteSource(path: "/dev/fd/\(ends[0])"))
    #expect(error == nil)
    #expect(bytes == plain)
  }

  @Test func readsARange() throws {
    let path = try folder.file("range.txt", "0123456789".utf8)
    let source = try ByteSource(path: path, range: 3..<7)
    #expect(text(readAll(source, chunk: 3).bytes) == "3456")
  }

  @Test func emptyPlainFileIsEmpty() throws {
    let source = try ByteSource([], in: folder)
    #expect(readAll(source).bytes == [])
    #expect(source.compression == nil)
  }
}
