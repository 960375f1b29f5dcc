import PipeText

/// Phrases of pages, not of articles: a sentence that holds one is never chosen.
///
/// Kept specific: an earlier list with single words such as "affiliate" threw out sentences of news.
struct ClutterPhrases: Sendable {
  static let shared = ClutterPhrases()

  /// By the hash of the first word: the hashes of the others.
  private var tails: [[[UInt64]]] = []
  private var firsts = WordIndex()

  private init() {
    for phrase in Self.phrases.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
      var words: [UInt64] = []
      appendTokenHashes(of: Array(phrase.utf8).span, to: &words)
      guard let first = words.first else { continue }
      let number = firsts.insert(first)
      if number == tails.count { tails.append([]) }
      tails[number].append(Array(words.dropFirst()))
    }
  }

  /// Whether one of the phrases starts at the token.
  func starts(at index: Int, in hashes: [UInt64]) -> Bool {
    guard let number = firsts.number(of: hashes[index]) else { return false }
    return tails[number].contains { tail in
      index + tail.count < hashes.count
        && tail.indices.allSatisfy { hashes[index + 1 + $0] == tail[$0] }
    }
  }

  private static let phrases = """
    cookie; cookies; newsletter; subscribe; all rights reserved; click here; sign up; login; log in; terms of use
    terms of service; privacy policy; your email address; required fields; leave a reply; not responsible for
    denial of responsibility; app store; google play; follow us; read more; share this; share on; more from
    rewritten or redistributed; contact us; trademarks; copyright; aggregator; editorial stance
    alle rechte vorbehalten; datenschutzerklärung; hier klicken; jetzt anmelden; weiterlesen; folgen sie uns
    tous droits réservés; politique de confidentialité; cliquez ici; abonnez vous; lire la suite; suivez nous
    todos los derechos reservados; política de privacidad; haga clic aquí; suscríbete; leer más; síguenos
    tutti i diritti riservati; informativa sulla privacy; clicca qui; iscriviti alla; leggi anche; seguici su
    todos os direitos reservados; clique aqui; leia mais; leia também; siga nos
    alle rechten voorbehouden; klik hier; lees meer; lees ook; privacybeleid; meld je aan
    wszelkie prawa zastrzeżone; kliknij tutaj; czytaj więcej; czytaj także; polityka prywatności
    все права защищены; нажмите здесь; читайте также; подпишитесь на; политика конфиденциальности
    всі права захищені; читайте також; підпишіться на
    tüm hakları saklıdır; buraya tıklayın; gizlilik politikası; abone ol
    版权所有; 點擊這裡; 点击这里; 转载请注明; 轉載請註明; 未经授权; 责任编辑; 扫描二维码; 阅读全文
    無断転載; 著作権; 続きを読む; 会員登録; 무단 전재; 재배포 금지; 저작권자
    """
}
