internal import CZstd
internal import Captures

/// Decompresses Zstandard: any number of frames after each other (RFC 8878 section 3.1), by libzstd.
@safe final class ZstdDecompressor: Decompressor {
    /// The base-2 logarithm of the largest window that is accepted: 128 MiB, what `zstd -d` accepts unasked.
    static let largestWindowLog: Int32 = 27

    private let context: OpaquePointer
    /// What libzstd said last: 0 when a frame is complete, otherwise how many octets it wants next.
    private var expectation = 0
    /// Whether it may hold octets that the last output had no room for.
    private var holdsOutput = false
    /// The octets of a frame header that say how long it is. RFC 8878 section 3.1.1
    private static let shortestHeader = 5
    /// The octets of a block's header. RFC 8878 section 3.1.1.2
    private static let blockHeader = 3

    init() throws(DecompressionFault) {
        guard let context = unsafe ZSTD_createDCtx() else {
            throw DecompressionFault(.limitExceeded, "libzstd cannot start; is there enough memory?")
        }
        unsafe self.context = context
        _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindowLog)
    }

    deinit { _ = unsafe ZSTD_freeDCtx(context) }

    func decompress(
        _ input: RawSpan, into output: inout MutableRawSpan, inputEnded: Bool
    ) throws(DecompressionFault) -> (consumed: Int, produced: Int) {
        // Between two frames, asking with nothing at hand would begin another.
        if input.byteCount == 0, expectation == 0 { return (0, 0) }
        // When a call fails, libzstd does not say how much came out before the fault: so a call is given one block at most,
        // and nothing while octets of the last one wait.
        // What it wants is a block and the header of the next, in which a fault may lie too.
        let block = expectation > Self.blockHeader ? expectation - Self.blockHeader : expectation
        let wanted = holdsOutput ? 0 : expectation == 0 ? Self.shortestHeader : block
        var consumed = 0
        var produced = 0
        let result = unsafe input.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: min(source.count, wanted), pos: 0)
                var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                let result = unsafe ZSTD_decompressStream(context, &to, &from)
                consumed = unsafe from.pos
                produced = unsafe to.pos
                return result
            }
        }
        guard ZSTD_isError(result) == 0 else {
            let words = unsafe String(cString: ZSTD_getErrorName(result))
            if ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge {
                throw DecompressionFault(
                    .limitExceeded,
                    "the data need a window of more than 128 MiB; "
                        + "decompress them first, with 'zstd -d --long=31'")
            }
            throw DecompressionFault(.corrupt, "the compressed data are damaged: \(words)")
        }
        expectation = result
        let flushes = holdsOutput
        holdsOutput = result != 0 && produced == output.byteCount
        // There was nothing to hold back: the same call goes on with the input.
        if flushes, produced == 0, !holdsOutput { return try decompress(input, into: &output, inputEnded: inputEnded) }
        if inputEnded, consumed == 0, produced == 0, result != 0 {
            throw DecompressionFault(
                .truncated, "the compressed data end too early; the file or its copy was cut short")
        }
        return (consumed, produced)
    }
}
