public import PacketProtocols
public import Packets

/// Reads a capture's packets, dissected, each with its time, its number, its flow and its layers:
///
///     var packets = try PacketReader(path: "web.pcapng")
///     while let packet = try packets.next() {
///         if let tcp = packet.layer(TCP.self), tcp.synchronize { print("\(packet)") }
///     }
///
/// A packet is a view that ends with the next call. Reading and dissecting copy and allocate nothing a packet.
public struct PacketReader: ~Copyable {
    /// Where the frames come from.
    public private(set) var frames: CaptureReader
    /// What makes packets of them: its properties say how.
    public var dissector: PacketDissector

    /// Opens the file at `path`; `-` stands for standard input.
    ///
    /// - Parameters:
    ///   - compression: the formats to look for; what CaptureCompression offers, for instance.
    ///   - registry: the protocols.
    /// - Throws: `CaptureError` when the file cannot be opened, or does not start like a capture.
    public init(
        path: String, compression: [CompressionFormat] = [], in registry: Registry = .standard
    ) throws(CaptureError) {
        self.init(try CaptureReader(path: path, compression: compression), in: registry)
    }

    /// Reads on from where a reader of frames stands.
    public init(_ frames: consuming CaptureReader, in registry: Registry = .standard) {
        self.frames = frames
        dissector = PacketDissector(registry)
    }

    /// The next packet; `nil` at the end of the capture.
    ///
    /// - Throws: `CaptureError` at the first fault, after every packet before it.
    @_lifetime(&self)
    public mutating func next() throws(CaptureError) -> PacketView? {
        guard try frames.advance() else { return nil }
        // The packet ends with the next change of `self`, of which `frames` is a part.
        let frame = unsafe frames.unboundFrame()
        return dissector.packet(frame)
    }
}
