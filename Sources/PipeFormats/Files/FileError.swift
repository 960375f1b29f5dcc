#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A call to the operating system that failed on a file or folder.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried, as it is told: "can't *read* `a.txt`".
  package enum Operation: String, Sendable {
    case open, read, write, create, rename, list, remove, lock
    case measure = "get the size of"
    case sync = "flush to disk"
  }

  package let path: String
  package let operation: Operation
  /// The number of the cause, such as `ENOSPC`.
  package let errno: Int32

  package init(path: String, operation: Operation, errno: Int32) {
    self.path = path
    self.operation = operation
    self.errno = errno
  }

  /// What failed, why, and where it is known what would be right.
  package var message: String {
    "can't \(operation.rawValue) `\(path)`: \(cause)"
  }

  package var description: String { message }

  /// Whether there is nothing of that name.
  package var isAbsence: Bool { errno == ENOENT }

  private var cause: String {
    switch errno {
    case ENOENT:
      operation == .create
        ? "its folder does not exist; create the folder first" : "no such file or folder"
    case EACCES, EPERM: "permission denied; \(permissionAdvice)"
    case EROFS: "the file system is read-only; choose another output folder"
    case ENOSPC: "no space left on the disk; free some or choose another output folder"
    case EDQUOT: "the disk quota is used up; free some space or choose another output folder"
    case EFBIG: "the file would pass the size limit of its file system or of this process"
    case EISDIR: "it is a folder, not a file"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case EMFILE, ENFILE: "too many open files; raise `ulimit -n`"
    case ENAMETOOLONG: "the name is too long; at most 255 bytes fit"
    case ELOOP: "its symbolic links go round in a circle"
    case EPIPE: "the program that reads it has ended"
    case EIO: "the disk or network reports an input/output error"
    default: strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    }
  }

  private var permissionAdvice: String {
    switch operation {
    case .read, .open, .list, .measure: "it must be readable by this user"
    default: "its folder must be writable by this user"
    }
  }
}

extension FileError {
  /// The error of the call that has just failed.
  static func last(_ operation: Operation, _ path: String) -> FileError {
    #if canImport(Glibc)
      FileError(path: path, operation: operation, errno: Glibc.errno)
    #elseif canImport(Musl)
      FileError(path: path, operation: operation, errno: Musl.errno)
    #elseif canImport(Darwin)
      FileError(path: path, operation: operation, errno: Darwin.errno)
    #endif
  }
}

/// Runs a call again while a signal interrupts it.
///
/// - Returns: What the call returned: 0 or more.
@discardableResult
func retrying(
  _ operation: FileError.Operation, _ path: String, _ call: () -> Int
) throws(FileError) -> Int {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = FileError.last(operation, path)
    if error.errno != EINTR { throw error }
  }
}
