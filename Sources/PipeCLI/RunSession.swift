import PipeCore
import PipeEngine
import PipeFormats

/// Runs a loaded pipeline for a person: inputs, progress, the report at the end, the exit code.
struct RunSession: Sendable {
  let pipeline: Pipeline
  let options: RunOptions
  let color: ColorChoice
  var writesJSON = false

  /// What would run, in words.
  func plan() throws -> String {
    let manifest = try self.manifest(standardInput: nil)
    return PlanView(Plan(pipeline), manifest: manifest).text
  }

  /// Runs, and throws the exit status that is not 0.
  func run(inFolder path: String, isTemporary: Bool) async throws {
    do {
      let folder = try RunFolder(path: path)
      defer { if isTemporary { folder.remove() } }
      try checkOutputs()
      let manifest = try self.manifest(standardInput: path + "/stdin")
      let summary = try await interruptible { try await run(manifest, in: folder) }
      try report(summary, folder: isTemporary ? nil : path)
    } catch let error as InputError {
      throw CommandFailure(.files, error.problems.joined(separator: "\nerror: "))
    } catch let error as FileError {
      throw CommandFailure(.files, error.message)
    } catch let error as FormatError {
      throw CommandFailure(.files, error.message)
    } catch let error as RunStopped {
      throw CommandFailure(.stopped, "stopped: \(error.message)")
    }
  }

  private func run(_ manifest: Manifest, in folder: RunFolder) async throws -> RunSummary {
    let progress = RunProgress()
    let run = Run(
      plan: Plan(pipeline), manifest: manifest, folder: folder,
      workers: pipeline.run.workers ?? processorCount, progress: progress)
    let view = options.quiet ? nil : ProgressView(options.progress, color: color)
    return try await withThrowingTaskGroup(of: RunSummary?.self) { group in
      group.addTask { try await run.run() }
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

  /// Lists the inputs; standard input is kept in a file, since passes read it again.
  private func manifest(standardInput copy: String?) throws -> Manifest {
    guard pipeline.input.paths.contains("-") else {
      return try Manifest(paths: pipeline.input.paths, base: pipeline.input.base)
    }
    guard let copy else { throw CommandFailure(.usage, "a dry run can't read standard input") }
    let bytes = try readStandardInput()
    let name = copy + kindOfStandardInput(bytes)
    let file = try OutputFile(path: name)
    try file.write(bytes.span)
    try file.finish()
    let paths = pipeline.input.paths.map { $0 == "-" ? name : rooted($0) }
    return try Manifest(paths: paths, base: ".")
  }

  private func rooted(_ path: String) -> String {
    path.hasPrefix("/") || pipeline.input.base == "." ? path : pipeline.input.base + "/" + path
  }

  private func readStandardInput() throws -> [UInt8] {
    let source = try ByteSource(path: "-")
    return try source.readAll(limit: .max - 1)
  }

  /// What standard input holds, by its first bytes: JSON lines, a page, or text.
  private func kindOfStandardInput(_ bytes: [UInt8]) -> String {
    let start = bytes.prefix(2_048).drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    if start.first == UInt8(ascii: "{") { return ".jsonl" }
    let text = String(decoding: start.prefix(64), as: UTF8.self).lowercased()
    return ["<!doctype html", "<html", "<head", "<body", "<!--"].contains(where: text.hasPrefix)
      ? ".html" : ".txt"
  }

  /// Fails before anything is read when an output of a fixed path can't be written.
  private func checkOutputs() throws {
    for output in pipeline.outputs where output.path != "-" && PathTemplate(output.path).isFixed {
      try makeFolder(ofFile: output.path)
      _ = try OutputFile(path: output.path)
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
    if !options.quiet {
      let paint = Paint(isOn: color.isColored(forTerminal: Terminal.errorIsTerminal))
      Terminal.error(SummaryView(summary, paint: paint, folder: folder).text)
    }
    if !summary.counts.violations.isEmpty {
      throw CommandFailure(
        .unmet, "the accounting does not add up; this is a bug:\n  "
          + summary.counts.violations.prefix(5).joined(separator: "\n  "))
    }
    if summary.hasTooManyFailures {
      let failed = summary.counts.failed
      throw CommandFailure(.unmet, "\(failed) \(failed == 1 ? "document" : "documents") failed")
    }
  }
}
