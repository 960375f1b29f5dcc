import PipeText

extension PageFeatures {
  /// How the unit begins and ends, and where it stands among the lines of its block.
  func addShape(_ sink: inout some FeatureSink) {
    sink.add("last character", table.isWithin(self[.last], 0x30, 0x39))
    sink.add("last character", self[.endsInPause])
    sink.add("last character", table.isWithin(self[.last], 0x61, 0x7A))
    sink.add("last character", self[.endsInQuestion])
    sink.add("capitals", self[.isShouting])
    sink.add("first character", isFirst(.digit))
    sink.add("first character", isFirst(.quote))
    sink.add("words of the first line", self[.wordsOfFirst])
    sink.add("lines of the block", lg(self[.blockSize]))
    sink.add("place in the block", lg(self[.blockPlace]))
    sink.add("place in the block", isEqual(self[.blockPlace], 0))
    sink.add(
      "place in the block", isEqual(table.minus(self[.blockSize], self[.blockPlace]), 1))
    sink.add("words of the block", lg(self[.blockWords]))
    sink.add("words of the block", lg(share(self[.blockWords], self[.blockSize])))
    sink.add("prose of the block", share(self[.blockEnds], self[.blockSize]))
    sink.add("prose of the block", share(self[.blockLongWords], self[.blockWords]))
    let isOpenAbove = table.minus(
      self[.isUnit].shifted(by: -1), self[.endsSentence].shifted(by: -1))
    sink.add("goes on", table.times(isOpenAbove, isFirst(.lower)))
    sink.add("goes on", table.times(not(self[.endsSentence]), isLowerBelow))
  }

  /// Whether the next unit begins in lower case.
  private var isLowerBelow: Column {
    isEqual(self[.first].shifted(by: 1), Float(CharacterClass.lower.rawValue) + 1)
  }
}
