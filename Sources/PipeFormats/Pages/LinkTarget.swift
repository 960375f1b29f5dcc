/// Resolves the targets of links against the address of their page.
///
/// Covers what pages write: absolute addresses, `//host/…`, `/path`, `?query`, `#part` and relative
/// paths with `.` and `..`. Without an address, targets stay as written.
struct LinkTargets {
  /// As in `https:`.
  private var scheme = ""
  /// As in `https://host`.
  private var origin = ""
  /// The address without query and fragment.
  private var path = ""
  private var query = ""

  init(base: String?) {
    guard let base, let schemeEnd = base.range(ofASCII: "://") else { return }
    func end(of part: String.Index, at marks: StaticString) -> String.Index {
      marks.withUTF8Buffer { marks in base.utf8[part...].firstIndex { marks.contains($0) } }
        ?? base.endIndex
    }
    let hostEnd = end(of: schemeEnd.upperBound, at: "/?#")
    let pathEnd = end(of: hostEnd, at: "?#")
    scheme = String(base[..<schemeEnd.lowerBound]) + ":"
    origin = String(base[..<hostEnd])
    path = String(base[hostEnd..<pathEnd])
    query = String(base[pathEnd..<end(of: pathEnd, at: "#")])
    if path.isEmpty { path = "/" }
  }

  /// The full target; nil for one that leads nowhere: empty, or a script.
  func resolve(_ target: String) -> String? {
    let target = target.trimmingASCIISpace()
    if target.isEmpty { return nil }
    if let scheme = Self.scheme(of: target) {
      return scheme == "javascript" || scheme == "data" ? nil : target
    }
    if origin.isEmpty { return target }
    if target.hasPrefix("//") { return scheme + target }
    if target.hasPrefix("/") { return origin + Self.withoutDots(target) }
    if target.hasPrefix("#") { return origin + path + query + target }
    if target.hasPrefix("?") { return origin + path + target }
    let folderEnd = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.endIndex
    return origin + Self.withoutDots(path[..<folderEnd] + target)
  }

  private static func scheme(of target: String) -> String? {
    guard let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")),
      let first = target.utf8.first, (first | 0x20) &- 0x61 < 26
    else { return nil }
    let name = target[..<colon]
    let isScheme = name.utf8.allSatisfy {
      ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
    }
    return isScheme ? name.lowercased() : nil
  }

  /// Takes `.` and `..` out of a path.
  private static func withoutDots(_ path: String) -> String {
    let end = path.firstIndex { $0 == "?" || $0 == "#" } ?? path.endIndex
    guard path[..<end].contains("/.") else { return path }
    var parts: [Substring] = []
    let segments = path[..<end].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".": if isLast { parts.append("") }
      case "..":
        _ = parts.popLast()
        if isLast { parts.append("") }
      default: parts.append(segment)
      }
    }
    return "/" + parts.joined(separator: "/") + path[end...]
  }
}

extension String {
  func range(ofASCII needle: String) -> Range<String.Index>? {
    guard let first = needle.utf8.first else { return startIndex..<startIndex }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: needle.utf8) {
        return start..<utf8.index(start, offsetBy: needle.utf8.count)
      }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Without the white space at both ends.
  func trimmingASCIISpace() -> String {
    let start = utf8.firstIndex { $0 > 0x20 } ?? utf8.endIndex
    guard let last = utf8.lastIndex(where: { $0 > 0x20 }), start < utf8.endIndex else { return "" }
    return String(self[start...last])
  }
}
