import Foundation
import Testing

@testable import PipeHTML

@Suite struct TreeConformanceTests {
  /// The cases that pass; raised when more do, never lowered.
  static let documentFloor = 1588
  static let fragmentFloor = 192

  @Test(.enabled(if: ConformanceSuite.isThere, Comment(rawValue: ConformanceSuite.notice)))
  func passesWhatItPassed() throws {
    var documents = Tally()
    var fragments = Tally()
    for file in try ConformanceSuite.files(in: "tree-construction", named: ".dat") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for (index, test) in TreeCase.all(in: text).enumerated() where !test.isScripted {
        let name = "\(file.lastPathComponent)#\(index)"
        let got = test.dump()
        let detail = "\(test.data)\n--- got\n\(got)\n--- want\n\(test.expected)"
        if test.context == nil {
          documents.record(name, passes: got == test.expected, detail: detail)
        } else {
          fragments.record(name, passes: got == test.expected, detail: detail)
        }
      }
    }
    print("documents: \(documents.passed) of \(documents.count) cases pass")
    print("fragments: \(fragments.passed) of \(fragments.count) cases pass")
    for (part, tally) in [("document", documents), ("fragment", fragments)] {
      let known = try ConformanceSuite.knownFailures(of: part)
      let (new, fixed) = tally.differences(from: known)
      for name in new { Issue.record("\(part) \(name) fails\n\(tally.details[name] ?? "")") }
      #expect(fixed.isEmpty, "no longer fail: take them off known-failures.txt")
    }
    #expect(documents.passed >= Self.documentFloor)
    #expect(fragments.passed >= Self.fragmentFloor)
  }
}

/// One case of a `.dat` file.
struct TreeCase {
  var data = ""
  var expected = ""
  var context: String?
  var isScripted = false

  static func all(in text: String) -> [TreeCase] {
    var cases: [TreeCase] = []
    var test = TreeCase()
    var section = ""
    var lines: [Substring] = []
    func close() {
      let body = lines.joined(separator: "\n")
      switch section {
      case "#data": test.data = body
      case "#document-fragment": test.context = body
      case "#script-on": test.isScripted = true
      case "#document":
        test.expected = String(body.drop { $0 == "\n" })
        while test.expected.hasSuffix("\n") { test.expected.removeLast() }
        cases.append(test)
        test = TreeCase()
      default: break
      }
      lines = []
    }
    let names: Set<Substring> = [
      "#data", "#errors", "#new-errors", "#document-fragment", "#script-off", "#script-on",
      "#document",
    ]
    for line in text.split(separator: "\n" as Character, omittingEmptySubsequences: false) {
      if names.contains(line), line != "#data" || section != "#data" {
        close()
        section = String(line)
      } else {
        lines.append(line)
      }
    }
    close()
    return cases
  }

  func dump() -> String {
    guard let context else { return TreeDumper.dump(HTMLTree(parsing: Array(data.utf8)).document) }
    let words = context.split(separator: " ")
    let name = String(words.last ?? "")
    let tag = HTMLTag.allCases.first { $0.name == name.lowercased() } ?? .custom
    let namespace: HTMLNode.Namespace =
      words.count < 2 ? .html : words[0] == "svg" ? .svg : .mathML
    let tree = HTMLTree(
      parsingFragment: Array(data.utf8), inside: tag, namespace: namespace)
    return tree.rootElement.map(TreeDumper.dump) ?? ""
  }
}

/// Writes a tree the way the cases do.
enum TreeDumper {
  static func dump(_ root: HTMLNode) -> String {
    var lines: [String] = []
    for child in root.children { add(child, depth: 0, to: &lines) }
    return lines.joined(separator: "\n")
  }

  private static func add(_ node: HTMLNode, depth: Int, to lines: inout [String]) {
    let indent = "| " + String(repeating: "  ", count: depth)
    switch node.kind {
    case .text: lines.append("\(indent)\"\(node.text)\"")
    case .comment: lines.append("\(indent)<!-- \(node.text) -->")
    case .doctype:
      let doctype = HTMLTree(storage: node.storage).doctype
      var line = "\(indent)<!DOCTYPE \(doctype?.name ?? "")"
      let identifiers = [doctype?.publicIdentifier ?? "", doctype?.systemIdentifier ?? ""]
      if identifiers != ["", ""] { line += " \"\(identifiers[0])\" \"\(identifiers[1])\"" }
      lines.append(line + ">")
    case .element:
      let prefix = node.namespace == .svg ? "svg " : node.namespace == .mathML ? "math " : ""
      lines.append("\(indent)<\(prefix)\(node.tagName)>")
      for line in attributes(of: node) { lines.append("\(indent)  \(line)") }
      if let contents = node.templateContents {
        lines.append("\(indent)  content")
        for child in contents.children { add(child, depth: depth + 2, to: &lines) }
      }
    default: break
    }
    for child in node.children { add(child, depth: depth + 1, to: &lines) }
  }

  private static func attributes(of node: HTMLNode) -> [String] {
    node.attributes
      .map { attribute in
        let space: String =
          switch attribute.namespace {
          case .none: ""
          case .xlink: "xlink "
          case .xml: "xml "
          case .xmlns: attribute.name == "xmlns" ? "" : "xmlns "
          }
        return ("\(space)\(attribute.name)", attribute.value)
      }
      .sorted { Array($0.0.utf16).lexicographicallyPrecedes(Array($1.0.utf16)) }
      .map { "\($0.0)=\"\($0.1)\"" }
  }
}
