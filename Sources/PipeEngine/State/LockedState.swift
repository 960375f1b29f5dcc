import PipeFormats
import Synchronization

/// The folder of a state, while this process alone may change it.
final class LockedState: Sendable {
  let path: String
  private let current: Mutex<StateManifest?>
  private let lock: FileLock

  private static let lockName = "lock"

  var manifest: StateManifest? { current.withLock { $0 } }

  /// Takes the lock; `creates` makes the folder when it is missing.
  ///
  /// - Throws: ``StateError`` when another process has it, when there is no state, or when the
  ///   manifest can't be used; `FileError`.
  init(path: String, creates: Bool = false) throws {
    self.path = path
    if creates { try makeFolder(path) }
    try Self.checkFolder(path)
    let file = path + "/" + Self.lockName
    guard let lock = try FileLock.take(file) else {
      throw StateError.use(path, holder: FileLock.holder(of: file))
    }
    self.lock = lock
    current = Mutex(try StateManifest.read(inFolder: path))
  }

  /// Puts a manifest in place of the one that is there; it is on the disk afterwards.
  ///
  /// - Throws: ``StateError`` when the one there is not the one that was read: somebody took files
  ///   away or put others there.
  func replace(with manifest: StateManifest) throws {
    guard try StateManifest.read(inFolder: path) == self.manifest else {
      throw StateError(
        cause: .change,
        message: "the state `\(path)` was changed while it was in use; nothing was added to it")
    }
    // The names of new files first: a manifest must not outlive what it names.
    try File.reading(path).sync()
    let file = try OutputFile(path: path + "/" + StateManifest.fileName)
    try file.write(manifest.json.span)
    try file.finish()
    current.withLock { $0 = manifest }
  }

  /// Takes away the files that the manifest does not name.
  func clean() throws {
    for name in try Self.leftovers(in: path, manifest) { removeFile(path + "/" + name) }
  }

  /// Files of a state's kind that a manifest does not name: of a commit that did not come to its end.
  static func leftovers(in path: String, _ manifest: StateManifest?) throws -> [String] {
    let named = Set(
      manifest?.segments.flatMap { segment in
        let files = SegmentFiles(number: segment.number, folder: path)
        return [files.observations, files.labels]
          + (segment.sketches == nil ? [] : [files.sketches])
      } ?? [])
    return try fileNames(in: path).filter { isOurs($0) && !named.contains(path + "/" + $0) }
  }

  private static func isOurs(_ name: String) -> Bool {
    name.hasPrefix(SegmentFiles.prefix)
      || name.hasPrefix(".\(StateManifest.fileName).") && name.hasSuffix(".partial")
  }

  /// Checks that a folder has a state, or nothing at all.
  static func checkFolder(_ path: String) throws {
    let names: [String]
    do {
      names = try fileNames(in: path)
    } catch {
      guard error.isAbsence else { throw error }
      throw StateError(cause: .absence, message: "there is no state `\(path)`")
    }
    if names.contains(StateManifest.fileName) { return }
    if let other = names.first(where: { $0 != lockName && !isOurs($0) }) {
      throw StateError(
        cause: .absence,
        message: "the folder `\(path)` holds no state, but `\(other)`; name a folder of its own")
    }
  }
}
