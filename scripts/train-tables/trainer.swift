// Trains the weights of flattened tables. Compiled by train.py together with the sources of
// Plugins/Tables, so that every feature has one definition.
//
// usage: trainer DOCUMENTS NAMES OUTPUT DOCUMENTS: a JSON object a line, {"text", "fold", "weight",
// "tables": [{"start", "counts"} or {"rows"}]} NAMES: {"given": [...], "places": [...]}; OUTPUT:
// JSON with the model's numbers.

import Foundation

/// A table of a training document.
struct TrueTable {
  /// Words in each cell of each line, for a table of one row a line.
  var counts: [[Int]] = []
  /// Line of each cell, nil when empty, for a table of one cell a line.
  var cells: [[Int?]] = []
  var lines: Range<Int>
  var isRows: Bool { !counts.isEmpty }
}

final class TrainingDocument {
  let text: TableText
  let facts: [LineFacts]
  let isTaken: [Bool]
  let fold: Int
  let weight: Float
  let tables: [TrueTable]

  init?(_ object: [String: Any]) {
    guard let string = object["text"] as? String, let fold = object["fold"] as? Int,
      let tables = object["tables"] as? [[String: Any]]
    else { return nil }
    text = TableText(Array(string.utf8))
    facts = text.facts()
    var isTaken = [Bool](repeating: false, count: facts.count)
    for table in markedTables(in: text, facts) { for line in table.lines { isTaken[line] = true } }
    self.isTaken = isTaken
    self.fold = fold
    weight = Float(object["weight"] as? Double ?? 1)
    self.tables = tables.compactMap { table in
      if let start = table["start"] as? Int, let counts = table["counts"] as? [[Int]] {
        return TrueTable(counts: counts, lines: start..<start + counts.count)
      }
      guard let rows = table["rows"] as? [[Int]] else { return nil }
      let used = rows.joined().filter { $0 >= 0 }
      guard let first = used.min(), let last = used.max() else { return nil }
      return TrueTable(cells: rows.map { $0.map { $0 < 0 ? nil : $0 } }, lines: first..<last + 1)
    }
  }

  /// A third of the documents is read as if no word were known, as words of pages yet unseen are.
  var hasKnownWords: Bool { text.bytes.count % 3 > 0 }

  func finder(_ model: TableModel) -> FlatTables {
    FlatTables(text: text, facts: facts, model: model, options: TableOptions())
  }

  func blocks(_ model: TableModel) -> [FlatBlock] {
    let finder = finder(model)
    let runs = finder.blockRuns(isTaken)
    let pairs = runs.isEmpty ? [:] : finder.wordPairs()
    return runs.map { FlatBlock($0, text, facts, pairs, model) }
  }
}

// MARK: Stages of training

func block(of table: TrueTable, in blocks: [FlatBlock]) -> FlatBlock? {
  blocks.first {
    $0.lines.lowerBound <= table.lines.lowerBound && $0.lines.upperBound >= table.lines.upperBound
  }
}

/// Weights of the gaps of rows and headers, and of words known from headers.
func trainGaps(_ documents: [TrainingDocument], _ empty: TableModel) -> Learned {
  var random = Generator(state: 3)
  var examples: [Example] = []
  var inHeader: [UInt32: Float] = [:]
  var inText: [UInt32: Float] = [:]
  for document in documents {
    let blocks = document.blocks(empty)
    for line in document.facts where !line.isBlank {
      for key in Set(document.text.words(of: line.content, empty).map(\.key)) {
        inText[key, default: 0] += 1
      }
    }
    for table in document.tables {
      let headers: [Range<Int>] =
        table.isRows
        ? [document.facts[table.lines.lowerBound].content]
        : table.cells[0].compactMap { $0 }.map { document.facts[$0].content }
      for header in headers {
        for word in document.text.words(of: header, empty) { inHeader[word.key, default: 0] += 1 }
      }
      guard table.isRows, let block = block(of: table, in: blocks) else { continue }
      let withWords = Int.random(in: 0..<5, using: &random) > 1
      for (row, counts) in table.counts.enumerated() {
        let line = table.lines.lowerBound + row - block.lines.lowerBound
        var starts = Set<Int>()
        var position = 0
        for count in counts {
          if count > 0 { starts.insert(position) }
          position += count
        }
        guard position == block.words[line].count else { continue }
        for index in block.words[line].indices.dropFirst() {
          examples.append(
            Example(
              features: block.gapFeatures(line, index, isHeader: row == 0, withWords: withWords),
              isTrue: starts.contains(index), weight: document.weight))
        }
      }
    }
  }
  var learned = trainLogistic(examples, epochs: 5)
  for (key, count) in inHeader {
    let others = max(0, (inText[key] ?? 0) - count)
    let value = log((count + 0.1) / (0.1 * others + 0.5))
    if value > 0 {
      let feature = CellFeatures.headerWord(key)
      learned.weights[feature] = min(3, value)
      learned.importance[feature] = min(3, value) * count.squareRoot().squareRoot()
    }
  }
  return learned
}

/// Weights that tell lines of tables from others.
func trainLines(_ documents: [TrainingDocument], _ model: (TrainingDocument) -> TableModel)
  -> Learned
{
  var examples: [Example] = []
  for document in documents {
    let model = model(document)
    for block in document.blocks(model) {
      for (index, line) in block.lines.enumerated() {
        let table = document.tables.first { $0.lines.contains(line) }
        if let table, !table.isRows { continue }
        examples.append(
          Example(
            features: LineScores.features(block.scored, index, model), isTrue: table != nil,
            weight: document.weight))
      }
    }
  }
  return trainLogistic(examples, epochs: 6, rate: 0.1)
}

// MARK: Main

@main struct Trainer {
  static let maxFeatures = 20_000

  static func main() throws {
    let arguments = CommandLine.arguments
    let documents = try Data(contentsOf: URL(fileURLWithPath: arguments[1])).split(separator: 10)
      .compactMap {
        (try JSONSerialization.jsonObject(with: $0) as? [String: Any]).flatMap {
          TrainingDocument($0)
        }
      }
    let lists = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: arguments[2])))
    guard let lists = lists as? [String: [String]] else { return }
    var empty = TableModel(
      features: FeatureWeights(capacity: 2),
      row: [Double](repeating: 0, count: RowFeature.allCases.count),
      header: [Double](repeating: 0, count: HeaderFeature.allCases.count), choosers: [],
      names: bloom(lists["given"] ?? [], 8192), places: bloom(lists["places"] ?? [], 4096))
    empty.row = startRow()
    empty.header = startHeader()
    print("\(documents.count) documents, \(documents.flatMap(\.tables).count) tables")
    let folds = (0...1).map { fold in documents.filter { $0.fold == fold } }
    var gaps: [Learned] = []
    var gapModels: [TableModel] = []
    for part in folds + [documents] {
      let learned = trainGaps(part, empty)
      var model = empty
      model.features = learned.weights
      gaps.append(learned)
      gapModels.append(model)
      print("gaps: \(model.features.count) weights")
    }
    // A document's gaps are scored by the model of the other fold while lines and cells are
    // learned.
    func other(_ document: TrainingDocument) -> TableModel {
      var model = gapModels[1 - document.fold]
      model.readsWords = document.hasKnownWords
      return model
    }
    var models: [TableModel] = []
    for (index, part) in (folds + [documents]).enumerated() {
      var trainer = CellTrainer(empty)
      trainer.train(part, other, epochs: 5)
      var model = trainer.model
      var learned = gaps[index]
      learned.merge(Learned(trainer.learner))
      learned.merge(trainLines(part, other))
      model.features = learned.pruned(to: maxFeatures)
      models.append(model)
      print(
        "row", zip(RowFeature.allCases, model.row).map { "\($0) \(($1 * 100).rounded() / 100)" })
      print(
        "header",
        zip(HeaderFeature.allCases, model.header).map { "\($0) \(($1 * 100).rounded() / 100)" })
    }
    func outside(_ document: TrainingDocument) -> TableModel {
      var model = models[1 - document.fold]
      model.readsWords = document.hasKnownWords
      return model
    }
    for kind in [TableKind.flattenedRows, .flattenedCells] {
      let groups = groups(documents, kind, outside)
      print("\(kind): \(groups.count) groups, \(groups.map(\.values.count).reduce(0, +)) readings")
      var booster = Booster()
      models[2].choosers.append(booster.train(groups))
    }
    try write(models[2], arguments[3])
  }

  /// Where the search for dense weights starts.
  static func startRow() -> [Double] {
    RowFeature.allCases.map { feature in
      switch feature {
      case .gap: 0.9
      case .first, .last, .type: 0.3
      case .length, .sequence: 0.4
      case .ending: 0.1
      case .seenShare: -0.5
      case .elsewhereShare: -1.5
      case .exact: 1
      case .firstWord, .lastWord: 0.3
      case .badEnd: -1.3
      case .badStart: -0.7
      case .logLength: 1
      case .seen: 0.3
      case .agreement: 1
      case .empty: 1
      case .emptyShare: 1
      }
    }
  }

  static func startHeader() -> [Double] {
    HeaderFeature.allCases.map { feature in
      switch feature {
      case .gap: 0.5
      case .badEnd, .badStart: -1
      case .logLength: 2
      case .agreement: 0.2
      case .long: 0
      }
    }
  }

  static func bloom(_ words: [String], _ bytes: Int) -> [UInt8] {
    var filter = [UInt8](repeating: 0, count: bytes)
    for word in words {
      for bit in TableModel.bloomBits(hash(Array(word.utf8)), bytes * 8) {
        filter[bit / 8] |= 1 << (bit % 8)
      }
    }
    return filter
  }

  static func write(_ model: TableModel, _ path: String) throws {
    let features = zip(model.features.keys, model.features.values).filter {
      $0.0 != 0 && abs($0.1) > 0.02
    }
    let object: [String: Any] = [
      "features": features.map { [Double($0.0), Double($0.1)] },
      "row": model.row, "header": model.header,
      "choosers": model.choosers.map {
        $0.trees.map { $0.map { [Int($0.field), Int($0.limit), Int($0.right)] } }
      },
      "names": model.names.map { Int($0) }, "places": model.places.map { Int($0) },
    ]
    try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: path))
  }
}
