import PCRE2
import Testing

@Suite struct WorstCaseTests {
  @Test(arguments: [
    #"^(\w+\s?)*$"#, "(a+)+$", "^share(?:[a-z]+,?)*;$", #"^(?:\d+|\d+-)*x"#, "(?:a|b|ab)*c",
    #"^(?:x(?:y|z|yz)+)+$"#,
  ])
  func findsLoopsInLoops(regex: String) throws {
    let pattern = try Pattern(regex)
    let worst = try #require(worstCase(of: pattern))
    #expect(worst.error == .gaveUp(code: -47))
    #expect(worst.characterCount < 200)
    #expect(throws: worst.error) { try pattern.isMatch(worst.subject.span) }
  }

  @Test(arguments: [
    #"^(?:\w+\s?)*+$"#, #"^\h*(?:share|tweet)\h*$"#, #"https?://\S+"#, "^a{1,20}$", "[^a]+b",
  ])
  func clearsWhatCannotExplode(regex: String) throws {
    #expect(worstCase(of: try Pattern(regex)) == nil)
  }

  /// Two runs of blanks side by side are quadratic: some give up, but on hundreds of blanks only.
  @Test func findsNoShortSubjectForTheBoilerplatePatterns() throws {
    for set in try Boilerplate.sets() {
      for (entry, pattern) in zip(set.entries, set.patterns) {
        #expect(worstCase(of: pattern)?.characterCount ?? .max > 300, "\(entry.id)")
      }
    }
  }
}
