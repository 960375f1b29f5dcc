package import PipeCore
import PipeText

/// What the trainer reads of a document: the rows of its units, and their texts.
///
/// The same code that decides makes the rows, so that training and use can't disagree.
package func boilerplateFeatures(
  of document: Document
) -> (rows: [[Float]], topics: [String], texts: [[UInt8]]) {
  var rows: [[Float]] = []
  var topics: [String] = []
  var units: [Unit] = []
  PageUnits.forEachPart(of: document, isComplete: true) { page in
    let features = PageFeatures(page)
    features.forEachBlock { block in
      var values = FeatureRows(features.table, count: block.count)
      features.addFeatures(&values)
      rows += values.rows
    }
    topics = features.topics
    units += page.units
  }
  var texts: [[UInt8]] = []
  var blocks: [Int: [UInt8]] = [:]
  document.forEachBlock { view in
    blocks[view.index] = (0..<view.bytes.count).map { view.bytes[$0] }
  }
  var lines: [Int: [UInt8]] = [:]
  document.forEachLine { view in
    lines[view.index] = (0..<view.bytes.count).map { view.bytes[$0] }
  }
  for unit in units {
    texts.append(lines[Int(unit.line)] ?? blocks[Int(unit.block)] ?? [])
  }
  return (rows, topics, texts)
}
