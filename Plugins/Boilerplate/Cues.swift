import PipeText

/// Words that stand in the furniture of pages, in a dozen languages.
struct Cues: Sendable {
  static let shared = Cues()
  private let stems: [[UInt8]]
  private let months: Set<UInt64>

  private init() {
    stems = Self.stemList.split(separator: " ").map { Array($0.utf8) }.sorted {
      $0.lexicographicallyPrecedes($1)
    }
    months = Set(Self.monthList.split(separator: " ").map { hash64(Array($0.utf8).span) })
  }

  func isMonth(_ hash: UInt64) -> Bool { months.contains(hash) }

  /// Whether a folded word begins with one of the stems.
  func isCue(_ word: [UInt8]) -> Bool {
    var low = 0
    var high = stems.count
    while low < high {
      let middle = (low + high) / 2
      if word.lexicographicallyPrecedes(stems[middle]) { high = middle } else { low = middle + 1 }
    }
    return low > 0 && word.starts(with: stems[low - 1])
  }

  private static let stemList = """
    cookie subscri newsletter copyright reserved privacy login logout register signup comment reply \
    replies share tweet facebook twitter instagram pinterest whatsapp linkedin youtube tumblr rss \
    advert sponsor promoted related trending popular navigation sitemap menu search contact careers \
    terms disclaimer permalink trackback bookmark print email feedback faq cart checkout wishlist \
    datenschutz impressum anmelden abonn kommentar teilen werbung anzeige suche kontakt agb \
    connexion inscri partager commentaire publicite mentions recherche accueil abonnez suivez \
    compartir comentario publicidad suscri iniciar contacto privacidad buscar inicio \
    compartilh comentari publicidade assine contato privacidade accedi condividi commenti \
    pubblicita iscriviti cerca informativa reageer delen aanmelden zoeken privacybeleid \
    udostepnij komentarz reklama zaloguj szukaj kontakt prihlas komentar sdilet \
    реклама комментар подпис войти поиск контакт политика авторск \
    评论 分享 版权 登录 注册 广告 首页 隐私 订阅 上一篇 下一篇 责任编辑 \
    コメント ログイン 広告 検索 プライバシー シェア تسجيل اشتراك تعليق إعلان خصوصية
    """

  private static let monthList = """
    january february march april may june july august september october november december jan feb \
    mar apr jun jul aug sep sept oct nov dec januar februar marz mai juni juli oktober dezember \
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero \
    marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio \
    aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho \
    setembro outubro dezembro
    """
}
