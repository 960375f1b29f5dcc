import PCRE2
package import PipeCore
import PipeText

/// A pipeline cut into passes over the corpus.
///
/// Every pass reads the input again and recomputes the stages before it, which are pure; it ends by
/// observing one corpus stage, or by writing the outputs.
package struct Plan: Sendable {
  package struct Pass: Sendable {
    /// The stages that run on each document, from the first; corpus stages among them are applied.
    package let stages: Range<Int>
    /// The corpus stage that observes what these stages left; nil for the last pass.
    package let observes: Int?
    /// Whether the stage looks for the second time.
    package var isSecondLook = false
  }

  package let pipeline: Pipeline
  package let passes: [Pass]
  /// The stage before which documents are parsed into blocks; nil when nothing asks for blocks.
  package let parsesBefore: Int?

  package init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    let corpus = pipeline.stages.indices.filter { pipeline.stages[$0].stage is any CorpusStage }
    passes =
      corpus.flatMap { index in
        let look = Pass(stages: 0..<index, observes: index)
        guard pipeline.stages[index].stage is any TwoLookStage else { return [look] }
        return [look, Pass(stages: 0..<index, observes: index, isSecondLook: true)]
      }
      + [Pass(stages: 0..<pipeline.stages.count, observes: nil)]
    parsesBefore =
      pipeline.stages.firstIndex { $0.stage.reads == .blocks }
      ?? (pipeline.outputs.contains(where: \.needsBlocks) ? pipeline.stages.count : nil)
  }

  /// Numbers what is decided after a pass: the stage's index, or for its second look one behind all
  /// stages; nil for the last pass.
  package func slot(of pass: Pass) -> Int? {
    pass.observes.map { pass.isSecondLook ? secondSlot(ofStage: $0) : $0 }
  }

  package func secondSlot(ofStage index: Int) -> Int { pipeline.stages.count + index }

  /// Whether anybody looks at the lines of the documents of a pass, or at more of them.
  func readsLines(_ pass: Pass) -> Bool {
    guard let index = pass.observes, pass.stages.isEmpty, parsesBefore != 0 else { return true }
    let step = pipeline.stages[index]
    return step.stage.reads != .text || step.when != nil || step.zone != nil
  }

  /// Names everything that decides the output: two runs of one id give the same bytes for the same input.
  package var id: UInt128 {
    var hash = StreamingHash128()
    for component in components { component.add(to: &hash) }
    return hash.finish()
  }

  /// What decides the output, part by part, so that a difference can be named.
  package var components: [PlanComponent] {
    var components = [
      PlanComponent("pipe", "\(pipeVersion) PCRE2 \(pcre2Version) \(pcre2UnicodeVersion)")
    ]
    for file in pipeline.files {
      components.append(PlanComponent("`\(file.path)`", hash: hash128(file.bytes.span)))
    }
    for variable in pipeline.variables {
      components.append(
        PlanComponent("the var `\(variable.name)`", variable.value.canonicalText))
    }
    for step in pipeline.stages {
      let revision = type(of: step.stage).description.revision
      let options = step.entries.map { "\($0.key)=\($0.value.canonicalText)" }
      components.append(
        PlanComponent(
          "the stage `\(step.id)`",
          ([step.type, "\(revision)"] + options).joined(separator: "\0")))
    }
    let input = pipeline.input
    let fields = [input.textField, input.htmlField ?? "", input.urlField] + input.id
    let metadata = input.metadata.map { "\($0.name)=\($0.path)" }
    components.append(
      PlanComponent("`input`", (fields + metadata).joined(separator: "\0")))
    for output in pipeline.outputs {
      components.append(
        PlanComponent("the path of the output `\(output.name)`", "\(output.path)\0\(output.format)")
      )
    }
    components.append(PlanComponent("`run.max_record`", "\(pipeline.run.maxRecord.bytes)"))
    return components
  }
}

/// One of the things that decide the output of a plan.
package struct PlanComponent: Sendable, Hashable {
  /// In words: "the stage `ads`".
  package let name: String
  package let hash: UInt128

  package init(_ name: String, hash: UInt128) {
    self.name = name
    self.hash = hash
  }

  init(_ name: String, _ text: String) {
    self.init(name, hash: hash128(Array(text.utf8).span))
  }

  fileprivate func add(to hash: inout StreamingHash128) {
    hash.update(Array("\(name)\0\(String(self.hash, radix: 16))\0".utf8).span)
  }
}

extension OutputSpec {
  /// Whether the output can only be written of parsed documents.
  var needsBlocks: Bool {
    content == .kept
      && (format == .markdown || format == .html
        || fields.contains { ["markdown", "blocks", "tables"].contains($0.path) }
        || frontMatter.contains("tables"))
  }
}

extension ConfigNode {
  /// The value in one line, the same for the same value however it was written.
  package var canonicalText: String {
    switch value {
    case .scalar(let text): isQuoted ? text.debugDescription : text
    case .list(let items): "[" + items.map(\.canonicalText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.canonicalText)" }.joined(separator: ", ") + "}"
    }
  }
}
