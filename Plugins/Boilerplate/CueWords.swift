import PipeText

/// Words that furniture is made of, in several languages, by what they are about.
enum CueWords {
  /// One for each line of the data, in its order.
  static let groupCount = 8

  /// The words of the groups, and the function words of all languages.
  static let marks = WordMarks(
    groups: data.split(separator: "\n").map {
      $0.split(separator: " ").dropFirst().map(String.init)
    })

  private static let data = """
    legal: copyright rights reserved privacy cookie cookies terms conditions disclaimer policy impressum \
    datenschutz agb rechte vorbehalten mentions confidentialité privacidad aviso derechos reservados direitos \
    privacidade riservati diritti prawa zastrzeżone voorwaarden конфиденциальности права 版权 隐私 著作権
    call: subscribe newsletter newsletters login signup sign register registration account advertisement \
    advertising sponsored promoted download app donate abonnieren anmelden registrieren werbung anzeige abonnez \
    inscription publicité suscríbete publicidad anuncio regístrate assine iscriviti pubblicità подписаться реклама
    share: share tweet facebook twitter whatsapp pinterest linkedin reddit telegram instagram youtube rss print \
    email follow like likes shares teilen drucken partager imprimer compartir síguenos compartilhar condividi \
    поделиться digg stumbleupon delicious mail
    menu: home menu search next previous prev skip back top sitemap contact about faq help category categories \
    archive archives tags pages site navigation suche startseite kontakt weiter zurück accueil rechercher inicio \
    buscar contacto início cerca главная поиск more mehr plus más mais altro view see all click here
    comment: comment comments reply replies permalink says said wrote report flag upvote guest anonymous member \
    joined posts kommentar kommentare antworten commentaires répondre comentarios responder commenti rispondi \
    комментарии ответить quote vote
    byline: by posted written published updated photo image source credit author editor reporter correspondent \
    staff von veröffentlicht aktualisiert foto quelle par publié photographie por publicado autor fuente di \
    pubblicato автор фото minutes min ago edited
    related: related popular trending recommended latest recent also read watch gallery galleries featured \
    stories headlines news most viewed lesen ähnliche meistgelesen lire aussi relacionados relacionadas leia \
    leggi anche читайте также topics similar
    date: january february march april june july august september october november december jan feb mar apr jun \
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday januar februar märz mai \
    juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre \
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre января февраля марта \
    апреля мая июня июля августа сентября октября ноября декабря pm am
    """
}
