package import PipeCore
import PipeHTML

/// Makes a document of a page: its visible text as source text, parsed into blocks.
///
/// - White space is collapsed; each leaf block is a block, a single `br` parts lines of it, two part
///   blocks. Lines of a block that holds nothing but links are blocks each, except in paragraphs.
/// - The first text of a list item is the item; what follows in it are paragraphs. `dt` is a paragraph,
///   `dd` an item.
/// - Data tables are table blocks with a line for each cell; the cells of other tables are blocks.
/// - Signs that link a heading to itself, such as `¶`, are no text.
/// - `noscript` is read; scripts, styles, forms' fields, media and frames are not. Hidden text is read
///   and marked in the block's origin.
/// - Links, emphasis, strong and code are annotations; links are resolved against `base` or `url`.
/// - Metadata is proposed from JSON-LD, OpenGraph, meta elements, microdata and the page itself, down to
///   the lines around its headline.
///
/// `url` is where the page was found; what of `html` is not UTF-8 is repaired.
package func pageDocument(
  id: String, ordinal: Ordinal, url: String?, html: [UInt8]
) -> Document {
  pageDocument(id: id, ordinal: ordinal, url: url, HTMLTree(parsing: html))
}

/// Makes a document of a page that is known to be UTF-8.
package func pageDocument(
  id: String, ordinal: Ordinal, url: String?, page: DecodedPage
) -> Document {
  let tree = HTMLTree(parsingUTF8: page.bytes, hasControls: page.hasControls)
  return pageDocument(id: id, ordinal: ordinal, url: url, tree)
}

private func pageDocument(
  id: String, ordinal: Ordinal, url: String?, _ tree: HTMLTree
) -> Document {
  let base = tree.head?.children.first { $0.tag == .base }?.attribute(.href)
  let address = LinkTargets(base: url)
  let targets = base.flatMap { address.resolve($0) }.map { LinkTargets(base: $0) } ?? address
  return tree.lend { lent in
    var walker = PageWalker(PageView(tree: tree, lent: lent))
    walker.walk()
    let page = tree.page
    let text = walker.text.takeBytes()
    var document = Document(
      id: id, ordinal: ordinal, url: url, text: text, lines: walker.lines,
      blocks: walker.blocks, origins: walker.blockOrigins, tables: walker.tables,
      annotations: PageMarks(walker.text.annotations, of: lent, page: page, targets),
      markup: walker.coverage.counted().markup)
    document.repairs = tree.isRepaired ? 1 : 0
    walker.metadata.propose(to: &document)
    if document.metadata["author"] == nil || document.metadata["date"] == nil {
      walker.byline(in: text).propose(to: &document)
    }
    return document
  }
}
