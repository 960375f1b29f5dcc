package import PipeCore

/// Writes diagnostics for people: with excerpt and carets, or on one line each.
package struct DiagnosticRenderer: Sendable {
  let files: [SourceFile]
  let lines: [SourceLines]
  let isColored: Bool

  /// Makes a renderer that marks severities and carets with ANSI escapes when it is colored.
  package init(files: [SourceFile], isColored: Bool = false) {
    self.files = files
    self.isColored = isColored
    lines = files.map { SourceLines($0.bytes) }
  }

  /// All diagnostics with a blank line behind each, and a summary.
  package func human(_ diagnostics: [Diagnostic], fixes: Int = 0) -> String {
    if diagnostics.isEmpty { return "" }
    let texts = diagnostics.map { human($0) + "\n" }
    return texts.joined() + summary(diagnostics, fixes: fixes) + "\n"
  }

  /// `3 errors, 1 warning. 1 can be fixed: pipe check --fix`.
  package func summary(_ diagnostics: [Diagnostic], fixes: Int = 0) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append("\(errors) \(errors == 1 ? "error" : "errors")") }
    if warnings > 0 { parts.append("\(warnings) \(warnings == 1 ? "warning" : "warnings")") }
    let counts = parts.joined(separator: ", ")
    return fixes == 0 ? counts : "\(counts). \(fixes) can be fixed: pipe check --fix"
  }

  /// One diagnostic with its place, excerpt and notes.
  package func human(_ diagnostic: Diagnostic) -> String {
    let style = diagnostic.severity == .error ? Style.error : .warning
    let label = painted("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", style)
    var text = label + painted(": \(diagnostic.message)", .strong) + "\n"
    var notes = diagnostic.notes
    let place = diagnostic.place
    if place.file < 0 {
      text += "  --> \(diagnostic.origin ?? "the command line")\n"
      if let hint = diagnostic.hint { notes.insert(hint, at: 0) }
    } else {
      text += "  --> \(position(place))"
      text += diagnostic.origin.map { ", \($0)\n" } ?? "\n"
      text += excerpt(diagnostic, style)
    }
    for note in notes { text += "   \(painted("=", .faint)) \(note)\n" }
    return text
  }

  /// One diagnostic on one line: `web.yaml:2:28: error[P102]: …; did you mean …?`.
  package func short(_ diagnostic: Diagnostic) -> String {
    let position =
      diagnostic.place.file < 0
      ? diagnostic.origin ?? "the command line" : position(diagnostic.place)
    let hint = diagnostic.hint.map { "; \($0)" } ?? ""
    return "\(position): \(diagnostic.severity.rawValue)[\(diagnostic.code)]: "
      + "\(diagnostic.message)\(hint)"
  }

  func position(_ place: ConfigPlace) -> String {
    "\(files[place.file].path):\(place.line):\(place.column)"
  }

  private func excerpt(_ diagnostic: Diagnostic, _ style: Style) -> String {
    let place = diagnostic.place
    let line = Array(lines[place.file].text(place.line).replacing("\t", with: " "))
    let number = String(place.line)
    let margin = String(repeating: " ", count: max(2, number.count))
    let gutter = String(repeating: " ", count: max(2, number.count) - number.count) + number
    let bar = painted("|", .faint)
    // A long line is shown around the place, so that carets stay in sight.
    let window = window(of: line, around: place.column - 1, diagnostic.opening?.column)
    let shown = String(line[window.range])
    var text = "\(margin) \(bar)\n"
    text += "\(gutter) \(bar)\(shown.isEmpty ? "" : " " + window.lead + shown + window.trail)\n"
    let shift = window.range.lowerBound - window.lead.count
    let end = max(place.column, min(place.column - 1 + diagnostic.length, line.count))
    var marks = Array(repeating: Character(" "), count: max(0, end - shift))
    if let opening = diagnostic.opening, opening.line == place.line,
      marks.indices.contains(opening.column - 1 - shift)
    {
      marks[opening.column - 1 - shift] = "-"
    }
    for index in (place.column - 1 - shift)..<(end - shift) where marks.indices.contains(index) {
      marks[index] = "^"
    }
    let hint = diagnostic.hint.map { " \($0)" } ?? ""
    return text + "\(margin) \(bar) \(painted(String(marks) + hint, style))\n"
  }

  private func window(
    of line: [Character], around column: Int, _ opening: Int?
  ) -> (range: Range<Int>, lead: String, trail: String) {
    let width = 110
    if line.count <= width { return (0..<line.count, "", "") }
    let first = min(column, (opening ?? column + 1) - 1)
    let start = max(0, min(first - 20, line.count - width))
    let from = column - start < width ? start : max(0, column - 70)
    let end = min(line.count, from + width)
    return (from..<end, from > 0 ? "..." : "", end < line.count ? "..." : "")
  }

  enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case strong = "1"
    case faint = "2"
  }

  private func painted(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
