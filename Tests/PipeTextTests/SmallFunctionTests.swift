import PipeText
import Testing

@Suite struct EditDistanceTests {
  /// By the recursive definition.
  private func slow(_ a: ArraySlice<Unicode.Scalar>, _ b: ArraySlice<Unicode.Scalar>) -> Int {
    guard let x = a.last, let y = b.last else { return a.count + b.count }
    var best = min(slow(a.dropLast(), b) + 1, slow(a, b.dropLast()) + 1)
    best = min(best, slow(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
    if a.count > 1, b.count > 1, a.dropLast().last == y, b.dropLast().last == x {
      best = min(best, slow(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return best
  }

  @Test func agreesWithTheDefinition() {
    let all = texts(over: "ab", upTo: 4)
    for a in all {
      for b in all {
        let distance = slow(ArraySlice(a.unicodeScalars), ArraySlice(b.unicodeScalars))
        #expect(editDistance(a, b, limit: 9) == distance, "\(a) \(b)")
        #expect((editDistance(a, b, limit: 1) == nil) == (distance > 1))
      }
    }
  }

  @Test(arguments: [
    ("min_word", "min_words"), ("drop_lnies", "drop_lines"), ("zzz", nil),
    ("drop_b", "drop_blocks"), ("min_wrods", "min_words"),
  ])
  func findsWhatWasMeant(name: String, meant: String?) {
    #expect(
      nearest(to: name, among: ["max_words", "min_words", "drop_lines", "drop_blocks"]) == meant)
  }
}

@Suite struct FixedLogTests {
  @Test func powersOfTwoAreExact() {
    for power in 0..<64 { #expect(FixedLog.log2(1 << UInt64(power)) == Int64(power) << 32) }
  }

  /// Whole numbers squared: log2(x²) is twice log2(x) but for the digits that are cut off.
  @Test func squaresDouble() {
    for value in UInt64(1)..<3000 {
      let difference = FixedLog.log2(value * value) - 2 * FixedLog.log2(value)
      #expect((-1...2).contains(difference), "\(value)")
    }
  }

  @Test func naturalLogarithmsAreFrozen() {
    #expect(FixedLog.ln(1 as Double) == 0)
    #expect(FixedLog.ln(2.0) == 0x1.62e42fefa39efp-1)
    #expect(FixedLog.ln(10.0) == 2.302_585_092_994_045_5)
    #expect(FixedLog.ln(0.5) == -0x1.62e42fefa39efp-1)
    #expect(FixedLog.ln(1 as UInt64) == 0)
    for value in UInt64(1)..<5000 {
      let error = Double(FixedLog.ln(value)) / 4294967296 - FixedLog.ln(Double(value))
      #expect(abs(error) < 1e-9, "\(value)")
    }
  }
}
