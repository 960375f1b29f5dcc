import PipeFormats

/// What is piped in.
struct StandardInput {
  /// Of the copy.
  let path: String
  let content: FileContent

  /// Keeps standard input in a file of a folder, decompressed and with the ending of what it holds, so
  /// that it can be read again; holds a megabyte of it at a time.
  init(copiedInto folder: String) throws {
    let source = try ByteSource(path: "-")
    var bytes = try source.readPart(upTo: 1 << 20)
    path = folder + "/stdin" + Self.ending(of: bytes)
    var content = FileContentHash()
    let file = try OutputFile(path: path)
    while !bytes.isEmpty {
      content.update(bytes.span)
      try file.write(bytes.span)
      bytes = try source.readPart(upTo: 1 << 20)
    }
    try file.finish()
    self.content = content.finish()
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
