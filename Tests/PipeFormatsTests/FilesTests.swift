import PipeFormats
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct FileErrorTests {
  @Test func foldersAreMadeWhateverTheirPathGoesThrough() throws {
    let folder = try TemporaryFolder()
    try makeFolder(folder.path + "/a/x/../b")
    #expect(isFolder(folder.path + "/a/b") && isFolder(folder.path + "/a/x"))
    try makeFolder(folder.path + "/a/b")
  }

  @Test func missingFileSaysSo() throws {
    let error = #expect(throws: FileError.self) { try File.reading("no/such/file") }
    #expect(error?.message == "can't open `no/such/file`: no such file or folder")
    #expect(error?.errno == ENOENT && error?.operation == .open)
  }

  @Test func missingFolderOfAnOutput() throws {
    let error = #expect(throws: FileError.self) { try OutputFile(path: "no/such/out.jsonl") }
    #expect(
      error?.message
        == "can't create `no/such/out.jsonl`: its folder does not exist; create the folder first")
  }

  @Test func aFolderIsNoOutput() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FileError.self) { try OutputFile(path: folder.path) }
    #expect(error?.message == "can't create `\(folder.path)`: it is a folder, not a file")
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0, "needs /dev/full"))
  func fullDiskIsAnErrorThatSaysWhatToDo() throws {
    let output = try OutputFile(path: "/dev/full")
    let error = #expect(throws: FileError.self) { try output.write(noise(100_000).span) }
    #expect(error?.errno == ENOSPC)
    #expect(
      error?.message
        == "can't write `/dev/full`: no space left on the disk; free some or choose another output folder"
    )
  }

  @Test func unwritableFolder() throws {
    let error = FileError(path: "out/a.md", operation: .create, errno: EACCES)
    #expect(
      error.message
        == "can't create `out/a.md`: permission denied; its folder must be writable by this user")
  }
}

@Suite struct OutputFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func appearsOnlyWhenFinished() throws {
    let path = try folder.file("out.txt", "old".utf8)
    let output = try OutputFile(path: path)
    try output.write(Array("new".utf8).span)
    #expect(try text(bytes(of: path)) == "old")
    try output.finish()
    #expect(try text(bytes(of: path)) == "new")
    #expect(FileListing(expanding: ["\(folder.path)/.*", path], extensions: []).paths == [path])
  }

  @Test func aLinkStaysALink() throws {
    let target = try folder.file("target.txt", "old".utf8)
    let link = "\(folder.path)/link.txt"
    symlink("target.txt", link)
    let output = try OutputFile(path: link)
    try output.write(Array("new".utf8).span)
    try output.finish()
    #expect(try text(bytes(of: target)) == "new")
    #expect(try text(bytes(of: link)) == "new")
  }

  @Test func leavesNothingBehindWithoutFinish() throws {
    let path = "\(folder.path)/never.txt"
    do {
      let output = try OutputFile(path: path)
      try output.write(noise(10).span)
    }
    let listing = FileListing(
      expanding: ["\(folder.path)/*", "\(folder.path)/.*"], extensions: [])
    #expect(listing.paths == [])
  }

  @Test func takesTheLongestNames() throws {
    let path = "\(folder.path)/" + String(repeating: "n", count: 255)
    let output = try OutputFile(path: path)
    try output.finish()
    #expect(try bytes(of: path) == [])
  }

  @Test func writesOverAndReadsAtOffsets() throws {
    let path = "\(folder.path)/offsets"
    let file = try File.writing(path)
    try file.write(Array("0123456789".utf8).span)
    try file.write([UInt8]("ab".utf8).span, at: 4)
    #expect(try text(bytes(of: path)) == "0123ab6789")
    #expect(try file.size() == 10)
  }
}

@Suite struct FileListingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a", "a/b", "a/b/c", ".git", "z"] { folder.folder(name) }
    for name in [
      "one.txt", "two.txt", "two.md", "Ünï.txt", "a/deep.txt", "a/b/deeper.jsonl.gz", "a/b/c/x.txt",
      ".git/hidden.txt", ".dot.txt", "[x].txt",
    ] {
      _ = try folder.file(name)
    }
  }

  private func list(_ patterns: String..., extensions: [String] = [".txt"]) -> [String] {
    let listing = FileListing(
      expanding: patterns.map { "\(folder.path)/\($0)" }, extensions: extensions)
    #expect(listing.problems == [])
    return listing.paths.map { String($0.dropFirst(folder.path.count + 1)) }
  }

  @Test func starStaysInAFolder() {
    #expect(list("*.txt") == ["[x].txt", "one.txt", "two.txt", "Ünï.txt"])
  }

  @Test func twoStarsGoThroughFolders() {
    #expect(
      list("**/*.txt")
        == ["[x].txt", "a/b/c/x.txt", "a/deep.txt", "one.txt", "two.txt", "Ünï.txt"])
    #expect(list("a/**/x.txt") == ["a/b/c/x.txt"])
    #expect(list("**") == list("**/*"))
  }

  @Test func questionMarkAndClassesTakeCharacters() {
    #expect(list("?n?.txt") == ["one.txt", "Ünï.txt"])
    #expect(list("[a-p]*.txt") == ["one.txt"])
    #expect(list("[!a-p[]*.txt") == ["two.txt", "Ünï.txt"])
    #expect(list("t?o.[mt]*") == ["two.md", "two.txt"])
    #expect(list("[[]x].txt") == ["[x].txt"])
  }

  @Test func anExistingNameIsNoGlob() {
    #expect(list("[x].txt") == ["[x].txt"])
  }

  @Test func foldersAreSearchedForExtensions() {
    #expect(
      list("a", extensions: [".txt", ".jsonl.gz"]) == [
        "a/b/c/x.txt", "a/b/deeper.jsonl.gz", "a/deep.txt",
      ])
  }

  @Test func hiddenFilesAreTakenWhenNamed() {
    #expect(list(".git") == [".git/hidden.txt"])
    #expect(list(".*.txt") == [".dot.txt"])
  }

  @Test func argumentsKeepTheirOrderAndFilesComeOnce() {
    #expect(list("two.txt", "*.txt") == ["two.txt", "[x].txt", "one.txt", "Ünï.txt"])
  }

  @Test func linksToFoldersDoNotGoRound() {
    symlink("..", "\(folder.path)/a/up")
    #expect(list("**/x.txt") == ["a/b/c/x.txt"])
    #expect(list("a/up/one.txt") == ["a/up/one.txt"])
  }

  @Test func whatNamesNothingIsReported() {
    let listing = FileListing(
      expanding: ["\(folder.path)/z", "gone.txt", "gone/**/*.txt", "-"],
      extensions: [".txt", ".md"])
    #expect(listing.paths == ["-"])
    #expect(
      listing.problems.map(\.description) == [
        "the folder `\(folder.path)/z` holds no file that ends in .txt, .md",
        "`gone.txt` does not exist; name a file, a folder or a glob such as `corpus/**/*.txt`",
        "the glob `gone/**/*.txt` matches no file; `*` stays within a folder, `**` goes through folders",
      ])
  }
}
