import Testing

/// `pipe patterns suggest`.
@Suite struct SuggestTests {
  private static let names = ["Ann Lee", "Bo Martin", "Cleo O'Neill", "Dag Holm", "Eva Brandt"]

  /// Five pages with a byline, a share bar and a counter, and a sentence that is near each of them.
  private func place() throws -> Workplace {
    let place = try storyPlace()
    for (number, name) in Self.names.enumerated() {
      try place.write(
        "pages/\(number).txt",
        """
        By \(name)
        Page \(number) is told by those who were there.
        Read by 1,\(number)04 people
        Share: Mail | Print
        \(number == 2 ? "Share the mail with me when it comes in print." : "Nothing else was said.")

        """)
    }
    return place
  }

  @Test func writesALibraryAndSaysWhatItTakes() throws {
    let place = try place()
    let result = try place.pipe(
      "patterns", "suggest", "pages", "--min-docs", "5", "--name", "found")
    #expect(result.code == 0)
    #expect(
      result.output == """
        version: 1
        # Suggested from 5 documents. Read each pattern before you use it.
        sets:
          found:
            unit: line
            patterns:
              # 5 of 5 documents, 5 lines, 195 bytes
              - id: page-number-is-told
                regex: '(?i)^\\s*Page\\s+\\d[\\d.,]*\\s+is\\s+told\\s+by\\s+those\\s+who\\s+were\\s+there\\.\\s*$'
                hits: ['Page 1 is told by those who were there.', 'Page 2 is told by those who were there.']
              # 5 of 5 documents, 5 lines, 100 bytes
              - id: read-by-number-people
                regex: '(?i)^\\s*Read\\s+by\\s+\\d[\\d.,]*\\s+people\\s*$'
                hits: ['Read by 1,104 people', 'Read by 1,204 people']
              # 5 of 5 documents, 5 lines, 95 bytes
              - id: share-mail-print
                regex: '(?i)^\\s*Share:\\s+Mail\\s+\\|\\s+Print\\s*$'
                hits: ['Share: Mail | Print']
                misses: ['Share the mail with me when it comes in print.']
              # 5 of 5 documents, 5 lines, 61 bytes
              - id: by-name
                regex: '^\\s*(?i:By)\\s+\\p{Lu}[\\p{L}\\p{M}.''-]*(?:\\s+\\p{Lu}[\\p{L}\\p{M}.''-]*){0,4}\\s*$'
                hits: ['By Bo Martin', 'By Cleo O''Neill']

        """)
    try place.write("found.patterns.yaml", result.output)
    #expect(try place.pipe("patterns", "test", "found.patterns.yaml").code == 0)
  }

  /// What the stages of a pipeline take already is not suggested.
  @Test func suggestsFromWhatAPipelineLeaves() throws {
    let place = try place()
    let before = try place.pipe("patterns", "suggest", "pages").output
    try place.write("before.patterns.yaml", before)
    try place.write(
      "next.yaml",
      """
      version: 1
      name: next
      patterns: {before: before.patterns.yaml}
      input: {paths: [pages]}
      stages:
        - {stage: drop_lines, match: before.suggested}
      outputs:
        clean: {write: kept, path: out.jsonl, format: jsonl}

      """)
    #expect(try place.pipe("check", "next.yaml").code == 0)
    let result = try place.pipe("patterns", "suggest", "next.yaml")
    #expect(result.output.contains("patterns: []"))
    #expect(result.error == "0 patterns from 5 documents\n")
  }
}
