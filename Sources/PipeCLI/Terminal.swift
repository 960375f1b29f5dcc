#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import PipeFormats

/// Standard output and standard error: data to the one, all else to the other.
enum Terminal {
  /// Writes data; ends the process when that can't be done, since nothing else is under way.
  static func write(_ text: String) {
    do {
      try write(Array(text.utf8))
    } catch {
      if !isClosedPipe(error) { self.error("error: " + error.message) }
      exitProcess((isClosedPipe(error) ? ExitStatus.closedPipe : .files).rawValue)
    }
  }

  /// Whether whoever reads standard output has ended, as `head` does: nothing to complain of.
  static func isClosedPipe(_ error: FileError) -> Bool {
    error.path == "-" && error.errno == EPIPE
  }

  static func write(_ bytes: [UInt8]) throws(FileError) {
    try File.standardOutput.write(bytes.span)
  }

  /// Writes a message with a line feed.
  static func error(_ text: String) {
    errorPart(text.hasSuffix("\n") ? text : text + "\n")
  }

  static func errorPart(_ text: String) {
    try? File.standardError.write(Array(text.utf8).span)
  }

  static var errorIsTerminal: Bool { isatty(2) == 1 }
  static var outputIsTerminal: Bool { isatty(1) == 1 }
  static var inputIsTerminal: Bool { isatty(0) == 1 }

  /// Columns of the terminal behind standard error; 80 when it has none.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}

/// When to colour.
enum ColorChoice: String, CaseIterable {
  case auto
  case always
  case never

  /// By choice, then `NO_COLOR` and `CLICOLOR_FORCE`, then whether a person is looking.
  func isColored(forTerminal isTerminal: Bool) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      if let no = Terminal.environment("NO_COLOR"), !no.isEmpty {
        false
      } else if let force = Terminal.environment("CLICOLOR_FORCE"), force != "0" {
        true
      } else {
        isTerminal && Terminal.environment("TERM") != "dumb"
      }
    }
  }
}

/// Text with ANSI colours, or without.
struct Paint {
  let isOn: Bool

  enum Style: String {
    case strong = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  func callAsFunction(_ text: String, _ style: Style) -> String {
    isOn ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

func exitProcess(_ code: Int32) -> Never { exit(code) }

/// Today, as `2026-11-23`, for the names of run folders; no output holds it.
func today() -> String { String(dateAndTime(time(nil)).prefix(10)) }

/// Seconds since 1970 as `2026-11-23 14:05`, where this machine is.
func dateAndTime(_ seconds: Int) -> String {
  var seconds = seconds
  var parts = unsafe tm()
  _ = unsafe localtime_r(&seconds, &parts)
  let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
  let (hour, minute) = unsafe (parts.tm_hour, parts.tm_min)
  func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(padded(month))-\(padded(day)) \(padded(hour)):\(padded(minute))"
}

var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
