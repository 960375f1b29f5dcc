/// Two paragraphs of our own for pages and texts of tests.
enum MillStory {
  static let first = """
    The old mill on the river was sold to the town on Monday, after nine years of talks. It will house a \
    library and two workshops, said the mayor, and the wheel is going to turn again.
    """
  static let second = """
    Repairs begin in spring. The council has set aside four hundred thousand for the roof, which lost a \
    third of its tiles in the storms of the last winter.
    """
}
