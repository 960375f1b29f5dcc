/// Cuts endings off words, so that forms of one word count as one: light, without a dictionary.
///
/// English: plural, possessive, `-ing`, `-ed`, `-ly`, a final `e`. Other languages: the longest of a few endings that
/// leaves four characters. Languages without a list keep their words whole.
public struct LightStemmer: Sendable {
  private let isEnglish: Bool
  /// UTF-8 of the folded endings, the longest first.
  private let endings: [[UInt8]]

  /// - Parameter language: an ISO 639-1 code.
  public init(language: String?) {
    isEnglish = language == "en"
    let list = language.flatMap { code in
      fields(of: Self.lists, at: "\n").first { $0.hasPrefix(code + ":") }
    }
    let words = list?.split(separator: " ").dropFirst() ?? []
    endings = words.map { word in
      var folded: [UInt8] = []
      appendFolded(Array(word.utf8).span, to: &folded)
      return folded
    }.sorted { $0.count > $1.count }
  }

  /// Cuts the ending off a word in the form that `appendFolded` makes.
  public func stem(_ word: inout [UInt8]) {
    if isEnglish { return stemEnglish(&word) }
    guard word.count > 4 else { return }
    for ending in endings where word.count > ending.count && word.ends(with: ending) {
      guard characterCount(of: word.span.extracting(0..<word.count - ending.count)) >= 4
      else { continue }
      word.removeLast(ending.count)
      return
    }
  }

  private func stemEnglish(_ word: inout [UInt8]) {
    if word.ends(with: "'s") { word.removeLast(2) }
    if word.count > 4 {
      if word.ends(with: "ies") {
        word.removeLast(3)
        word.append(UInt8(ascii: "y"))
      } else if word.ends(with: "sses") {
        word.removeLast(2)
      } else if word.ends(with: "s"), !word.ends(with: "ss"), !word.ends(with: "us"),
        !word.ends(with: "is")
      {
        word.removeLast()
      }
    }
    if word.count > 5 {
      if word.ends(with: "ing") {
        word.removeLast(3)
      } else if word.ends(with: "ed") || word.ends(with: "ly") {
        word.removeLast(2)
      }
    }
    if word.count > 4, word.ends(with: "e") { word.removeLast() }
  }

  private static let lists: StaticString = """
    cs: ami emi ými ími ých ích ého ému ech ách ům ou ám em ím ým y i a e u o í ý á é ě
    da: ernes erne ene ers er en et es e s
    de: ern em en er es e n s
    el: ους ων ες ος ης ας οι ου ον η α ο ε ι ς
    es: amientos amiento aciones ación idades idad mente ando iendo ados idos adas idas ado ido ada \
    ida ar er ir es os as s o a e
    fi: ssa ssä sta stä lla llä lta ltä lle ksi iin een jen ien ita itä in en an än na nä ta tä ia iä t n a ä
    fr: ements ement euses euse ives ive ées ée és é er ez ent aux es s e x
    hu: okban ekben okat eket ban ben nak nek val vel ból ből ról ről tól től hoz hez höz ok ek ök ak \
    at et ot öt on en ön t k i
    it: amente mente azioni azione ità ando endo ati ate ato ata uti uto are ere ire i e o a
    nl: heden heid ingen ing en e s
    no: enes ene ers er en et es a e s
    pl: iego ego emu ymi imi ami ach ych ich iej ów om ie ej ym im ą ę a e i o u y
    pt: amentos amento ações ação idades idade mente ando endo indo ados idos adas idas ado ido ada \
    ida ões ão ais ar er ir es os as s o a e
    ro: urilor elor ilor ului ele ile uri ul ii lor ei ea i e a ă u
    ru: иями ями ами ого его ому ему ыми ими ия ии ию ий ый ой ая яя ое ее ые ие ых их ую юю ом ем ам \
    ям ах ях ов ев ей ть ла ло ли а я о е ы и у ю ь
    sv: arnas ernas ornas arna erna orna ande ades ade ar er or en et an na es as a e s
    tr: lerin ların leri ları ler lar nin nın nun nün den dan ten tan de da te ta in ın un ün yi yı i ı u ü e a
    uk: ями ами ого ому ими ій ий ої ая ое ее ів ах ях ам ям ом ем ею ою ти ла ло ли а я о е и і ї у ю ь
    """
}

extension [UInt8] {
  fileprivate func ends(with ending: StaticString) -> Bool {
    let length = ending.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length where self[count - length + index] != ending.utf8Start[index] {
      return false
    }
    return true
  }

  fileprivate func ends(with ending: [UInt8]) -> Bool {
    suffix(ending.count).elementsEqual(ending)
  }
}
