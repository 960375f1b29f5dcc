/// A state that can't be used as it is.
package struct StateError: Error, Sendable, CustomStringConvertible {
  package enum Cause: Sendable {
    /// It was made by another stage, with other options, or by another version: the pipeline and the
    /// state do not belong together.
    case mismatch
    /// Its files are not what they were written as.
    case damage
    /// Another process works on it.
    case use
    /// It is not what a run began with.
    case change
    /// There is none.
    case absence
  }

  package let cause: Cause
  /// What is wrong and what would be right.
  package let message: String

  package var description: String { message }

  static func mismatch(_ message: String) -> StateError {
    StateError(cause: .mismatch, message: message)
  }

  static func damage(_ path: String, _ what: String) -> StateError {
    StateError(
      cause: .damage,
      message: "the state `\(path)` is damaged: \(what); `pipe state verify \(path)` tells all, "
        + "a copy or another folder helps")
  }

  static func use(_ path: String, holder: Int?) -> StateError {
    let who = holder.map { "process \($0)" } ?? "another process"
    return StateError(
      cause: .use, message: "the state `\(path)` is in use by \(who); try again when it has ended")
  }
}
