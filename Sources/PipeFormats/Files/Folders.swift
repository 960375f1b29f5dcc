#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes a folder and those above it, as far as they are missing.
package func makeFolder(_ path: String) throws(FileError) {
  if path.isEmpty || path == "." || path == "/" || mkdir(path, 0o777) == 0 { return }
  if errno == ENOENT {
    try makeFolder(folder(of: path))
    if mkdir(path, 0o777) == 0 { return }
  }
  // What ends in `..` is there once the folder before it is.
  guard errno == EEXIST else { throw .last(.create, path) }
  var status = stat()
  if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
    throw FileError(path: path, operation: .create, errno: ENOTDIR)
  }
}

/// Makes the folder that a file is to stand in.
package func makeFolder(ofFile path: String) throws(FileError) {
  if path != "-" { try makeFolder(folder(of: path)) }
}

/// Takes away a folder with all that is in it; what can't be removed stays.
package func removeFolder(_ path: String) {
  if let stream = opendir(path) {
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: bytes, as: UTF8.self)
      if name == "." || name == ".." { continue }
      let child = path + "/" + name
      var status = stat()
      if lstat(child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        removeFolder(child)
      } else {
        unlink(child)
      }
    }
    closedir(stream)
  }
  rmdir(path)
}

/// A new folder of its own in the system's place for temporary files.
package func makeTemporaryFolder() throws(FileError) -> String {
  let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var template = Array("\(root)/pipe-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else {
    throw FileError(path: root, operation: .create, errno: errno)
  }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The names of what stands in a folder, sorted, the hidden ones too.
package func fileNames(in folder: String) throws(FileError) -> [String] {
  guard let stream = opendir(folder) else {
    throw FileError(path: folder, operation: .list, errno: errno)
  }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    let name = String(decoding: bytes, as: UTF8.self)
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// Takes away a file; false for one that is not there or can't be removed.
@discardableResult
package func removeFile(_ path: String) -> Bool { unlink(path) == 0 }

/// Gives a file another name of the same file system, in place of what has that name.
package func rename(_ path: String, to newPath: String) throws(FileError) {
  #if canImport(Glibc)
    try retrying(.rename, newPath) { Int(Glibc.rename(path, newPath)) }
  #elseif canImport(Musl)
    try retrying(.rename, newPath) { Int(Musl.rename(path, newPath)) }
  #elseif canImport(Darwin)
    try retrying(.rename, newPath) { Int(Darwin.rename(path, newPath)) }
  #endif
}

/// Waits until the names in a folder are on the disk; some file systems refuse, which loses nothing.
package func syncFolder(_ path: String) throws(FileError) { try File.reading(path).sync() }

/// Whether a path names a folder.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// What tells a file from what it is after a change: its size and when it was last written, in
/// nanoseconds.
package struct FileStamp: Sendable, Hashable {
  package let size: Int
  package let modified: Int

  package init(size: Int, modified: Int) {
    self.size = size
    self.modified = modified
  }

  package init(of path: String) throws(FileError) {
    var status = stat()
    try retrying(.measure, path) { Int(stat(path, &status)) }
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}

/// The file of the running program.
package func programPath() -> String {
  #if os(Linux)
    "/proc/self/exe"
  #else
    CommandLine.arguments.first ?? ""
  #endif
}

/// The folder that relative paths start from.
package func workingFolder() throws(FileError) -> String {
  guard let path = getcwd(nil, 0) else { throw .last(.open, ".") }
  defer { free(path) }
  return String(cString: path)
}

/// Lets relative paths start from a folder.
package func enterFolder(_ path: String) throws(FileError) {
  try retrying(.open, path) { Int(chdir(path)) }
}
