/// Abbreviations, by what a full stop after them means, and words that begin sentences; of all languages together.
///
/// Words that are common without a full stop in another language are left out of `hard`.
struct Abbreviations: Sendable {
  static let shared = Abbreviations()

  private static let hardBit: UInt32 = 1
  private static let softBit: UInt32 = 2
  private static let numberedBit: UInt32 = 4
  private static let starterBit: UInt32 = 8
  private static let afterOrdinalBit: UInt32 = 16
  private var words = HashTable()

  private init() {
    for (list, bit) in [
      (Self.hard, Self.hardBit), (Self.soft, Self.softBit), (Self.numbered, Self.numberedBit),
      (Self.starters, Self.starterBit), (Self.afterOrdinal, Self.afterOrdinalBit),
    ] {
      for word in fields(of: list, at: " ") { words.insert(foldedHash(word), bit) }
    }
  }

  /// The sentence goes on after the full stop, whatever follows.
  func isHard(_ hash: UInt64) -> Bool { words[hash] & Self.hardBit != 0 }
  /// The sentence goes on unless a word follows that commonly begins one.
  func isSoft(_ hash: UInt64) -> Bool { words[hash] & Self.softBit != 0 }
  /// The sentence goes on if a number follows.
  func isNumbered(_ hash: UInt64) -> Bool { words[hash] & Self.numberedBit != 0 }
  func isStarter(_ hash: UInt64) -> Bool { words[hash] & Self.starterBit != 0 }
  /// What follows the full stop of an ordinal number: months with a capital, centuries.
  func isAfterOrdinal(_ hash: UInt64) -> Bool { words[hash] & Self.afterOrdinalBit != 0 }

  private static let hard: StaticString = """
    mr mrs ms dr prof st sen rep gov gen lt col sgt capt maj cmdr adm rev hon pres supt det insp nos vs eg ie jan feb \
    mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun bros mt ft ave blvd rd est dept univ assn fig \
    figs eq approx cf vol pp eds bzw ca evtl ggf inkl zzgl vgl nr str hr fr mio mrd abs bd jh hrsg verl geb gest ing \
    dipl mm mme mlle mgr bd éd env sr sra srta dña ud uds vd vds núm pág págs fdo dott dott.ssa sig sigg sig.ra avv \
    ing pag pagg exmo exma dra eng arq dhr mevr mw drs ir bijv blz tzw ul np prof inż mgr św nr tys mln mld godz \
    tzv např resp mj čl им ул пр просп пл акад проф доц тыс млн млрд см стр рис табл напр вул ім акад sn av öğr \
    bkz örn kl dvs ca osv bl pl tlf
    """
  private static let soft: StaticString = """
    u.s u.k u.n e.u d.c a.m p.m inc ltd co corp jr sr etc plc llc al usw u.a z.b d.h s.o u.s.w i.d.r o.ä \
    u.ä ecc etcétera atd apod itd itp m.in г гг р т.е т.д т.п т.к до.н.э н.э руб коп р.р грн enz e.d o.a m.b.t bl.a \
    t.ex m.m m.fl f.eks o.l p.ex p.m s.a s.l n.v b.v gmbh ag e.v vb vs ee.uu c.v r.i
    """
  private static let numbered: StaticString = """
    no nr nº n° num núm art arts sec ch chap p par para fig abb tab kap anm pkt poz ust str tz vol abs bl t к ст п пп
    """
  private static let starters: StaticString = """
    the a an he she it they we i you this that these those in on at but and for as if when while after before his her \
    its our their there here not no so some many most all more one two three what who how why where according police \
    officials however meanwhile also since last then now with from by during under both each another other der die das \
    ein eine er sie es wir ich im am und aber doch auch dies diese nach bei mit le la les un une il elle ils elles \
    nous vous je ce cette ces mais dans en el los las una pero este esta y su sus no lo gli uno ma nel questo o os \
    as um uma mas ele ela de het een hij zij maar en dit в на он она они это но и а как по при w na to on ona det den \
    han hon men och og vi
    """
  private static let afterOrdinal: StaticString = """
    januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts \
    jahrhunderte klasse platz etage stock juli
    """
}
