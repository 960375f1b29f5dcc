#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the loader reads files: from the disk, or from memory for tests and embedded recipes.
package struct FileAccess: Sendable {
  /// Why a file can't be read, in a few words.
  package enum Failure: Error, Sendable, Equatable {
    case notFound
    case tooLarge(limit: Int)
    /// In the system's words.
    case other(String)
  }

  /// The most that a pipeline file, library or list may have; nobody writes more by hand.
  package static let sizeLimit = 64 << 20

  package let read: @Sendable (_ path: String) -> Result<[UInt8], Failure>

  package init(read: @escaping @Sendable (_ path: String) -> Result<[UInt8], Failure>) {
    self.read = read
  }

  /// The files of the computer.
  package static let disk = FileAccess { path in
    do throws(Failure) {
      return .success(try bytes(of: path))
    } catch {
      return .failure(error)
    }
  }

  /// Files in memory by their path, for tests and embedded recipes.
  package static func memory(_ files: [String: [UInt8]]) -> FileAccess {
    FileAccess { path in files[path].map { .success($0) } ?? .failure(.notFound) }
  }

  private static func bytes(of path: String) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      let start = bytes.count
      let chunk = 1 << 16
      bytes.append(contentsOf: repeatElement(0, count: chunk))
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe systemRead(descriptor, buffer.baseAddress.map { unsafe $0 + start }, chunk)
      }
      bytes.removeLast(chunk - max(0, count))
      if count < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      if count == 0 { return bytes }
      if bytes.count > sizeLimit { throw .tooLarge(limit: sizeLimit) }
    }
  }

  private static func systemRead(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, buffer, count)
    #elseif canImport(Darwin)
      unsafe Darwin.read(descriptor, buffer, count)
    #endif
  }

  private static func failure() -> Failure {
    switch errno {
    case ENOENT, ENOTDIR: .notFound
    case EISDIR: .other("it is a folder")
    case EACCES, EPERM: .other("no permission to read it")
    default: .other("the system says no (errno \(errno))")
    }
  }
}

/// A path as it is named in a file, seen from the folder that the file's own path starts from.
func path(_ name: String, besides file: String) -> String {
  var name = name[...]
  while name.hasPrefix("./") { name = name.dropFirst(2) }
  guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return String(name) }
  var folder = file[..<slash]
  while name.hasPrefix("../"), !folder.isEmpty, !folder.hasSuffix(".."), folder != "." {
    name = name.dropFirst(3)
    folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
  }
  if folder.isEmpty, !file.hasPrefix("/") { return String(name) }
  return folder + "/" + name
}
