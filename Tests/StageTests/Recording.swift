#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether `PIPE_RECORD=1` asks for the expected sections of fixtures to be rewritten.
func isRecording() -> Bool {
  guard let value = unsafe getenv("PIPE_RECORD") else { return false }
  return unsafe String(cString: value) == "1"
}
