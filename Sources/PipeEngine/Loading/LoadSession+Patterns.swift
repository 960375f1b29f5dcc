import PCRE2
import PipeCore

extension LoadSession {
  /// Reads `patterns`: libraries by name, each a file or sets written in place.
  func loadPatterns(_ node: ConfigNode, from file: Int) {
    guard let entries = entries(of: node, for: "patterns") else { return }
    for entry in entries where isName(entry.key, of: "pattern library", at: entry.place) {
      if let first = libraryPlaces[entry.key] {
        report(
          "P123", "pattern library `\(entry.key)` is defined twice", at: entry.place,
          length: entry.key.count, notes: ["the first stands at \(name(of: first))"])
        continue
      }
      libraryPlaces[entry.key] = entry.place
      if entry.value.entries != nil {
        loadLibrary(entry.key, path: files[file].path, root: entry.value, from: file)
      } else if let path = text(of: entry.value, for: entry.key) {
        readLibrary(entry.key, path, at: entry.value.place)
      } else {
        brokenLibraries.insert(entry.key)
      }
    }
  }

  private func readLibrary(_ library: String, _ name: String, at place: ConfigPlace) {
    let path = PipeEngine.path(name, besides: files[place.file].path)
    let origin = "included as `\(library)` at \(self.name(of: place))"
    guard
      let (file, root) = readYAML(path, namedAt: place, length: name.count, origin: origin)
    else {
      brokenLibraries.insert(library)
      return
    }
    checkVersion(of: root, in: "a pattern library")
    loadLibrary(library, path: path, root: root, from: file)
  }

  func loadLibrary(_ library: String, path: String, root: ConfigNode, from file: Int) {
    checkKeys(
      of: root.entries ?? [], among: ["version", "name", "description", "sets"],
      owner: "a pattern library")
    guard let node = root["sets"] else {
      brokenLibraries.insert(library)
      report(
        "P105", "the pattern library needs `sets`", at: root.place,
        notes: ["`sets` holds named sets, each with `unit` and `patterns`"])
      return
    }
    guard let entries = entries(of: node, for: "sets") else {
      brokenLibraries.insert(library)
      return
    }
    var sets: [LoadedPatternSet] = []
    for entry in entries where isName(entry.key, of: "pattern set", at: entry.place) {
      let name = library + "." + entry.key
      if let loaded = loadSet(name, entry, from: file) {
        sets.append(loaded)
        patternSets[name] = loaded.set
      } else {
        brokenSets.insert(name)
        patternSets[name] = try? PatternSet(name: name, unit: .line, entries: [])
      }
    }
    libraries.append(PatternLibrary(name: library, path: path, sets: sets))
  }

  private func loadSet(
    _ name: String, _ entry: ConfigNode.Entry, from file: Int
  ) -> LoadedPatternSet? {
    guard let written = entries(of: entry.value, for: entry.key) else { return nil }
    var context = context(besides: file)
    let decoded = PatternSetOptions.decode(
      written, owner: "pattern set \(name)", at: entry.place, length: entry.key.count, in: &context)
    take(context)
    guard let options = decoded, let unit = PatternUnit(rawValue: options.unit.rawValue) else {
      return nil
    }
    let flags = flags(options.flags, of: written)
    switch (options.patterns, options.list) {
    case (let patterns?, nil):
      guard let flags else { return nil }
      return loadEntries(patterns.node, name, unit, flags, from: file)
    case (nil, let list?):
      guard let flags, let node = entry.value["list"] else { return nil }
      return readList(list, at: node.place, name, unit, flags)
    case (nil, nil):
      report(
        "P105", "pattern set \(name) needs `patterns` or `list`", at: entry.place,
        length: entry.key.count)
    case (_?, _?):
      report(
        "P106", "pattern set \(name) has `patterns` and `list`; it takes one of them",
        at: entry.place, length: entry.key.count)
    }
    return nil
  }

  private func flags(_ names: [String], of written: [ConfigNode.Entry]) -> PatternFlags? {
    var flags: PatternFlags = []
    var isFine = true
    let nodes = written.first { $0.key == "flags" }?.value.items ?? []
    for (name, node) in zip(names, nodes) {
      if let flag = PatternFlags.named(name) {
        flags.formUnion(flag)
      } else {
        isFine = false
        report(
          "P103", "unknown flag `\(name)`", at: node.place, length: name.count,
          hint: suggestion(for: name, among: PatternFlags.names),
          notes: ["there are: " + PatternFlags.names.joined(separator: ", ")])
      }
    }
    return isFine ? flags : nil
  }

  private func readList(
    _ list: String, at place: ConfigPlace, _ name: String, _ unit: PatternUnit,
    _ flags: PatternFlags
  ) -> LoadedPatternSet? {
    let path = PipeEngine.path(list, besides: files[place.file].path)
    switch access.read(path) {
    case .failure(let failure):
      report(unreadable(path, failure, at: place, length: list.count))
      return nil
    case .success(let bytes):
      let file = add(bytes, path: path, origin: "read at \(self.name(of: place))")
      let literals = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        .map { trimmed($0) }.filter { !$0.isEmpty }
      if literals.isEmpty {
        report(
          "P203", "the list `\(path)` has no literals", at: place, length: list.count,
          notes: ["it holds one literal on each line"])
        return nil
      }
      let set = PatternSet(
        name: name, unit: unit, literals: literals, caseless: flags.contains(.caseless))
      let start = ConfigPlace(file: file, line: 1, column: 1)
      return LoadedPatternSet(set: set, places: set.entries.map { _ in start })
    }
  }

  private func loadEntries(
    _ node: ConfigNode, _ name: String, _ unit: PatternUnit, _ flags: PatternFlags, from file: Int
  ) -> LoadedPatternSet? {
    guard let items = items(of: node, for: "patterns") else { return nil }
    var entries: [PatternEntry] = []
    var nodes: [ConfigNode] = []
    var isFine = true
    for item in items {
      guard let (entry, regex) = loadEntry(item, name, flags, from: file) else {
        isFine = false
        continue
      }
      if entries.contains(where: { $0.id == entry.id }) {
        let place = item["id"]?.place ?? item.place
        report(
          "P202", "pattern set \(name) has two patterns `\(entry.id)`", at: place,
          length: entry.id.count, notes: ["ids tell patterns apart in the ledger"])
        continue
      }
      entries.append(entry)
      nodes.append(regex)
    }
    do throws(PatternSetError) {
      let set = try PatternSet(name: name, unit: unit, entries: entries)
      let places = nodes.map { place(ofScalar: 0, of: $0.scalar ?? "", at: $0.place) ?? $0.place }
      let loaded = LoadedPatternSet(set: set, places: places)
      warnOfExamples(in: loaded)
      return isFine ? loaded : nil
    } catch {
      for (index, failure) in error.failures {
        report(diagnostic(for: failure, in: nodes[index], "\(name)/\(entries[index].id)"))
      }
      return nil
    }
  }

  private func loadEntry(
    _ item: ConfigNode, _ set: String, _ flags: PatternFlags, from file: Int
  ) -> (PatternEntry, ConfigNode)? {
    guard let written = item.entries else {
      report(
        "P103", "a pattern takes a mapping, got \(item.shortDescription)", at: item.place,
        length: item.scalar?.count ?? 1, notes: ["write `- id: NAME` and `regex: '…'` below it"])
      return nil
    }
    var context = context(besides: file)
    let decoded = PatternOptions.decode(
      written, owner: "a pattern of set \(set)", at: item.place, in: &context)
    take(context)
    guard let options = decoded, let own = self.flags(options.flags, of: written),
      let regex = item["regex"], isFreeOfVariables(regex)
    else { return nil }
    let entry = PatternEntry(
      id: options.id, regex: options.regex, flags: flags.union(own), hits: options.hits,
      misses: options.misses)
    return (entry, regex)
  }

  /// Finds `${vars.…}` in a regex, which nothing replaces there.
  private func isFreeOfVariables(_ node: ConfigNode) -> Bool {
    let regex = node.scalar ?? ""
    guard let range = regex.firstRange(of: "${vars.") ?? regex.firstRange(of: "${params.") else {
      return true
    }
    let offset = regex.distance(from: regex.startIndex, to: range.lowerBound)
    let name = regex[range.lowerBound...].prefix { $0 != "}" }
    report(
      "P118", "`\(name)}` is not replaced in a pattern: a regex is taken as it is",
      at: place(ofCharacter: offset, in: node), length: name.count + 1,
      notes: ["write the word into the regex, or use a set with `list: FILE`"])
    return false
  }

  /// Points into the regex as it stands in the file, whatever quotes and escapes are around it.
  private func diagnostic(
    for error: PatternError, in node: ConfigNode, _ name: String
  ) -> Diagnostic {
    let regex = node.scalar ?? ""
    let place = { [self] (byte: Int) -> ConfigPlace in
      let scalars = String(decoding: Array(regex.utf8.prefix(byte)), as: UTF8.self).unicodeScalars
      return self.place(ofScalar: scalars.count, of: regex, at: node.place) ?? node.place
    }
    let end = place(error.offset)
    let opening = error.unclosedGroup.map(place)
    let notes = opening.map { opening in
      opening.line == end.line
        ? "the group opens at column \(opening.column)"
        : "the group opens at line \(opening.line), column \(opening.column)"
    }
    return Diagnostic(
      "P201", "pattern \(name) does not compile: \(error.message) (PCRE2 \(error.code))",
      at: end, hint: opening == nil ? nil : "needed here", notes: notes.map { [$0] } ?? [],
      opening: opening.flatMap { $0.line == end.line ? $0 : nil })
  }

  private func warnOfExamples(in loaded: LoadedPatternSet) {
    for failure in loaded.set.exampleFailures() {
      let entry = loaded.set.entries[failure.entry]
      let words =
        switch failure.kind {
        case .missedHit: "does not match its example"
        case .unexpectedHit: "matches an example that it must miss,"
        case .failed(let error): "gives up (\(error)) on its example"
        }
      let text = failure.text.replacing("\n", with: "\\n")
      let shown = text.count > 60 ? text.prefix(57) + "..." : text[...]
      report(
        "P226", "pattern \(loaded.set.name)/\(entry.id) \(words) `\(shown)`",
        at: loaded.places[failure.entry], length: entry.regex.count, severity: .warning,
        notes: ["pipe test tells more"])
    }
  }
}
