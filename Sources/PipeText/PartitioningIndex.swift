extension Range where Bound == Int {
  /// The first number for which `belongsInSecondPart` holds; the end of the range when it holds for none.
  ///
  /// Once it holds for a number it holds for all that follow: a binary search in what is sorted.
  @inlinable
  public func partitioningIndex(
    where belongsInSecondPart: (Int) throws -> Bool
  ) rethrows -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if try belongsInSecondPart(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
