import PipeCore
import PipeText

/// The keys of a site.
struct SiteKeys {
  let site: String
  private let hash: UInt64
  private let options: DropSiteTemplates.Options

  /// nil for a document that is of no site.
  init?(_ document: Document, _ options: DropSiteTemplates.Options) {
    guard let site = options.groupBy.value(of: document) else { return nil }
    self.site = site
    self.options = options
    hash = hash64(Array(site.utf8).span)
  }

  /// Every document of the site has it.
  var group: UInt64 { combineHashes(hash, 0) }

  /// Of the text of a unit: at its place in pages; alone, with the one before and with the one behind in text.
  func texts(of unit: SiteUnit) -> [UInt64] {
    if unit.pairs.isEmpty { return [combineHashes(combineHashes(hash, unit.place), unit.text)] }
    return ([unit.text] + unit.pairs).map { combineHashes(hash &+ 1, $0) }
  }

  /// Of the places of a unit: its elements in pages, the texts before it in text.
  func places(of index: Int, _ units: SiteUnits) -> [UInt64] {
    if units.isPage { return [combineHashes(hash &+ 2, units.units[index].place)] }
    return (1...SiteUnits.reach).compactMap { distance in
      let head = index - distance
      guard head >= 0 else { return nil }
      return combineHashes(
        hash &+ 2 &+ UInt64(distance), units.units[head].text)
    }
  }
}

/// What of a document is of the template.
struct SiteDecision {
  private(set) var removals: [Removal?]
  /// Whether less than ten words would be left of a document that has a long text.
  private(set) var takesAll = false
  private let options: DropSiteTemplates.Options
  private let findings: [UInt64: Int64]

  init(
    _ units: SiteUnits, _ verdicts: [Verdict], _ keys: SiteKeys,
    _ options: DropSiteTemplates.Options
  ) {
    var findings: [UInt64: Int64] = [:]
    for case .key(let key, let value) in verdicts {
      findings[UInt64(truncatingIfNeeded: key)] = value
    }
    self.findings = findings
    self.options = options
    removals = []
    let pages = Int(findings[keys.group] ?? 0)
    for (index, unit) in units.units.enumerated() {
      removals.append(
        units.isPage
          ? onPage(unit, keys.texts(of: unit), keys.places(of: index, units), units)
          : inText(unit, keys.texts(of: unit), keys.places(of: index, units), pages))
    }
    keepLeads(units)
    takesAll = Self.takesAll(units, removals)
  }

  private static func takesAll(_ units: SiteUnits, _ removals: [Removal?]) -> Bool {
    var left = 0
    var hasLong = false
    for (unit, removal) in zip(units.units, removals) {
      if removal == nil { left += unit.words }
      hasLong = hasLong || (unit.words >= 15 && unit.linkEighths < 3)
    }
    return hasLong && left < 10
  }

  private mutating func keepLeads(_ units: SiteUnits) {
    for index in units.units.indices.dropLast().reversed()
    where units.units[index].isLead && removals[index + 1] == nil { removals[index] = nil }
  }

  private func needed(of documents: Int) -> Int {
    max(options.minDocs, Int((options.minDocsRatio * Double(documents)).rounded(.up)))
  }

  private func onPage(
    _ unit: SiteUnit, _ texts: [UInt64], _ places: [UInt64], _ units: SiteUnits
  ) -> Removal? {
    guard let value = findings[places[0]], let place = PlaceFinding(value: value) else {
      return nil
    }
    let name = units.names[unit.place] ?? ""
    let have = Int(findings[texts[0]] ?? 0)
    let need = needed(of: place.documents)
    if have >= need {
      return Removal(
        "template_text", have: Double(have), need: Double(need),
        detail: "of \(place.documents) pages with `\(name)`")
    }
    return placeRemoval(unit, place, "`\(name)` on \(place.documents) pages")
  }

  private func placeRemoval(_ unit: SiteUnit, _ place: PlaceFinding, _ detail: String) -> Removal? {
    guard !unit.isHeading, place.recurring >= Int(options.minPlaceRatio * 1_000),
      place.otherWords <= options.maxPlaceWords
    else { return nil }
    return Removal(
      "template_place", have: Double(place.recurring) / 1_000, need: options.minPlaceRatio,
      detail: detail)
  }

  private func inText(
    _ unit: SiteUnit, _ texts: [UInt64], _ places: [UInt64], _ pages: Int
  ) -> Removal? {
    let counts = texts.map { Int(findings[$0] ?? 0) }
    let need = needed(of: pages)
    if counts[0] >= need, max(counts[1], counts[2]) >= need || counts[0] * 2 >= pages {
      return Removal(
        "template_text", have: Double(counts[0]), need: Double(need), detail: "of \(pages) pages")
    }
    for key in places {
      guard let value = findings[key], let place = PlaceFinding(value: value),
        place.documents >= need,
        let removal = placeRemoval(unit, place, "behind one text on \(place.documents) pages")
      else { continue }
      return removal
    }
    return nil
  }
}
