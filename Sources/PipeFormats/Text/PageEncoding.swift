import PipeHTML

/// Decodes a page.
///
/// What is valid UTF-8 is UTF-8, whatever the page says: scrapers save pages decoded and leave their
/// `meta` as it was, and text of another encoding is hardly ever valid. Else the page's own byte order
/// mark or `meta` decides, and without one windows-1252, as browsers take pages of the West.
package func decodePage(_ page: [UInt8]) -> DecodedText {
  let sniffed = HTMLEncoding.sniff(page)
  if sniffed?.source != .byteOrderMark {
    let text = TextEncoding.utf8.decode(page.span)
    if text.repairs == 0 { return text }
  }
  if let sniffed, let text = decodeText(page.span, label: sniffed.name) { return text }
  return TextEncoding.windows1252.decode(page.span)
}
