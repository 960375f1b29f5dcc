#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lock on a file that one process holds at a time; the system lets go of it when the process ends,
/// however it ends.
///
/// The file holds the process's id while the lock is held, and is empty afterwards.
package final class FileLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock, making the file when it is missing; nil when another holds it.
  package static func take(_ path: String) throws(FileError) -> FileLock? {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC
    let descriptor = Int32(try retrying(.create, path) { Int(open(path, flags, 0o666)) })
    do {
      try retrying(.lock, path) { Int(flock(descriptor, LOCK_EX | LOCK_NB)) }
    } catch {
      close(descriptor)
      if error.errno == EWOULDBLOCK { return nil }
      throw error
    }
    let lock = FileLock(descriptor: descriptor)
    lock.write("\(getpid())\n")
    return lock
  }

  /// The id of the process that holds the lock of a file, as far as it is known.
  package static func holder(of path: String) -> Int? {
    guard let bytes = try? readWhole(path) else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  deinit {
    write("")
    close(descriptor)
  }

  /// For people only: a disk that is full does not matter here.
  private func write(_ text: String) {
    guard ftruncate(descriptor, 0) == 0 else { return }
    let bytes = Array(text.utf8)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }
}
