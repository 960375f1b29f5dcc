internal import CCompression

/// What one step of a decoder did.
struct DecoderStep {
  var consumed: Int
  var produced: Int
  /// Why the data can't be decoded further; what was produced is good.
  var failure: String?
}

/// A streaming decompressor of one file: all its members or frames, one after the other.
protocol Decoder: AnyObject {
  /// Decodes from `input` into `output`.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecoderStep

  /// Whether the input may end here.
  var isAtBoundary: Bool { get }
}

/// Members of RFC 1952, with the zero bytes that tape blocks leave between and after them.
final class GzipDecoder: Decoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isAtBoundary = true

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, 16 more for the gzip wrapping.
    inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecoderStep {
    let padding = isAtBoundary ? input.prefix { $0 == 0 }.count : 0
    if padding == input.count { return DecoderStep(consumed: padding, produced: 0) }
    let body = UnsafeMutableRawBufferPointer(mutating: .init(rebasing: input[padding...]))
    isAtBoundary = false
    stream.pointee.next_in = body.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(clamping: body.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let offered = Int(stream.pointee.avail_in)
    let room = Int(stream.pointee.avail_out)
    let status = inflate(stream, Z_NO_FLUSH)
    var step = DecoderStep(
      consumed: padding + offered - Int(stream.pointee.avail_in),
      produced: room - Int(stream.pointee.avail_out))
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      isAtBoundary = true
      inflateReset(stream)
    default:
      step.failure = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
    }
    return step
  }
}

/// Frames of RFC 8878, skippable ones included, with windows of up to 2 GB (`zstd --long=31`).
final class ZstdDecoder: Decoder {
  private let context: OpaquePointer?
  private(set) var isAtBoundary = true

  init() {
    context = ZSTD_createDCtx()
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 31)
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecoderStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(context, &target, &source)
    var step = DecoderStep(consumed: source.pos, produced: target.pos)
    if ZSTD_isError(status) != 0 {
      step.failure = String(cString: ZSTD_getErrorName(status))
    } else if step.consumed > 0 || step.produced > 0 {
      // Asked again at the end of a frame, it would already want the next one.
      isAtBoundary = status == 0
    }
    return step
  }
}
