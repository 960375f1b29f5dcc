import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs work that Ctrl-C and `kill` cancel, so that half-written files go before the process does.
///
/// - Throws: ``CommandFailure`` with status 130 when it was cancelled.
func interruptible<Result: Sendable>(
  _ work: @Sendable @escaping () async throws -> Result
) async throws -> Result {
  let task = Task { try await work() }
  let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler {
      // Who asks twice does not wait for the shards that are being worked on.
      if task.isCancelled { exitProcess(ExitStatus.interrupted.rawValue) }
      task.cancel()
    }
    source.resume()
    return source
  }
  defer {
    for source in sources { source.cancel() }
  }
  do {
    return try await task.value
  } catch is CancellationError {
    throw CommandFailure(.interrupted, "interrupted; outputs that were not whole are not there")
  }
}

/// Lets a write to a pipe that nobody reads fail, so that half-written files go, instead of ending the process.
func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }
