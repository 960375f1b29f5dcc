import PipeFormats

/// The folder of a run: parts of outputs, spilled observations, done-marks, the summary.
///
/// A file of the run counts once the done-mark that speaks of it stands; both are on the disk then.
package struct RunFolder: Sendable {
  package let path: String
  /// For tests: called with a name at every step that a restart may find done or not.
  ///
  /// What it throws ends the run there.
  package var atStep: (@Sendable (String) throws -> Void)?

  package init(path: String) throws {
    self.path = path
    try makeFolders()
  }

  private func makeFolders() throws {
    for name in ["parts", "done", "spill"] { try makeFolder(path + "/" + name) }
  }

  // MARK: - Names

  func part(output: Int, shard: Int) -> String { "\(path)/parts/\(output)-\(shard)" }

  /// The one file of an output, while it grows.
  func joint(output: Int) -> String { "\(path)/parts/\(output)-joint" }

  var spill: String { path + "/spill" }

  func observations(ofStage stage: Int, shard: Int) -> String { "\(spill)/\(stage)-obs-\(shard)" }

  func sketches(ofStage stage: Int, shard: Int) -> String { "\(spill)/\(stage)-sketches-\(shard)" }

  func verdicts(ofStage stage: Int, shard: Int) -> String { "\(spill)/\(stage)-verdicts-\(shard)" }

  /// A row for each document of a shard.
  func labels(ofShard shard: Int) -> String { "\(spill)/labels-\(shard)" }

  // MARK: - Files

  /// Writes a file whole, beside and renamed; it is on the disk afterwards.
  package func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try OutputFile(path: path + "/" + name)
    try file.write(bytes.span)
    try file.finish()
  }

  /// The name that a file of the run has until it is whole.
  func partial(_ file: String) -> String { file + ".partial" }

  /// Gives files that are whole their names, and waits until they are on the disk.
  func promise(_ files: [String]) throws {
    for file in files {
      try File.reading(partial(file)).sync()
      try rename(partial(file), to: file)
    }
    if !files.isEmpty { try syncFolder(spill) }
  }

  package func step(_ name: String) throws { try atStep?(name) }

  /// Takes away what an earlier run of this name has left.
  package func clear() throws {
    removeScratch()
    for name in ["summary.json", RunRecord.fileName] { removeFile(path + "/" + name) }
    try makeFolders()
  }

  /// Takes away what only the run itself needed.
  package func removeScratch() {
    // The marks first: without them, nothing of the rest is believed.
    for name in ["done", "parts", "spill"] { removeFolder(path + "/" + name) }
  }

  /// Takes away the whole folder.
  package func remove() { removeFolder(path) }
}
