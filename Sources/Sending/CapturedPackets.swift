#if os(Linux)
    public import Captures
    public import Links
    public import PacketFilters
    public import PacketProtocols
    public import Packets
    package import SystemCalls

    /// The packets of a capture file, made ready to be sent again: with fields changed where that was asked for, and without
    /// the frame check sequence that the file says there is, for the card adds one.
    public struct CapturedPackets: ~Copyable {
        private let path: String
        private let compression: [CompressionFormat]
        private let outlet: Outlet
        private let registry: Registry
        private var filter: DisplayFilter?
        private var edits: [FieldEdit]
        private var reader: CaptureReader
        /// Where packets come from as somebody else writes them, so that none should wait for the next; `nil` for a file.
        private var live: InterruptibleSource?
        private var dissector: PacketDissector
        private var octets: [UInt8] = []
        /// The time of the file's first packet that is sent.
        private var first: Timestamp?
        /// How many packets the capture had cut short, which are sent as short as they are.
        public private(set) var cutCount = 0

        /// Opens a capture file, and makes sure that each edit finds its field in some packet of it.
        ///
        /// - Parameters:
        ///   - path: the file; `-` is standard input.
        ///   - edits: fields that are given other values: `ip.dst=10.0.0.1`.
        ///   - filter: chooses the packets that are sent; all when `nil`.
        ///   - compression: the formats to look for.
        /// - Throws: `SendingError` and `CaptureError` when the file cannot be read or an edit is wrong.
        public init(
            _ path: String, by outlet: Outlet, edits: [String] = [], filter: DisplayFilter? = nil,
            compression: [CompressionFormat] = [], in registry: Registry = .standard
        ) throws {
            var parsed: [FieldEdit] = []
            for edit in edits { parsed.append(try FieldEdit(edit, in: registry)) }
            // Standard input and pipes can be read once only.
            if !parsed.isEmpty, path != "-", System.isRegular(path) {
                try Self.check(
                    parsed, find: path, by: outlet, filter: filter, compression: compression, in: registry)
            }
            try self.init(
                opening: path, by: outlet, edits: parsed, filter: filter, compression: compression, in: registry)
        }

        private init(
            opening path: String, by outlet: Outlet, edits: [FieldEdit], filter: DisplayFilter?,
            compression: [CompressionFormat], in registry: Registry
        ) throws(CaptureError) {
            live = try Self.live(path)
            reader = try Self.open(path, live, compression)
            self.compression = compression
            self.path = path
            self.outlet = outlet
            self.registry = registry
            dissector = PacketDissector(registry)
            self.filter = filter
            self.edits = edits
        }

        private static func open(
            _ path: String, _ live: InterruptibleSource?, _ compression: [CompressionFormat]
        ) throws(CaptureError) -> CaptureReader {
            guard let live else { return try CaptureReader(path: path, compression: compression) }
            return try CaptureReader(live, compression: compression)
        }

        private static func live(_ path: String) throws(CaptureError) -> InterruptibleSource? {
            let isFile = path == "-" ? System.isRegular(0) : System.isRegular(path)
            return isFile ? nil : try InterruptibleSource(path: path)
        }

        /// From now on signals end the wait for packets that are yet to come.
        package func hear(_ signals: SignalInbox) { live?.signals = signals }

        /// Whether somebody else is still writing the packets: a pipe's, a terminal's.
        public var isLive: Bool { live != nil }

        /// Begins the file again.
        public mutating func rewind() throws {
            let signals = live?.signals
            live = try Self.live(path)
            reader = try Self.open(path, live, compression)
            live?.signals = signals
            dissector = PacketDissector(registry)
        }

        /// Adds the next packet to a batch.
        ///
        /// - Returns: how long after the file's first packet it was captured, in nanoseconds, 0 when before; `nil` at the
        ///   file's end.
        public mutating func take(into batch: inout FrameBatch) throws -> UInt64? {
            while let frame = try reader.next() {
                let number = dissector.frameCount + 1
                guard outlet.carries(frame.linkType) else {
                    throw SendingError(
                        .wrongCapture,
                        "\(path.withVisibleControls): packet \(number) has link type \(frame.linkType), but \(outlet.what)"
                    )
                }
                if edits.isEmpty, filter == nil {
                    dissector.skip()
                    batch.append(frame.content)
                } else {
                    var packet = dissector.packet(frame)
                    if !(filter?.matches(&packet) ?? true) { continue }
                    if edits.isEmpty {
                        batch.append(frame.content)
                    } else {
                        var opened = Packet(opening: packet, in: registry)
                        for index in edits.indices { try edits[index].apply(to: &opened, in: registry) }
                        do throws(ForgeError) {
                            try PreparedPacket(opened, in: registry).write(into: &octets)
                        } catch {
                            throw SendingError(
                                .wrongEdit, "packet \(number) of \(path.withVisibleControls): \(error.message)")
                        }
                        octets.removeLast(frame.bytes.byteCount - frame.content.byteCount)
                        octets.lend { batch.append($0) }
                    }
                    dissector.noteShown(frame.timestamp)
                }
                if frame.originalLength > frame.bytes.byteCount { cutCount += 1 }
                guard let first else {
                    first = frame.timestamp
                    return 0
                }
                return UInt64(max(0, frame.timestamp.nanoseconds(since: first)))
            }
            return nil
        }

        /// Whether each edit finds its field in some packet: nothing is sent that was to be changed and was not.
        private static func check(
            _ edits: [FieldEdit], find path: String, by outlet: Outlet, filter: DisplayFilter?,
            compression: [CompressionFormat], in registry: Registry
        ) throws {
            var packets = try CapturedPackets(
                opening: path, by: outlet, edits: edits, filter: filter, compression: compression, in: registry)
            var batch = FrameBatch()
            while packets.edits.contains(where: { $0.count == 0 }), try packets.take(into: &batch) != nil {
                batch.removeAll()
            }
            if let missing = packets.edits.first(where: { $0.count == 0 }) {
                throw SendingError(
                    .wrongEdit, "no packet of \(path.withVisibleControls) has the field '\(missing.name)'")
            }
        }
    }
#endif
