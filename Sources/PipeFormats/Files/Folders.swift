#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes a folder and those above it, as far as they are missing.
package func makeFolder(_ path: String) throws(FileError) {
  if path.isEmpty || path == "." || path == "/" { return }
  if mkdir(path, 0o777) == 0 { return }
  if errno == ENOENT {
    try makeFolder(folder(of: path))
    try retrying(.create, path) { Int(mkdir(path, 0o777)) }
  } else if errno == EEXIST {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw FileError(path: path, operation: .create, errno: ENOTDIR)
    }
  } else {
    throw FileError(path: path, operation: .create, errno: errno)
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

/// Takes away a file; one that is not there or can't be removed is left.
package func removeFile(_ path: String) { unlink(path) }
