import Foundation
import Testing

@testable import PipeHTML

@Suite struct TokenizerConformanceTests {
  /// The cases that pass; raised when more do, never lowered.
  static let floor = 7032

  @Test(.enabled(if: ConformanceSuite.isThere, Comment(rawValue: ConformanceSuite.notice)))
  func passesWhatItPassed() throws {
    var tally = Tally()
    for file in try ConformanceSuite.files(in: "tokenizer", named: ".test")
    where file.lastPathComponent != "xmlViolation.test" {
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
      for (index, test) in (json?["tests"] as? [[String: Any]] ?? []).enumerated() {
        for state in test["initialStates"] as? [String] ?? ["Data state"] {
          let name = "\(file.lastPathComponent)#\(index) \(state)"
          let (got, want) = try tokens(of: test, from: state)
          tally.record(name, passes: got == want, detail: "got \(got)\nwant \(want)")
        }
      }
    }
    print("tokenizer: \(tally.passed) of \(tally.count) cases pass")
    let known = try ConformanceSuite.knownFailures(of: "tokenizer")
    let (new, fixed) = tally.differences(from: known)
    for name in new { Issue.record("\(name) fails\n\(tally.details[name] ?? "")") }
    #expect(fixed.isEmpty, "no longer fail: take them off known-failures.txt")
    #expect(tally.passed >= Self.floor)
  }

  private func tokens(of test: [String: Any], from state: String) throws -> ([String], [String]) {
    let isEscaped = test["doubleEscaped"] as? Bool ?? false
    func text(_ value: Any?) -> String {
      let value = value as? String ?? ""
      return isEscaped ? Self.unescape(value) : value
    }
    let input = text(test["input"])
    let got = TokenLister.list(
      Array(input.utf8), state: state, lastStartTag: test["lastStartTag"] as? String)
    let want = (test["output"] as? [[Any]] ?? []).map { token -> String in
      switch token[0] as? String {
      case "DOCTYPE":
        let names = (1...3).map { token[$0] is NSNull ? "nil" : "\"\(text(token[$0]))\"" }
        return "doctype \(names) \(token[4] as? Bool ?? false)"
      case "StartTag":
        let attributes = (token[2] as? [String: String] ?? [:])
          .map { "\(text($0.key))=\(text($0.value))" }.sorted()
        return "start \(text(token[1])) \(attributes) \(token.count > 3)"
      case "EndTag": return "end \(text(token[1]))"
      case "Comment": return "comment \(text(token[1]))"
      default: return "text \(text(token[1]))"
      }
    }
    return (got, want)
  }

  /// `\uHHHH` to the code unit; a lone surrogate becomes U+FFFD, as it would in UTF-8.
  static func unescape(_ text: String) -> String {
    var units: [UInt16] = []
    let source = Array(text.utf16)
    var index = 0
    while index < source.count {
      if source[index] == 0x5C, index + 5 < source.count, source[index + 1] == 0x75,
        let unit = UInt16(
          String(decoding: source[(index + 2)..<(index + 6)], as: UTF16.self), radix: 16)
      {
        units.append(unit)
        index += 6
      } else {
        units.append(source[index])
        index += 1
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// Writes down the tokens of a text the way the cases do, adjacent texts joined.
enum TokenLister {
  static func list(_ bytes: [UInt8], state: String, lastStartTag: String?) -> [String] {
    var lines: [String] = []
    var text: [UInt8] = []
    func flush() {
      if !text.isEmpty { lines.append("text " + String(decoding: text, as: UTF8.self)) }
      text = []
    }
    var tokenizer = Tokenizer(hasControls: true)
    tokenizer.contentModel =
      switch state {
      case "PLAINTEXT state": .plainText
      case "RCDATA state": .rcdata
      case "RAWTEXT state": .rawText
      case "Script data state": .scriptData
      case "CDATA section state": .cdata
      default: .data
      }
    tokenizer.lastStartTagOverride = lastStartTag.map { Array($0.utf8) }
    var room = [RawAttribute](repeating: .none, count: 4096)
    bytes.withUnsafeBufferPointer { page in
      room.withUnsafeMutableBufferPointer { attributes in
        tokenizer.page = PageBytes(page)
        tokenizer.attributes.borrow(attributes)
        while true {
          tokenizer.next()
          if tokenizer.kind == .text {
            CharacterReferences.decode(
              tokenizer.page, tokenizer.content, flags: tokenizer.textFlags,
              nul: tokenizer.textFlags.contains(.replacesNUL) ? .replace : .keep, to: &text)
            continue
          }
          flush()
          if tokenizer.kind == .endOfPage { break }
          lines.append(line(tokenizer))
        }
      }
    }
    return lines
  }

  private static func line(_ tokenizer: borrowing Tokenizer) -> String {
    func decoded(_ range: Range<Int>, attribute: Bool = false) -> String {
      var bytes: [UInt8] = []
      CharacterReferences.decode(
        tokenizer.page, range, flags: attribute ? [.references, .controls] : .controls,
        nul: .replace, isAttribute: attribute, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    let name = String(decoding: tokenizer.page.normalizedName(tokenizer.content), as: UTF8.self)
    switch tokenizer.kind {
    case .startTag:
      var seen: Set<String> = []
      var attributes: [String] = []
      let first = tokenizer.firstAttribute
      for index in first..<(first + tokenizer.attributeCount) {
        let raw = tokenizer.attributes[index]
        let name = String(decoding: tokenizer.page.normalizedName(raw.nameRange), as: UTF8.self)
        guard seen.insert(name).inserted else { continue }
        attributes.append("\(name)=\(decoded(raw.valueRange, attribute: true))")
      }
      return "start \(name) \(attributes.sorted()) \(tokenizer.isSelfClosing)"
    case .endTag: return "end \(name)"
    case .comment: return "comment " + decoded(tokenizer.content)
    default:
      let doctype = tokenizer.doctype
      func quoted(_ bytes: [UInt8]?) -> String {
        bytes.map { "\"\(String(decoding: $0, as: UTF8.self))\"" } ?? "nil"
      }
      let names = [
        doctype.name.isEmpty ? "nil" : quoted(doctype.name), quoted(doctype.publicIdentifier),
        quoted(doctype.systemIdentifier),
      ]
      return "doctype \(names) \(!doctype.forcesQuirks)"
    }
  }
}
