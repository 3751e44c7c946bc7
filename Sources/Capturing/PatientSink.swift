internal import Captures

/// A pipe that a capture is written to, whose reader may be slow or have stopped reading.
final class PatientSink: ByteSink {
    private let sink: FileSink
    private let descriptor: Int32
    /// How long its reader is waited for; as long as it takes when `nil`.
    var patience: OutputPatience?

    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        sink = FileSink(descriptor: descriptor, name: name)
    }

    var name: String { sink.name }

    func write(_ bytes: RawSpan) throws(CaptureError) -> Int {
        guard let patience else { return try sink.write(bytes) }
        guard patience.wait(for: descriptor) else {
            throw CaptureError(
                .writeFailed, fileName: name, message: "the reader took nothing more; what it had not taken is lost")
        }
        return try sink.write(bytes.extracting(first: OutputPatience.piece))
    }

    func close() throws(CaptureError) { try sink.close() }
}
