import PipeCore

extension LoadSession {
  /// Reads `tests`, which may name stages by their ids.
  func loadTests(_ node: ConfigNode?, of file: Int, ids: [String]) -> [TestSpec] {
    guard let node, !node.isNull, let items = items(of: node, for: "tests") else { return [] }
    return items.compactMap { item in
      guard let written = entries(of: item, for: "tests") else { return nil }
      return loadTest(item, written, of: file, ids: ids)
    }
  }

  private func loadTest(
    _ item: ConfigNode, _ written: [ConfigNode.Entry], of file: Int, ids: [String]
  ) -> TestSpec? {
    var context = context(besides: file)
    let options = TestOptions.decode(
      resolved(written, Scope()), owner: "a test", at: item.place, in: &context)
    take(context)
    guard let options else { return nil }
    for node in item["stages"]?.items ?? [] { checkStage(node.scalar, at: node.place, among: ids) }
    var given = TestSpec.Given()
    let folder = files[file].path
    given.file = options.given.file.map { PipeEngine.path($0, besides: folder) }
    given.text = options.given.text
    given.html = options.given.html
    given.url = options.given.url
    given.count = options.given.repeat
    given.metadata = options.given.meta.pairs.map {
      (name: $0.key, value: metadataValue($0.value.node))
    }
    guard let expect = expectations(options.expect.node, of: file, ids: ids) else { return nil }
    return TestSpec(
      name: options.name, place: item["name"]?.place ?? item.place, stages: options.stages,
      given: given, expect: expect)
  }

  private func checkStage(_ id: String?, at place: ConfigPlace, among ids: [String]) {
    guard let id, !ids.contains(id), !ids.isEmpty else { return }
    report(
      "P150", "there is no stage `\(id)`", at: place, length: id.count,
      hint: suggestion(for: id, among: ids), notes: ["ids: " + ids.joined(separator: ", ")])
  }

  private func expectations(
    _ node: ConfigNode, of file: Int, ids: [String]
  ) -> [TestSpec.Expectation]? {
    if let text = node.scalar, !node.isNull {
      if text == "unchanged" { return [TestSpec.Expectation(place: node.place, kind: .unchanged)] }
      report(
        "P151", "`expect` takes `unchanged` or a mapping, got \(node.shortDescription)",
        at: node.place, length: text.count, hint: suggestion(for: text, among: ["unchanged"]))
      return nil
    }
    guard let written = entries(of: node, for: "expect") else { return nil }
    if written.isEmpty {
      report("P151", "`expect` is empty: the test checks nothing", at: node.place)
    }
    let plain = written.filter { !$0.key.hasPrefix("meta.") }
    var context = context(besides: file)
    let options = ExpectOptions.decode(plain, owner: "`expect`", at: node.place, in: &context)
    take(context)
    guard let options else { return nil }
    for entry in node["removed_by"]?.entries ?? [] {
      checkStage(entry.key, at: entry.place, among: ids)
    }
    return written.compactMap { entry in
      kind(of: entry, options, of: file).map {
        TestSpec.Expectation(place: entry.place, kind: $0)
      }
    }
  }

  private func kind(
    of entry: ConfigNode.Entry, _ options: ExpectOptions, of file: Int
  ) -> TestSpec.Kind? {
    switch entry.key {
    case "outcome": options.outcome.map { .outcome($0.rawValue) }
    case "reason": options.reason.map { .reason($0) }
    case "contains": .contains(options.contains)
    case "lacks": .lacks(options.lacks)
    case "text": options.text.map { .text($0) }
    case "removed_by":
      .removedBy(options.removedBy.pairs.map { (stage: $0.key, count: $0.value) })
    case "golden":
      options.golden.map { .golden(PipeEngine.path($0, besides: files[file].path)) }
    case "meta.tables" where entry.value.entries != nil: tables(entry.value, of: file)
    case "meta.summary" where entry.value.entries != nil: summary(entry.value, of: file)
    default: .metadata(String(entry.key.dropFirst(5)), metadataValue(entry.value))
    }
  }

  private func tables(_ node: ConfigNode, of file: Int) -> TestSpec.Kind? {
    var context = context(besides: file)
    let options = TableExpectation.decode(
      node.entries ?? [], owner: "`meta.tables`", at: node.place, in: &context)
    take(context)
    return options.map { .tables(count: $0.count, columns: $0.columns, rows: $0.rows) }
  }

  private func summary(_ node: ConfigNode, of file: Int) -> TestSpec.Kind? {
    var context = context(besides: file)
    let options = SummaryExpectation.decode(
      node.entries ?? [], owner: "`meta.summary`", at: node.place, in: &context)
    take(context)
    return options.map { .summary(sentences: $0.sentences, fromSource: $0.fromSource) }
  }

  /// A value of a test's metadata: numbers and truth values where they are written plain.
  private func metadataValue(_ node: ConfigNode) -> MetadataValue {
    switch node.value {
    case .list(let items): return .list(items.map(metadataValue))
    case .mapping(let entries):
      return .object(entries.map { (key: $0.key, value: metadataValue($0.value)) })
    case .scalar(let text):
      if node.isNull { return .null }
      if node.isQuoted { return .string(text) }
      if let number = Int(text) { return .int(number) }
      if text.first.map({ $0.isNumber || $0 == "-" }) == true, let number = Double(text) {
        return .double(number)
      }
      return text == "true" || text == "false" ? .bool(text == "true") : .string(text)
    }
  }
}
