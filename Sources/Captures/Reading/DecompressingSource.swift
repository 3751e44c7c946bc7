/// What comes out of a compressed source.
final class DecompressingSource: ByteSource {
    private var input: InputBuffer
    private let decompressor: any Decompressor
    private let format: CompressionFormat

    /// Decompresses `input`, of which the first octets may have been looked at already.
    init(_ input: consuming InputBuffer, format: CompressionFormat) throws(CaptureError) {
        let source = input.source
        do {
            decompressor = try format.makeDecompressor()
        } catch {
            throw CaptureError(error.code, fileName: source.name, message: "\(format.name): \(error.message)")
        }
        self.input = input
        self.format = format
    }

    var name: String { input.source.name }
    var totalByteCount: UInt64? { input.source.totalByteCount }
    var consumedByteCount: UInt64 { input.source.consumedByteCount }
    var endIsFinal: Bool { input.source.endIsFinal }
    var isIdle: Bool { input.source.isIdle }

    func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
        guard buffer.byteCount > 0 else { return 0 }
        var inputEnded = false
        while true {
            let progress: (consumed: Int, produced: Int)
            do {
                progress = try decompressor.decompress(input.bytes, into: &buffer, inputEnded: inputEnded)
            } catch {
                throw CaptureError(
                    error.code, fileName: name,
                    message: "\(format.name), byte \(input.offset) of the compressed file: \(error.message)")
            }
            precondition(progress.produced >= 0 && progress.produced <= buffer.byteCount, "produced more than fits")
            input.consume(progress.consumed)
            if progress.produced > 0 { return progress.produced }
            if progress.consumed == 0 {
                if inputEnded { return 0 }
                guard try !input.fill(input.available + 1) else { continue }
                // Whoever stopped the source, or has not written more yet, did so in the middle of the data: that is no fault
                // of the file.
                guard input.source.endIsFinal, !input.source.isIdle else { return 0 }
                inputEnded = true
            }
        }
    }
}
