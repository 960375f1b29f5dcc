import PipeFormats

/// What is piped in.
enum StandardInput {
  /// Keeps standard input in a file of a folder, decompressed and with the ending of what it holds, so
  /// that it can be read again; holds a megabyte of it at a time.
  ///
  /// - Returns: the file's path.
  static func copy(into folder: String) throws -> String {
    let source = try ByteSource(path: "-")
    var bytes = try source.readPart(upTo: 1 << 20)
    let path = folder + "/stdin" + ending(of: bytes)
    let file = try OutputFile(path: path)
    while !bytes.isEmpty {
      try file.write(bytes.span)
      bytes = try source.readPart(upTo: 1 << 20)
    }
    try file.finish()
    return path
  }

  /// JSON lines, a page, or text, by the first bytes.
  private static func ending(of bytes: [UInt8]) -> String {
    let start = bytes.prefix(2_048).drop {
      [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0)
    }
    if start.first == UInt8(ascii: "{") { return ".jsonl" }
    let text = String(decoding: start.prefix(64), as: UTF8.self).lowercased()
    let marks = ["<!doctype html", "<html", "<head", "<body", "<!--", "<title", "<meta"]
    return marks.contains(where: text.hasPrefix) ? ".html" : ".txt"
  }
}
