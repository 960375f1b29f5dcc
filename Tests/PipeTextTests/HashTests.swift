import PipeText
import Testing

@Suite struct HashTests {
  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }
  }

  /// Stored hashes must stay readable: these values never change.
  @Test(
    arguments: [
      (0, 0x334b_1fc3_bee5_7bd2, 0xd81a_4e18_9cac_2ba7_3ce9_ac29_fdf2_2668),
      (1, 0x18a1_0369_1312_e33c, 0x00cb_2644_bf80_09f1_fb90_e5ce_731b_8556),
      (3, 0x80c4_131c_76ee_48a0, 0xc1e2_cf42_94a4_3aaf_3f1d_d0b8_6e73_15f2),
      (4, 0xe9e8_f196_e1d7_a772, 0xe14b_642e_a46e_77a9_9dca_a4d2_152b_1053),
      (8, 0x48f4_eff0_2e03_0029, 0x6d61_cd15_640d_1ce4_7dfa_51ce_1f1a_3bbc),
      (9, 0x02a7_d537_433c_1591, 0x1fe0_add4_0850_0148_0cf7_0061_52ed_27e8),
      (16, 0xe2e2_562c_290f_6c66, 0xaba5_5468_3e50_19fc_0143_7b86_d071_28f0),
      (17, 0x6026_aa2b_9481_a26a, 0x658d_a2ac_695b_0845_5947_6457_d6bf_f808),
      (48, 0xee72_34a5_059a_5f2b, 0x1d49_5615_e0bf_552f_7ccc_ea34_4350_fac8),
      (49, 0xcbff_2c48_79aa_a77e, 0xa186_dbdc_056e_a287_9b19_0ebd_5899_0db0),
      (100, 0xf9e1_c465_5b1b_c2f7, 0xda18_2f41_072c_f017_9b30_7826_7935_5530),
      (1000, 0x4641_69da_bc04_c81b, 0xa8d1_5b82_d650_b03b_1ff4_2d77_c6b0_2bf4),
    ] as [(Int, UInt64, UInt128)])
  func neverChanges(count: Int, narrow: UInt64, wide: UInt128) {
    #expect(hash64(bytes(count)) == narrow)
    #expect(hash128(bytes(count)) == wide)
  }

  @Test func differsForEveryLengthAndByte() {
    var seen: Set<UInt64> = []
    var wide: Set<UInt128> = []
    var expected = 0
    for count in 0..<200 {
      let plain = bytes(count)
      seen.insert(hash64(plain))
      wide.insert(hash128(plain))
      expected += 1
      for index in 0..<count {
        var other = plain
        other[index] ^= 0x10
        seen.insert(hash64(other))
        wide.insert(hash128(other))
        expected += 1
      }
    }
    #expect(seen.count == expected)
    #expect(wide.count == expected)
  }

  @Test func zerosOfEveryLengthDiffer() {
    #expect(Set((0..<300).map { hash64([UInt8](repeating: 0, count: $0)) }).count == 300)
    #expect(Set((0..<300).map { hash128([UInt8](repeating: 0, count: $0)) }).count == 300)
  }

  @Test func theSeedMatters() {
    for count in [0, 1, 3, 4, 9, 16, 17, 48, 49, 100] {
      #expect(hash64(bytes(count)) != hash64(bytes(count), seed: 1))
      #expect(hash128(bytes(count)) != hash128(bytes(count), seed: 1))
    }
  }

  /// One changed input bit changes each output bit about half of the time.
  @Test(arguments: [3, 8, 16, 40, 100])
  func avalanches(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var changed = [Int](repeating: 0, count: 64)
    let rounds = 4000
    for _ in 0..<rounds {
      let plain = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var other = plain
      other[Int.random(in: 0..<count, using: &random)] ^=
        1 << UInt8.random(in: 0..<8, using: &random)
      let difference = hash64(plain) ^ hash64(other)
      for bit in 0..<64 where difference >> UInt64(bit) & 1 == 1 { changed[bit] += 1 }
    }
    for bit in 0..<64 { #expect((1800...2200).contains(changed[bit]), "bit \(bit)") }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func piecesAreTheWhole(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let whole = bytes(Int.random(in: 0...400, using: &random))
    var hash = StreamingHash128(seed: seed)
    var at = 0
    while at < whole.count {
      let end = Int.random(in: at...whole.count, using: &random)
      hash.update(whole.span.extracting(at..<end))
      at = end
    }
    #expect(hash.finish() == hash128(whole, seed: seed))
  }

  @Test func combiningDependsOnTheOrder() {
    #expect(combineHashes(1, 2) != combineHashes(2, 1))
    #expect(combineHashes(0, 0) != 0)
  }
}
