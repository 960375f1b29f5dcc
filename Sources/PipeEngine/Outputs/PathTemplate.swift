import PipeCore

/// An output path with parts that differ by document: `out/{meta.lang}/{slug}.md`.
package struct PathTemplate: Sendable {
  package enum Part: Sendable, Equatable {
    case literal(String)
    /// `{name}`, or `{name:05}` padded with zeros to that width.
    case field(String, width: Int)
  }

  package let parts: [Part]

  /// The fields that a template may use, `meta.NAME` and `signals.NAME` aside.
  package static let fields = [
    "id", "slug", "name", "shard", "row", "reason", "reason.stage", "reason.rule",
  ]

  package init(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"),
      let close = rest[open...].firstIndex(of: "}")
    {
      if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
      let inside = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
      let width = inside.count > 1 ? Int(inside[1]) ?? 0 : 0
      parts.append(.field(inside.first.map(String.init) ?? "", width: width))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    self.parts = parts
  }

  /// Whether all documents go into one file.
  package var isFixed: Bool {
    !parts.contains { if case .field = $0 { true } else { false } }
  }

  /// Whether each document is likely to have a name of its own, so that equal names are told apart.
  package var namesDocuments: Bool {
    parts.contains { part in
      if case .field(let name, _) = part {
        ["id", "slug", "name", "row"].contains(name)
      } else {
        false
      }
    }
  }

  /// The path for one document.
  package func path(value: (String) -> String) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .field(let name, let width): padded(safeName(value(name)), to: width)
      }
    }.joined()
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

/// A text as one part of a file's path: no slashes, no control characters, no leading dot, at most 200 bytes.
package func safeName(_ text: String) -> String {
  var name = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "/", "\\", ":", "\u{7F}", "\u{0}"..."\u{1F}": name.append("-")
    default: name.unicodeScalars.append(scalar)
    }
  }
  while name.utf8.count > 200 { name.removeLast() }
  if name.hasPrefix(".") { name = "-" + name.dropFirst() }
  return name.isEmpty ? "untitled" : name
}

/// A title as a file's name: lowercase letters and digits of any script, hyphens between.
package func slug(of title: String) -> String {
  var slug = ""
  var pending = false
  for character in title.lowercased() {
    if character.isLetter || character.isNumber {
      if pending, !slug.isEmpty { slug.append("-") }
      pending = false
      slug.append(character)
      if slug.utf8.count >= 80 { break }
    } else if character != "'" && character != "’" {
      pending = true
    }
  }
  return slug.isEmpty ? "untitled" : slug
}
