// The modes of tables (13.2.6.4.9 to 13.2.6.4.15).
extension TreeBuilder {
  mutating func inTable() -> Bool {
    switch tokens.kind {
    case .text:
      let current = open.current
      if current.flags.contains(.tablePart) || current.tag == HTMLTag.template.identifier,
        isBlank()
      {
        insertText(run)
        return false
      }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      if let again = inTableStartTag() { return again }
    case .endTag:
      switch tag {
      case .table:
        endTable()
        return false
      case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr:
        return false
      case .template: return inHead()
      default: break
      }
    case .endOfPage: return inBody()
    }
    fosterParenting = true
    let again = inBody()
    fosterParenting = false
    return again
  }

  /// Nil: the tag does not belong in a table.
  private mutating func inTableStartTag() -> Bool? {
    switch tag {
    case .caption:
      popToTable()
      formatting.insertMarker()
      insertElement()
      mode = .inCaption
    case .colgroup:
      popToTable()
      insertElement()
      mode = .inColumnGroup
    case .col:
      popToTable()
      insertImplied(.colgroup)
      mode = .inColumnGroup
      return true
    case .tbody, .tfoot, .thead:
      popToTable()
      insertElement(flags: .tablePart)
      mode = .inTableBody
    case .td, .th, .tr:
      popToTable()
      insertImplied(.tbody, flags: .tablePart)
      mode = .inTableBody
      return true
    case .table:
      return endTable()
    case .style, .script, .template: return inHead()
    case .input:
      guard isHiddenInput else { return nil }
      insertVoidElement()
    case .form:
      if open.top(.template) == nil, form == 0 {
        form = insertElement()
        pop()
        nodes[form].sourceEnd = UInt32(truncatingIfNeeded: tokens.position)
      }
    default: return nil
    }
    return false
  }

  @discardableResult
  private mutating func endTable() -> Bool {
    guard open.has(.table, in: .table), let place = open.top(.table) else { return false }
    pop(through: place)
    resetMode()
    return true
  }

  /// Clears the stack back to a table context.
  private mutating func popToTable() {
    let place = open.bound(.table)
    while open.count > place + 1 { pop() }
  }

  /// Clears the stack back to a table body context.
  private mutating func popToTableBody() {
    while true {
      let entry = open.current
      switch HTMLTag(identifier: entry.tag) {
      case .tbody, .tfoot, .thead, .template, .html:
        if entry.flags.isDisjoint(with: .foreign) { return }
      default: break
      }
      pop()
    }
  }

  /// Clears the stack back to a table row context.
  private mutating func popToRow() {
    while true {
      let entry = open.current
      switch HTMLTag(identifier: entry.tag) {
      case .tr, .template, .html: if entry.flags.isDisjoint(with: .foreign) { return }
      default: break
      }
      pop()
    }
  }

  mutating func inCaption() -> Bool {
    switch (tokens.kind, tag) {
    case (.endTag, .caption):
      _ = endCaption()
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody),
      (.startTag, .td), (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead),
      (.startTag, .tr), (.endTag, .table):
      return endCaption()
    case (.endTag, .body), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html),
      (.endTag, .tbody), (.endTag, .td), (.endTag, .tfoot), (.endTag, .th), (.endTag, .thead),
      (.endTag, .tr):
      return false
    default: return inBody()
    }
  }

  private mutating func endCaption() -> Bool {
    guard open.has(.caption, in: .table), let place = open.top(.caption) else { return false }
    pop(through: place)
    formatting.clearToMarker()
    mode = .inTable
    return true
  }

  mutating func inColumnGroup() -> Bool {
    switch tokens.kind {
    case .text:
      if !insertLeadingSpace() { return false }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      switch tag {
      case .html: return inBody()
      case .col:
        insertVoidElement()
        return false
      case .template: return inHead()
      default: break
      }
    case .endTag:
      switch tag {
      case .colgroup:
        if open.current.tag == HTMLTag.colgroup.identifier {
          popByEndTag()
          mode = .inTable
        }
        return false
      case .col: return false
      case .template: return inHead()
      default: break
      }
    case .endOfPage: return inBody()
    }
    guard open.current.tag == HTMLTag.colgroup.identifier else { return false }
    pop()
    mode = .inTable
    return true
  }

  mutating func inTableBody() -> Bool {
    guard tokens.kind == .startTag || tokens.kind == .endTag else { return inTable() }
    let isStart = tokens.kind == .startTag
    switch tag {
    case .tr where isStart:
      popToTableBody()
      insertElement(flags: .tablePart)
      mode = .inRow
      return false
    case .td where isStart, .th where isStart:
      popToTableBody()
      insertImplied(.tr, flags: .tablePart)
      mode = .inRow
      return true
    case .tbody where !isStart, .tfoot where !isStart, .thead where !isStart:
      guard open.has(tag, in: .table) else { return false }
      popToTableBody()
      popByEndTag()
      mode = .inTable
      return false
    case .caption where isStart, .col where isStart, .colgroup where isStart,
      .tbody where isStart, .tfoot where isStart, .thead where isStart, .table where !isStart:
      guard
        open.has(.tbody, in: .table) || open.has(.thead, in: .table)
          || open.has(.tfoot, in: .table)
      else { return false }
      popToTableBody()
      pop()
      mode = .inTable
      return true
    case .body where !isStart, .caption where !isStart, .col where !isStart,
      .colgroup where !isStart, .html where !isStart, .td where !isStart, .th where !isStart,
      .tr where !isStart:
      return false
    default: return inTable()
    }
  }

  mutating func inRow() -> Bool {
    guard tokens.kind == .startTag || tokens.kind == .endTag else { return inTable() }
    let isStart = tokens.kind == .startTag
    switch tag {
    case .td where isStart, .th where isStart:
      popToRow()
      insertElement()
      mode = .inCell
      formatting.insertMarker()
      return false
    case .tr where !isStart:
      _ = endRow()
      return false
    case .caption where isStart, .col where isStart, .colgroup where isStart,
      .tbody where isStart, .tfoot where isStart, .thead where isStart, .tr where isStart,
      .table where !isStart:
      return endRow()
    case .tbody where !isStart, .tfoot where !isStart, .thead where !isStart:
      return open.has(tag, in: .table) && endRow()
    case .body where !isStart, .caption where !isStart, .col where !isStart,
      .colgroup where !isStart, .html where !isStart, .td where !isStart, .th where !isStart:
      return false
    default: return inTable()
    }
  }

  private mutating func endRow() -> Bool {
    guard open.has(.tr, in: .table) else { return false }
    popToRow()
    pop(through: open.count - 1)
    mode = .inTableBody
    return true
  }

  mutating func inCell() -> Bool {
    guard tokens.kind == .startTag || tokens.kind == .endTag else { return inBody() }
    switch (tokens.kind, tag) {
    case (.endTag, .td), (.endTag, .th):
      guard open.has(tag, in: .table), let place = open.top(tag) else { return false }
      pop(through: place)
      formatting.clearToMarker()
      mode = .inRow
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody),
      (.startTag, .td), (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead),
      (.startTag, .tr):
      return closeCell()
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup),
      (.endTag, .html):
      return false
    case (.endTag, .table), (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead),
      (.endTag, .tr):
      return open.has(tag, in: .table) && closeCell()
    default: return inBody()
    }
  }

  private mutating func closeCell() -> Bool {
    let td = open.has(.td, in: .table) ? open.top(.td) : nil
    let th = open.has(.th, in: .table) ? open.top(.th) : nil
    guard let place = td.map({ max($0, th ?? 0) }) ?? th else { return false }
    pop(through: place)
    formatting.clearToMarker()
    mode = .inRow
    return true
  }
}
