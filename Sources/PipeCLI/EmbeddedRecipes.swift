/// The recipes of `pipe clean` and their pattern libraries, by the path below `pipelines`.
enum EmbeddedRecipes {
  static let files: [String: [UInt8]] = [:]
}
