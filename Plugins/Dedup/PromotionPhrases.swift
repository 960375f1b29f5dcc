import PipeText

/// How lines of promotion begin: what a page puts between its paragraphs, again and again.
struct PromotionPhrases: Sendable {
  static let shared = PromotionPhrases()

  private struct Phrase: Sendable {
    /// Hashes of the words after the first.
    var rest: [UInt64]
    /// A colon or bar has to follow: the words alone could be a heading.
    var isLabel: Bool
  }

  private var firsts = WordIndex()
  private var phrases: [[Phrase]] = []

  private init() {
    for (list, isLabel) in [(Self.openings, false), (Self.labels, true)] {
      for line in list.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
        var words: [UInt64] = []
        appendTokenHashes(of: Array(line.utf8).span, to: &words)
        guard let first = words.first else { continue }
        let number = firsts.insert(first)
        if number == phrases.count { phrases.append([]) }
        phrases[number].append(Phrase(rest: Array(words.dropFirst()), isLabel: isLabel))
      }
    }
  }

  /// Whether the words begin with a phrase.
  ///
  /// - Parameters:
  ///   - hashes: of all words of the line.
  ///   - hasMark: whether a colon or bar stands after the word with an index.
  /// - Returns: `true` when they do.
  func starts(_ hashes: ArraySlice<UInt64>, hasMark: (Int) -> Bool) -> Bool {
    guard let first = hashes.first, let number = firsts.number(of: first) else { return false }
    return phrases[number].contains { phrase in
      let end = phrase.rest.count
      return end < hashes.count && hashes.dropFirst().prefix(end).elementsEqual(phrase.rest)
        && (!phrase.isLabel || hasMark(end))
    }
  }

  private static let openings = """
    advertisement; advertisements; advertising; sponsored; promoted; paid content; paid post
    story continues; article continues; continue reading; keep reading; scroll to continue
    sign up for; sign up to; subscribe to; subscribe now; subscribe today; join our; join us; follow us
    get our; get the app; get the best; download our; download the app; click here; tap here; share this
    you may also like; you might also like; recommended for you; most read; most popular; support our
    don't miss out; never miss; newsletter sign
    anzeige; werbung; lesen sie auch; lesen sie mehr; jetzt abonnieren; hier klicken; newsletter abonnieren
    publicité; lire aussi; à lire aussi; abonnez-vous; inscrivez-vous; cliquez ici; la suite après cette publicité
    publicidad; lea también; lee también; te puede interesar; suscríbete; haz clic; haga clic
    pubblicità; leggi anche; iscriviti; clicca qui; publicidade; leia também; leia mais; assine; clique aqui
    advertentie; lees ook; schrijf je in; annons; läs också; läs mer; annonse; les også; annonce; læs også
    reklama; czytaj też; czytaj także; zobacz też; čtěte také; реклама; читайте также; читайте ещё; подпишитесь
    reklam; ayrıca oku; iklan; baca juga; quảng cáo; xem thêm; إعلان; اقرأ أيضا; विज्ञापन; यह भी पढ़ें
    广告; 廣告; 相关阅读; 延伸阅读; 点击这里; 広告; あわせて読みたい; 続きを読む; 광고; 관련기사
    """
  private static let labels = """
    also read; read also; read more; read next; read this; more; more on this; related; related story; related article
    related stories; related articles; see also; see more; don't miss; photo; photos; image; picture; video; watch
    listen; gallery; featured; trending; recommended; sponsored by; up next; what to read next
    foto; bild; mehr zum thema; siehe auch; auch interessant; photo; voir aussi; vidéo; imagen; vídeo; vea también
    foto; guarda anche; veja também; kijk ook; bekijk ook; zdjęcie; смотрите также; фото; видео; 图; 图片
    """
}
