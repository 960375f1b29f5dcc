package import PipeCore

/// What the command line says in place of the file.
package struct Overrides: Sendable {
  /// `--set near_dupes.similarity=0.9`.
  package struct StageOption: Sendable, CustomStringConvertible {
    package let stage: String
    package let option: String
    package let value: String

    package init(stage: String, option: String, value: String) {
      self.stage = stage
      self.option = option
      self.value = value
    }

    package var description: String { "--set \(stage).\(option)=\(value)" }
  }

  /// `--var NAME=VALUE`; of one name the last counts.
  package var variables: [(name: String, value: String)] = []
  package var options: [StageOption] = []
  /// In place of `input.paths`, relative to the working folder.
  package var inputs: [String]?
  /// In place of the first output's path.
  package var output: String?
  package var workers: Int?
  package var memory: ByteCount?

  package init() {}

  /// Takes the text of a `--var`; false when it has no `=`.
  package mutating func addVariable(_ text: String) -> Bool {
    guard let equal = text.firstIndex(of: "="), equal > text.startIndex else { return false }
    variables.append((String(text[..<equal]), String(text[text.index(after: equal)...])))
    return true
  }

  /// Takes the text of a `--set`; false when it is not of the form `STAGE.OPTION=VALUE`.
  package mutating func addOption(_ text: String) -> Bool {
    guard let equal = text.firstIndex(of: "="), let dot = text[..<equal].firstIndex(of: "."),
      dot > text.startIndex, text.index(after: dot) < equal
    else { return false }
    options.append(
      StageOption(
        stage: String(text[..<dot]), option: String(text[text.index(after: dot)..<equal]),
        value: String(text[text.index(after: equal)...])))
    return true
  }
}
