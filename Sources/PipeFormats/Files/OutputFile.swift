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

  /// Fails where a file of this path could not be begun; leaves nothing behind, even when killed.
  package static func check(_ path: String) throws(FileError) {
    if path == "-" { return }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists && status.st_mode & S_IFMT == S_IFDIR {
      throw FileError(path: path, operation: .create, errno: EISDIR)
    }
    let isReplaced = !exists || status.st_mode & S_IFMT == S_IFREG
    let written = isReplaced ? PipeFormats.folder(of: exists ? resolved(path) : path) : path
    guard access(written, isReplaced ? W_OK | X_OK : W_OK) == 0 else {
      throw FileError(path: path, operation: .create, errno: errno)
    }
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
    try rename(partialPath, to: finalPath)
    isFinished = true
    // The new name itself is on the disk only once its folder is; some file systems refuse, which
    // loses nothing.
    if syncs { try? syncFolder(folder(of: finalPath)) }
  }

  /// Gives a file that is whole and on the disk its place, instead of what has the name.
  ///
  /// A link stays. The file is copied where the place is in another file system.
  package static func move(_ path: String, to newPath: String) throws(FileError) {
    try makeFolder(ofFile: newPath)
    var status = stat()
    let target = stat(newPath, &status) == 0 ? resolved(newPath) : newPath
    do {
      try rename(path, to: target)
      try? syncFolder(folder(of: target))
    } catch {
      guard error.errno == EXDEV else { throw error }
      let copy = try OutputFile(path: newPath)
      try copy.append(contentsOf: path)
      try copy.finish()
      removeFile(path)
    }
  }

  /// Takes away what processes that were killed have left beside these files while they wrote them.
  ///
  /// Where links lead is not looked at.
  package static func removeAbandoned(besides paths: some Sequence<String>) {
    var names: [String: Set<String>] = [:]
    for path in paths where path != "-" {
      names[folder(of: path), default: []].insert(keptName(of: path))
    }
    for (folder, names) in names {
      for file in (try? fileNames(in: folder)) ?? [] {
        guard let partial = PartialName(file), names.contains(partial.name), !partial.isInUse
        else { continue }
        removeFile("\(folder)/\(file)")
      }
    }
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
    "\(folder(of: path))/\(PartialName(name: keptName(of: path), process: getpid()).file)"
  }

  private static func keptName(of path: String) -> String {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { $0.prefix(200) }
    return name.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

/// The hidden name of a file while it is written: what it will be called, and by whom it is written.
private struct PartialName {
  let name: String
  let process: pid_t

  init(name: String, process: pid_t) {
    self.name = name
    self.process = process
  }

  /// Nil for a name of another form.
  init?(_ file: String) {
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty, parts[parts.count - 1] == "partial",
      let process = pid_t(parts[parts.count - 2]), process > 0
    else { return nil }
    self.init(name: parts[1..<parts.count - 2].joined(separator: "."), process: process)
  }

  var file: String { ".\(name).\(process).partial" }

  /// Whether the process is there; one of another machine may share the folder, and is not seen.
  var isInUse: Bool { kill(process, 0) == 0 || errno != ESRCH }
}

/// Whether a path names a file, or nothing yet: what an atomic write can replace, unlike a pipe, a
/// device or standard output (`-`).
package func isReplaceable(_ path: String) -> Bool {
  var status = stat()
  return path != "-" && (stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG)
}

/// The path before the last slash: `.` when there is none.
func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
