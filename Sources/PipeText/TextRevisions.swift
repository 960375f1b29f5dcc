/// Versions of what makes hashes of texts, for what stores them: they are of no use to another version.
public enum TextRevisions {
  /// Of the tables of character classes, folding and normalization.
  public static let unicode = "14.0.0"
  /// Of words, tokens and folding; raised when the same text gives others.
  public static let words = 1
  /// Of shingles and their hashes; raised when the same words give others.
  public static let shingles = 1

  /// All of them, by name.
  public static var all: [(name: String, value: String)] {
    [
      ("unicode", unicode), ("word_revision", "\(words)"), ("shingle_revision", "\(shingles)"),
    ]
  }
}
