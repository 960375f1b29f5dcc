#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files that paths, folders and globs stand for.
package struct FileListing: Sendable, Hashable {
  /// In the order of the arguments, bytewise within each, each file once.
  package private(set) var paths: [String] = []
  /// What named nothing, in the order of the arguments: none of it may be passed over in silence.
  package private(set) var problems: [Problem] = []

  package enum Problem: Sendable, Hashable, CustomStringConvertible {
    case missing(String)
    case noMatch(glob: String)
    case emptyFolder(String, extensions: [String])
    case unreadable(FileError)
    case undecodableName(String)

    package var description: String {
      switch self {
      case .missing(let path):
        "`\(path)` does not exist; name a file, a folder or a glob such as `corpus/**/*.txt`"
      case .noMatch(let glob):
        "the glob `\(glob)` matches no file; `*` stays within a folder, `**` goes through folders"
      case .emptyFolder(let path, let extensions):
        "the folder `\(path)` holds no file that ends in \(extensions.joined(separator: ", "))"
      case .unreadable(let error): error.message
      case .undecodableName(let path):
        "the name `\(path)` is not UTF-8; rename the file"
      }
    }
  }

  /// Expands arguments into files.
  ///
  /// A file is taken whatever its ending, and so is what a glob matches; a folder is searched to
  /// any depth for `extensions` (`.txt`, `.jsonl.gz`), and for names without any ending of which
  /// `takesUnnamed` holds. Hidden files and folders are taken only when named, and links to folders are
  /// followed only when named. `-` is standard input.
  package init(
    expanding arguments: [String], extensions: [String],
    takesUnnamed: (_ path: String) -> Bool = { _ in false }
  ) {
    var seen: Set<String> = []
    for argument in arguments {
      var found = expand(argument, extensions: extensions, takesUnnamed: takesUnnamed)
      found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for path in found where seen.insert(path).inserted { paths.append(path) }
    }
  }

  private mutating func expand(
    _ argument: String, extensions: [String], takesUnnamed: (String) -> Bool
  ) -> [String] {
    if argument == "-" { return ["-"] }
    switch kind(of: argument, following: true) {
    case .folder:
      let endings = extensions.map { Array($0.utf8) }
      var found: [String] = []
      walk(argument) { path, name in
        let isTaken =
          name.contains(UInt8(ascii: "."))
          ? endings.contains(where: name.hasSuffix) : takesUnnamed(path)
        if isTaken { found.append(path) }
      }
      if found.isEmpty { problems.append(.emptyFolder(argument, extensions: extensions)) }
      return found
    case .file:
      return [argument]
    case nil:
      guard GlobSegment.isGlob(argument.utf8) else {
        problems.append(.missing(argument))
        return []
      }
      let found = match(glob: argument)
      if found.isEmpty { problems.append(.noMatch(glob: argument)) }
      return found
    }
  }

  private mutating func match(glob: String) -> [String] {
    let slash = UInt8(ascii: "/")
    let segments = glob.utf8.split(separator: slash).map { GlobSegment($0) }
    var found: Set<String> = []
    match(segments[...], in: glob.utf8.first == slash ? "/" : "", found: &found)
    return Array(found)
  }

  private mutating func match(
    _ segments: ArraySlice<GlobSegment>, in folder: String, found: inout Set<String>
  ) {
    guard let segment = segments.first else { return }
    let rest = segments.dropFirst()
    if segment.isDeep && !rest.isEmpty { match(rest, in: folder, found: &found) }
    if !GlobSegment.isGlob(segment.pattern) {
      let path = folder + String(decoding: segment.pattern, as: UTF8.self)
      switch kind(of: path, following: true) {
      case .folder: match(rest, in: path + "/", found: &found)
      case .file where rest.isEmpty: found.insert(path)
      default: break
      }
      return
    }
    for entry in entries(of: folder.isEmpty ? "." : folder) where segment.matches(entry.name) {
      let path = folder + entry.text
      let isLast = rest.isEmpty
      switch kind(of: path, following: !segment.isDeep) {
      case .folder where segment.isDeep: match(segments, in: path + "/", found: &found)
      case .folder: match(rest, in: path + "/", found: &found)
      case .file where isLast: found.insert(path)
      default: break
      }
    }
  }

  /// Calls `body` with every file below a folder and its name.
  private mutating func walk(_ folder: String, _ body: (String, [UInt8]) -> Void) {
    let prefix = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    for entry in entries(of: folder) where entry.name.first != UInt8(ascii: ".") {
      let path = prefix + entry.text
      switch kind(of: path, following: false) {
      case .folder: walk(path, body)
      case .file: body(path, entry.name)
      case nil: break
      }
    }
  }

  private struct Entry {
    let name: [UInt8]
    let text: String
  }

  private mutating func entries(of folder: String) -> [Entry] {
    guard let stream = opendir(folder) else {
      problems.append(.unreadable(.last(.list, folder)))
      return []
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
      if let text = String(validating: name, as: UTF8.self) {
        entries.append(Entry(name: name, text: text))
      } else {
        problems.append(.undecodableName("\(folder)/\(String(decoding: name, as: UTF8.self))"))
      }
    }
    return entries
  }

  private enum Kind { case file, folder }

  /// What a path names; a link to a folder is nothing unless `following`.
  private func kind(of path: String, following: Bool) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFDIR else { return .file }
    if following { return .folder }
    var link = stat()
    let isLink = lstat(path, &link) == 0 && link.st_mode & S_IFMT == S_IFLNK
    return isLink ? nil : .folder
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ ending: [UInt8]) -> Bool {
    count > ending.count && suffix(ending.count).elementsEqual(ending)
  }
}
