/// Texts that break careless code.
public enum HostileTexts {
  /// Few and named: empty, a lone `\r`, NUL, joined emoji, right to left, unclosed tags, one letter.
  public static let fixed: [String] = [
    "",
    "\n",
    "\r",
    "a\rb\r\nc\n\n\n\n\n",
    " \t \n\t\n  ",
    "\u{0}\u{1}\u{0}\nNUL\u{0}in\u{0}between\u{7F}",
    "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466} \u{1F1FA}\u{1F1F3} \u{2764}\u{FE0F}",
    "\u{202B}\u{5E9}\u{5DC}\u{5D5}\u{5DD} \u{627}\u{644}\u{633}\u{644}\u{627}\u{645}\u{202C} \u{200F}3.14",
    "<p><b>never closed <!-- <script> & &amp; &#0; </i>\n<table><tr><td>a",
    "e\u{301}\u{302}\u{303} a\u{30A} \u{301}alone o\u{327}\u{308}",
    "\u{FEFF}\u{200B}\u{AD}\u{2060}\u{A0}\u{3000}\u{2028}\u{85}",
    "|||\n|-|-|\n| a | b\n\t\t\t\n- \n* *\n#\n> > >\n```\nnever closed",
    "+1 (2 3)) -4 // 5.6.7.8.9 ::1 2001:: DE00 @@ a@b a@b.c. @ 4444 4444 4444 4444 4444",
    String(repeating: "a", count: 100_000),
    String(repeating: "a\u{301} ", count: 5_000),
    String(repeating: "x\n", count: 5_000),
    String(repeating: "1", count: 20_000) + "@" + String(repeating: "a.", count: 5_000),
  ]

  private static let parts: [String] = [
    "the comet", "returns", "every 76 years.", "Dr. Who", "ADVERTISEMENT", "Share Tweet Pin",
    "\u{E9}t\u{E9}",
    "e\u{301}t", "\u{43F}\u{440}\u{438}\u{432}\u{435}\u{442}", "\u{4ECA}\u{65E5}\u{306F}",
    "\u{5E9}\u{5DC}\u{5D5}\u{5DD}", "\u{1F469}\u{200D}\u{1F680}", "\u{201C}quoted\u{201D}",
    "\u{2026}",
    "\u{2014}", "\u{A0}", "\u{200B}", "\u{AD}", "\u{FEFF}", "\u{0}", "\t", "  ", " ", "   ", ".",
    ",", ":",
    "jane@example.org", "+44 20 7946 0958", "(212) 555-0123", "8.8.8.8", "2024-05-01", "3.14",
    "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "[1]", "|", "- ", "* ", "1. ", "# ", "> ",
    "```",
    "<div>", "&nbsp;", "https://example.org/a?b=c", "a", "Z", "9",
  ]

  /// A text of up to `parts` parts, the same for the same seed.
  public static func random(seed: UInt64, parts count: Int = 60) -> String {
    var random = SeededGenerator(seed: seed)
    var text = ""
    for _ in 0..<random.below(count + 1) {
      text += parts[random.below(parts.count)]
      switch random.below(8) {
      case 0, 1: text += "\n"
      case 2: text += "\n\n"
      case 3, 4, 5: text += " "
      default: break
      }
    }
    return text
  }
}

/// Numbers that are the same for the same seed: SplitMix64 (Steele, Lea, Flood 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `bound` - 1.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }
}
