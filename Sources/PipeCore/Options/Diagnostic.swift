/// A mistake in a pipeline file, with its place; all of a file are gathered before anything runs.
public struct Diagnostic: Sendable, Error {
  public enum Severity: String, Sendable {
    case error
    case warning
  }

  /// `P` and three digits; `pipe explain CODE` tells more.
  public let code: String
  public let severity: Severity
  /// Lowercase, no period, what was typed in backticks.
  public let message: String
  public let place: ConfigPlace
  /// How many characters the carets underline.
  public let length: Int
  /// Stands behind the carets: `did you mean ...?`.
  public let hint: String?
  /// Lines that begin with `=`: what would be right.
  public let notes: [String]
  /// How the place was reached: `included as web at news.yaml:15`.
  public let origin: String?
  /// A second place on the same line: the opening of what is not closed.
  public let opening: ConfigPlace?

  public init(
    _ code: String, _ message: String, at place: ConfigPlace, length: Int = 1,
    severity: Severity = .error, hint: String? = nil, notes: [String] = [],
    origin: String? = nil, opening: ConfigPlace? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.length = max(1, length)
    self.hint = hint
    self.notes = notes
    self.origin = origin
    self.opening = opening
  }
}
