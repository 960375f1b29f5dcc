import PipeFormats

/// The folder of a run: parts of outputs, spilled observations, done-marks, the summary.
///
/// A part counts once its done-mark stands; both are written beside and renamed.
package struct RunFolder: Sendable {
  package let path: String

  package init(path: String) throws {
    self.path = path
    for name in ["parts", "done", "spill"] { try makeFolder(path + "/" + name) }
  }

  func part(output: Int, shard: Int) -> String { "\(path)/parts/\(output)-\(shard)" }

  func doneMark(pass: Int, shard: Int) -> String { "\(path)/done/\(pass)-\(shard).json" }

  var spill: String { path + "/spill" }

  /// Writes a file whole, beside and renamed.
  package func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try OutputFile(path: path + "/" + name)
    try file.write(bytes.span)
    try file.finish()
  }

  /// Takes away what only the run itself needed.
  func removeScratch() {
    removeFolder(path + "/parts")
    removeFolder(path + "/spill")
  }

  /// Takes away the whole folder.
  package func remove() { removeFolder(path) }
}
