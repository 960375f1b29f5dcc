import PCRE2
import Testing

/// The prefiltered scan must say what the reference says, whatever the patterns and the lines.
@Suite struct ScanDifferentialTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func agreesOnGeneratedPatterns(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let choices: [PatternFlags] = [
      [], [], .caseless, .caseless, .multiline, .extended, .anchored, .ascii,
      [.caseless, .literal],
    ]
    var entries: [PatternEntry] = []
    while entries.count < 20 + Int(seed % 3) * 40 {
      let regex = randomRegex(&random)
      let flags = random.pick(choices)
      guard (try? Pattern(regex, flags: flags)) != nil else { continue }
      entries.append(PatternEntry(id: "\(entries.count)", regex: regex, flags: flags))
    }
    // A set for each pattern's own answer, and one for the order among all of them.
    let text = TextLines((0..<150).map { _ in randomLine(&random) })
    for group in stride(from: 0, to: entries.count, by: 10) {
      let some = Array(entries[group..<min(group + 10, entries.count)])
      try expectAgreement([PatternSet(name: "some", unit: .line, entries: some)], text)
    }
    try expectAgreement(
      [
        PatternSet(name: "first", unit: .line, entries: Array(entries[..<10])),
        PatternSet(name: "list", unit: .line, literals: ["kiss", "\u{e9}", "//"], caseless: true),
        PatternSet(name: "rest", unit: .line, entries: Array(entries[10...])),
      ], text)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func agreesOnRealisticPatterns(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let text = TextLines((0..<1_500).map { _ in boilerplateLine(&random) })
    let hits = try expectAgreement(Boilerplate.sets(), text)
    // Every pattern has its turn, so that agreement means something.
    #expect(hits.count > 200)
    #expect(Set(hits.map(\.pattern)).count >= 25)
  }

  @Test func agreesOnEachRealisticPatternAlone() throws {
    var random = SeededGenerator(seed: 7)
    let text = TextLines((0..<1_000).map { _ in boilerplateLine(&random) })
    for entry in try Boilerplate.sets().flatMap(\.entries) {
      try expectAgreement([PatternSet(name: "one", unit: .line, entries: [entry])], text)
    }
  }

  @Test(
    arguments: [
      ("kiss", PatternFlags.caseless, "KI\u{17F}s"),
      ("kiss", .caseless, "\u{212A}iss"),
      ("(?i)skip to", [], "\u{17F}kip to"),
      ("x(?i:k)y", [], "x\u{212A}y"),
      (#"^\h*share"#, .caseless, "\u{a0}\u{3000}\u{17F}HARE"),
      (#"^\h*•"#, [], "\u{202F}•"),
      ("stra\u{df}e", .caseless, "STRA\u{1E9E}E"),
      ("^", [], ""),
      ("^$", [], ""),
      ("^a?$", [], "a"),
      ("^(?:)", .multiline, "x"),
      ("^.*foo", [], "a foo"),
      (#"(?<=foo)bar"#, [], "foobar"),
      (#"^\Kab"#, [], "ab"),
      ("(?=.*needle)^hay", [], "hay needle"),
      ("(?!.*needle)^hay", [], "hay"),
      ("(*ACCEPT)needle", [], "hay"),
      ("a(*ACCEPT)needle", [], "hay"),
      (#"(?(?=a)ab|needle)"#, [], "ab"),
      (#"(?(DEFINE)(?<n>needle))h"#, [], "hay"),
      (#"(needle)?\1?hay"#, [], "hay"),
      ("ne edle", .extended, "needle"),
      ("ne#edle\n edle", .extended, "needle"),
      ("(?x) n e (?-x: )d", [], "ne d"),
      ("needl e? x", .extended, "needlx"),
      (#"a{,3}b"#, [], "a{,3}b"),
      (#"[[:alpha:]\]]{2}\x{2022}"#, [], "a]•"),
      ("needle(?#comment)?x", [], "needlx"),
      ("(?|needle|hay)", [], "hay"),
      ("(?:needle){0}hay", [], "hay"),
    ] as [(String, PatternFlags, String)])
  func finds(regex: String, flags: PatternFlags, line: String) throws {
    let entry = PatternEntry(id: "x", regex: regex, flags: flags)
    let set = try PatternSet(name: "set", unit: .line, entries: [entry])
    let text = TextLines(["", "a line before", line, "\u{e9} after", "•"])
    let hits = try expectAgreement([set], text)
    #expect(hits.contains { $0.line == 2 })
  }
}

/// Lines of a text, with their ranges.
struct TextLines {
  var bytes: [UInt8] = []
  var lines: [LineRange] = []

  init(_ lines: [String]) {
    for line in lines {
      let start = UInt32(bytes.count)
      bytes += Array(line.utf8)
      self.lines.append(LineRange(start: start, end: UInt32(bytes.count)))
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}

@discardableResult
func expectAgreement(_ sets: [PatternSet], _ text: TextLines) throws -> [LineHit] {
  let scanner = PatternScanner(sets)
  var fast: [LineHit] = []
  var slow: [LineHit] = []
  scanner.scan(text: text.bytes.span, lines: text.lines.span, onHit: { fast.append($0) })
  scanner.scanReference(text: text.bytes.span, lines: text.lines.span, onHit: { slow.append($0) })
  for (left, right) in zip(fast, slow) where left != right {
    let number = left.line <= right.line ? left : right
    let line = text.lines[number.line]
    let words = String(decoding: text.bytes[Int(line.start)..<Int(line.end)], as: UTF8.self)
    let (set, entry) = scanner.entry(of: number.pattern)
    Issue.record(
      "\(set.entries[entry].regex) on \(words.debugDescription): \(left), reference \(right)")
    break
  }
  #expect(fast.count == slow.count)
  return slow
}
