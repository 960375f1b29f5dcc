import PCRE2
import PipeCore
import PipeEngine

/// What `pipe check --deep` tries besides loading: patterns on adversarial texts, the inputs, and
/// states.
struct DeepCheck {
  let pipeline: Pipeline

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  var diagnostics: [Diagnostic] {
    pipeline.libraries.flatMap(\.sets).flatMap(slowPatterns) + missingInputs + unusableStates
  }

  private func slowPatterns(in loaded: LoadedPatternSet) -> [Diagnostic] {
    loaded.set.patterns.enumerated().compactMap { (index, pattern) -> Diagnostic? in
      guard let worst = worstCase(of: pattern) else { return nil }
      let entry = loaded.set.entries[index]
      return Diagnostic(
        "P230",
        "pattern \(loaded.set.name)/\(entry.id), `\(entry.regex)`, hit the match limit on "
          + "\(worst.characterCount) characters (PCRE2 \(worst.error.code))",
        at: loaded.places.indices.contains(index) ? loaded.places[index] : .none,
        severity: .warning,
        notes: ["make the group possessive, `(?:...)*+`, or bound it"])
    }
  }

  /// States that are there and that their stage can't use.
  private var unusableStates: [Diagnostic] {
    pipeline.states.compactMap { (index, path, shape) -> Diagnostic? in
      do {
        try StateReport.check(path, isOf: shape)
        return nil
      } catch {
        let step = pipeline.stages[index]
        let isMismatch = (error as? StateError)?.cause == .mismatch
        return Diagnostic(
          isMismatch ? "P302" : "P303", "\(error)", at: step.place, length: step.type.count)
      }
    }
  }

  private var missingInputs: [Diagnostic] {
    do {
      _ = try Manifest(
        paths: pipeline.input.paths.filter { $0 != "-" }, base: pipeline.input.base)
      return []
    } catch let error as InputError {
      return error.problems.map { Diagnostic("P301", $0, at: .none, origin: "input.paths") }
    } catch {
      return [Diagnostic("P301", "\(error)", at: .none, origin: "input.paths")]
    }
  }
}
