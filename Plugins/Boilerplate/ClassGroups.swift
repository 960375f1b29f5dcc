import PipeText

/// Groups of class and id words around a unit, one bit each.
struct ClassMasks: Sendable {
  var all: UInt64 = 0
  /// Of the nearest six words.
  var near: UInt64 = 0
  /// Of the nearest four words themselves.
  var nearHash: UInt64 = 0
}

/// Bits of names, by their `hash64`.
struct NameBits: Sendable {
  private var hashes: [UInt64]
  private var bits: [UInt64]

  init(_ names: [String: UInt64]) {
    var size = 16
    while size < names.count * 4 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    bits = hashes
    for (name, value) in names.sorted(by: { $0.key < $1.key }) {
      let hash = hash64(name.utf8Span.span)
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while bits[at] != 0 { at = (at + 1) & (size - 1) }
      hashes[at] = hash
      bits[at] = value
    }
  }

  /// No bits for names that are not in it.
  subscript(hash: UInt64) -> UInt64 {
    let mask = hashes.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while bits[at] != 0 {
      if hashes[at] == hash { return bits[at] }
      at = (at + 1) & mask
    }
    return 0
  }
}

struct ClassGroups: Sendable {
  static let shared = ClassGroups()

  let names: [String]
  let table: NameBits
  static let count = 19

  private init() {
    var names: [String] = []
    var bits: [String: UInt64] = [:]
    for line in Self.data.split(separator: "\n") {
      let words = line.split(separator: " ")
      for word in words { bits[String(word), default: 0] |= 1 << UInt64(names.count) }
      names.append(String(words[0]))
    }
    self.names = names
    precondition(names.count == Self.count, "a group for each bit")
    table = NameBits(bits)
  }

  /// A group a line, its name first.
  private static let data = """
    comment comments commentlist reply replies respond disqus discussion
    share sharing social shares follow addthis twitter facebook sharedaddy
    related recommended recommend similar more popular trending latest recirc readmore also
    promo ad ads advert advertisement sponsor sponsored banner promotion promoted outbrain taboola dfp
    sidebar aside rail secondary widget widgets side sidebars complementary right
    nav navigation menu navbar breadcrumb breadcrumbs submenu dropdown pagination pager tabs
    footer foot bottom colophon copyright legal
    header masthead top topbar branding logo head
    meta byline author date time info dateline bio avatar published tags tag category categories
    signup newsletter subscribe subscription login register form modal popup cookie consent gdpr overlay paywall
    article story post entry hentry articlebody storybody
    content main body text prose copy rich wysiwyg richtext markdown maincontent
    caption figcaption credit image photo gallery media
    list listing item items card cards grid teaser tile results collection feed
    forum thread topic message messages question answer answers qa post topics
    hide hidden sr screen invisible offscreen
    shop product products price cart buy review reviews rating description specs
    title headline heading hed
    toc contents index summary excerpt intro lead
    """
}
