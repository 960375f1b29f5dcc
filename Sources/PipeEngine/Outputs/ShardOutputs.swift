import PipeCore
import PipeFormats

/// Writes what a shard's documents give to each output, into parts.
final class ShardOutputs {
  private struct Output {
    let spec: OutputSpec
    let template: PathTemplate
    /// Nil for an output that is written in the end.
    let part: OutputPart?
    let renderer: RecordRenderer
    let minSample: UInt64
  }

  private let outputs: [Output]

  /// `joints` are the files of the outputs that have one; nil for the others.
  init(
    plan: Plan, folder: RunFolder, shard: Manifest.Shard, joints: [JointOutput?], held: HeldBytes
  ) throws {
    outputs = try plan.pipeline.outputs.enumerated().map { index, spec in
      let files = OutputFiles(spec)
      return Output(
        spec: spec, template: files.template,
        part: spec.content.isOfCorpus
          ? nil
          : try OutputPart(
            path: folder.part(output: index, shard: shard.index), for: files,
            joint: joints[index], held: held, shard: shard.index),
        renderer: RecordRenderer(plan: plan, spec: spec),
        minSample: spec.sample.map { UInt64((1 - $0) * 0x1p32) } ?? 0)
    }
  }

  /// Writes a document that has ended.
  func write(_ document: inout Document, end: DocumentEnd) throws {
    if case .kept = end { document.proposeTitle() }
    for output in outputs where output.spec.content.takes(end) {
      if output.minSample > 0, sampleNumber(of: document.ordinal) < output.minSample { continue }
      if let when = output.spec.when, !when.holds(in: document) { continue }
      try write(document, end, to: output)
    }
  }

  private func write(
    _ document: Document, _ end: DocumentEnd, to output: Output
  ) throws {
    if output.spec.content == .removed, document.removedByteCount == 0 { return }
    try output.part?.append(path(of: document, end, output)) { bytes in
      if output.spec.content == .removed {
        output.renderer.appendRemovals(of: document, to: &bytes)
      } else {
        output.renderer.append(document, end: end, to: &bytes)
      }
    }
  }

  private func path(of document: Document, _ end: DocumentEnd, _ output: Output) -> String {
    output.template.path { output.renderer.pathValue($0, of: document, end: end) }
  }

  /// 32 bits that depend on the document alone.
  private func sampleNumber(of ordinal: Ordinal) -> UInt64 {
    var value = ordinal.rawValue &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return (value ^ (value >> 31)) >> 32
  }

  /// - Returns: of each output what is left to do when it is the shard's turn; nil where nothing is.
  func finish() throws -> [OutputPart.Ending?] {
    try outputs.map { try $0.part?.finish() }
  }
}

extension OutputSpec.Content {
  /// Whether documents that ended so give records to the output.
  func takes(_ end: DocumentEnd) -> Bool {
    switch (self, end) {
    case (.kept, .kept), (.removed, .kept), (.rejected, .rejected), (.failed, .failed): true
    default: false
    }
  }
}

extension Document {
  /// A level-1 heading gives the title, unless something better has.
  package mutating func proposeTitle() {
    guard metadata["title"] == nil,
      let heading = blocks.first(where: { $0.kind == .heading && $0.level == 1 && isLive($0) })
    else { return }
    var bytes: [UInt8] = []
    append(heading, to: &bytes)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      bytes[index] = UInt8(ascii: " ")
    }
    metadata.set("title", to: .string(String(decoding: bytes, as: UTF8.self)), source: "heading")
  }
}
