package import PipeCore

extension Diagnostic {
  /// The same problem with some of its parts replaced.
  func with(
    place: ConfigPlace? = nil, length: Int? = nil, hint: String? = nil, notes: [String]? = nil,
    origin: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: place ?? self.place, length: length ?? self.length, severity: severity,
      hint: hint ?? self.hint, notes: notes ?? self.notes, origin: origin ?? self.origin,
      opening: opening)
  }

  /// The same problem where `count` files stand before those of its own load.
  package func behind(files count: Int) -> Diagnostic {
    guard place.file >= 0 else { return self }
    return moved(
      to: ConfigPlace(file: place.file + count, line: place.line, column: place.column))
  }

  func moved(to place: ConfigPlace) -> Diagnostic { with(place: place) }
}
