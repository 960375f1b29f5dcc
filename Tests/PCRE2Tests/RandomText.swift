/// A regex over few letters, so that it often matches: anchors, classes, alternations, options,
/// lookarounds.
func randomRegex(_ random: inout SeededGenerator) -> String {
  let start = random.pick(["^", "^", #"^\h*"#, #"^\s*"#, "", "", "", #"\b"#, "(?i)", #"\A"#])
  let end = random.pick(["", "", "", "$", #"\h*$"#, #"\b"#, #"\z"#])
  return start + randomSequence(&random, depth: 2) + end
}

private func randomSequence(_ random: inout SeededGenerator, depth: Int) -> String {
  (0..<Int.random(in: 1...3, using: &random)).map { _ in randomItem(&random, depth: depth) }
    .joined()
}

private func randomItem(_ random: inout SeededGenerator, depth: Int) -> String {
  let quantifier = random.pick(["", "", "", "", "?", "*", "+", "{2}", "{1,3}", "*?", "++"])
  guard depth > 0, Int.random(in: 0..<3, using: &random) == 0 else {
    return randomAtom(&random) + quantifier
  }
  let branches = (0..<Int.random(in: 1...3, using: &random)).map { _ in
    randomSequence(&random, depth: depth - 1)
  }
  let open = random.pick(["(?:", "(?:", "(", "(?>", "(?i:", "(?=", "(?!", "(?<!a|", "(?x: "])
  let isLookaround = open.contains("=") || open.contains("!")
  return open + branches.joined(separator: "|") + ")" + (isLookaround ? "" : quantifier)
}

private func randomAtom(_ random: inout SeededGenerator) -> String {
  random.pick([
    "a", "b", "k", "s", "K", "S", "share", "kiss", "read more", "\u{e9}", "\u{c9}", "•", "©",
    ".", #"\w"#, #"\d"#, #"\h"#, #"\s"#, "[ab]", "[^a]", #"[\w-]"#, "[[:alpha:]]", #"\x{e9}"#,
    #"\."#, "@", "//", "-", #"\p{Lu}"#, " ", "12", #"\W"#, "[•–]", #"\x{2022}"#, "#", #"\B"#,
  ])
}

/// A line over the same letters.
///
/// Some are empty, some of one byte, some begin with characters of two to four bytes.
func randomLine(_ random: inout SeededGenerator) -> String {
  let count = random.pick([0, 1, 1, 2, 3, 4, 6, 10])
  return (0..<count).map { _ in
    random.pick([
      "a", "b", "k", "s", "K", "S", "share", "Share", "kiss", "KISS", "read more", "\u{e9}",
      "\u{c9}",
      "•", "©", " ", " ", "\t", "\u{a0}", "\u{3000}", "\u{2009}", "1", "2", "12", ".", "@", "//",
      "-",
      "–", "\u{212A}", "\u{17F}", "\u{1F600}", "\u{4E2D}", "\u{AC00}", "\r", "\u{0}", "#", "A", "B",
    ])
  }.joined()
}

/// A line as web pages have it, or one that is nearly such a line.
func boilerplateLine(_ random: inout SeededGenerator) -> String {
  let words = [
    "share", "Share this", "on", "Facebook", "Twitter", "email", "print", "Copyright", "©", "2019",
    "2021", "by", "Jane Doe", "posted on", "Posted by", "May 3, 2019", "January 12, 2020",
    "12/05/2018",
    "Monday, June 4, 2018", "4:15 pm", "12:30", "3 hours ago", "Read more", "View all",
    "Continue reading",
    "Skip to content", "Home", "About us", "Contact", "Log in", "Privacy Policy", "Terms of Use",
    "Related posts", "Recent comments", "Tags: one, two", "12 comments", "No comments", "Next page",
    "Older posts", "Advertisement", "SPONSORED", "Page 2 of 9", "* * *", "-----",
    "All rights reserved",
    "this site uses cookies", "subscribe to our weekly newsletter", "click here",
    "jane@example.org",
    "https://example.org/a?b=c", "proudly powered by Press", "Follow us", "•", "»",
    "the river rose",
    "\u{212A}", "coo\u{212A}ies", "click the lin\u{212A}", "\u{17F}hare", "\u{4E2D}\u{6587}",
  ]
  let indent = random.pick(["", "", "", "", " ", "\t", "  ", "\u{a0}", "\u{3000}", "• "])
  let count = random.pick([0, 1, 1, 1, 1, 2, 3])
  return indent
    + (0..<count).map { _ in random.pick(words) }.joined(separator: random.pick([" ", " ", ", "]))
}
