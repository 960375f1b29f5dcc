import Testing

@testable import PipeText

@Suite struct CharacterTests {
  @Test func decodesAndEncodesEveryScalar() {
    for value in UInt32(0)..<0x11_0000 where value % 3 == 0 || value < 0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var bytes: [UInt8] = []
      appendScalar(value, to: &bytes)
      if bytes != Array(String(scalar).utf8) { Issue.record("\(value)") }
      let (decoded, length) = decodeScalar(bytes, at: 0)
      if decoded != value || length != bytes.count { Issue.record("\(value)") }
      let back = decodeScalar(bytes, before: bytes.count)
      if back.scalar != value || back.length != bytes.count { Issue.record("\(value)") }
    }
  }

  /// The standard library's Unicode is newer: its new scalars and U+0295, which it moved, are left out.
  @Test func classesAgreeWithTheStandardLibrary() {
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let kind = characterClass(ofScalar: value)
      let category = scalar.properties.generalCategory
      let agrees =
        switch kind {
        case .unassigned:
          scalar.properties.age.map { $0.major > 14 } ?? true
            || [.privateUse, .unassigned].contains(category)
        case .control: category == .control
        case .format: category == .format
        case .space: scalar.properties.isWhitespace || value == 0x200B
        case .upper: [.uppercaseLetter, .titlecaseLetter].contains(category)
        case .lower: category == .lowercaseLetter
        case .letter: [.otherLetter, .modifierLetter].contains(category)
        case .ideograph: scalar.properties.isIdeographic || [0x3005].contains(value)
        case .kana:
          [.otherLetter, .modifierLetter, .modifierSymbol, .nonspacingMark].contains(category)
        case .mark: [.nonspacingMark, .spacingMark, .enclosingMark].contains(category)
        case .digit: category == .decimalNumber
        case .number: [.letterNumber, .otherNumber].contains(category)
        case .connector: category == .connectorPunctuation
        case .dash: category == .dashPunctuation
        case .open: category == .openPunctuation
        case .close: category == .closePunctuation
        case .quote, .stop, .punctuation: true
        case .math: category == .mathSymbol
        case .currency: category == .currencySymbol
        case .symbol, .pictograph: [.otherSymbol, .modifierSymbol].contains(category)
        }
      if !agrees, value != 0x295 { Issue.record("\(String(value, radix: 16)) \(kind) \(category)") }
    }
  }

  @Test(arguments: [
    ("Straße ÉCOLE", "straße école"), ("ＡＢＣ１２", "abc12"), ("“Quote” – it’s", "\"quote\" - it's"),
    ("ﬁne…", "fine..."),
    ("soft\u{AD}hyphen zero\u{200B}width", "softhyphen zerowidth"), ("a\u{A0}b\u{3000}c", "a b c"),
    ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
    ("ПРИВЕТ Ёж", "привет ёж"), ("ｶﾅ カナ", "カナ カナ"),
    ("plain ASCII text Longer Than EIGHT", "plain ascii text longer than eight"),
    ("Ａ\nB", "a\nb"), ("Ǆ ½", "dž 1⁄2"),
    ("E\u{301}cole Te\u{302}\u{301}t", "école tết"), ("\u{1112}\u{1161}\u{11AB}글", "한글"),
    ("ｶﾞｷﾞ", "ガギ"), ("x\u{301}", "x\u{301}"),
    ("\u{301}a", "\u{301}a"),
  ])
  func folds(text: String, folded: String) {
    let bytes = text.bytes
    let out = PipeTextTests.folded(bytes)
    #expect(String(decoding: out, as: UTF8.self) == folded)
    #expect(PipeTextTests.folded(out) == out)
  }

  /// What the standard library takes for equal (canonical equivalence) folds alike.
  @Test func decomposedLettersFoldAsComposedOnes() {
    // Strings are equal, and hash alike, when they are canonically equivalent.
    let scalars = (UInt32(0xC0)..<0x2000).compactMap(Unicode.Scalar.init)
    let composed = Dictionary(scalars.map { (String($0), $0) }, uniquingKeysWith: { a, _ in a })
    for value in UInt32(0xC0)..<0x2000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let mark = characterClass(ofScalar: value) == .mark
      for base in ["a", "E", "ω", "и"] where mark {
        let text = base + String(scalar)
        guard let scalar = composed[text] else { continue }
        let (one, other) = (folded(text.bytes), folded(String(scalar).bytes))
        if one != other { Issue.record("\(base) \(String(value, radix: 16))") }
      }
    }
  }

  @Test func foldingIsIdempotent() {
    for value in UInt32(0)..<0x2_0000 where Unicode.Scalar(value) != nil {
      var bytes: [UInt8] = []
      appendScalar(value, to: &bytes)
      let once = folded(bytes)
      if once != folded(once) { Issue.record("\(String(value, radix: 16))") }
    }
  }

  @Test(arguments: [("", 0), ("abc", 3), ("né中😀", 4)])
  func countsCharacters(text: String, count: Int) {
    #expect(characterCount(of: text.bytes) == count)
  }
}
