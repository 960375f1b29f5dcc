import Testing

@testable import PCRE2

@Suite struct RequiredLiteralTests {
  @Test(arguments: [
    ("all rights reserved", ["rights reserved"]),
    (#"\ball\h+rights\h+reserved\b"#, ["rved"]),
    (#"https?://\S+"#, ["s://", "p://"]),
    (#"\w+(?:read|view) (?:more|all)"#, ["d more", "d all", "view more", "view all"]),
    (#"[\w.]+@\w+"#, ["@"]),
    ("(?:foo|bar)+", ["foo", "bar"]),
    ("(?:foo)?bar", ["foobar", "bar"]),
    ("colou?r(?=ed)", ["colour", "color"]),
    ("x{3}", ["xxx"]),
    ("[Rr]ead", ["read"]),
    (#"\w(?<!abc)def"#, ["def"]),
    ("(?x) r e a d # more", ["read"]),
    ("caf\u{e9}", ["af\u{e9}"]),
  ])
  func areFound(regex: String, expected: [String]) throws {
    let found = try #require(RequiredLiterals(of: try Pattern(regex)))
    #expect(found.literals.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    #"\w+"#, "(?:foo|)", "(?:foo)*", "foo|.", "(?!foo)", "(?:foo|bar)?", "a", "(*ACCEPT)foo",
    "(?(?=a)foo|foo)", #"\Qfoo\E"#, "(?xx)foo", "e|t", "a{,3}foo",
  ])
  func areNotClaimed(regex: String) throws {
    #expect(RequiredLiterals(of: try Pattern(regex)) == nil)
  }

  @Test func mindTheTwinsOfKAndS() throws {
    let pattern = try Pattern("share", flags: .caseless)
    #expect(RequiredLiterals(of: pattern)?.hasFoldedTwins == true)
    #expect(RequiredLiterals(of: try Pattern("read", flags: .caseless))?.hasFoldedTwins == false)
    #expect(RequiredLiterals(of: try Pattern("share"))?.hasFoldedTwins == false)
  }
}

@Suite struct StartSetTests {
  /// On all subjects of three characters over an alphabet with blanks, symbols and letters.
  @Test(arguments: [
    "^ab", #"^\h*a"#, "^a?b?$", "^(?!a)", #"^\W"#, #"^.\b"#, #"^\p{Lu}"#, "^[•–]", "^(?:a|\u{e9}b)",
    #"^(?=.*b)"#, #"^(?<!a)b"#, "^$|^b", #"^\X$"#, "^a++a", "^(?>a|ab)b", #"^(.)\1"#, #"^\R"#,
    "^(?:.?.?){1,3}b",
  ])
  func namesEveryPossibleStart(regex: String) throws {
    let pattern = try Pattern(regex, flags: .caseless)
    let start = StartSet(pattern)
    let alphabet = ["", "a", "B", " ", "\u{e9}", "\u{c9}", "•", "\u{3000}", "1", "\r", "\u{4E2D}"]
    for first in alphabet.dropFirst() {
      for rest in alphabet.flatMap({ second in alphabet.map { second + $0 } }) {
        let subject = Array((first + rest).utf8)
        guard try pattern.isMatch(subject.span) else { continue }
        if subject.count == 1 {
          #expect(start.singles.contains(Int(subject[0])), "\(subject)")
        } else if subject.count > 2, subject[0] & 0xFE == 0xE2 {
          let symbol = Int(subject[0] & 1) << 12 | Int(subject[1] & 63) << 6 | Int(subject[2] & 63)
          #expect(start.symbols.contains(symbol), "\(subject)")
        } else {
          #expect(start.pairs.contains(Int(subject[0]) << 8 | Int(subject[1])), "\(subject)")
        }
      }
    }
  }

  @Test func isNarrow() throws {
    let start = StartSet(try Pattern(#"^\h*(?:share|tweet)"#, flags: .caseless))
    // s, S, t, T with h, H, w, W; a blank or a tab with those and with blanks.
    #expect(start.printablePairs == 2 * 2 + 2 * 2 + 1 + 4)
  }
}

@Suite struct LiteralTrieTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func findsWhatASlowSearchFinds(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("abkS\u{e9}•.".utf8) + Array("AB".utf8)
    func bytes(_ lengths: ClosedRange<Int>) -> [UInt8] {
      (0..<Int.random(in: lengths, using: &random)).map { _ in random.pick(letters) }
    }
    let folds = seed % 2 == 0
    let most = seed % 3 == 0 ? 90 : 12
    var literals: [[UInt8]] = []
    for _ in 0..<most {
      let literal = bytes(1...6)
      if !literals.contains(where: { fold($0, folds) == fold(literal, folds) }) {
        literals.append(literal)
      }
    }
    let text = bytes(0...400)
    let trie = LiteralTrie(
      literals.enumerated().map { (bytes: $1, value: $0) }, foldsASCII: folds)
    let range = min(3, text.count)..<text.count
    var found: [LiteralHit] = []
    withBytes(of: text.span) { base, _ in
      trie.forEachHit(in: base, range) {
        found.append($0)
        return true
      }
    }
    var expected: [LiteralHit] = []
    for position in range {
      let hits = literals.enumerated().filter { _, literal in
        position + literal.count <= text.count
          && fold(Array(text[position..<position + literal.count]), folds) == fold(literal, folds)
      }
      expected += hits.sorted { $0.element.count < $1.element.count }.map {
        LiteralHit(position: position, length: $0.element.count, value: $0.offset)
      }
    }
    #expect(found == expected)
  }

  private func fold(_ bytes: [UInt8], _ folds: Bool) -> [UInt8] {
    folds ? bytes.map(foldedASCII) : bytes
  }
}
