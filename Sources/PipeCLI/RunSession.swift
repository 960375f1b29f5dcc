import PipeCore
import PipeEngine
import PipeFormats

/// Runs a loaded pipeline for a person: inputs, progress, the report at the end, the exit code.
struct RunSession: Sendable {
  let pipeline: Pipeline
  let options: RunOptions
  let color: ColorChoice
  var writesJSON = false
  /// Whether the end of a run tells only of documents that did not come out.
  var tellsOnlyLosses = false
  /// Whether the accounting of every document is checked, not of a sample.
  var audits = false
  /// The most documents that are read; nil for all.
  var limit: Int?

  /// What would run, in words.
  func plan() throws -> String {
    let manifest = try self.manifest(standardInput: nil)
    return PlanView(Plan(pipeline), manifest: manifest).text
  }

  /// Runs in a folder that goes with the run, and throws the exit status that is not 0.
  func run(inTemporaryFolder path: String) async throws {
    let folder = try RunFolder(path: path, secondsToMark: nil)
    defer { folder.remove() }
    try checkOutputs()
    let manifest = try self.manifest(standardInput: path)
    let summary = try await interruptible { try await run(manifest, in: folder) }
    try end(summary, folder: nil)
  }

  /// Runs in a folder that stays, so that the run can be resumed; throws the exit status that is not 0.
  ///
  /// The request is how the command line asked for the run, the name what `pipe resume` finds it by.
  func run(
    inFolder path: String, request: RunRecord.Request, name: String
  ) async throws {
    let folder = try RunFolder(path: path)
    let lock = try RunLock(path)
    defer { lock.release() }
    try folder.clear()
    try checkOutputs()
    let manifest = try self.manifest(standardInput: path + "/spill")
    try RunRecord(request: request, plan: Plan(pipeline), manifest: manifest).write(to: folder)
    try await go(on: manifest, in: folder, name: name)
  }

  /// Goes on with a run that was stopped.
  func resume(_ manifest: Manifest, inFolder path: String, name: String) async throws {
    let lock = try RunLock(path)
    defer { lock.release() }
    try checkOutputs()
    try await go(on: manifest, in: RunFolder(path: path), name: name)
  }

  private func go(on manifest: Manifest, in folder: RunFolder, name: String) async throws {
    let hint = "resume with: pipe resume \(name)"
    let summary: RunSummary
    do {
      summary = try await interruptible { try await run(manifest, in: folder) }
    } catch let failure as CommandFailure where failure.status == .interrupted {
      throw CommandFailure(.interrupted, "interrupted\n" + hint)
    } catch let error as FileError where !Terminal.isClosedPipe(error) {
      throw CommandFailure(.files, error.message + "\n" + hint)
    } catch let error as FormatError {
      throw CommandFailure(.files, error.message + "\n" + hint)
    }
    try end(summary, folder: folder.path)
  }

  private func run(_ manifest: Manifest, in folder: RunFolder) async throws -> RunSummary {
    let progress = RunProgress()
    var run = Run(
      plan: Plan(pipeline), manifest: manifest, folder: folder,
      workers: pipeline.run.workerCount(processors: processorCount), progress: progress)
    run.audits = audits
    let view = options.quiet || tellsOnlyLosses ? nil : ProgressView(options.progress, color: color)
    return try await withThrowingTaskGroup(of: RunSummary?.self) { group in
      group.addTask { [run] in try await run.run() }
      if let view {
        group.addTask {
          await view.follow(progress)
          return nil
        }
      }
      var summary: RunSummary?
      while let result = try await group.next() {
        if let result {
          summary = result
          group.cancelAll()
        }
      }
      guard let summary else { throw CancellationError() }
      return summary
    }
  }

  // MARK: - Inputs and outputs

  /// Lists the inputs; standard input is kept in a file of the folder, since passes read it again.
  private func manifest(standardInput folder: String?) throws -> Manifest {
    let manifest = try wholeManifest(standardInput: folder)
    return try limit.map { try manifest.first($0) } ?? manifest
  }

  private func wholeManifest(standardInput folder: String?) throws -> Manifest {
    guard pipeline.input.paths.contains("-") else {
      return try Manifest(paths: pipeline.input.paths, base: pipeline.input.base)
    }
    guard let folder else { throw CommandFailure(.usage, "a dry run can't read standard input") }
    let input = try StandardInput(copiedInto: folder)
    let paths = pipeline.input.paths.map { $0 == "-" ? input.path : rooted($0) }
    var manifest = try Manifest(paths: paths, base: ".")
    manifest.setStandardInput(copy: input.path, content: input.content)
    return manifest
  }

  private func rooted(_ path: String) -> String {
    path.hasPrefix("/") || pipeline.input.base == "." ? path : pipeline.input.base + "/" + path
  }

  /// Fails before anything is read when an output can't be written.
  private func checkOutputs() throws {
    for output in pipeline.outputs where output.path != "-" {
      let template = PathTemplate(output.path)
      if template.isFixed {
        try makeFolder(ofFile: output.path)
        try OutputFile.check(output.path)
      } else if case .literal(let start)? = template.parts.first,
        let slash = start.lastIndex(of: "/")
      {
        let folder = String(start[..<slash])
        try makeFolder(folder.isEmpty ? "/" : folder)
        try OutputFile.check(folder + "/any-name")
      }
    }
  }

  /// A name for a run's folder that is not taken: date, pipeline, number.
  func freeName(in root: String) -> String {
    let base = "\(today())-\(safeName(pipeline.name))"
    var number = 1
    while isFolder("\(root)/\(base)-\(number)") { number += 1 }
    return "\(base)-\(number)"
  }

  // MARK: - The end

  /// Reports, and seals the states at the very last: a process that is killed before leaves a run that
  /// can be done again.
  private func end(_ summary: RunSummary, folder: String?) throws {
    do {
      try report(summary, folder: folder)
    } catch {
      try summary.states.seal()
      throw error
    }
    try summary.states.seal()
  }

  private func report(_ summary: RunSummary, folder: String?) throws {
    if writesJSON { try Terminal.write(summary.json) }
    let hasLosses = summary.counts.rejected + summary.counts.failed > 0
    if !options.quiet, hasLosses || !tellsOnlyLosses {
      let paint = Paint(isOn: color.isColored(forTerminal: Terminal.errorIsTerminal))
      let view = SummaryView(
        summary, paint: paint, folder: folder, isVerbose: options.verbose)
      Terminal.error(tellsOnlyLosses ? view.losses : view.text)
    }
    if !summary.counts.violations.isEmpty {
      throw CommandFailure(
        .bug,
        "the accounting does not add up; this is a bug:\n  "
          + summary.counts.violations.prefix(5).joined(separator: "\n  "))
    }
    if summary.hasTooManyFailures {
      // What a summary would have said.
      let first = options.quiet ? summary.counts.failures.first : nil
      throw CommandFailure(
        .unmet,
        counted(summary.counts.failed, "document") + " failed"
          + (first.map { "; \($0.id): \($0.message)" } ?? ""))
    }
  }
}
