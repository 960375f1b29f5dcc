import PipeCore

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

  func moved(to place: ConfigPlace) -> Diagnostic { with(place: place) }
}
