import CPCRE2

/// The version of the PCRE2 library in use, as `10.42`.
///
/// Part of what identifies a run.
public var pcre2Version: String {
  String(configuration(PCRE2_CONFIG_VERSION).prefix { $0 != " " })
}

/// The version of Unicode that PCRE2's properties and case folding follow, as `14.0.0`.
public var pcre2UnicodeVersion: String {
  configuration(PCRE2_CONFIG_UNICODE_VERSION)
}

private func configuration(_ what: Int32) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
    let length = pcre2_config_8(UInt32(what), buffer.baseAddress)
    guard length > 1 else { return "" }
    return String(decoding: buffer[..<Int(length - 1)], as: UTF8.self)
  }
}
