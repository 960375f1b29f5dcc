import PipeCore
import PipeText

/// What `pipe check --fix` can mend: misspelt words that have one suggestion.
package struct Fixes: Sendable {
  struct Edit: Sendable {
    let place: ConfigPlace
    let length: Int
    let replacement: String
    /// The code and words of what it mends.
    let message: String
  }

  let edits: [Edit]
  let files: [SourceFile]

  /// Codes of names, whose suggestion replaces what is underlined.
  private static let ofNames: Set<String> = [
    "P102", "P108", "P110", "P114", "P115", "P116", "P118", "P140", "P150",
  ]

  package init(_ result: LoadResult) {
    files = result.files
    let lines = result.files.map { SourceLines($0.bytes) }
    edits = result.diagnostics.compactMap { diagnostic in
      guard diagnostic.place.file >= 0, let replacement = Self.replacement(in: diagnostic) else {
        return nil
      }
      let place = diagnostic.place
      let typed = String(
        lines[place.file].text(place.line).dropFirst(place.column - 1).prefix(diagnostic.length))
      guard Self.isSafe(typed, replacement, diagnostic.code) else { return nil }
      return Edit(
        place: place, length: diagnostic.length, replacement: replacement,
        message: "\(diagnostic.code) \(diagnostic.message)")
    }
  }

  /// The word in "did you mean `min_columns`?".
  private static func replacement(in diagnostic: Diagnostic) -> String? {
    guard let hint = diagnostic.hint, hint.hasPrefix("did you mean `"), hint.hasSuffix("`?") else {
      return nil
    }
    let word = String(hint.dropFirst(14).dropLast(2))
    // What stands in `${…}` is underlined with it.
    return diagnostic.code == "P118" ? "${\(word)}" : word
  }

  /// Whether nothing else can have been meant: a slip of a letter or two, a missing bracket or prefix.
  ///
  /// A missing unit is a guess, and stays with the author.
  private static func isSafe(_ typed: String, _ replacement: String, _ code: String) -> Bool {
    let isVariable = typed.hasPrefix("${")
    if isVariable != (code == "P118") { return false }
    let word = typed.filter { $0 != "\"" && $0 != "'" }
    if code == "P103" {
      if replacement == "[\(word)]" || replacement == "meta.\(word)" { return true }
      if replacement == "true" || replacement == "false" { return true }
      return word.first?.isLetter == true && isSlip(word, replacement)
    }
    guard ofNames.contains(code) else { return false }
    let isOperator = code == "P115" && !word.contains { $0.isLetter }
    return isOperator || replacement.hasSuffix("." + word) || isSlip(word, replacement)
  }

  private static func isSlip(_ typed: String, _ meant: String) -> Bool {
    editDistance(typed, meant, limit: typed.count < 5 ? 1 : 2) != nil
  }

  /// How many mistakes can be mended.
  package var count: Int { edits.count }

  /// What is mended: each with its code and its words.
  package var messages: [String] { edits.map(\.message) }

  /// The files that change, with their new bytes.
  package func changedFiles() -> [(path: String, bytes: [UInt8])] {
    files.indices.compactMap { file in
      let own = edits.filter { $0.place.file == file }
      if own.isEmpty { return nil }
      let lines = files[file].bytes.split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      var texts = lines.map { Array(String(decoding: $0, as: UTF8.self)) }
      // From the end, so that earlier columns still hold.
      for edit in own.sorted(by: { $0.place.column > $1.place.column }) {
        let start = edit.place.column - 1
        let line = edit.place.line - 1
        guard texts.indices.contains(line), start + edit.length <= texts[line].count else {
          continue
        }
        texts[line].replaceSubrange(start..<(start + edit.length), with: Array(edit.replacement))
      }
      let text = texts.map { String($0) }.joined(separator: "\n")
      return (files[file].path, Array(text.utf8))
    }
  }
}
