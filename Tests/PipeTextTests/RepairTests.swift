import PipeText
import Testing

@Suite struct RepairTests {
  /// The standard library decodes with one U+FFFD for each maximal subpart too.
  private func slowRepair(_ bytes: [UInt8]) -> [UInt8] {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let text = String(decoding: content, as: UTF8.self)
    var out: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if scalar == "\n", out.last == "\r" { out.removeLast() }
      out.append(scalar)
    }
    return out.flatMap { Array(String($0 == "\r" ? "\n" : $0).utf8) }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func agreesWithTheStandardLibrary(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let bytes = random.hostileBytes(upTo: 12)
      #expect(isValidUTF8(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      let repaired = repairing(bytes)?.bytes ?? bytes
      #expect(repaired == slowRepair(bytes), "\(bytes)")
      #expect(repairing(repaired) == nil || repaired.starts(with: [0xEF, 0xBB, 0xBF]))
    }
  }

  @Test func validatesAtEveryOffsetOfABlock() {
    for offset in 0..<200 {
      var bytes = [UInt8](repeating: 0x61, count: 200)
      #expect(isValidUTF8(bytes))
      bytes[offset] = 0xFF
      #expect(!isValidUTF8(bytes), "\(offset)")
    }
  }

  @Test func validatesEveryScalarAndNoSurrogate() {
    for value in stride(from: UInt32(0), through: 0x11_0000, by: 37) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(isValidUTF8(Array(String(scalar).utf8)))
    }
    let surrogate: [UInt8] = [0xED, 0xA0, 0x80]
    let tooLarge: [UInt8] = [0xF4, 0x90, 0x80, 0x80]
    let overlong: [UInt8] = [0xE0, 0x80, 0xAF]
    #expect(!isValidUTF8(surrogate))
    #expect(!isValidUTF8(tooLarge))
    #expect(!isValidUTF8(overlong))
  }

  @Test func mapsEveryOffsetBack() throws {
    let input: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0x0D, 0x0A, 0x62, 0xE2, 0x80, 0x63, 0x0D, 0x64]
    let repaired = try #require(repairing(input))
    #expect(repaired.bytes == Array("a\nb\u{FFFD}c\nd".utf8))
    #expect(repaired.invalidSequences == 1)
    #expect(repaired.lineEnds == 2)
    #expect(repaired.hadByteOrderMark)
    let offsets = (0...repaired.bytes.count).map { repaired.inputOffset(ofText: $0) }
    #expect(offsets == [3, 4, 6, 7, 8, 9, 9, 10, 11, 12])
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func offsetsAscendAndKeepPlainBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.hostileBytes(upTo: 30)
    guard let repaired = repairing(bytes) else { return }
    var last = 0
    for (offset, byte) in repaired.bytes.enumerated() {
      let input = repaired.inputOffset(ofText: offset)
      #expect(input >= last && input <= bytes.count)
      last = input
      if byte < 0x80, byte != 0x0A { #expect(bytes[input] == byte) }
    }
    #expect(repaired.inputOffset(ofText: repaired.bytes.count) == bytes.count)
  }

  @Test func leavesACleanTextAlone() {
    let text = "Grüße\nan alle\n".bytes
    #expect(repairing(text) == nil)
    #expect(repairing([UInt8]()) == nil)
  }
}
