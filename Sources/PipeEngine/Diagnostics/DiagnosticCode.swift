/// A kind of mistake, for `pipe explain CODE`.
package struct DiagnosticCode: Sendable {
  package let code: String
  /// A few words.
  package let title: String
  /// What it means, and the way out.
  package let explanation: String

  init(_ code: String, _ title: String, _ explanation: String) {
    self.code = code
    self.title = title
    self.explanation = explanation
  }

  /// All codes in order.
  package static let all = ofFiles + ofLanguage + ofPatterns + ofWarnings

  /// Codes that only a run over text can find.
  package static let ofRuns: Set<String> = ["P230", "P301", "P302", "P303"]

  package static subscript(code: String) -> DiagnosticCode? {
    all.first { $0.code == code.uppercased() }
  }

  private static let ofFiles = [
    DiagnosticCode(
      "P001", "a file can't be read",
      """
      The file is not there, is a folder, or may not be read. Names in a file are relative to the file that \
      names them; names on the command line are relative to the working folder.
      """),
    DiagnosticCode(
      "P002", "a file is not UTF-8",
      """
      Pipeline files, pattern libraries and lists are UTF-8. Save the file as UTF-8 in your editor, or \
      convert it: iconv -f latin1 -t utf-8 old.yaml > new.yaml
      """),
    DiagnosticCode(
      "P003", "a file is too large",
      """
      A file of this kind holds what people write, at most 64 MiB. Was a data set named instead?
      """),
    DiagnosticCode(
      "P004", "the file is not YAML",
      """
      The YAML parser could not go on, so nothing behind this place was read. Usual causes: a tab in the \
      indentation, a quote or bracket that is not closed, a text with `: ` or ` #` in it that needs quotes, a \
      regex in double quotes (where `\\` begins an escape; single quotes take a regex as it is).
      """),
    DiagnosticCode(
      "P005", "the file is empty",
      "The least pipeline is `version: 1` and `stages: [normalize_text]`."),
    DiagnosticCode(
      "P006", "the file is no pipeline",
      "A file is a mapping from keys such as `version` and `stages` to their values, not a list or a text."
    ),
    DiagnosticCode(
      "P007", "the version is missing or unknown",
      """
      `version` freezes the language and the defaults of stages, so that a file means the same next year. \
      Write `version: 1` at the top. A newer version needs a newer pipe.
      """),
    DiagnosticCode(
      "P009", "a part of YAML that this language has no use for",
      """
      Anchors and aliases may be used in moderation; merge keys (`<<`) may not. What repeats belongs into a \
      fragment with params.
      """),
  ]

  private static let ofLanguage = [
    DiagnosticCode(
      "P101", "a key is given twice",
      "Of two equal keys in one mapping only one could hold. Remove one, or rename it."),
    DiagnosticCode(
      "P102", "an unknown key or option",
      """
      Nothing reads this key, so it would do nothing. Check its spelling and its indentation: options stand \
      beside `stage`, at the same column. `pipe stages NAME` lists the options of a stage.
      """),
    DiagnosticCode(
      "P103", "a value of the wrong kind",
      """
      The option takes another kind of value. Nothing is converted to be kind: a list needs brackets, a \
      whole number has no point, a size and a time have a unit (`512MB`, `30s`).
      """),
    DiagnosticCode(
      "P104", "a number outside of its limits",
      "`pipe stages NAME` shows the limits of each option. A ratio is 0 to 1, or a percentage: `40%`."
    ),
    DiagnosticCode(
      "P105", "something required is missing",
      "The key has no default: write it."),
    DiagnosticCode(
      "P106", "options that don't go together",
      "Each option is fine alone, but not with the others. The message says which one to change."),
    DiagnosticCode(
      "P107", "a data file can't be read",
      "An option names a file that could not be read. It is looked for beside the pipeline file."),
    DiagnosticCode(
      "P108", "an unknown stage",
      """
      No stage has this name. `pipe stages` lists them, `pipe stages --search WORD` finds one by what it \
      does. Stages of your own need a pipe that was built with them.
      """),
    DiagnosticCode(
      "P109", "two stages with one id",
      """
      An id names one stage, in the ledger, in reports and in `--set`. Without `id` a stage is called by \
      its type, numbered from the second on.
      """),
    DiagnosticCode(
      "P110", "an unknown pattern set",
      """
      Sets are named LIBRARY.SET: the name under `patterns`, a dot, the name under the library's `sets`.
      """),
    DiagnosticCode(
      "P111", "a name that can't be one",
      "Names of vars, stages, outputs and sets have letters, digits, `_` and `-`, and begin with a letter."
    ),
    DiagnosticCode(
      "P112", "a pattern set of the wrong unit",
      """
      A set says what its patterns are tried on: `line`, `block` or `text`. A stage that removes lines takes \
      sets of unit `line`, and so on. Change the set's `unit`, or use another stage.
      """),
    DiagnosticCode(
      "P113", "an entry of `stages` that is no stage",
      """
      An entry is a bare name, `- normalize_text`, or a mapping with `stage: NAME` and the options beside it. \
      The name is never a key itself.
      """),
    DiagnosticCode(
      "P114", "an unknown fragment",
      "Fragments come from `fragments` of this file and of the files that it includes."),
    DiagnosticCode(
      "P115", "a mistake in an expression",
      """
      Expressions know: == != < <= > >=, `in`, `not in`, `and`, `or`, `not`, + - * /, matches(set), exists(path), \
      over doc.*, meta.*, signals.* and vars.*. Texts stand in quotes. `stop_if` reads the names of a run: \
      failed_ratio, rejected_ratio, kept_ratio, documents, kept, rejected, failed.
      """),
    DiagnosticCode(
      "P116", "a param that a fragment does not take, or misses",
      "`with` gives values to the names under the fragment's `params`; one without a default must be given."
    ),
    DiagnosticCode(
      "P117", "metadata that nothing has written yet",
      """
      Stages run in the order of the list. A path that is read must be written by a stage before, come from \
      `input.meta`, or be one that readers set: meta.title, meta.author, meta.date, meta.url, meta.site, meta.lang, \
      meta.description.
      """),
    DiagnosticCode(
      "P118", "`${…}` that names nothing",
      """
      `${vars.NAME}` reads a var, `${params.NAME}` a fragment's param. Nothing else is replaced, the \
      environment neither: a var with `env: NAME` brings it in.
      """),
    DiagnosticCode(
      "P119", "a param outside of a fragment",
      "`${params.…}` is known between a fragment's `stages` only. Elsewhere use a var."),
    DiagnosticCode(
      "P120", "a list inside a text",
      "A list can be a whole value, `types: ${vars.types}`, but not a part of a text."),
    DiagnosticCode(
      "P121", "an include that brings more than it may",
      """
      Includes bring vars, patterns and fragments. Stages stay in the pipeline file, so that it shows what \
      runs; a fragment keeps several of them for use by name.
      """),
    DiagnosticCode(
      "P122", "something includes itself",
      "The note shows the circle. Take one of its arrows out."),
    DiagnosticCode(
      "P123", "a name defined twice",
      """
      A var, pattern library or fragment has one definition over all files. One exception: the pipeline \
      file may give an included var another default, `langs: [en, de]`.
      """),
    DiagnosticCode(
      "P124", "a var without a value",
      "The var has no default, and neither --var nor the environment gave a value."),
    DiagnosticCode(
      "P130", "an override of something unknown",
      "--var names a var of the file, --set STAGE.OPTION=VALUE a stage by its id."),
    DiagnosticCode(
      "P131", "two stages with one state",
      "A state belongs to one stage, which has it for itself while it runs. Give each stage its own folder."
    ),
    DiagnosticCode(
      "P140", "an unknown part of an output's path",
      """
      A path may have {slug}, {id}, {name}, {shard:05}, {row}, {reason}, {reason.stage}, {reason.rule} and \
      {meta.NAME}, each filled in for every document.
      """),
    DiagnosticCode(
      "P141", "two outputs with one path",
      "Each output writes files of its own. Give one of them another path."),
    DiagnosticCode(
      "P142", "two outputs to stdout",
      "Their texts would mix. Give one of them a file."),
    DiagnosticCode(
      "P143", "an option that its format has no use for",
      """
      `bullet` and `front_matter` are for Markdown, `fields` is for jsonl; removed spans, failures, pairs and \
      clusters are records, which only jsonl can hold.
      """),
    DiagnosticCode(
      "P144", "a reason in the path of documents without one",
      "Only rejected documents have a reason, so only `write: rejected` can sort by it."),
    DiagnosticCode(
      "P150", "a test that names an unknown stage",
      "Tests name stages by their ids: what `id` says, or else the stage's type."),
    DiagnosticCode(
      "P151", "a test that expects nothing that can be checked",
      "`expect` is `unchanged`, or a mapping of outcome, reason, contains, lacks, text, meta.NAME, removed_by, golden."
    ),
  ]

  private static let ofPatterns = [
    DiagnosticCode(
      "P201", "a pattern does not compile",
      """
      PCRE2 refuses the regex; the caret stands where it stopped, which may be behind the mistake. \
      A `-` marks the opening of what is not closed. Regexes are best in single quotes or in a block (`|`).
      """),
    DiagnosticCode(
      "P202", "two patterns of a set with one id",
      "The ledger tells patterns apart by id. Rename one."),
    DiagnosticCode(
      "P203", "a list without literals",
      "A list holds one literal on each line; blank lines are passed over."),
  ]

  private static let ofWarnings = [
    DiagnosticCode(
      "P220", "a var that nothing reads",
      "Remove it, or read it: `${vars.NAME}` in values, `vars.NAME` in expressions."),
    DiagnosticCode(
      "P221", "a pattern set that no stage names",
      "It costs nothing, and does nothing. Is a stage missing, or misspelt?"),
    DiagnosticCode(
      "P222", "a fragment that nothing uses",
      "Use it in the list of stages, `- fragment: NAME`, or remove it."),
    DiagnosticCode(
      "P223", "an output that stays empty",
      "No stage of the pipeline can make what the output writes."),
    DiagnosticCode(
      "P224", "a rejecting stage behind a comparison of documents",
      """
      Of several copies one stays. When a later stage rejects that one, its copies stay out as well, \
      though one of them might have passed. Reject first, compare then.
      """),
    DiagnosticCode(
      "P225", "kept documents that no output writes",
      "The run counts them and keeps a sample, but writes no file of them. Add an output with `write: kept`."
    ),
    DiagnosticCode(
      "P226", "an example that its pattern gets wrong",
      "`hits` must match and `misses` must not. `pipe test` fails on it; change the regex or the example."
    ),
    DiagnosticCode(
      "P230", "a pattern that gives up",
      """
      The regex tried too many ways on a text and was stopped. Nested repeats such as `(\\w+\\s?)*` are the \
      usual cause: make them possessive, `(?:…)*+`, or bound them, `{0,20}`.
      """),
    DiagnosticCode(
      "P301", "an input that is not there",
      """
      A path of `input.paths` names nothing that can be read. Paths in the file start from the file's folder, \
      paths on the command line from the working folder. `pipe check --deep` looks; a run ends with 4.
      """),
    DiagnosticCode(
      "P302", "a state that the stage can't use",
      """
      The folder of a stage's `state` was made by another stage, with other options on which what it keeps depends, \
      or by another version. Documents are only alike by what was computed in the same way. \
      `pipe state info FOLDER` says what it was made with; another folder begins anew.
      """),
    DiagnosticCode(
      "P303", "a state that can't be read",
      """
      The folder of a stage's `state` holds something else, or files that are not what was written. `pipe state \
      verify FOLDER` reads all of it and says what is wrong. `pipe check --deep` looks; a run ends with 4.
      """),
  ]
}
