import PipeCore

/// The keys that each stage has beside its options.
struct EngineKeys: StageOptions {
  @Option("The stage's type; `pipe stages` lists them.")
  var stage: String

  @Option("The stage's name in this pipeline; without it the type, numbered from the second on.")
  var id: String? = nil

  @Option("Only documents for which this holds go through the stage.")
  var when: Expression? = nil

  @Option("Only this part of the source text is worked on: `{first: 20%}` or `{last: 40%}`.")
  var zone: ZoneOptions? = nil

  @Option("What happens with a document in which the stage fails.")
  var onError: ErrorPolicy? = nil

  @Option("Whether the stage runs; it is checked in any case.")
  var enabled = true

  @Option("For people who read the file.")
  var note: String? = nil
}

/// A fragment in the list of stages.
struct FragmentKeys: StageOptions {
  @Option("The fragment's name.")
  var fragment: String

  @Option("Values of the fragment's params.")
  var with: AnyValue? = nil

  @Option("Only documents for which this holds go through the fragment's stages.")
  var when: Expression? = nil

  @Option("The part of the source text that the fragment's stages work on.")
  var zone: ZoneOptions? = nil

  @Option("What happens with a document in which one of the stages fails.")
  var onError: ErrorPolicy? = nil

  @Option("Whether the fragment's stages run.")
  var enabled = true

  @Option("For people who read the file.")
  var note: String? = nil
}

/// `zone`, as it is written.
struct ZoneOptions: StageOptions, OptionValue {
  @Option("This share from the start.", in: 0...1)
  var first: Double? = nil

  @Option("This share from the end.", in: 0...1)
  var last: Double? = nil

  func validate() throws {
    if (first == nil) == (last == nil) {
      throw OptionsError("last", "a zone takes one of `first` and `last`, such as `{last: 40%}`")
    }
  }

  var zone: Zone { last.map { .last($0) } ?? .first(first ?? 1) }
}
