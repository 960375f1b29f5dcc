import Foundation

@testable import PipeHTML

/// The html5lib cases, read from the folder beside the repository.
enum ConformanceSuite {
  /// `../shared/bench/html5lib`, seen from the package's root; nil if it is not there.
  static let folder: URL? = {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var parent = package.deletingLastPathComponent()
    for _ in 0..<2 {
      let folder = parent.appendingPathComponent("shared/bench/html5lib")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
      parent = parent.deletingLastPathComponent()
    }
    return nil
  }()

  static let isThere = folder != nil
  static let notice = "the html5lib cases are not at ../shared/bench/html5lib"

  static func files(in part: String, named suffix: String) throws -> [URL] {
    guard let folder else { return [] }
    return try FileManager.default
      .contentsOfDirectory(at: folder.appendingPathComponent(part), includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasSuffix(suffix) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// Case to reason, of one part of the suite: `tokenizer`, `document` or `fragment`.
  static func knownFailures(of part: String) throws -> [String: String] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("known-failures.txt")
    var failures: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let columns = line.split(separator: "\t").map(String.init)
      if columns.count == 3, columns[0] == part { failures[columns[1]] = columns[2] }
    }
    return failures
  }
}

/// How many cases of a part passed, and which did not.
struct Tally {
  var passed = 0
  var failed: [String] = []
  var details: [String: String] = [:]

  var count: Int { passed + failed.count }

  mutating func record(_ name: String, passes: Bool, detail: @autoclosure () -> String = "") {
    if passes {
      passed += 1
    } else {
      failed.append(name)
      details[name] = detail()
    }
  }

  /// What fails and is not known to, and what is known to fail and passes.
  func differences(from known: [String: String]) -> (new: [String], fixed: [String]) {
    let failed = Set(failed)
    return (failed.subtracting(known.keys).sorted(), Set(known.keys).subtracting(failed).sorted())
  }
}
