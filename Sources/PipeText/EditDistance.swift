/// The edits that make `b` of `a`: insertions, deletions, replacements and swaps of neighbours, each of cost 1.
///
/// No character is edited twice (optimal string alignment, Damerau 1964). Counted in Unicode scalars.
///
/// - Returns: `nil` when there are more than `limit`.
/// - Complexity: O(length of a × length of b).
public func editDistance(_ a: String, _ b: String, limit: Int) -> Int? {
  editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars), limit: limit)
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int? {
  guard abs(a.count - b.count) <= limit else { return nil }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforeLast[j - 1] + 1)
      }
      row.append(best)
    }
    guard let least = row.min(), least <= limit else { return nil }
    beforeLast = last
    last = row
  }
  return last[b.count] <= limit ? last[b.count] : nil
}

/// The candidate that was probably meant, for "did you mean".
///
/// The least edit distance wins, up to a third of the name's length (at least 1, at most 3); then the longest common
/// prefix; then the one that stands first. Failing that, the only candidate that starts with the name.
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.unicodeScalars)
  let limit = max(1, min(3, wanted.count / 3))
  var best: (candidate: String, distance: Int, prefix: Int)?
  var starts: [String] = []
  for candidate in candidates {
    let scalars = Array(candidate.unicodeScalars)
    if !wanted.isEmpty, scalars.starts(with: wanted) { starts.append(candidate) }
    guard let distance = editDistance(wanted, scalars, limit: limit) else { continue }
    let prefix = zip(wanted, scalars).prefix { $0 == $1 }.count
    if let best, (best.distance, -best.prefix) <= (distance, -prefix) { continue }
    best = (candidate, distance, prefix)
  }
  return best?.candidate ?? (starts.count == 1 ? starts.first : nil)
}
