import PipeEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct FixtureError: Error {
  let message: String
}

/// `Tests/Fixtures/NAME/`, wherever the tests run.
func fixtureFolder(_ name: String, file: String = #filePath) -> String {
  var parts = file.split(separator: "/", omittingEmptySubsequences: false)
  parts.removeLast(2)
  return parts.joined(separator: "/") + "/Fixtures/\(name)/"
}

func text(of path: String) throws -> String {
  String(decoding: try FileAccess.disk.read(path).get(), as: UTF8.self)
}

func write(_ text: String, to path: String) throws {
  guard let file = unsafe fopen(path, "w") else { throw FixtureError(message: path) }
  defer { unsafe fclose(file) }
  let bytes = Array(text.utf8)
  let count = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
  guard count == bytes.count else { throw FixtureError(message: path) }
}

/// The names of a folder's files with an ending, without it, sorted.
func fixtureNames(in folder: String, ending: String) -> [String] {
  var names: [String] = []
  guard let directory = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(directory) }
  while let entry = unsafe readdir(directory) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if name.hasSuffix(ending) { names.append(String(name.dropLast(ending.count))) }
  }
  return names.sorted()
}
