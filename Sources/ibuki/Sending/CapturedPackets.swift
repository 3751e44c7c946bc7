#if os(Linux)
    import CaptureCompression
    import Captures
    import Links
    import PacketFilters
    import Packets
    import SystemCalls

    /// The packets of a capture file, made ready to be sent again: with fields changed where that was asked for.
    struct CapturedPackets: ~Copyable {
        private let path: String
        private let outlet: Outlet
        private let registry: Registry
        private var filter: DisplayFilter?
        private var edits: [FieldEdit]
        private var reader: CaptureReader
        /// Where packets come from as somebody else writes them, so that none should wait for the next; `nil` for a file.
        private var live: InterruptibleSource?
        private var dissection = Dissection()
        private var octets: [UInt8] = []
        private var number = 0
        /// The time of the file's first packet that is sent.
        private var first: Timestamp?
        /// How many packets the capture had cut short, which are sent as short as they are.
        private(set) var cutCount = 0

        /// - Throws: `CommandFailure` and `CaptureError` when the file cannot be read or an edit is wrong.
        init(
            _ path: String, by outlet: Outlet, edits: [String], filter: DisplayFilter? = nil, in registry: Registry
        ) throws {
            var parsed: [FieldEdit] = []
            for edit in edits { parsed.append(try FieldEdit(edit, in: registry)) }
            // Standard input and pipes can be read once only.
            if !parsed.isEmpty, path != "-", System.isRegular(path) {
                try Self.check(parsed, find: path, by: outlet, filter: filter, in: registry)
            }
            try self.init(opening: path, by: outlet, edits: parsed, filter: filter, in: registry)
        }

        private init(
            opening path: String, by outlet: Outlet, edits: [FieldEdit], filter: DisplayFilter?, in registry: Registry
        ) throws(CaptureError) {
            live = try Self.live(path)
            reader = try Self.open(path, live)
            self.path = path
            self.outlet = outlet
            self.registry = registry
            self.filter = filter
            self.edits = edits
        }

        private static func open(_ path: String, _ live: InterruptibleSource?) throws(CaptureError) -> CaptureReader {
            guard let live else { return try CaptureReader(path: path, compression: CompressionFormat.all) }
            return try CaptureReader(live, compression: CompressionFormat.all)
        }

        private static func live(_ path: String) throws(CaptureError) -> InterruptibleSource? {
            let isFile = path == "-" ? System.isRegular(0) : System.isRegular(path)
            return isFile ? nil : try InterruptibleSource(path: path)
        }

        /// From now on signals end the wait for packets that are yet to come.
        func hear(_ signals: SignalInbox) { live?.signals = signals }

        var isLive: Bool { live != nil }

        /// Begins the file again.
        mutating func rewind() throws {
            let signals = live?.signals
            live = try Self.live(path)
            reader = try Self.open(path, live)
            live?.signals = signals
            number = 0
        }

        /// Adds the next packet to a batch.
        ///
        /// - Returns: how long after the file's first packet it was captured, in nanoseconds, 0 when before; `nil` at the
        ///   file's end.
        mutating func take(into batch: inout FrameBatch) throws -> UInt64? {
            while let frame = try reader.next() {
                number += 1
                guard outlet.carries(frame.linkType) else {
                    throw CommandFailure(
                        .badData,
                        "\(path.withVisibleControls): packet \(number) has link type \(frame.linkType), but \(outlet.what)"
                    )
                }
                if edits.isEmpty, filter == nil {
                    batch.append(frame.bytes)
                } else {
                    registry.dissect(frame.bytes, as: frame.linkType, into: &dissection)
                    let info = FrameInfo(
                        number: number, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
                        originalLength: frame.originalLength, linkType: frame.linkType)
                    var packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: info)
                    if !(filter?.matches(&packet) ?? true) { continue }
                    if edits.isEmpty {
                        batch.append(frame.bytes)
                    } else {
                        var opened = Packet(opening: packet, in: registry)
                        for index in edits.indices { try edits[index].apply(to: &opened, in: registry) }
                        do throws(ForgeError) {
                            try PreparedPacket(opened, in: registry).write(into: &octets)
                        } catch {
                            throw CommandFailure(.usage, "--set: packet \(number) of \(path): \(error.message)")
                        }
                        octets.lend { batch.append($0) }
                    }
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

        /// Says that packets were sent shorter than they once were.
        func tellOfCuts() {
            guard cutCount > 0 else { return }
            let which = cutCount == 1 ? "1 packet was" : "\(cutCount) packets were"
            StandardError.print("ibuki: \(which) cut short by the capture and sent as short as the capture has it")
        }

        /// Whether each edit finds its field in some packet: nothing is sent that was to be changed and was not.
        private static func check(
            _ edits: [FieldEdit], find path: String, by outlet: Outlet, filter: DisplayFilter?, in registry: Registry
        ) throws {
            var packets = try CapturedPackets(opening: path, by: outlet, edits: edits, filter: filter, in: registry)
            var batch = FrameBatch()
            while packets.edits.contains(where: { $0.count == 0 }), try packets.take(into: &batch) != nil {
                batch.removeAll()
            }
            if let missing = packets.edits.first(where: { $0.count == 0 }) {
                throw CommandFailure(
                    .usage, "--set: no packet of \(path.withVisibleControls) has the field '\(missing.name)'")
            }
        }
    }
#endif
