import ArgumentParser
import PCRE2
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe patterns …`.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns", abstract: "Works on pattern libraries.",
    subcommands: [Test.self, SuggestCommand.self])

  /// `pipe patterns test LIBRARY [FILES…]`.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Checks a library's examples, and shows what its patterns hit in files.")

    @Argument(help: "A pattern library.")
    var library: String

    @Argument(help: "Text or HTML files, folders or globs.")
    var files: [String] = []

    @OptionGroup var shared: PipelineOptions

    func run() async throws {
      let loader = PipelineLoader(registry: PipeCommand.registry)
      let result = loader.loadLibrary(try bytes(of: library), name: library)
      if !result.diagnostics.isEmpty {
        let isColored = shared.color.isColored(forTerminal: Terminal.errorIsTerminal)
        Terminal.error(
          DiagnosticRenderer(files: result.files, isColored: isColored).human(result.diagnostics))
      }
      guard let library = result.library else { throw CommandFailure(.invalidPipeline) }
      var failed = 0
      for loaded in library.sets {
        for failure in loaded.set.exampleFailures() {
          failed += 1
          let name = "\(loaded.set.name)/\(loaded.set.entries[failure.entry].id)"
          Terminal.write("\(name): \(failure.text.debugDescription) \(failure.kind.words)\n")
        }
      }
      let patterns = library.sets.reduce(0) { $0 + $1.set.entries.count }
      Terminal.write("\(counted(patterns, "pattern")), \(counted(failed, "failing example"))\n")
      if !files.isEmpty { try await showHits(of: library) }
      if failed > 0 { throw CommandFailure(.unmet) }
    }

    private func bytes(of path: String) throws -> [UInt8] {
      do {
        return try readWhole(path)
      } catch {
        throw CommandFailure(.files, error.message)
      }
    }

    /// How often each pattern hits in the files, with a first example.
    private func showHits(of library: PatternLibrary) async throws {
      let hits = try await PatternHits(of: library, inFiles: files)
      for row in hits.rows {
        Terminal.write(
          "\(row.pattern)   \(counted(row.hits, "hit")) in \(counted(row.documents, "document"))"
            + (row.example.map { "   \($0.prefix(60).debugDescription)" } ?? "") + "\n")
      }
    }
  }
}
