#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file, closed when its last user lets go of it.
///
/// Reading by offset may be shared between threads; reading and writing in sequence may not.
package final class File: Sendable {
  package let path: String
  package let descriptor: Int32
  private let closesDescriptor: Bool

  private init(path: String, descriptor: Int32, closesDescriptor: Bool = true) {
    self.path = path
    self.descriptor = descriptor
    self.closesDescriptor = closesDescriptor
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  package static let standardInput = File(path: "-", descriptor: 0, closesDescriptor: false)
  package static let standardOutput = File(path: "-", descriptor: 1, closesDescriptor: false)

  package static let standardError = File(path: "-", descriptor: 2, closesDescriptor: false)

  package static func reading(_ path: String) throws(FileError) -> File {
    let descriptor = try retrying(.open, path) { Int(open(path, O_RDONLY | O_CLOEXEC)) }
    return File(path: path, descriptor: Int32(descriptor))
  }

  /// Opens a file that is made anew, or emptied if it exists.
  package static func writing(_ path: String) throws(FileError) -> File {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let descriptor = try retrying(.create, path) { Int(open(path, flags, 0o666)) }
    return File(path: path, descriptor: Int32(descriptor))
  }

  /// Opens a file to go on behind its first `size` bytes; what stands after them is cut off.
  ///
  /// - Throws: `FileError`; `EINVAL` when the file has fewer bytes.
  package static func continuing(_ path: String, from size: Int) throws(FileError) -> File {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC
    let descriptor = try retrying(.create, path) { Int(open(path, flags, 0o666)) }
    let file = File(path: path, descriptor: Int32(descriptor))
    guard try file.size() >= size else {
      throw FileError(path: path, operation: .write, errno: EINVAL)
    }
    try retrying(.write, path) { Int(ftruncate(file.descriptor, off_t(size))) }
    try retrying(.write, path) { Int(lseek(file.descriptor, off_t(size), SEEK_SET)) }
    return file
  }

  /// Number of bytes; 0 for a pipe or a device.
  package func size() throws(FileError) -> Int {
    var status = stat()
    try retrying(.measure, path) { Int(fstat(descriptor, &status)) }
    return Int(status.st_size)
  }

  /// When the file was last written, in seconds since 1970; for people, never for a decision.
  package func modificationTime() throws(FileError) -> Int {
    var status = stat()
    try retrying(.measure, path) { Int(fstat(descriptor, &status)) }
    #if canImport(Darwin)
      return status.st_mtimespec.tv_sec
    #else
      return status.st_mtim.tv_sec
    #endif
  }

  /// Reads what is there, at most the buffer's size.
  ///
  /// - Returns: The number of bytes; 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard !buffer.isEmpty else { return 0 }
    #if canImport(Glibc)
      return try retrying(.read, path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    #elseif canImport(Musl)
      return try retrying(.read, path) { Musl.read(descriptor, buffer.baseAddress, buffer.count) }
    #elseif canImport(Darwin)
      return try retrying(.read, path) { Darwin.read(descriptor, buffer.baseAddress, buffer.count) }
    #endif
  }

  /// Reads from an offset until the buffer is full or the file ends.
  ///
  /// - Returns: The number of bytes read.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileError) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = try retrying(.read, path) {
        pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      let count: Int
      #if canImport(Glibc)
        count = try retrying(.write, path) { Glibc.write(descriptor, rest.baseAddress, rest.count) }
      #elseif canImport(Musl)
        count = try retrying(.write, path) { Musl.write(descriptor, rest.baseAddress, rest.count) }
      #elseif canImport(Darwin)
        count = try retrying(.write, path) {
          Darwin.write(descriptor, rest.baseAddress, rest.count)
        }
      #endif
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    try bytes.withUnsafeBytes { (buffer) throws(FileError) in try write(buffer) }
  }

  /// Writes over bytes that are there already.
  package func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
    try bytes.withUnsafeBytes { (buffer) throws(FileError) in try write(buffer, at: offset) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      done += try retrying(.write, path) {
        pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      }
    }
  }

  /// Lets the system begin to bring what was written to the disk, and forget what is there already: a
  /// large file that nobody reads soon would push everything else out of its memory.
  package func releaseWritten() {
    #if !canImport(Darwin)
      let end = lseek(descriptor, 0, SEEK_CUR)
      // What a call of late began to write is on the disk by now.
      let start = max(0, end - (24 << 20))
      if end > start { _ = posix_fadvise(descriptor, start, end - start, POSIX_FADV_DONTNEED) }
    #endif
  }

  /// Waits until the bytes are on the disk; does nothing for a pipe or a device.
  package func sync() throws(FileError) {
    do {
      try retrying(.sync, path) { Int(fsync(descriptor)) }
    } catch  where error.errno == EINVAL || error.errno == ENOTSUP || error.errno == EROFS {
      return
    }
  }
}
