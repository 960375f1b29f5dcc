import PipeCore

/// What the elements around a place of the page make of the text there.
struct PageContext {
  var kind = BlockKind.paragraph
  /// Of a heading.
  var headingLevel: UInt8 = 0
  var isPreformatted = false
  var isHidden = false
  /// Whether single line breaks part lines of one paragraph, as in `p`; else lines that are all links
  /// are blocks.
  var isParagraph = false
  var listDepth: Int32 = 0
  var quoteDepth: Int32 = 0
  /// Index of the item in the walker's items, or -1.
  var item: Int32 = -1
}

/// An element that the walk is in.
struct OpenElement {
  let node: UInt32
  /// Its number among the page's elements.
  let element: Int32
  let context: PageContext
  let isBlock: Bool
  /// Whether leaving it ends a list.
  let isList: Bool
  /// Whether leaving it closes a mark: a link, an emphasis.
  let opensMark: Bool
}

/// A list that the walk is in.
struct OpenList {
  let isOrdered: Bool
  var next: Int
}

/// A list item; its first text is the item, what follows in it are paragraphs.
struct OpenItem {
  let number: Int?
  var isTaken = false
}

/// What is known of a block while its text is read.
struct OpenBlock {
  var context = PageContext()
  var firstLine = 0
  /// Where its first element or text begins in the page.
  var pageStart = 0
  var pageEnd = 0
  /// Open elements at its text, down to the lowest that holds all of it.
  var depth = 0
  /// The number of that element, or -1.
  var element: Int32 = -1
  var linkBytes = 0
}
