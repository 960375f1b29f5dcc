/// A subject on which a pattern gives up.
public struct WorstCase: Sendable, Hashable {
  public let subject: [UInt8]
  /// Characters of the subject.
  public let characterCount: Int
  public let error: MatchError
}

/// Tries a pattern on adversarial subjects of up to 16 KB: what its loops repeat, again and
/// again, and then something that lets the match fail.
///
/// It counts the match limit, not time, so that the answer is the same on every machine. A pattern
/// that is only slow on long subjects, without reaching the limit at any start, is not found.
///
/// - Returns: the shortest subject that was found; nil when the pattern never gave up.
public func worstCase(of pattern: Pattern) -> WorstCase? {
  var worst: WorstCase?
  for attack in attacks(on: pattern) {
    guard let found = attack.shortest(for: pattern) else { continue }
    if found.characterCount < worst?.characterCount ?? .max { worst = found }
  }
  return worst
}

/// A family of subjects: what leads to a loop, what the loop repeats, what breaks the match.
private struct Attack: Hashable {
  var prefix: String
  var pump: String
  var tail: String

  func subject(repeats: Int) -> [UInt8] {
    Array((prefix + String(repeating: pump, count: repeats) + tail).utf8)
  }

  func error(of pattern: Pattern, repeats: Int) -> MatchError? {
    do throws(MatchError) {
      _ = try pattern.isMatch(subject(repeats: repeats).span, validated: true)
      return nil
    } catch {
      return error
    }
  }

  /// Doubles the subject until the pattern gives up, then narrows down.
  func shortest(for pattern: Pattern) -> WorstCase? {
    var high = 4
    while error(of: pattern, repeats: high) == nil {
      high *= 2
      if high * pump.utf8.count > 16 << 10 { return nil }
    }
    var low = high / 2
    while low + 1 < high {
      let middle = (low + high) / 2
      if error(of: pattern, repeats: middle) == nil { low = middle } else { high = middle }
    }
    guard let error = error(of: pattern, repeats: high) else { return nil }
    let subject = subject(repeats: high)
    let characterCount = String(decoding: subject, as: UTF8.self).unicodeScalars.count
    return WorstCase(subject: subject, characterCount: characterCount, error: error)
  }
}

private func attacks(on pattern: Pattern) -> [Attack] {
  var loops = ["a", "a ", " ", "1", "ab", "-", "\u{e9}", "a\n", "a."].map { Loop("", $0, "") }
  if let syntax = RegexSyntax(pattern.source, flags: pattern.flags) {
    loops += Loop.all(in: syntax.root, after: "", before: "")
  }
  var attacks: [Attack] = []
  for loop in loops.prefix(64) {
    // PCRE2 looks for a character that a match needs before it begins: so it stands behind the break.
    for tail in ["!", "\u{1}", "", "!" + loop.suffix, "\u{1}" + loop.suffix] {
      let attack = Attack(prefix: loop.prefix, pump: loop.pump, tail: tail)
      if !attacks.contains(attack) { attacks.append(attack) }
    }
  }
  return attacks
}

/// A part of a regex that repeats without a limit, or with a high one, and what stands around it.
private struct Loop {
  var prefix: String
  var pump: String
  var suffix: String

  init(_ prefix: String, _ pump: String, _ suffix: String) {
    self.prefix = prefix
    self.pump = pump
    self.suffix = suffix
  }

  static func all(in node: RegexNode, after prefix: String, before suffix: String) -> [Loop] {
    switch node {
    case .character, .any, .empty:
      return []
    case .lookaround(let inner):
      return all(in: inner, after: prefix, before: suffix)
    case .alternation(let nodes):
      return nodes.flatMap { all(in: $0, after: prefix, before: suffix) }
    case .sequence(let nodes):
      return nodes.indices.flatMap { index in
        all(
          in: nodes[index],
          after: prefix + nodes[..<index].map(\.sample).joined(),
          before: nodes[(index + 1)...].map(\.sample).joined() + suffix)
      }
    case .repeated(let inner, _, let most):
      let loops = all(in: inner, after: prefix, before: suffix)
      guard most ?? .max >= 16 else { return loops }
      let pumps = inner.samples.filter { !$0.isEmpty }
      return pumps.map { Loop(prefix, $0, suffix) } + loops
    }
  }
}

extension RegexNode {
  /// A text that the node is likely to match, with its loops run once.
  fileprivate var sample: String {
    switch self {
    case .character(let scalar), .any(let scalar): String(scalar)
    case .empty, .lookaround: ""
    case .sequence(let nodes): nodes.map(\.sample).joined()
    case .alternation(let nodes): nodes.first?.sample ?? ""
    case .repeated(let inner, let least, _):
      String(repeating: inner.sample, count: max(1, min(least, 64)))
    }
  }

  /// The sample, those of the branches of an alternation, and those of the first parts of a
  /// sequence.
  fileprivate var samples: [String] {
    switch self {
    case .alternation(let nodes):
      let branches = nodes.prefix(6).map(\.sample)
      return branches + [branches.joined()]
    case .sequence(let nodes): return [sample] + nodes.prefix(3).map(\.sample)
    default: return [sample]
    }
  }
}
