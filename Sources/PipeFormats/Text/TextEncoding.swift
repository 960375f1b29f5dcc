/// An encoding of text, and how it becomes UTF-8.
package enum TextEncoding: Sendable, Hashable, CustomStringConvertible {
  case utf8, utf16LittleEndian, utf16BigEndian
  /// Also what calls itself ISO-8859-1 or ASCII, as the WHATWG Encoding Standard has it.
  case windows1252
  /// Any that the C library's `iconv` knows, by its name there.
  case other(String)

  package var description: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .windows1252: "windows-1252"
    case .other(let name): name
    }
  }

  /// The encoding that a label names, as pages and headers write it; nil when it is unknown.
  package init?(label: String) {
    let name = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    switch name {
    case "utf-8", "utf8", "unicode-1-1-utf-8": self = .utf8
    case "utf-16", "utf-16le", "unicode", "ucs-2": self = .utf16LittleEndian
    case "utf-16be", "unicodefffe": self = .utf16BigEndian
    case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso88591", "latin1",
      "latin-1", "l1", "ascii", "us-ascii", "ansi_x3.4-1968":
      self = .windows1252
    default:
      let candidate = Self.supersets[name] ?? name
      guard Iconv.knows(candidate) else { return nil }
      self = .other(candidate)
    }
  }

  /// The encoding that a byte order mark shows, and the mark's length.
  package static func byteOrderMark(of bytes: Span<UInt8>) -> (encoding: TextEncoding, length: Int)?
  {
    if bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF {
      return (.utf8, 3)
    }
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return (.utf16LittleEndian, 2)
    case (0xFE, 0xFF): return (.utf16BigEndian, 2)
    default: return nil
    }
  }

  /// What pages mean by these labels: the larger encodings of the WHATWG Encoding Standard, by
  /// `iconv`'s names.
  private static let supersets = [
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949",
    "windows-949": "cp949", "big5": "big5-hkscs", "x-x-big5": "big5-hkscs",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "windows-874": "cp874", "tis-620": "cp874",
    "iso-8859-11": "cp874", "x-euc-jp": "euc-jp", "x-mac-roman": "macintosh",
  ]
}

/// Text that has become UTF-8.
package struct DecodedText: Sendable, Hashable {
  package var bytes: [UInt8]
  package var encoding: TextEncoding
  /// Broken sequences that became U+FFFD.
  package var repairs: Int
}

/// Decodes text into valid UTF-8, without its byte order mark.
///
/// The mark decides before the label does; without both, bytes are taken for UTF-8.
///
/// - Returns: Nil when the label names no encoding that is known.
package func decodeText(_ bytes: Span<UInt8>, label: String? = nil) -> DecodedText? {
  if let (encoding, length) = TextEncoding.byteOrderMark(of: bytes) {
    return encoding.decode(bytes.extracting(length...))
  }
  guard let label else { return TextEncoding.utf8.decode(bytes) }
  return TextEncoding(label: label)?.decode(bytes)
}

extension TextEncoding {
  /// Decodes bytes that have no byte order mark.
  package func decode(_ bytes: Span<UInt8>) -> DecodedText {
    var text = DecodedText(bytes: [], encoding: self, repairs: 0)
    bytes.withUnsafeBufferPointer { source in
      text.bytes.reserveCapacity(source.count + source.count / 8)
      switch self {
      case .utf8: text.repairs = appendRepairingUTF8(source, to: &text.bytes)
      case .utf16LittleEndian: text.appendUTF16(source, isBigEndian: false)
      case .utf16BigEndian: text.appendUTF16(source, isBigEndian: true)
      case .windows1252: text.appendWindows1252(source)
      case .other(let name): text.appendIconv(source, from: name)
      }
    }
    return text
  }
}

extension DecodedText {
  fileprivate mutating func appendReplacement() {
    bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
    repairs += 1
  }

  fileprivate mutating func append(_ scalar: Unicode.Scalar) {
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  fileprivate mutating func appendUTF16(_ source: UnsafeBufferPointer<UInt8>, isBigEndian: Bool) {
    func unit(_ i: Int) -> UInt32 {
      let (low, high) = isBigEndian ? (source[i + 1], source[i]) : (source[i], source[i + 1])
      return UInt32(high) << 8 | UInt32(low)
    }
    var at = 0
    while at + 1 < source.count {
      let first = unit(at)
      at += 2
      if let scalar = Unicode.Scalar(first) {
        append(scalar)
      } else if first < 0xDC00, at + 1 < source.count, 0xDC00...0xDFFF ~= unit(at),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (unit(at) - 0xDC00))
      {
        append(scalar)
        at += 2
      } else {
        appendReplacement()
      }
    }
    if at < source.count { appendReplacement() }
  }

  fileprivate mutating func appendWindows1252(_ source: UnsafeBufferPointer<UInt8>) {
    for byte in source {
      switch byte {
      case 0..<0x80: bytes.append(byte)
      case 0x80..<0xA0: append(windows1252[Int(byte) - 0x80])
      default: append(Unicode.Scalar(byte))
      }
    }
  }

  fileprivate mutating func appendIconv(_ source: UnsafeBufferPointer<UInt8>, from name: String) {
    guard let iconv = Iconv(from: name) else {
      repairs += appendRepairingUTF8(source, to: &bytes)
      return
    }
    repairs += iconv.append(source, to: &bytes)
  }
}

/// The bytes 0x80 to 0x9F of windows-1252; the five it leaves free stay control characters (WHATWG
/// Encoding Standard).
private let windows1252: [Unicode.Scalar] = [
  "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
  "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
  "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
  "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
]
