public import Packets

/// Writes a capture file of either format: the path's end says which, `.pcap` the older one, anything else pcapng.
///
///     var file = try CaptureWriter(path: "web.pcapng")
///     try file.write(frame)
///     try file.close()
///
/// What was written is in the file after `flush` or `close`.
public struct CaptureWriter: ~Copyable {
    /// Which format it writes.
    public enum Format: Sendable { case pcap, pcapng }

    /// Which of the two formats this file has.
    public let format: Format
    private let sink: FileSink
    private var pcapng: PcapngWriter?
    /// Begun with the first frame, which says the one link type of all.
    private var pcap: PcapWriter?

    /// Creates the file at `path`, or empties it; `-` stands for standard output.
    ///
    /// - Parameter format: the format; as the path's end says when `nil`.
    /// - Throws: `CaptureError` (`notPermitted`, `noSuchFile` for a missing directory, `writeFailed`).
    public init(path: String, format: Format? = nil) throws(CaptureError) {
        self.format = format ?? (path.lowercased().hasSuffix(".pcap") ? .pcap : .pcapng)
        sink = try FileSink(path: path)
        if self.format == .pcapng { pcapng = PcapngWriter(sink) }
    }

    /// Writes a frame of another capture, with all that the format holds of it.
    ///
    /// - Throws: `CaptureError`: `notRepresentable` when a pcap file cannot hold it; or what the sink throws.
    public mutating func write(_ frame: CapturedFrame) throws(CaptureError) {
        guard format == .pcap else {
            try pcapng?.write(frame)
            return
        }
        begin(frame.linkType, isFine: frame.interfaceDescription.timestampResolution != .microseconds)
        try pcap?.write(frame)
    }

    /// Writes a packet.
    ///
    /// - Parameter originalLength: the length on the wire in octets; that of `bytes` when `nil`.
    /// - Throws: as `write(_:)`.
    public mutating func write(
        _ bytes: RawSpan, at time: Timestamp, as linkType: LinkType = .ethernet, originalLength: Int? = nil
    ) throws(CaptureError) {
        guard format == .pcap else { return try writeBlock(bytes, at: time, as: linkType, originalLength) }
        begin(linkType, isFine: true)
        guard pcap?.linkType == linkType else {
            throw CaptureError(
                .notRepresentable, fileName: sink.name, offset: pcap?.byteCount,
                message: "a pcap file holds one link type; write pcapng instead")
        }
        try pcap?.write(bytes, timestamp: time, originalLength: originalLength)
    }

    /// The same for a packet that was made or read into an array.
    public mutating func write(
        _ octets: [UInt8], at time: Timestamp, as linkType: LinkType = .ethernet
    ) throws(CaptureError) {
        try octets.lend { (bytes) throws(CaptureError) in try write(bytes, at: time, as: linkType) }
    }

    private mutating func writeBlock(
        _ bytes: RawSpan, at time: Timestamp, as linkType: LinkType, _ originalLength: Int?
    ) throws(CaptureError) {
        var interface = pcapng?.interfaces.firstIndex { $0.linkType == linkType }
        if interface == nil { interface = try pcapng?.addInterface(CaptureInterface(linkType: linkType)) }
        try pcapng?.write(bytes, timestamp: time, originalLength: originalLength, interface: interface ?? 0)
    }

    private mutating func begin(_ linkType: LinkType, isFine: Bool) {
        guard pcap == nil else { return }
        pcap = PcapWriter(sink, linkType: linkType, precision: isFine ? .nanoseconds : .microseconds)
    }

    /// Hands everything that was written to the file.
    ///
    /// - Throws: what the sink throws; what it did not take is kept and tried again next time.
    public mutating func flush() throws(CaptureError) {
        try pcapng?.flush()
        try pcap?.flush()
    }

    /// Ends the file. One without a packet is a capture too.
    ///
    /// - Throws: what the sink throws.
    public mutating func close() throws(CaptureError) {
        if pcapng != nil, pcapng?.section == nil { try pcapng?.beginSection() }
        if format == .pcap { begin(.ethernet, isFine: false) }
        try pcapng?.close()
        try pcap?.close()
    }
}
