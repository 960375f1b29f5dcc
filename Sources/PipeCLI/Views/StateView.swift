import PipeEngine

/// What a state holds, for a person.
struct StateView {
  private let report: StateReport

  init(_ report: StateReport) { self.report = report }

  /// `1,204 documents, 24,080 observations in 2 segments`.
  var contents: String {
    guard let manifest = report.manifest, !manifest.segments.isEmpty else { return "no documents" }
    return counted(manifest.documents, "document") + ", "
      + counted(manifest.observations, "observation") + " in "
      + counted(manifest.segments.count, "segment")
  }

  var text: String {
    guard let manifest = report.manifest else { return "\(report.path): nothing committed yet\n" }
    var rows: [(String, String)] = [
      ("documents", grouped(manifest.documents)),
      ("observations", grouped(manifest.observations)),
      ("bytes", "\(grouped(manifest.bytes)) in \(counted(manifest.segments.count, "segment"))"),
    ]
    if let seconds = report.changed { rows.append(("changed", dateAndTime(seconds))) }
    rows += manifest.shape.options.map { ($0.name, $0.value) }
    if manifest.isPending {
      rows.append(("pending", "the last run did not come to its end; it may be run again"))
    }
    if !report.leftovers.isEmpty {
      rows.append(
        (
          "left over",
          "\(counted(report.leftovers.count, "file")), which the next commit takes away"
        ))
    }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return "\(report.path)   \(manifest.shape.stage), revision \(manifest.shape.revision)\n\n"
      + rows.map { "  \(padded($0.0, to: width))\($0.1)\n" }.joined()
  }
}
