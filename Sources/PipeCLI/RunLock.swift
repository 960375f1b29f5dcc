import PipeFormats

/// The right of one process to work on a run; the system takes it back when the process ends.
final class RunLock {
  private var lock: FileLock?

  /// - Throws: ``CommandFailure`` when another process works on the run.
  init(_ folder: String) throws {
    let path = folder + "/lock"
    guard let lock = try FileLock.take(path) else {
      let holder = FileLock.holder(of: path).map { " by process \($0)" } ?? ""
      throw CommandFailure(.files, "the run in `\(folder)` is being worked on\(holder)")
    }
    self.lock = lock
  }

  func release() { lock = nil }
}
