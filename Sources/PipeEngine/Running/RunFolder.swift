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

  let marks: DoneMarks

  /// Makes the folder where there is none; done-marks may wait for so many seconds, forever in a folder
  /// of a run that can't go on.
  package init(path: String, secondsToMark: Int? = 5) throws {
    self.path = path
    marks = DoneMarks(nanoseconds: secondsToMark.map { UInt64($0) * 1_000_000_000 })
    try makeFolders()
  }

  /// The folders of what only the run itself needs; the marks first: without them, nothing of the rest
  /// is believed.
  private static let scratch = ["done", "parts", "spill"]

  private func makeFolders() throws {
    for name in Self.scratch { try makeFolder(path + "/" + name) }
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

  /// Writes a file whole, beside and renamed; it is on the disk afterwards when it `syncs`.
  package func write(_ name: String, _ bytes: [UInt8], syncs: Bool = true) throws {
    let file = try OutputFile(path: path + "/" + name)
    try file.write(bytes.span)
    try file.finish(syncs: syncs)
  }

  /// The name that a file of the run has until it is whole.
  func partial(_ file: String) -> String { file + ".partial" }

  /// Gives files that are whole their names.
  func name(_ files: [String]) throws {
    for file in files { try rename(partial(file), to: file) }
  }

  /// Waits until the names of all files are on the disk.
  func syncNames() throws {
    for name in Self.scratch { try syncFolder(path + "/" + name) }
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
    for name in Self.scratch { removeFolder(path + "/" + name) }
  }

  /// The same, the many files by several at a time.
  func removeScratch(workers: Int) async {
    removeFolder(path + "/done")
    let files = (try? fileNames(in: spill)) ?? []
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<workers {
        group.addTask {
          for file in stride(from: worker, to: files.count, by: workers) {
            removeFile("\(spill)/\(files[file])")
          }
        }
      }
    }
    removeScratch()
  }

  /// Takes away the whole folder.
  package func remove() { removeFolder(path) }
}
