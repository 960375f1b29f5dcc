import PipeEngine

/// Shows how far a run is: a bar on a terminal, a line every 30 seconds elsewhere.
struct ProgressView: Sendable {
  private let showsBar: Bool
  private let showsLines: Bool

  init(_ choice: ProgressChoice, color: ColorChoice) {
    let isWatched = Terminal.errorIsTerminal && Terminal.environment("CI") == nil
    showsBar = choice == .bar || (choice == .auto && isWatched)
    showsLines = choice == .lines || (choice == .auto && !isWatched)
  }

  /// Shows progress until the task is cancelled.
  func follow(_ progress: RunProgress) async {
    guard showsBar || showsLines else { return }
    var hasDrawn = false
    while true {
      do {
        try await Task.sleep(for: showsBar ? .milliseconds(200) : .seconds(30))
      } catch {
        break
      }
      let text = line(progress.snapshot)
      if showsBar {
        Terminal.errorPart("\r\u{1B}[K" + text)
        hasDrawn = true
      } else {
        Terminal.error(text)
      }
    }
    if hasDrawn { Terminal.errorPart("\r\u{1B}[K") }
  }

  private func line(_ state: RunProgress.State) -> String {
    let elapsed = Double(MonotonicClock.nanoseconds() &- state.start) / 1e9
    let share = state.totalBytes > 0 ? min(1, Double(state.bytes) / Double(state.totalBytes)) : 0
    let rate = elapsed > 0 ? Double(state.recordBytes) / elapsed / 1e6 : 0
    var text = "pass \(state.pass + 1)/\(state.passes)  "
    if showsBar {
      let filled = Int(share * 22)
      text +=
        "[" + String(repeating: "#", count: filled)
        + String(repeating: "-", count: 22 - filled) + "]  "
    }
    text += "\(Int(share * 100))%  \(counted(state.documents, "document"))"
    text += "  \(Int(rate)).\(Int(rate * 10) % 10) MB/s"
    if share > 0.01 {
      text += "  left " + duration(UInt64(elapsed * (1 - share) / share * 1e9))
    }
    if state.rejected > 0 { text += "  rejected \(grouped(state.rejected))" }
    if state.failed > 0 { text += "  failed \(grouped(state.failed))" }
    return showsBar ? String(text.prefix(Terminal.width - 1)) : text
  }
}
