import PipeCore

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

  /// Codes whose suggestion replaces what is underlined.
  private static let codes: Set<String> = [
    "P102", "P103", "P104", "P108", "P110", "P114", "P115", "P116", "P118", "P140", "P150",
  ]

  package init(_ result: LoadResult) {
    files = result.files
    let lines = result.files.map { SourceLines($0.bytes) }
    edits = result.diagnostics.compactMap { diagnostic in
      Self.edit(for: diagnostic).flatMap { edit in
        // What a var or param gave is not written here.
        let rest = lines[edit.place.file].text(edit.place.line).dropFirst(edit.place.column - 1)
        return rest.hasPrefix("${") && diagnostic.code != "P118" ? nil : edit
      }
    }
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

  /// Replaces `min_colums` by the word in "did you mean `min_columns`?".
  private static func edit(for diagnostic: Diagnostic) -> Edit? {
    guard codes.contains(diagnostic.code), diagnostic.place.file >= 0, let hint = diagnostic.hint,
      hint.hasPrefix("did you mean `"), hint.hasSuffix("`?")
    else { return nil }
    var replacement = String(hint.dropFirst(14).dropLast(2))
    // What stands in `${…}` is underlined with it.
    if diagnostic.code == "P118" { replacement = "${\(replacement)}" }
    return Edit(
      place: diagnostic.place, length: diagnostic.length, replacement: replacement,
      message: "\(diagnostic.code) \(diagnostic.message)")
  }
}
