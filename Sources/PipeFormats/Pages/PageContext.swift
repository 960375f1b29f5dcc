import PipeCore
import PipeHTML

/// What the elements around a place of the page make of the text there.
struct PageContext {
  var kind = BlockKind.paragraph
  /// Of a heading.
  var headingLevel = 0
  var listDepth = 0
  var quoteDepth = 0
  /// Index of the item in the walker's items, or -1.
  var item = -1
  var isPreformatted = false
  var isHidden = false
  /// Whether single line breaks part lines of one paragraph, as in `p`; else lines that are all links
  /// are blocks.
  var isParagraph = false
}

/// An element that the walk is in.
struct OpenElement {
  let node: HTMLNode
  let context: PageContext
  /// Whether leaving it closes a mark: a link, an emphasis.
  var opensMark = false
  /// Class and id words of the element and those around it, nearest first; nil until asked for.
  var words: [String]?
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
  let context: PageContext
  let firstLine: Int
  /// Where its first element or text begins in the page.
  let pageStart: Int
  var pageEnd: Int
  /// Open elements at its text, down to the lowest that holds all of it.
  var depth: Int
  var linkBytes = 0
  var path: [String]
  var numbers: [Int32]
  var words: [String]
}
