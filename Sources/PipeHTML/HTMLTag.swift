/// The name of an element, as a small number.
///
/// The elements of the HTML standard, its obsolete ones, and the SVG and MathML elements that the
/// parser or a reader of pages asks for have a case of their own. Every other name is `custom`;
/// ``HTMLNode/tagName`` tells what it was.
public enum HTMLTag: UInt8, Sendable, CaseIterable {
  /// Not an element, or an element whose name is not in this list.
  case custom
  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi
  case bdo, bgsound, big, blink, blockquote, body, br, button, canvas, caption, center, cite
  case code, col, colgroup, data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt
  case em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2
  case h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, image, img, input, ins
  case isindex, kbd, keygen, label, legend, li, link, listing, main, map, mark, marquee, math
  case menu, menuitem, meta, meter, nav, nobr, noembed, noframes, noscript, object, ol
  case optgroup, option, output, p, param, picture, plaintext, pre, progress, q, rb, rp, rt
  case rtc, ruby, s, samp, script, search, section, select, selectedcontent, slot, small
  case source, spacer, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td
  case template, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video
  case wbr, xmp, annotationXML, circle, clippath, defs, desc, ellipse, foreignobject, g, line
  case lineargradient, malignmark, mask, mglyph, mi, mn, mo, ms, mtext, path, polygon
  case polyline, radialgradient, rect, stop, symbol, text, tspan, use

  /// The name in lower case, as it is written in HTML; empty for ``custom``.
  public var name: String { Self.names[Int(rawValue)] }

  package static let names: [String] = allCases.map { tag in
    tag == .annotationXML ? "annotation-xml" : tag == .custom ? "" : String(describing: tag)
  }

  /// One more than the greatest raw value.
  @inlinable
  package static var count: Int { 172 }

  /// The case of an identifier of the arena; identifiers past the list belong to custom names.
  @inline(__always)
  init(identifier: UInt16) {
    let known = identifier < UInt16(Self.count) ? UInt8(truncatingIfNeeded: identifier) : 0
    self = unsafe unsafeBitCast(known, to: HTMLTag.self)
  }

  var identifier: UInt16 { UInt16(rawValue) }
}
