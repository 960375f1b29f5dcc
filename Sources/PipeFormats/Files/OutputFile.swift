#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that appears under its name only once it is whole.
///
/// It is written beside, under a name of this process, and renamed by `finish()`. Without
/// `finish()` nothing is left behind and what had the name before stays. A pipe, a device and
/// standard output (`-`) are written directly.
package final class OutputFile {
  package let path: String
  private let file: File
  private let partialPath: String?
  /// Where `path` leads when it is a link: the link stays.
  private let finalPath: String
  private var isFinished = false

  package init(path: String) throws(FileError) {
    self.path = path
    if path == "-" {
      file = .standardOutput
      (partialPath, finalPath) = (nil, path)
      return
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists && status.st_mode & S_IFMT == S_IFDIR {
      throw FileError(path: path, operation: .create, errno: EISDIR)
    }
    if exists && status.st_mode & S_IFMT != S_IFREG {
      file = try File.writing(path)
      (partialPath, finalPath) = (nil, path)
      return
    }
    finalPath = exists ? OutputFile.resolved(path) : path
    let partial = OutputFile.partialPath(of: finalPath)
    do {
      file = try File.writing(partial)
    } catch {
      throw FileError(path: path, operation: .create, errno: error.errno)
    }
    partialPath = partial
  }

  deinit {
    if let partialPath, !isFinished { unlink(partialPath) }
  }

  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    do {
      try file.write(bytes)
    } catch {
      throw FileError(path: path, operation: error.operation, errno: error.errno)
    }
  }

  /// Flushes to the disk and gives the file its name.
  ///
  /// One of very many files may leave the flushing to ``syncAll()``, which is then called once.
  package func finish(syncs: Bool = true) throws(FileError) {
    guard let partialPath, !isFinished else { return }
    if syncs { try file.sync() }
    try retrying(.rename, path) { Int(rename(partialPath, finalPath)) }
    isFinished = true
    // The new name itself is on the disk only once its folder is; some file systems refuse, which
    // loses nothing.
    if syncs { try? File.reading(folder(of: finalPath)).sync() }
  }

  /// Waits until all that was written anywhere is on the disk.
  package static func syncAll() { sync() }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// A hidden name in the same folder, cut so that the file system takes it wherever it takes
  /// `path`.
  private static func partialPath(of path: String) -> String {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { $0.prefix(200) }
    let kept = name.map { String(decoding: $0, as: UTF8.self) } ?? ""
    return "\(folder(of: path))/.\(kept).\(getpid()).partial"
  }
}

/// The path before the last slash: `.` when there is none.
func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
