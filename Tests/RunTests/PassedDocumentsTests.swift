import PipeEngine
import Testing

/// Documents that the last pass keeps unread give the same as those that it reads, as it does all of a
/// run that is audited.
@Suite struct PassedDocumentsTests {
  private static let pipeline = """
    version: 1
    name: passed
    input: {paths: [IN]}
    stages: [{stage: drop_near_duplicates}, {stage: drop_exact_duplicates}]
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
      rejected: {write: rejected, path: OUT/rejected.jsonl, format: jsonl}
      failed: {write: failed, path: OUT/failed.jsonl, format: jsonl}
    """

  /// Texts of every kind that a record can hold, among copies.
  private static func records() -> [UInt8] {
    let tails = [
      #"plain"#, #"line\nby\nline\n"#, #"\"quoted\" \\ and \/ and \\\\"#,
      #"w\u006frds \ud83d\ude00"#,
      #"lone \ud800 half"#, #"ends\r\nof\rlines"#, #"\u000d"#, "élan 東京", #"bad \x escape"#, "",
    ]
    var bytes: [UInt8] = []
    for number in 0..<150 {
      // Every fifth is a copy of one before.
      let words = (0..<40).map { "word\((number % 5 == 4 ? number - 4 : number) * 100 + $0)" }
      let text = words.joined(separator: number % 3 == 0 ? #"\n"# : " ")
      bytes += Array(
        #"{"n": 1.50, "text":"\#(text) \#(tails[number % tails.count])","id":"d\#(number)"}"#.utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes += Array(#"{"id":"none"}"#.utf8) + [UInt8(ascii: "\n")]
    bytes += Array(#"{"text":"broken "#.utf8) + [0xFF] + Array(#" bytes","id":"b"}"#.utf8)
    return bytes
  }

  private func run(audits: Bool) async throws -> (files: [String], counts: RunCounts) {
    let place = try Workplace()
    try place.write("in/a.jsonl", Self.records())
    let summary = try await place.run(Self.pipeline, audits: audits)
    let files = try ["kept", "rejected", "failed"].map { try place.read("out/\($0).jsonl") }
    return (files.map { $0.replacing(place.folder, with: "") }, summary.counts)
  }

  @Test func giveTheSameAsThoseThatAreRead() async throws {
    let unread = try await run(audits: false)
    let read = try await run(audits: true)
    #expect(unread.files == read.files)
    #expect(unread.files.allSatisfy { !$0.isEmpty })
    #expect(unread.counts.kept == read.counts.kept)
    #expect(unread.counts.rejected == read.counts.rejected)
    #expect(unread.counts.failed == read.counts.failed)
    #expect(unread.counts.sourceBytes == read.counts.sourceBytes)
    #expect(unread.counts.repairs == read.counts.repairs)
    #expect(unread.counts.stages.map(\.documents) == read.counts.stages.map(\.documents))
    #expect(read.counts.violations.isEmpty)
    #expect(unread.counts.checkedDocuments < read.counts.checkedDocuments)
  }
}
