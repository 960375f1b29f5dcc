package import PCRE2
package import PipeCore

/// A pattern set with the places of its patterns.
package struct LoadedPatternSet: Sendable {
  package let set: PatternSet
  /// Where each entry's regex stands.
  package let places: [ConfigPlace]

  package init(set: PatternSet, places: [ConfigPlace]) {
    self.set = set
    self.places = places
  }
}
