import PipeFormats
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/pipe-formats-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    path = String(cString: try #require(made))
  }

  deinit { remove(path) }

  func file(_ name: String, _ bytes: some Sequence<UInt8> = []) throws -> String {
    let path = "\(self.path)/\(name)"
    let file = try File.writing(path)
    try file.write(Array(bytes).span)
    return path
  }

  func folder(_ name: String) {
    mkdir("\(path)/\(name)", 0o755)
  }

  private func remove(_ path: String) {
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        let text = String(decoding: name, as: UTF8.self)
        if text != "." && text != ".." { remove("\(path)/\(text)") }
      }
      closedir(stream)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

func compressed(_ text: some Sequence<UInt8>, _ compression: Compression) throws -> [UInt8] {
  var output: [UInt8] = []
  try BatchCompressor(compression).compress(Array(text).span, into: &output, path: "test")
  return output
}

/// Reads a source with small buffers until it ends or throws.
func readAll(_ source: ByteSource, chunk: Int = 777) -> (bytes: [UInt8], error: (any Error)?) {
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: chunk)
  while true {
    do {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return (all, nil) }
      all += buffer[..<count]
    } catch {
      return (all, error)
    }
  }
}

func bytes(of path: String) throws -> [UInt8] {
  let file = try File.reading(path)
  var buffer = [UInt8](repeating: 0, count: try file.size())
  _ = try buffer.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
  return buffer
}

func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

/// Text that compresses a little and has no period.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var random = SeededGenerator(seed: seed)
  return (0..<count).map { _ in UInt8.random(in: 97...112, using: &random) }
}

extension ByteSource {
  convenience init(
    _ bytes: some Sequence<UInt8>, in folder: TemporaryFolder, name: String = "in.jsonl"
  )
    throws
  {
    try self.init(path: folder.file(name, bytes))
  }
}
