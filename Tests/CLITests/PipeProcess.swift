import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a process of the built `pipe` said, and how it ended.
struct PipeResult {
  /// The exit code; 128 and the signal's number when a signal ended it.
  let code: Int32
  let output: String
  let error: String
}

/// A folder of its own for a test, in which `pipe` runs; it goes with the value.
final class Workplace {
  let path: String

  init() throws {
    var template = Array("/tmp/pipe-cli-tests-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = spawnAndWait("/bin/rm", ["-rf", path], in: "/") }

  /// Writes a file, making its folders.
  func write(_ name: String, _ text: String) throws {
    let folder = (path + "/" + name).split(separator: "/").dropLast()
    _ = spawnAndWait("/bin/mkdir", ["-p", "/" + folder.joined(separator: "/")], in: "/")
    let file = try #require(fopen(path + "/" + name, "w"))
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  func text(_ name: String) -> String? { contents(of: path + "/" + name) }

  /// Copies a file or folder of the repository.
  func copy(_ source: String, to name: String) {
    _ = spawnAndWait("/bin/cp", ["-r", Workplace.repository + source, path + "/" + name], in: "/")
  }

  /// Every file of the folder, sorted.
  func files() -> [String] {
    let listing = spawnAndWait("/usr/bin/find", [".", "-type", "f"], in: path)
    return listing.output.split(separator: "\n").map(String.init).sorted()
  }

  /// Runs `pipe` in the folder, with a text as its standard input.
  func pipe(_ arguments: String..., input: String = "") throws -> PipeResult {
    try pipe(arguments, input: input)
  }

  func pipe(_ arguments: [String], input: String = "") throws -> PipeResult {
    try write(".stdin", input)
    return spawnAndWait(Self.binary, arguments, in: path, standardInput: path + "/.stdin")
  }

  /// The program beside the test bundle.
  static let binary: String = {
    let bundle = CommandLine.arguments[0].split(separator: "/").dropLast()
    let beside = (["", bundle.joined(separator: "/"), "pipe"]).joined(separator: "/")
    return access(beside, X_OK) == 0 ? beside : repository + ".build/debug/pipe"
  }()

  static let repository =
    "/" + "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/") + "/"
}

/// Starts a process; gives its id.
func spawn(
  _ program: String, _ arguments: [String], in folder: String, standardInput: String,
  saying: String
) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, standardInput, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(
    &actions, 1, saying + ".out", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  posix_spawn_file_actions_addopen(
    &actions, 2, saying + ".err", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  let inFolder = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, program]
  let words = (inFolder + arguments).map { strdup($0) } + [nil]
  let environment = [strdup("PATH=/usr/bin:/bin"), nil]
  defer { for word in words + environment { free(word) } }
  var process: pid_t = 0
  let status = posix_spawn(&process, "/bin/sh", &actions, nil, words, environment)
  return status == 0 ? process : -1
}

/// Waits for a process that `spawn` started.
func wait(for process: pid_t, saying: String) -> PipeResult {
  var status: Int32 = 0
  while waitpid(process, &status, 0) == -1 && errno == EINTR {}
  let signal = status & 0x7F
  let result = PipeResult(
    code: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
    output: contents(of: saying + ".out") ?? "", error: contents(of: saying + ".err") ?? "")
  unlink(saying + ".out")
  unlink(saying + ".err")
  return result
}

func spawnAndWait(
  _ program: String, _ arguments: [String], in folder: String, standardInput: String = "/dev/null"
) -> PipeResult {
  var template = Array("/tmp/pipe-cli-said-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  close(descriptor)
  let saying = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { unlink(saying) }
  let process = spawn(
    program, arguments, in: folder, standardInput: standardInput, saying: saying)
  return wait(for: process, saying: saying)
}

func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}
