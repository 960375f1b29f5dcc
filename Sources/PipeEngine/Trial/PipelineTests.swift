package import PipeCore
import PipeFormats
import PipeText

/// Runs the tests of a pipeline file.
package struct PipelineTests: Sendable {
  /// What came of one test.
  package struct Result: Sendable {
    package let test: TestSpec
    /// What was not as expected, in words; empty when the test passed.
    package var failures: [String]
    package var notes: [String] = []
  }

  private let pipeline: Pipeline
  private let reader: DocumentReader

  package init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    reader = DocumentReader(pipeline)
  }

  /// Runs one test; with `update` golden files are rewritten instead of compared.
  package func run(_ test: TestSpec, update: Bool = false) async -> Result {
    do {
      let documents = try self.documents(of: test)
      let ended = try await runInMemory(
        pipeline, documents: documents, stages: test.stages.map { Set($0) }, parse: true)
      var result = Result(test: test, failures: [])
      for (before, progress) in zip(documents, ended) {
        for expectation in test.expect {
          let failures = try check(expectation, progress, before: before, test, update: update)
          result.failures += failures.filter { !result.failures.contains($0) }
        }
      }
      return result
    } catch let error as FileError {
      return Result(test: test, failures: [error.message])
    } catch {
      return Result(test: test, failures: ["\(error)"])
    }
  }

  // MARK: - Documents

  private func documents(of test: TestSpec) throws -> [Document] {
    let given = test.given
    return try (0..<given.count).map { index in
      var document = try document(given, index: index)
      for (name, value) in given.metadata {
        document.metadata.set(name, to: value, source: "test")
      }
      return document
    }
  }

  private func document(_ given: TestSpec.Given, index: Int) throws -> Document {
    let ordinal = Ordinal(shard: 0, row: index)
    if let file = given.file {
      guard let kind = FileKind(path: file), kind != .jsonLines else {
        throw TestError("`\(file)` is no text, Markdown or HTML file")
      }
      let name = String(file.split(separator: "/").last ?? "")
      let progress = reader.read(
        Manifest.Item(path: file, name: name, kind: kind), ordinal: ordinal)
      if case .failed(_, let message) = progress.end { throw TestError(message) }
      return progress.document
    }
    let id = "document \(index + 1)"
    let number = String(index + 1)
    if let html = given.html {
      return pageDocument(
        id: id, ordinal: ordinal, url: given.url,
        html: Array(html.replacing("{n}", with: number).utf8))
    }
    let bytes = Array((given.text ?? "").replacing("{n}", with: number).utf8)
    let text = repairing(bytes.span)?.bytes ?? bytes
    return Document(id: id, ordinal: ordinal, url: given.url, source: SourceText(text))
  }

  // MARK: - Expectations

  private func check(
    _ expectation: TestSpec.Expectation, _ progress: DocumentInProgress, before: Document,
    _ test: TestSpec, update: Bool
  ) throws -> [String] {
    let document = progress.document
    switch expectation.kind {
    case .unchanged:
      return compare("text", want: plain(before), got: plain(document))
    case .outcome(let want): return compare("outcome", want: want, got: outcome(progress))
    case .reason(let want): return compare("reason", want: want, got: reason(progress, test))
    case .contains(let texts):
      let text = plain(document)
      return texts.filter { !text.contains($0) }.map {
        "contains   want `\($0)`\n            it is not there"
      }
    case .lacks(let texts):
      let text = plain(document)
      return texts.filter { text.contains($0) }.map { "lacks      `\($0)` is still there" }
    case .text(let want): return compare("text", want: trimmed(want), got: trimmed(plain(document)))
    case .metadata(let name, let want):
      let got = document.metadata[name]
      return got == want
        ? [] : compare("meta.\(name)", want: want.text, got: got?.text ?? "nothing")
    case .tables(let count, let columns, let rows):
      return check(tables: document, count, columns, rows)
    case .summary(let sentences, let fromSource):
      return check(summary: document, sentences, fromSource)
    case .removedBy(let counts):
      return counts.flatMap { stage, want in
        compare("removed_by.\(stage)", want: "\(want)", got: "\(edits(of: stage, test, document))")
      }
    case .golden(let file): return try check(golden: file, document, update: update)
    }
  }

  private func compare(_ what: String, want: String, got: String) -> [String] {
    want == got ? [] : ["\(what)\n  want \(indented(want))\n  got  \(indented(got))"]
  }

  private func indented(_ text: String) -> String {
    text.replacing("\n", with: "\n       ")
  }

  private func plain(_ document: Document) -> String {
    var document = document
    parseBlocks(ofUnparsed: &document)
    var bytes: [UInt8] = []
    TextWriter().append(document, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  private func outcome(_ progress: DocumentInProgress) -> String {
    switch progress.end {
    case .kept, nil: "kept"
    case .rejected: "rejected"
    case .failed(_, let message): "failed: \(message)"
    }
  }

  private func reason(_ progress: DocumentInProgress, _ test: TestSpec) -> String {
    guard case .rejected(let step, let rejection) = progress.end else { return "none" }
    return "\(stages(of: test)[step])/\(rejection.reason)"
  }

  private func edits(of stage: String, _ test: TestSpec, _ document: Document) -> Int {
    guard let index = stages(of: test).firstIndex(of: stage) else { return 0 }
    return document.ledger.count(stage: index)
  }

  /// Ids of the stages that a test runs, in the order in which its documents count them.
  private func stages(of test: TestSpec) -> [String] {
    pipeline.stages.map(\.id).filter { test.stages?.contains($0) ?? true }
  }

  private func check(
    tables document: Document, _ count: Int?, _ columns: [Int]?, _ rows: [Int]?
  ) -> [String] {
    let tables = document.blocks.filter { document.isLive($0) }.compactMap {
      document.table(of: $0)
    }
    var failures: [String] = []
    if let count { failures += compare("tables.count", want: "\(count)", got: "\(tables.count)") }
    if let columns {
      failures += compare("tables.columns", want: "\(columns)", got: "\(tables.map(\.columns))")
    }
    if let rows {
      let got = tables.map { $0.rows - $0.headerRows }
      failures += compare("tables.rows", want: "\(rows)", got: "\(got)")
    }
    return failures
  }

  private func check(summary document: Document, _ sentences: Int?, _ fromSource: Bool) -> [String]
  {
    let found: [String] =
      switch document.metadata["summary"] {
      case .list(let items): items.compactMap(\.string)
      case .string(let text): [text]
      default: []
      }
    var failures: [String] = []
    if let sentences {
      failures += compare("summary.sentences", want: "\(sentences)", got: "\(found.count)")
    }
    if fromSource {
      let source = document.source.string(in: 0..<document.source.count)
      failures += found.filter { !source.contains($0) }.map {
        "summary    not in the source: `\($0)`"
      }
    }
    return failures
  }

  private func check(golden file: String, _ document: Document, update: Bool) throws -> [String] {
    var bytes: [UInt8] = []
    MarkdownWriter().append(document, to: &bytes)
    if update {
      try makeFolder(ofFile: file)
      let output = try OutputFile(path: file)
      try output.write(bytes.span)
      try output.finish()
      return []
    }
    let want = try readWhole(file)
    if want == bytes { return [] }
    return ["golden     \(file)\n" + lineDifference(want: want, got: bytes)]
  }

  /// The first lines that differ.
  private func lineDifference(want: [UInt8], got: [UInt8]) -> String {
    let wanted = String(decoding: want, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let found = String(decoding: got, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let index =
      zip(wanted, found).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(wanted.count, found.count)
    let want = index < wanted.count ? String(wanted[index]) : "(the end)"
    let got = index < found.count ? String(found[index]) : "(the end)"
    return "  line \(index + 1)\n  want \(want)\n  got  \(got)"
  }
}

/// Why a test could not run.
private struct TestError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension MetadataValue {
  /// In a few words, for messages.
  package var text: String {
    switch self {
    case .null: "nothing"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let text): text
    case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .object(let fields):
      "{" + fields.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }
}
