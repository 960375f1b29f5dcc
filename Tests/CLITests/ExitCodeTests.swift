import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the program ends, and the first words of why.
@Suite struct ExitCodeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let code: Int32
    let arguments: String
    /// Part of what stands on standard error, or on standard output when the code is 0.
    let says: String

    init(_ code: Int32, _ arguments: String, _ says: String) {
      (self.code, self.arguments, self.says) = (code, arguments, says)
    }

    var testDescription: String { arguments }
  }

  static let cases: [Case] = [
    Case(0, "--help", "clean "),
    Case(0, "version", "PCRE2"),
    Case(0, "stages", "drop_lines "),
    Case(0, "stages --search privacy-of-nobody", ""),
    Case(0, "explain P102", "P102: an unknown key or option"),
    Case(0, "explain p102", "P102"),
    Case(0, "explain P301", "an input that is not there"),
    Case(0, "check story.yaml records.yaml --format json", "\"errors\": 0"),
    Case(0, "explain story.yaml", "pass 1"),
    Case(0, "check story.yaml", "story.yaml: ok, 2 stages"),
    Case(0, "run story.yaml story.txt -q", ""),
    Case(0, "run story.yaml story.txt --dry-run", "pass 1"),
    Case(0, "completions bash", "pipe"),
    Case(0, "test story.yaml", "1 ok"),
    Case(1, "test failing.yaml", ""),
    Case(1, "check --strict unused.yaml", ""),
    Case(1, "run records.yaml broken.jsonl -q", "error: 1 document failed; broken.jsonl:2:"),
    Case(2, "claen story.txt", "error: unknown verb `claen`; did you mean `clean`?"),
    Case(
      2, "run --wokers 3 story.yaml", "error: unknown option '--wokers'. Did you mean '--workers'?"),
    Case(2, "run", "error: missing expected argument '<file>'"),
    Case(2, "run story.yaml story.txt -j 0", "error: `--workers` takes 1 or more"),
    Case(2, "run story.yaml story.txt --memory many", "error: `--memory` takes a size"),
    Case(2, "run story.yaml story.txt --limit 0", "error: `--limit` takes 1 or more"),
    Case(2, "run story.yaml story.txt --var nothing", "error: `--var nothing` is not NAME=VALUE"),
    Case(2, "run story.yaml", "error: story.yaml names no input"),
    Case(2, "stages drop_line", "error: unknown stage `drop_line`; did you mean `drop_lines`?"),
    Case(2, "explain P109a", "there is no file"),
    Case(2, "explain P999", "error: there is no code P999"),
    Case(2, "try story.yaml story.txt --stage adds", "error: no stage `adds`; there are"),
    Case(2, "completions tcsh", "error: the value 'tcsh' is invalid"),
    Case(3, "run none.yaml story.txt", "error[P001]: there is no file `none.yaml`"),
    Case(3, "check story.yaml --set ads.matc=x", "did you mean `match`?"),
    Case(3, "run story.yaml story.txt --var size=3", "there is no var `size`"),
    Case(3, "try typo.yaml story.txt", "error[P108]: unknown stage `drop_line`"),
    Case(4, "run story.yaml none.txt", "error: `none.txt` does not exist"),
    Case(4, "run story.yaml story.txt -o story.yaml/x.md", "error: can't create"),
    Case(4, "run story.yaml story.txt -o /dev/full -q", "no space left on the disk"),
    Case(4, "run story.yaml story.unknown", "is of no known kind"),
    Case(4, "check --deep inputless.yaml", "error[P301]: `none/` does not exist"),
    Case(4, "try story.yaml none.txt", "error: can't open `none.txt`"),
    Case(4, "try story.yaml .", "is a folder"),
    Case(4, "try records.yaml broken.jsonl:9", "has no record on line 9"),
    Case(4, "clean none.html", "error: `none.html` does not exist"),
    Case(4, "patterns test none.patterns.yaml", "error: can't open"),
    Case(
      2, "patterns suggest story.txt --min-docs 1", "error: `--min-docs` takes 2 or more, got 1"),
    Case(
      2, "patterns suggest story.txt --group-by host",
      "error: `--group-by` takes a path such as `meta.site` or `doc.host`, got `host`"),
    Case(4, "patterns suggest none.txt", "error: "),
    Case(5, "run stopping.yaml broken.jsonl -q", "error: stopped: stop_if: failed_ratio > 0.1"),
  ]

  @Test(arguments: cases)
  func endsWith(_ test: Case) throws {
    let place = try storyPlace()
    let result = try place.pipe(test.arguments.split(separator: " ").map(String.init))
    let expected = test.arguments == "explain P109a" ? 3 : test.code
    #expect(result.code == expected, "\(result.output)\(result.error)")
    let said = result.code == 0 ? result.output : result.output + result.error
    #expect(test.says.isEmpty || said.contains(test.says), "\(said)")
  }

  @Test func anInterruptedRunEndsWith130AndLeavesNoOutput() throws {
    let place = try storyPlace()
    let line =
      "{\"text\": \"The ferry sails at noon, and it returns at six, when the wind allows.\"}\n"
    try place.write("long.jsonl", String(repeating: line, count: 400_000))
    let saying = place.path + "/.said"
    let process = spawn(
      Workplace.binary, ["run", "records.yaml", "long.jsonl", "-o", "long-out.jsonl"],
      in: place.path, standardInput: "/dev/null", saying: saying)
    // Its run folder says that it has begun.
    for _ in 0..<500 where access(place.path + "/.pipe/runs", F_OK) != 0 { usleep(10_000) }
    usleep(50_000)
    kill(process, SIGINT)
    let result = wait(for: process, saying: saying)
    #expect(result.code == 130)
    #expect(result.error.contains("interrupted"))
    #expect(!place.files().contains { $0.contains("long-out") })
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let place = try storyPlace()
    let line =
      "{\"text\": \"The ferry sails at noon, and it returns at six, when the wind allows.\"}\n"
    try place.write("long.jsonl", String(repeating: line, count: 20_000))
    let result = spawnAndWait(
      "/bin/sh",
      [
        "-c",
        "{ \(Workplace.binary) run records.yaml long.jsonl -o - -q; echo $? >&2; } | head -c 1",
      ],
      in: place.path)
    #expect(result.error == "141\n")
    #expect(!place.files().contains { $0.contains("partial") })
  }
}

/// A folder with a small pipeline that works, and some that do not.
func storyPlace() throws -> Workplace {
  let place = try Workplace()
  try place.write("story.yaml", storyPipeline)
  try place.write("story.patterns.yaml", storyPatterns)
  try place.write("story.txt", storyText)
  try place.write("story.unknown", "\u{0}\u{1}" + storyText)
  try place.write("typo.yaml", storyPipeline.replacing("drop_lines", with: "drop_line"))
  try place.write("failing.yaml", storyPipeline.replacing("lacks: [ADV", with: "contains: [ADV"))
  try place.write(
    "unused.yaml", storyPipeline.replacing("version: 1", with: "version: 1\nvars: {size: 3}"))
  try place.write("records.yaml", recordPipeline)
  try place.write("inputless.yaml", recordPipeline + "input: {paths: [none/]}\n")
  try place.write("stopping.yaml", recordPipeline + "run: {stop_if: [failed_ratio > 0.1]}\n")
  try place.write("broken.jsonl", "{\"id\": 7, \"text\": \"One line.\"}\nnot json\n")
  return place
}

let storyText = """
  ADVERTISEMENT
  The ferry sails at noon.

  Advertisement revenue fell in May.

  """

let storyPatterns = """
  version: 1
  sets:
    ads:
      unit: line
      patterns:
        - {id: label, regex: '^ADVERTISEMENT$', hits: [ADVERTISEMENT], misses: [Advertisement]}

  """

let storyPipeline = """
  version: 1
  name: story
  patterns: {story: story.patterns.yaml}
  stages:
    - {stage: drop_lines, id: ads, match: story.ads}
    - {stage: filter, id: length, rules: [{id: too_short, require: doc.words >= 3}]}
  outputs:
    clean: {write: kept, path: "out/{slug}.md"}
  tests:
    - {name: labels go, given: {text: "ADVERTISEMENT\\nOne two three."}, expect: {lacks: [ADVERTISEMENT]}}

  """

let recordPipeline = """
  version: 1
  name: records
  stages: [normalize_text]
  outputs:
    clean: {write: kept, path: out/clean.jsonl}

  """
