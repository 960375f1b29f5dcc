import PCRE2

/// Thirty line patterns as a library of boilerplate has them: most are anchored, some are not.
enum Boilerplate {
  static func sets() throws -> [PatternSet] {
    [
      try set("anchored", anchored),
      try set("anywhere", anywhere),
    ]
  }

  private static func set(_ name: String, _ regexes: [(String, String)]) throws -> PatternSet {
    try PatternSet(
      name: name, unit: .line,
      entries: regexes.map { PatternEntry(id: $0.0, regex: $0.1, flags: .caseless) })
  }

  private static let anchored: [(String, String)] = [
    (
      "share",
      #"^\h*(?:share|tweet|pin|e-?mail|print)(?:\h+(?:this|on|via|it|to|article|page|facebook|twitter))*\h*$"#
    ),
    (
      "share-list", #"^\h*(?:facebook|twitter|pinterest|linkedin|whatsapp|reddit|tumblr)\b.{0,40}$"#
    ),
    ("follow", #"^\h*follow\h+(?:us|me)\b"#),
    ("copyright", #"^\h*(?:©|\(c\)|copyright)\h*(?:\d{4}|by\b|©)"#),
    ("byline", #"^\h*(?:posted|written|published|submitted|reported)\h+(?:by|on|in)\b.{0,80}$"#),
    ("by", #"^\h*by:?\h+\w+(?:\h+\w+){0,3}\h*$"#),
    (
      "date",
      #"^\h*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\h+\d{1,2}(?:st|nd|rd|th)?,?\h+\d{4}\h*$"#
    ),
    ("date-digits", #"^\h*\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\h*$"#),
    (
      "weekday",
      #"^\h*(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\h+\w+\h+\d{1,2},?(?:\h+\d{4})?\h*$"#
    ),
    ("time", #"^\h*\d{1,2}:\d\d\h*(?:[ap]\.?m\.?)?\h*$"#),
    ("ago", #"^\h*\d+\h+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\h+ago\h*$"#),
    ("more", #"^\h*(?:read|view|show|load|see|learn)\h+(?:more|all|full)\b.{0,60}$"#),
    ("continue", #"^\h*continue\h+reading\b"#),
    ("skip", #"^\h*(?:skip|jump)\h+to\h+(?:main\h+)?(?:content|navigation|search)\h*$"#),
    (
      "navigation",
      #"^\h*(?:home|about(?:\h+us)?|contact(?:\h+us)?|search|menu|login|log\h+in|sign\h+(?:in|up)|register)\h*$"#
    ),
    (
      "legal",
      #"^\h*(?:privacy(?:\h+policy)?|terms(?:\h+(?:of\h+(?:use|service)|and\h+conditions))?|cookie\h+policy|site\h*map|disclaimer)\h*$"#
    ),
    (
      "related",
      #"^\h*(?:related|popular|recent|latest|trending|similar)\h+(?:posts?|articles?|stories|news|topics|comments)\h*:?\h*$"#
    ),
    ("tags", #"^\h*(?:tags?|categor(?:y|ies)|labels?|filed\h+under|topics?)\h*:.*$"#),
    (
      "comments",
      #"^\h*(?:\d+|no|leave\h+a|add\h+a|post\h+a)\h+(?:comments?|replies|reply|responses?)\h*$"#
    ),
    (
      "paging",
      #"^\h*(?:previous|next|older|newer)(?:\h+(?:post|page|article|entries))?s?\h*[»›→]?\h*$"#
    ),
    ("advertisement", #"^\h*(?:advertisements?|sponsored(?:\h+content)?|promoted)\h*$"#),
    ("page-number", #"^\h*page\h+\d+(?:\h+of\h+\d+)?\h*$"#),
    ("symbols", #"^(?=\H)[\h*./$\-_=~|•·#+»]{3,}$"#),
  ]

  private static let anywhere: [(String, String)] = [
    ("all-rights", #"\ball\h+rights\h+reserved\b"#),
    ("cookies", #"\b(?:this|our)\h+(?:web)?site\h+uses\h+cookies\b"#),
    (
      "newsletter", #"\b(?:subscribe\h+to|sign\h+up\h+for)\h+(?:our|the|my)\b.{0,40}\bnewsletter\b"#
    ),
    ("click", #"\bclick\h+(?:here|the\h+link|below|on)\b"#),
    ("email", #"[\w.+-]+@[\w-]+\.[a-z]{2,}"#),
    ("url", #"https?://[^\s]+"#),
    ("powered", #"\b(?:proudly\h+)?powered\h+by\h+\w+"#),
  ]
}
