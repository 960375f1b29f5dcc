public import PCRE2
import PipeText

/// The pattern sets that an option names, ready to scan with: `match: [web.ads, web.widgets]`.
///
/// The one list that also takes a bare name.
public struct PatternSets: Sendable, ExpressibleByArrayLiteral {
  public let sets: [PatternSet]
  package let scanner: PatternScanner
  /// The rule of each of the scanner's patterns.
  private let rules: [String]

  public init(_ sets: [PatternSet]) {
    self.sets = sets
    let scanner = sets.isEmpty ? Self.emptyScanner : PatternScanner(sets)
    self.scanner = scanner
    rules = (0..<scanner.patternCount).map { scanner.name(of: $0) }
  }

  /// Shared, since most options of this type are left out and a scanner's tables take time to make.
  private static let emptyScanner = PatternScanner([])

  public init(arrayLiteral elements: PatternSet...) {
    self.init(elements)
  }

  public var isEmpty: Bool { sets.isEmpty }

  /// The rule that a pattern is in the ledger: `web.ads/label`.
  package func rule(ofPattern pattern: Int) -> String { rules[pattern] }

  /// The sets that are tried on `unit`.
  public func only(_ unit: PatternUnit) -> PatternSets {
    sets.allSatisfy { $0.unit == unit } ? self : PatternSets(sets.filter { $0.unit == unit })
  }
}

extension PatternSets: OptionValue {
  public static var schema: ValueSchema { .list(.patternSet(units: []), acceptsOne: true) }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> PatternSets? {
    guard let names = node.items ?? (node.scalar == nil ? nil : [node]) else {
      context.reportWrongValue(node, takes: "the name of a pattern set, or a list of them")
      return nil
    }
    var sets: [PatternSet] = []
    for name in names {
      guard let text = name.scalar else {
        context.reportWrongValue(name, takes: "the name of a pattern set")
        continue
      }
      context.noteUse(ofPatternSet: text)
      if let set = context.patternSet(text) {
        sets.append(set)
      } else {
        context.report(
          Diagnostic(
            "P110", "unknown pattern set `\(text)`", at: name.place, length: text.count,
            hint: meant(by: text, among: context.patternSetNames).map { "did you mean `\($0)`?" },
            notes: context.patternSetNames.isEmpty
              ? ["the file has no `patterns`"]
              : ["there are: " + context.patternSetNames.joined(separator: ", ")]))
      }
    }
    return sets.count == names.count ? PatternSets(sets) : nil
  }

  /// The set that a name without its library means, or the nearest name.
  private static func meant(by name: String, among names: [String]) -> String? {
    names.first { $0.hasSuffix("." + name) } ?? nearest(to: name, among: names)
  }

  public var optionText: String? {
    "[" + sets.map(\.name).joined(separator: ", ") + "]"
  }
}
