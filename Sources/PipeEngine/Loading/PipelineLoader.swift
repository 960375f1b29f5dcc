package import PipeCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one loader of pipeline files: what it passes, runs.
package struct PipelineLoader: Sendable {
  let registry: StageRegistry
  let access: FileAccess
  let environment: @Sendable (String) -> String?

  package init(
    registry: StageRegistry, access: FileAccess = .disk,
    environment: @escaping @Sendable (String) -> String? = PipelineLoader.processEnvironment
  ) {
    self.registry = registry
    self.access = access
    self.environment = environment
  }

  /// Reads a variable of the process's environment.
  package static let processEnvironment: @Sendable (String) -> String? = { name in
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Loads and checks a pipeline file and all that it names.
  package func load(path: String, overrides: Overrides = Overrides()) -> LoadResult {
    let session = session(overrides)
    if let (file, root) = session.readYAML(path, namedAt: .none, length: 1, origin: nil) {
      return session.loadPipeline(root, of: file, path: path)
    }
    return session.result(nil)
  }

  /// Loads a pipeline from bytes: an embedded recipe, stdin.
  ///
  /// The name stands in messages, and says what relative paths start from.
  package func load(
    _ bytes: [UInt8], name: String, overrides: Overrides = Overrides()
  ) -> LoadResult {
    let session = session(overrides)
    if let (file, root) = session.parse(bytes, path: name, origin: nil) {
      return session.loadPipeline(root, of: file, path: nil)
    }
    return session.result(nil)
  }

  /// Loads a pattern library alone, for `pipe patterns` and the examples of stages.
  package func loadLibrary(_ bytes: [UInt8], name: String) -> LibraryResult {
    let session = session(Overrides())
    if let (file, root) = session.parse(bytes, path: name, origin: nil) {
      session.checkVersion(of: root, in: "a pattern library")
      session.loadLibrary(libraryName(name), path: name, root: root, from: file)
    }
    let result = session.result(nil)
    return LibraryResult(
      library: result.hasErrors ? nil : session.libraries.first, diagnostics: result.diagnostics,
      files: result.files)
  }

  private func libraryName(_ path: String) -> String {
    let file = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    return String(file.prefix { $0 != "." })
  }

  private func session(_ overrides: Overrides) -> LoadSession {
    LoadSession(
      registry: registry, access: access, environment: environment, overrides: overrides)
  }
}

/// A pipeline, or why there is none.
package struct LoadResult: Sendable {
  /// nil when there is an error.
  package let pipeline: Pipeline?
  /// Everything that is wrong: the pipeline file's in its order, then each other file's.
  package let diagnostics: [Diagnostic]
  /// The files that the places of diagnostics count in.
  package let files: [SourceFile]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// A pattern library, or why there is none.
package struct LibraryResult: Sendable {
  package let library: PatternLibrary?
  package let diagnostics: [Diagnostic]
  package let files: [SourceFile]
}
