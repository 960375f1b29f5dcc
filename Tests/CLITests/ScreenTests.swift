import Testing

/// What a person reads, word for word.
@Suite struct ScreenTests {
  @Test func theWaterfallNamesStagesRulesAndLines() throws {
    let result = try storyPlace().pipe("try", "story.yaml", "story.txt")
    #expect(
      withoutTimes(result.output) == """
        story.txt   71 chars  11 words

          stage     bytes    what
          ads         -13    line 1              story.ads/label
          length        0    passes too_short: 10 words, 17.3% removed

        kept   10 words, 17.3% removed   TIME
        bytes of the source: 58 kept, 13 removed, 4 structure
        --diff shows the text

        """)
  }

  @Test func theDifferenceShowsWhatWentAndWhy() throws {
    let result = try storyPlace().pipe("try", "story.yaml", "story.txt", "--diff")
    #expect(
      result.output == """
            1 - ADVERTISEMENT   [ads: story.ads/label]
            2   The ferry sails at noon.
            3  \u{20}
            4   Advertisement revenue fell in May.

        """)
  }

  @Test func aRejectionSaysWhatIsMissing() throws {
    let result = try storyPlace().pipe("try", "story.yaml", "-", input: "Two words.\n")
    #expect(result.code == 0)
    #expect(
      withoutTimes(result.output) == """
        standard input   10 chars  2 words

          stage     bytes    what
          ads           0    nothing
          length        0    rejected: too_short   doc.words = 2, needs doc.words >= 3

        rejected by length/too_short   TIME

        """)
  }

  @Test func theEndOfARunSaysWhereThingsWent() throws {
    let place = try storyPlace()
    try place.write("in/a.txt", storyText)
    try place.write("in/b.txt", storyText + "And more.\n")
    try place.write("in/c.txt", "Two words.\n")
    let result = try place.pipe("run", "story.yaml", "in", "--run-name", "one")
    #expect(result.output == "")
    #expect(
      withoutTimes(result.error) == """
        done in TIME   3 documents in, 2 kept (66.7%), 1 rejected, 0 failed

          where the text went                         bytes
          ads                   changed      2 times     26  15.2%
          length/too_short      rejected  1 document

          clean     2 files in out/
          summary   .pipe/runs/one/summary.json

        """)
  }

  @Test func failuresAreNamed() throws {
    let result = try storyPlace().pipe("run", "records.yaml", "broken.jsonl", "--run-name", "one")
    #expect(result.code == 1)
    #expect(
      withoutTimes(result.error) == """
        done in TIME   2 documents in, 1 kept (50%), 0 rejected, 1 failed

          failed: broken.jsonl:2: the line is not a JSON object; each line must be `{…}`

          clean     out/clean.jsonl
          summary   .pipe/runs/one/summary.json
        error: 1 document failed

        """)
  }

  @Test func aFailingTestShowsWantAndGot() throws {
    let result = try storyPlace().pipe("test", "failing.yaml")
    #expect(result.code == 1)
    #expect(
      withoutTimes(result.output) == """
        patterns   story              1 pattern     1 hits    1 misses   ok
        tests      failing.yaml   0 ok, 1 failed

        FAIL  labels go     failing.yaml:10
              contains   want `ADVERTISEMENT`
                          it is not there


        1 passed, 1 failed, TIME

        """)
  }

  @Test func aFolderTakesTheNamesOfTheFile() throws {
    let place = try storyPlace()
    _ = try place.pipe("run", "story.yaml", "story.txt", "-o", "there/")
    #expect(place.files().filter { $0.hasPrefix("./there") }.count == 1)
  }

  @Test func standardOutputKeepsTheFormatOfTheFile() throws {
    let place = try storyPlace()
    let result = try place.pipe(
      "run", "records.yaml", "-", "-o", "-", "-q", input: "{\"id\": 7, \"text\": \"One  line.\"}\n")
    #expect(result.output == "{\"id\": 7, \"text\": \"One line.\"}\n")
    #expect(result.error == "")
  }

  @Test func aLimitReadsTheFirstRecords() throws {
    let place = try storyPlace()
    try place.write("many.jsonl", (1...50).map { "{\"text\": \"Line \($0).\"}\n" }.joined())
    _ = try place.pipe("run", "records.yaml", "many.jsonl", "--limit", "3", "-q")
    #expect(
      place.text("out/clean.jsonl")?.split(separator: "\n").map(String.init) == [
        "{\"text\": \"Line 1.\"}", "{\"text\": \"Line 2.\"}", "{\"text\": \"Line 3.\"}",
      ])
  }

  @Test func cleansWhatIsPipedIn() throws {
    let place = try Workplace()
    let result = try place.pipe("clean", input: page)
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("# The lamp burns again\n"))
    #expect(!result.output.contains("Advertisement"))
    #expect(result.error == "")
  }

  @Test func saysWhatACleaningLeftOut() throws {
    let result = try Workplace().pipe("clean", input: "Two words.\n")
    #expect(result.code == 0)
    #expect(result.output == "")
    #expect(result.error == "1 document rejected by quality/too_short\n")
  }

  @Test func coloursOnlyWhenAsked() throws {
    let place = try storyPlace()
    #expect(!(try place.pipe("try", "story.yaml", "story.txt").output.contains("\u{1B}")))
    let colored = try place.pipe("try", "story.yaml", "story.txt", "--color", "always")
    #expect(colored.output.contains("\u{1B}[36mads"))
  }

  @Test func mendsWhatIsMisspelt() throws {
    let place = try storyPlace()
    let result = try place.pipe("check", "typo.yaml", "--fix")
    #expect(result.code == 0)
    #expect(result.output == "typo.yaml: ok, 2 stages\n")
    #expect(place.text("typo.yaml") == storyPipeline)
  }

  private func withoutTimes(_ text: String) -> String {
    text.replacing(/\d+(\.\d)? (ms|s)\b/, with: "TIME")
  }
}

private let page = """
  <!doctype html><html><head><title>The lamp burns again</title></head><body>
  <nav><a href="/">Home</a> <a href="/news">News</a></nav>
  <article><h1>The lamp burns again</h1>
  <p>Since Friday there is a light in the lighthouse of Port Elm again, and everybody on the coast
  is glad that the long dark time is over now, after eleven years without it.</p>
  <p>Advertisement</p>
  <p>The keeper said that the new lamp will come in May, when the road to the cape is open for
  carts and the ferry brings the glass, and that the old one must last until then.</p>
  </article></body></html>

  """
