import PipeCore
import PipeText

/// Removes what the pages of a site have in common.
struct DropSiteTemplates: CorpusStage {
  struct Options: StageOptions {
    @Option(
      "Documents with the same value of this path are one site; those without one stay as they are."
    )
    var groupBy = DocumentPath("doc.host")

    @Option(
      "Fewest pages of a site that have a text for it to be of the template.", in: 2...1_000_000)
    var minDocs = 3

    @Option(
      "Least share of the pages that have the place, or of the site, that have the text.", in: 0...1
    )
    var minDocsRatio = 0.2

    @Option(
      "Share of recurring texts from which all of a place goes, what differs included.", in: 0...1)
    var minPlaceRatio = 0.7

    @Option(
      "Most words that texts which differ may have, on the average, for all of a place to go.",
      in: 0...1_000)
    var maxPlaceWords = 12
  }

  static let description = StageDescription(
    name: "drop_site_templates",
    summary:
      "Removes what the pages of a site have in common: menus, footers, dates, lists of links.",
    details: """
      Learns from all pages of a site which texts recur, and where. In pages a place is the elements around a \
      block with the words of their classes; a text goes from a place where enough of the pages that have the \
      place have it (`template_text`), so that the headline that other pages link to stays on its own. A place \
      goes whole, what differs included, when most of its texts recur and the others are short \
      (`template_place`): dates, counters, related links; never where the texts are long and differ, and never a \
      heading. In flattened text the unit is a line, and its place are the four texts before it. Numbers are \
      compared as one number, but for lists of them. A heading or a text with a colon at its end stays when what \
      follows it stays. A document that would lose all its text, as copies of one page do, stays as it is and is tagged \
      `site_templates.all`: put `drop_exact_duplicates` before. Put the stage behind \
      `drop_boilerplate`, which judges a text by what stands around it and sees the whole page then.
      """,
    reads: .blocks,
    source: """
      Text and place as evidence of a template: Bar-Yossef and Rajagopalan (2002), Yi, Liu and Li (2003). \
      Texts of a place are sampled by their least hashes (Bar-Yossef et al., 2002).
      """,
    examples: examples)

  let options: Options

  var minCount: Int { options.minDocs }

  func observe(_ document: Document, into sink: inout ObservationSink) {
    guard let keys = SiteKeys(document, options) else { return }
    let units = SiteUnits(of: document)
    var seen: Set<UInt64> = []
    func emitOnce(_ key: UInt64) {
      if seen.insert(key).inserted { sink.emit(key: UInt128(key)) }
    }
    emitOnce(keys.group)
    for (index, unit) in units.units.enumerated() {
      for key in keys.texts(of: unit) { emitOnce(key) }
      for key in keys.places(of: index, units) {
        sink.emit(key: UInt128(key), value: PlaceObservation(unit).value)
      }
    }
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var evidence = PlaceEvidence()
    var key: UInt128?
    var isPlace = false
    var documents = 0
    for observation in observations {
      key = observation.key
      documents += 1
      guard observation.value != 0 else { continue }
      isPlace = true
      evidence.add(PlaceObservation(value: observation.value), of: observation.ordinal)
    }
    guard let key else { return }
    if isPlace { documents = evidence.documents }
    guard documents >= options.minDocs else { return }
    emit(
      .key(
        key,
        value: isPlace ? evidence.finding(minDocs: options.minDocs).value : Int64(documents)))
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    guard let keys = SiteKeys(document, options) else { return .keep }
    let units = SiteUnits(of: document)
    let decision = SiteDecision(units, verdicts, keys, options)
    if decision.takesAll {
      document.tag("site_templates.all")
      return .keep
    }
    var blocks: [Int: Removal] = [:]
    var lines: [Int: Removal] = [:]
    for (unit, removal) in zip(units.units, decision.removals) {
      if let line = unit.line { lines[line] = removal } else { blocks[unit.block] = removal }
    }
    document.removeBlocks { blocks[$0.index] }
    document.removeLines { lines[$0.index] }
    return .keep
  }
}

extension DropSiteTemplates {
  fileprivate static var examples: [Example] {
    [
      Example(
        input: """
          @url https://elm.example/1
          Home | Harbour | Ferry

          The ferry to the island sails at noon from the old harbour, on all days but Sunday.

          Printed on 3 May
          Write to the desk at Elm
          ---
          @url https://elm.example/2
          Home | Harbour | Ferry

          The mill on the river was sold to the town on Monday, after nine years of talks.

          Printed on 14 May
          Write to the desk at Elm
          ---
          @url https://elm.example/3
          Home | Harbour | Ferry

          The comet returns every 76 years, and was last seen from the tower in 1986.

          Printed on 29 May
          Write to the desk at Elm
          """,
        output: """
          The ferry to the island sails at noon from the old harbour, on all days but Sunday.
          ---
          The mill on the river was sold to the town on Monday, after nine years of talks.
          ---
          The comet returns every 76 years, and was last seen from the tower in 1986.
          """),
      Example(
        input: """
          Home | Harbour | Ferry
          ---
          Home | Harbour | Ferry
          ---
          Home | Harbour | Ferry
          """,
        unchanged: true),
    ]
  }
}
