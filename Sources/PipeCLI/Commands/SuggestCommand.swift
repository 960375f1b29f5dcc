import ArgumentParser
import PCRE2
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe patterns suggest PIPELINE|FILES…`.
struct SuggestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggests patterns for the lines that many documents have.",
    discussion: """
      Writes a pattern library to standard output, and to standard error what each pattern would take. Of a pipeline \
      file, the documents are what its stages leave; files behind it replace its inputs. Numbers are any number; \
      capitalized words are any name where four different ones stand in one place.
      """)

  enum Unit: String, CaseIterable, ExpressibleByArgument {
    case line, block
  }

  @Argument(help: "A pipeline file, then files in place of its inputs; or files, folders or globs.")
  var inputs: [String]

  @Option(help: "What patterns are made for: line or block.")
  var unit = Unit.line

  @Option(help: "Fewest documents that have a text.")
  var minDocs = 3

  @Option(help: "A path such as meta.site or doc.host: what most of its values have comes first.")
  var groupBy: String?

  @Option(help: "Most patterns that are suggested.")
  var top = 20

  @Option(help: "Most documents that are read, from the start.")
  var limit = 10_000

  @Option(help: "Name of the pattern set.")
  var name = "suggested"

  @OptionGroup var shared: PipelineOptions

  func run() async throws {
    var options = PatternSuggestions.Options()
    options.unit = unit == .line ? .line : .block
    options.minDocs = try atLeast(2, minDocs, "--min-docs")
    options.limit = try atLeast(1, top, "--top")
    options.maxDocuments = try atLeast(1, limit, "--limit")
    options.groupBy = try groupBy.map { try path($0) }
    guard name.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }),
      !name.isEmpty
    else { throw CommandFailure(.usage, "`--name` takes letters, digits and `_`, got `\(name)`") }
    let isPipeline = inputs[0].hasSuffix(".yaml") || inputs[0].hasSuffix(".yml")
    let pipeline = isPipeline ? try shared.load(inputs[0]) : nil
    let files = isPipeline ? Array(inputs.dropFirst()) : inputs
    if let pipeline, files.isEmpty, pipeline.input.paths.isEmpty {
      throw CommandFailure(.usage, "\(inputs[0]) names no input: give files behind it")
    }
    let found = try await PatternSuggestions(for: pipeline, files: files, options: options)
    Terminal.write(found.library(named: name))
    for row in found.rows { Terminal.error("\(row.id)   \(found.words(for: row))") }
    Terminal.error(
      "\(counted(found.rows.count, "pattern")) from \(counted(found.documents, "document"))")
  }

  private func atLeast(_ least: Int, _ value: Int, _ option: String) throws -> Int {
    guard value >= least else {
      throw CommandFailure(.usage, "`\(option)` takes \(least) or more, got \(value)")
    }
    return value
  }

  private func path(_ text: String) throws -> DocumentPath {
    guard let path = DocumentPath(checking: text) else {
      throw CommandFailure(
        .usage, "`--group-by` takes \(DocumentPath.schema.words), got `\(text)`")
    }
    return path
  }
}
