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

  /// Runs, and throws the exit status that is not 0.
  func run(inFolder path: String, isTemporary: Bool) async throws {
    let folder = try RunFolder(path: path)
    defer { if isTemporary { folder.remove() } }
    try checkOutputs()
    let manifest = try self.manifest(standardInput: path)
    let summary = try await interruptible { try await run(manifest, in: folder) }
    try report(summary, folder: isTemporary ? nil : path)
  }

  private func run(_ manifest: Manifest, in folder: RunFolder) async throws -> RunSummary {
    let progress = RunProgress()
    var run = Run(
      plan: Plan(pipeline), manifest: manifest, folder: folder,
      workers: pipeline.run.workers ?? processorCount, progress: progress)
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
    let copy = try StandardInput.copy(into: folder)
    let paths = pipeline.input.paths.map { $0 == "-" ? copy : rooted($0) }
    return try Manifest(paths: paths, base: ".")
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
        _ = try OutputFile(path: output.path)
      } else if case .literal(let start)? = template.parts.first,
        let slash = start.lastIndex(of: "/")
      {
        let folder = String(start[..<slash])
        try makeFolder(folder.isEmpty ? "/" : folder)
        _ = try OutputFile(path: folder + "/pipe-was-here")
      }
    }
  }

  /// A name for a run's folder that is not taken: date, pipeline, number.
  func freeName(in root: String) -> String {
    let base = "\(today())-\(safeName(pipeline.name))"
    var number = 1
    while (try? File.reading("\(root)/\(base)-\(number)/done")) != nil { number += 1 }
    return "\(base)-\(number)"
  }

  // MARK: - The end

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
