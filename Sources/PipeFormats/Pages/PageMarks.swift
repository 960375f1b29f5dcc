import PipeCore
import PipeHTML

/// A mark on a page's text as the walk notes it: nothing is read of its target.
struct PageMark: BitwiseCopyable {
  enum Kind: UInt8 { case link, emphasis, strong, code }

  let start: UInt32
  let end: UInt32
  /// Of a link, the index of its `href` among the attributes of the page.
  let attribute: UInt32
  let kind: Kind
}

/// The marks of a page, made into annotations when somebody asks for them.
final class PageMarks: AnnotationSource {
  private let page: [UInt8]
  private let marks: [PageMark]
  /// The values of the links' attributes, beside `marks`; the top bit of the length as in ``RawAttribute``.
  private let values: [(start: UInt32, length: UInt32)]
  private let targets: LinkTargets

  init(_ marks: [PageMark], of tree: LentTree, page: [UInt8], _ targets: LinkTargets) {
    self.page = page
    self.marks = marks
    self.targets = targets
    values = marks.map { mark in
      if mark.kind != .link { return (0, 0) }
      let raw = tree.attributes[Int(mark.attribute)]
      return (raw.valueStart, raw.valueLength)
    }
  }

  var annotations: [Annotation] {
    var annotations: [Annotation] = []
    annotations.reserveCapacity(marks.count)
    for (mark, value) in zip(marks, values) {
      let kind: Annotation.Kind
      switch mark.kind {
      case .emphasis: kind = .emphasis
      case .strong: kind = .strong
      case .code: kind = .code
      case .link:
        // One that leads nowhere is none.
        guard let target = targets.resolve(target(value.start, value.length)) else { continue }
        kind = .link(target)
      }
      annotations.append(Annotation(span: Int(mark.start)..<Int(mark.end), kind: kind))
    }
    return annotations
  }

  private func target(_ start: UInt32, _ length: UInt32) -> String {
    let end = Int(start) + Int(length & ~RawAttribute.needsDecoding)
    guard length & RawAttribute.needsDecoding != 0 else {
      return String(decoding: page[Int(start)..<end], as: UTF8.self)
    }
    return String(decoding: decodedAttribute(Int(start)..<end, of: page), as: UTF8.self)
  }
}
