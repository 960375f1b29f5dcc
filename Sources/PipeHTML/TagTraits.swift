/// What the tree builder asks of a tag, by tag.
struct TagTraits: Sendable {
  /// A lane of ones for each ``OpenElements/Bound`` that the element is.
  var bounds = SIMD8<UInt16>(repeating: 0)
  var flags: Flags = []

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    static let special = Flags(rawValue: 1)
    static let formatting = Flags(rawValue: 2)
    static let impliedEnd = Flags(rawValue: 4)
    /// Ends when all implied end tags are generated "thoroughly".
    static let thoroughEnd = Flags(rawValue: 8)
    static let heading = Flags(rawValue: 16)
  }

  static let foreignPlain = SIMD8<UInt16>(repeating: 0)
  static let foreignBarrier = lanes([.scope, .button, .list, .special, .listItem])

  private static func lanes(_ bounds: [OpenElements.Bound]) -> SIMD8<UInt16> {
    var lanes = SIMD8<UInt16>(repeating: 0)
    for bound in bounds { lanes[bound.rawValue] = .max }
    return lanes
  }

  /// Indexed by the raw value of the tag.
  static let all: [TagTraits] = (0..<256).map { number in
    guard let tag = HTMLTag(rawValue: UInt8(number)) else { return TagTraits() }
    var flags: Flags = []
    var bounds: [OpenElements.Bound] = [.html]
    if special.contains(tag) {
      flags.insert(.special)
      bounds.append(.special)
      if tag != .address && tag != .div && tag != .p { bounds.append(.listItem) }
    }
    if formatting.contains(tag) { flags.insert(.formatting) }
    if impliedEnd.contains(tag) { flags.formUnion([.impliedEnd, .thoroughEnd]) }
    if thoroughEnd.contains(tag) { flags.insert(.thoroughEnd) }
    if headings.contains(tag) { flags.insert(.heading) }
    if scope.contains(tag) { bounds += [.scope, .button, .list] }
    if tag == .button { bounds.append(.button) }
    if tag == .ol || tag == .ul { bounds.append(.list) }
    if tag == .html || tag == .table || tag == .template { bounds.append(.table) }
    if modeGivers.contains(tag) { bounds.append(.mode) }
    return TagTraits(bounds: lanes(bounds), flags: flags)
  }

  private static let special: Set<HTMLTag> = [
    .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body,
    .br, .button, .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed,
    .fieldset, .figcaption, .figure, .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5,
    .h6, .head, .header, .hgroup, .hr, .html, .iframe, .img, .input, .keygen, .li, .link,
    .listing, .main, .marquee, .menu, .meta, .nav, .noembed, .noframes, .noscript, .object, .ol,
    .p, .param, .plaintext, .pre, .script, .search, .section, .select, .source, .style, .summary,
    .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr, .track, .ul,
    .wbr, .xmp,
  ]
  private static let formatting: Set<HTMLTag> = [
    .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u,
  ]
  private static let impliedEnd: Set<HTMLTag> = [
    .dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc,
  ]
  private static let thoroughEnd: Set<HTMLTag> = [
    .caption, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr,
  ]
  private static let headings: Set<HTMLTag> = [.h1, .h2, .h3, .h4, .h5, .h6]
  private static let scope: Set<HTMLTag> = [
    .applet, .caption, .html, .table, .td, .th, .marquee, .object, .select, .template,
  ]
  private static let modeGivers: Set<HTMLTag> = [
    .td, .th, .tr, .tbody, .thead, .tfoot, .caption, .colgroup, .table, .template, .head, .body,
    .frameset, .html,
  ]
}
