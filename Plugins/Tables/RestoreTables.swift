import PipeCore

/// Makes tables of the lines that were one.
struct RestoreTables: DocumentStage {
  enum Mark: String, CaseIterable, OptionValue {
    case flattened, pipes, tabs, grids, spaces, csv, leaders

    /// The ways of writing a table that it stands for.
    var kinds: [TableKind] {
      switch self {
      case .flattened: [.flattenedRows, .flattenedCells]
      case .pipes: [.markdown, .psql, .pipes]
      case .tabs: [.tabs]
      case .grids: [.grid, .rst]
      case .spaces: [.spaces]
      case .csv: [.csv]
      case .leaders: [.leaders]
      }
    }
  }

  enum Otherwise: String, CaseIterable, OptionValue {
    case keep, cut, reject
  }

  struct Options: StageOptions {
    @Option(
      "What tells columns apart: nothing (flattened: rows or cells that lost their marks), pipes, tabs, drawn grids, runs of spaces, commas or semicolons (csv), or rows of dots (leaders)."
    )
    var detect = Mark.allCases

    @Option("Fewest columns of a table.", in: 2...50)
    var minColumns = 2

    @Option("Most columns of a table.", in: 2...50)
    var maxColumns = 50

    @Option("Fewest rows of a table, its header included.", in: 1...1_000)
    var minRows = 2

    @Option("How sure a table must be: the probability that every cell is right.", in: 0...1)
    var minConfidence = 0.6

    @Option(
      "What becomes of lines that are less sure: they stay and the document is tagged, they are cut, or the document is rejected."
    )
    var otherwise = Otherwise.keep

    func validate() throws {
      if detect.isEmpty { throw OptionsError("detect", "`detect` needs a mark") }
      if minColumns > maxColumns {
        throw OptionsError(
          "min_columns", "`min_columns` \(minColumns) is more than `max_columns` \(maxColumns)")
      }
    }
  }

  static let description = StageDescription(
    name: "restore_tables",
    summary: "Makes tables of the lines that were one.",
    details: """
      Works on text; tables of pages are tables already. No text moves: cells are parts of the lines, and what \
      stood between them becomes structure. How a table looks is the output's. Lines that look like a table but \
      can't be cut with confidence stay as they are, and the document is tagged `tables.unsure`. Lines that an \
      earlier stage edited inside are no rows: put stages that rewrite behind this one.
      """,
    reads: .blocks,
    rejects: true,
    examples: [
      Example(
        input: """
          The list of moons:

          | Moon   | Radius |
          |--------|--------|
          | Europa | 1561   |
          | Io     | 1822   |
          """,
        output: """
          The list of moons:

          Moon
          Radius
          Europa
          1561
          Io
          1822
          """),
      Example(
        options: "detect: [tabs]", input: "One | two\nthree | four", unchanged: true),
    ])

  private let options: Options
  private let tableOptions: TableOptions

  init(options: Options) {
    self.options = options
    tableOptions = TableOptions(
      detect: Set(options.detect.flatMap(\.kinds)), minColumns: options.minColumns,
      maxColumns: options.maxColumns, minRows: options.minRows,
      minConfidence: options.minConfidence)
  }

  func process(_ document: inout Document) -> Outcome {
    if document.isPage { return .keep }
    let layout = TableLayout(of: document)
    let findings = findTables(in: layout.text, options: tableOptions)
    let tables = findings.tables.compactMap { layout.restored($0) }
    let unsure = findings.unsure.compactMap { found in
      layout.lines(of: found).map { (found: found, lines: $0) }
    }
    if options.otherwise == .reject, let worst = unsure.map(\.found.confidence).min() {
      return .reject(
        "unsure_table", have: [("confidence", .number(worst))],
        need: "confidence >= \(options.minConfidence)")
    }
    for (found, lines) in unsure {
      let removal = Removal("unsure", have: found.confidence, need: options.minConfidence)
      if options.otherwise == .cut {
        document.remove(Array(lines), removal)
      } else {
        document.tag("tables.unsure")
        document.note(layout.span(of: found), removal)
      }
    }
    document.restore(tables)
    return .keep
  }
}
