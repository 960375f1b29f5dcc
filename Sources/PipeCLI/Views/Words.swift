/// `1,204`.
func grouped(_ number: Int) -> String {
  var digits = Array(String(abs(number)))
  var position = digits.count - 3
  while position > 0 {
    digits.insert(",", at: position)
    position -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

/// `1 document`, `1,204 documents`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// `77.2%`.
func percent(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "0%" }
  let tenths = (part * 1_000 + whole / 2) / whole
  return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
}

/// `77.2%`, always with tenths; `<0.1%` for what is not quite nothing.
func share(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "0.0%" }
  let tenths = (part * 1_000 + whole / 2) / whole
  return tenths == 0 && part > 0 ? "<0.1%" : "\(tenths / 10).\(tenths % 10)%"
}

/// `2 ms`, `0.4 s`, `3 min 20 s`, `1 h 04 min`.
func duration(_ nanoseconds: UInt64) -> String {
  func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let milliseconds = Int(nanoseconds / 1_000_000)
  if milliseconds < 100 { return "\(milliseconds) ms" }
  if milliseconds < 60_000 { return "\(milliseconds / 1_000).\(milliseconds / 100 % 10) s" }
  let seconds = milliseconds / 1_000
  if seconds < 3_600 { return "\(seconds / 60) min \(twoDigits(seconds % 60)) s" }
  return "\(seconds / 3_600) h \(twoDigits(seconds / 60 % 60)) min"
}

/// Padded on the right to a width, or on the left to a negative one.
func padded(_ text: String, to width: Int) -> String {
  let blanks = String(repeating: " ", count: max(0, abs(width) - text.count))
  return width < 0 ? blanks + text : text + blanks
}
