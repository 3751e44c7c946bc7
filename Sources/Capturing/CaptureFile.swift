#if os(Linux)
    package import Captures
    package import Links
    package import Packets
    internal import SystemCalls

    /// The file, or one after another, that a live capture is written to.
    package struct CaptureFile: ~Copyable {
        private let place: FilePlace
        private let rotation: RotationRules
        private let owner: ProcessIdentity
        private let interfaces: [CaptureInterface]
        // One of the two.
        private var pcapng: PcapngWriter?
        private var pcap: PcapWriter?

        private var descriptor: Int32
        private var name: String
        private var number = 0
        /// How many files by time there were before this one.
        private var slices = 0
        private var sliceStart: Int64
        private var hasRotated = false
        private var lastFlush = System.nanoseconds()
        /// Whether it is a file on a disk, which others look at when it is finished; a pipe's reader waits for every packet.
        private let isRegular: Bool
        /// Otherwise what the packets go into.
        private let pipe: PatientSink?

        /// Who runs the user's command on files that are finished.
        package var finishedFiles: FinishedFiles?
        /// Whether each packet is handed on at once.
        package var flushesEachPacket = false
        /// Packets written to all files.
        package private(set) var packetCount: UInt64 = 0

        /// Makes the first file.
        ///
        /// - Parameter application: what made it, for the file to say.
        package init(
            _ place: FilePlace, format: CaptureWriter.Format, rotation: RotationRules, owner: ProcessIdentity,
            interfaces: [CaptureInterface], application: String
        ) throws {
            let start = Timestamp.now.seconds
            let first = rotation.name(place.baseName, number: 0, time: start)
            let descriptor = try place.create(first, for: owner)
            let isRegular = System.isRegular(descriptor)
            let path = place.directory == nil ? "standard output" : place.path(of: first)
            let pipe = isRegular ? nil : PatientSink(descriptor: descriptor, name: path)
            let sink: any ByteSink = pipe ?? FileSink(descriptor: descriptor, name: path)
            let pcapng = format == .pcapng ? try Self.pcapng(sink, interfaces, application) : nil
            let pcap = format == .pcap ? try Self.pcap(sink, interfaces) : nil
            self.pcapng = pcapng
            self.pcap = pcap
            self.descriptor = descriptor
            self.isRegular = isRegular
            self.pipe = pipe
            name = first
            sliceStart = start
            self.place = place
            self.rotation = rotation
            self.owner = owner
            self.interfaces = interfaces
        }

        private static func pcapng(
            _ sink: any ByteSink, _ interfaces: [CaptureInterface], _ application: String
        ) throws -> PcapngWriter {
            var writer = PcapngWriter(sink)
            try writer.beginSection(section(application))
            for interface in interfaces { try writer.addInterface(interface) }
            return writer
        }

        private static func pcap(_ sink: any ByteSink, _ interfaces: [CaptureInterface]) throws -> PcapWriter {
            let linkType = interfaces[0].linkType
            if let other = interfaces.first(where: { $0.linkType != linkType }) {
                throw CapturingError(
                    .wrongRequest,
                    "a pcap file holds one link type, and \(interfaces[0].name ?? "") has \(linkType), "
                        + "\(other.name ?? "") has \(other.linkType); write pcapng instead")
            }
            return PcapWriter(sink, linkType: linkType, snapLength: interfaces[0].snapLength, precision: .nanoseconds)
        }

        /// The directory that later files are made in; `nil` when there is only one file.
        package var directory: Int32? { rotation.isRotating ? place.directory : nil }

        /// What the file says of where it comes from.
        private static func section(_ application: String) -> CaptureSection {
            var system = utsname()
            guard unsafe uname(&system) == 0 else { return CaptureSection(application: application) }
            func text<T>(_ field: T) -> String {
                unsafe withUnsafeBytes(of: field) { octets in
                    unsafe String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
                }
            }
            return CaptureSection(
                hardware: text(system.machine), operatingSystem: "\(text(system.sysname)) \(text(system.release))",
                application: application)
        }

        /// Writes a packet, in a new file when it is time for one.
        ///
        /// - Returns: whether it was written; `false` when the last of the files is full by time.
        @inline(__always)
        package mutating func write(
            _ frame: borrowing ReceivedFrame, interface: Int, comments: [String] = []
        ) throws -> Bool {
            if rotation.isRotating, try !rotate(before: frame.timestamp) { return false }
            let direction: PacketFlags.Direction =
                switch frame.details.direction {
                case .inbound: .inbound
                case .outbound: .outbound
                case nil: .unknown
                }
            try pcapng?.write(
                frame.bytes, timestamp: frame.timestamp, originalLength: frame.originalLength, interface: interface,
                comments: comments, flags: PacketFlags(direction: direction))
            try pcap?.write(frame.bytes, timestamp: frame.timestamp, originalLength: frame.originalLength)
            packetCount += 1
            if flushesEachPacket { try flush() }
            return true
        }

        /// Begins a new file if it is time for one.
        ///
        /// - Returns: `false` when there may be no more files.
        private mutating func rotate(before time: Timestamp) throws -> Bool {
            if let seconds = rotation.seconds, time.seconds - sliceStart >= seconds {
                slices += 1
                if isLastSlice { return false }
                sliceStart = time.seconds
                number = 0
                try begin()
            } else if let size = rotation.size, (pcapng?.byteCount ?? pcap?.byteCount ?? 0) > size {
                number = rotation.next(after: number)
                try begin()
            }
            return true
        }

        /// Whether the number of files by time is used up. By size they are written in turn.
        private var isLastSlice: Bool { rotation.size == nil && rotation.count.map { slices >= $0 } ?? false }

        /// Whether the capture ends with this file's time, and that has come.
        package func isOver(at time: Timestamp) -> Bool {
            guard let seconds = rotation.seconds, rotation.size == nil, let count = rotation.count else { return false }
            return slices + 1 >= count && time.seconds - sliceStart >= seconds
        }

        private mutating func begin() throws {
            let next = rotation.name(place.baseName, number: number, time: sliceStart)
            let (oldDescriptor, oldName) = (descriptor, name)
            // A name that stays the same is written anew: the old file must be whole before.
            try flush()
            let new = try place.create(next, for: owner)
            let sink = FileSink(descriptor: new, name: place.path(of: next))
            try pcapng?.rotate(to: sink)
            try pcap?.rotate(to: sink, snapLength: interfaces[0].snapLength)
            (descriptor, name) = (new, next)
            hasRotated = true
            _ = close(oldDescriptor)
            finishedFiles?.run(on: oldName)
        }

        /// Has signals end the waiting for a pipe's reader.
        package func heed(_ patience: OutputPatience) { pipe?.patience = patience }

        /// Hands what is written to the system.
        package mutating func flush() throws {
            try pcapng?.flush()
            try pcap?.flush()
            lastFlush = System.nanoseconds()
        }

        /// Called when there is nothing more to read for now: a pipe is flushed, a file once a second.
        package mutating func pause() throws {
            if !isRegular || System.nanoseconds() - lastFlush >= 1_000_000_000 { try flush() }
        }

        /// Ends the file: counts for each interface, and all of it on the disk.
        package mutating func finish(_ statistics: [InterfaceStatistics]) throws {
            for (index, counts) in statistics.enumerated() { try pcapng?.write(counts, interface: index) }
            try flush()
            try place.sync(descriptor, name, others: hasRotated)
            finishedFiles?.run(on: name)
        }

        /// After a failure: cuts the file to what is whole in it, so that it reads to its end. ftruncate(2)
        package mutating func cut() {
            guard isRegular, let count = pcapng?.wholeByteCount ?? pcap?.wholeByteCount else { return }
            _ = ftruncate(descriptor, off_t(count))
        }
    }
#endif
