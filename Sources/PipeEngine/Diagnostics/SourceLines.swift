/// The lines of a file, for excerpts and for turning offsets into places.
struct SourceLines: Sendable {
  /// Without line ends.
  let lines: [[Unicode.Scalar]]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      var line = $0
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      return Array(String(decoding: line, as: UTF8.self).unicodeScalars)
    }
  }

  /// The scalars of a line, from 1; none for a line that is not there.
  subscript(line: Int) -> [Unicode.Scalar] {
    line >= 1 && line <= lines.count ? lines[line - 1] : []
  }

  /// The line as text.
  func text(_ line: Int) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: self[line])
    return text
  }

  /// The column in characters of a column in Unicode scalars, both from 1.
  func characterColumn(line: Int, scalarColumn: Int) -> Int {
    let scalars = self[line]
    let before = scalars.prefix(max(0, scalarColumn - 1))
    if before.allSatisfy(\.isASCII) { return scalarColumn }
    var text = ""
    text.unicodeScalars.append(contentsOf: before)
    return text.count + 1 + max(0, scalarColumn - 1 - scalars.count)
  }
}
